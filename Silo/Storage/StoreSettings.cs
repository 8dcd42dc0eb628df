namespace Commerce.Silo.Storage;

/// <summary>How the shop's data is kept and its clockwork runs.</summary>
internal sealed record StoreSettings
{
    /// <summary>Stands in every stored key, so it is the same in both editions and for ever.</summary>
    public const string Shop = "shop";

    /// <summary>Where the data is.</summary>
    public required DatabaseAddress Address { get; init; }

    /// <summary>How often a sweeper looks for what is due.</summary>
    public TimeSpan SweepPeriod { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a message is kept for the process that took it: after a crash it is sent that much
    /// later.</summary>
    public TimeSpan OutboxLease { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often rows that have had their time are removed.</summary>
    public TimeSpan PrunePeriod { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>After this time a due entity that failed is called again; it doubles with each failure.</summary>
    public TimeSpan SweepBackOff { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest time between two tries.</summary>
    public TimeSpan SweepBackOffMost { get; init; } = TimeSpan.FromMinutes(15);
}
