using System.Text.Json.Serialization;

namespace Commerce.Grains.Kernel;

/// <summary>Something another entity, or the gateway, must be told or asked: at least once, in order per
/// receiver.</summary>
/// <param name="Receiver">Who is told: errands to one receiver keep their order.</param>
[GenerateSerializer, Immutable, Alias("errand")]
public abstract record Errand(string Receiver)
{
    /// <summary>Whether its delivery finds something out: then it is answered only together with what it
    /// found.</summary>
    [JsonIgnore]
    public virtual bool Brings => false;
}

/// <summary>An errand that waits for its receiver's answer.</summary>
/// <param name="Number">Counts the sender's errands; 0 for a question, which is asked anew instead of being
/// kept.</param>
/// <param name="Errand">What is to be told.</param>
[GenerateSerializer, Immutable, Alias("errand.pending")]
public sealed record PendingErrand(long Number, Errand Errand)
{
    /// <summary>Since when it waits, in milliseconds since 1970; 0: not known.</summary>
    [Id(0)]
    public long Since { get; init; }

    /// <summary>When what waits is sent again: the longer the newest of them has waited, the later; at least
    /// <see cref="ShopSettings.ErrandRetry"/> and at most five minutes from now.</summary>
    /// <param name="errands">What waits; at least one.</param>
    /// <param name="settings">The shop's settings.</param>
    /// <param name="now">The time.</param>
    internal static DateTimeOffset RetryOf(
        ImmutableArray<PendingErrand> errands, ShopSettings settings, DateTimeOffset now)
    {
        var since = errands.Max(errand => errand.Since);
        var waited = TimeSpan.FromMilliseconds(since == 0 ? 0 : now.ToUnixTimeMilliseconds() - since);
        var wait = waited / KernelLimits.ErrandBackOff;
        if (wait > KernelLimits.ErrandRetryMost) wait = KernelLimits.ErrandRetryMost;
        return now + (wait > settings.ErrandRetry ? wait : settings.ErrandRetry);
    }
}

/// <summary>What the shop's clockwork asks of every entity.</summary>
[Alias("due")]
public interface IDueGrain : IGrainWithStringKey
{
    /// <summary>Time has come: the entity decides for itself what is due, sends its errands again, and answers when it
    /// must be looked at next. Null: nothing is due any more.</summary>
    [Alias("look")]
    Task<DateTimeOffset?> Look();

    /// <summary>These errands have been answered by their receivers.</summary>
    /// <param name="numbers">The errands' numbers.</param>
    [Alias("acknowledge")]
    Task Acknowledge(ImmutableArray<long> numbers);
}

/// <summary>Carries errands to their receivers, outside of any entity's turn.</summary>
[Alias("errand-pump")]
public interface IErrandPumpGrain : IGrainWithStringKey
{
    /// <summary>Delivers what it can and tells the sender which errands were answered. Never throws for a receiver
    /// that is down: the sender's due time brings the errand again.</summary>
    /// <param name="senderType">The sender's entity name.</param>
    /// <param name="senderKey">The sender's key.</param>
    /// <param name="errands">What is to be told, in the order of the numbers.</param>
    [Alias("deliver")]
    Task Deliver(string senderType, string senderKey, ImmutableArray<PendingErrand> errands);
}
