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

    /// <summary>Whether a request may go on; if so, <see cref="End"/> must follow.</summary>
    public bool TryBegin(Traffic traffic)
    {
        var (percent, silence) = Bounds(traffic);
        lock (gate)
        {
            if (settings.RequestsMost > 0 && underWay * 100L >= settings.RequestsMost * (long)percent) return false;
            if (silentSince is { } since && !MayTry(clock.GetUtcNow(), since + silence)) return false;
            underWay++;
            return true;
        }
    }

    /// <summary>A request has come to its end.</summary>
    /// <param name="ending">What it says of the shop.</param>
    public void End(Ending ending)
    {
        lock (gate)
        {
            underWay--;
            if (ending == Ending.Answered) silentSince = null;
            if (ending != Ending.Silent || silentSince is not null) return;
            silentSince = triedAt = clock.GetUtcNow();
        }
    }

    private bool MayTry(DateTimeOffset now, DateTimeOffset until)
    {
        if (now < until) return true;
        if (now < triedAt + Between) return false;
        triedAt = now;
        return true;
    }
}

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
