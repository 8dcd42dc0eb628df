namespace Commerce.Grains.Products.Owners;

/// <summary>What can happen to a name.</summary>
internal abstract record OwnerEvent
{
    private OwnerEvent() { }

    /// <summary>Nobody else can have it for a while.</summary>
    [Alias("owner.reserved")]
    public sealed record Reserved(OwnedName Name, NameHolder Holder, string Ticket, DateTimeOffset Until) : OwnerEvent;

    /// <summary>One claim less; with the last one the holder is asked.</summary>
    [Alias("owner.withdrawn")]
    public sealed record Withdrawn(string Ticket, DateTimeOffset At) : OwnerEvent;

    /// <summary>The holder uses it; claims that are left go on.</summary>
    [Alias("owner.kept")]
    public sealed record Kept(
        OwnedName Name, NameHolder Holder, long AsOf, ImmutableArray<string> Tickets) : OwnerEvent;

    /// <summary>It is nobody's.</summary>
    [Alias("owner.dropped")]
    public sealed record Dropped(NameHolder Holder, long AsOf) : OwnerEvent;
}
