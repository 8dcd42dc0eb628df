namespace Commerce.Api.Http.Overload;

/// <summary>
/// How much this process has under way, and for how long nothing that it asked has been answered: it says who is turned
/// away at once, rather than kept waiting (H-08). Once a second somebody is let through all the same, so that it hears
/// when the shop is back.
/// </summary>
internal sealed class Pressure(ApiSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private int underWay;
    private DateTimeOffset? silentSince;
    private DateTimeOffset triedAt;
    private long answers;

    /// <summary>The share of <c>Commerce:RequestsMost</c> that may be under way, and the longest silence, for a request
    /// to be let through.</summary>
    public static (int Percent, TimeSpan Silence) Bounds(Traffic traffic) => traffic switch
    {
        Traffic.Report => (50, TimeSpan.Zero),
        Traffic.Staff => (60, TimeSpan.FromSeconds(1)),
        Traffic.Browse => (70, TimeSpan.FromSeconds(2)),
        Traffic.Cart => (85, TimeSpan.FromSeconds(5)),
        _ => (100, TimeSpan.FromSeconds(15)),
    };

    /// <summary>Lets a request go on, and <see cref="End"/> must follow; null: it is turned away.</summary>
    public Passage? TryBegin(Traffic traffic)
    {
        var (percent, silence) = Bounds(traffic);
        lock (gate)
        {
            if (settings.RequestsMost > 0 && underWay * 100L >= settings.RequestsMost * (long)percent) return null;
            var now = clock.GetUtcNow();
            var isTry = silentSince is { } since && now >= since + silence;
            if (isTry && now < triedAt + Between) return null;
            if (isTry) triedAt = now;
            underWay++;
            return new(answers, isTry);
        }
    }

    /// <summary>A request has come to its end.</summary>
    /// <param name="passage">What it was let through with.</param>
    /// <param name="ending">What it says of the shop.</param>
    public void End(Passage passage, Ending ending)
    {
        lock (gate)
        {
            underWay--;
            switch (ending)
            {
                case Ending.Answered:
                    answers++;
                    silentSince = null;
                    break;
                // Who asked nothing leaves the try to another.
                case Ending.Unknown when passage.IsTry:
                    triedAt = DateTimeOffset.MinValue;
                    break;
                // Others were answered meanwhile: one thing is stuck, not the shop.
                case Ending.Silent when silentSince is null && passage.Answers == answers:
                    silentSince = triedAt = clock.GetUtcNow();
                    break;
            }
        }
    }
}

/// <summary>A request was let through.</summary>
/// <param name="Answers">How many had been answered then.</param>
/// <param name="IsTry">It is let through to hear whether the shop is back.</param>
internal readonly record struct Passage(long Answers, bool IsTry);

/// <summary>What the end of a request says of the shop.</summary>
internal enum Ending
{
    /// <summary>Nothing: it did not come so far that anything was asked, or its client went away.</summary>
    Unknown,

    /// <summary>The shop answers.</summary>
    Answered,

    /// <summary>No silo answered, or none could store or read.</summary>
    Silent,
}
