namespace Commerce.Silo.Gateways.Inbox;

/// <summary>How what the gateway sends is worked through: configuration section <c>Commerce:Inbox</c>.</summary>
internal sealed record InboxSettings
{
    /// <summary>After a hint that came to nothing, the time to the next try; after the last of them a person must look.
    /// Together three days.</summary>
    public static readonly ImmutableArray<TimeSpan> BackOff =
    [
        TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(4),
        .. Enumerable.Repeat(TimeSpan.FromHours(8), 8),
    ];

    /// <summary>How often the inbox is looked into when nobody calls.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Most hints taken at once.</summary>
    public int Batch { get; init; } = 20;

    /// <summary>How long a hint is kept for the process that took it.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(2);
}
