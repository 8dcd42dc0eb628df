namespace Commerce.Silo.Gateways.Outbox;

/// <summary>How the outbox is emptied: configuration section <c>Commerce:Outbox</c>.</summary>
internal sealed record OutboxSettings
{
    /// <summary>After a failed sending, the time to the next one; after the last of them a person must look. Together
    /// three days .</summary>
    public static readonly ImmutableArray<TimeSpan> BackOff =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(4),
        .. Enumerable.Repeat(TimeSpan.FromHours(8), 8),
    ];

    /// <summary>How often the outbox is looked into when nobody calls.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the first message waits for more, so that they are taken and marked together.</summary>
    public TimeSpan Gather { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Most messages taken at once.</summary>
    public int Batch { get; init; } = 20;

    /// <summary>How long one sending may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>After this time no further message of a batch is sent: others may take it when its lease ends, a minute
    /// after it was taken.</summary>
    public TimeSpan BatchTime { get; init; } = TimeSpan.FromSeconds(40);
}
