using System.Text.Json.Serialization;

namespace Commerce.Grains.Products.Owners;

/// <summary>Whose a name is. The holder is the judge of what it uses; its version tells which word is the
/// later.</summary>
internal abstract record OwnerState
{
    private OwnerState() { }

    /// <summary>Nobody's, and what its last owner said last.</summary>
    [Alias("owner.free")]
    public sealed record Free(NameHolder? Last, long AsOf) : OwnerState;

    /// <summary>Wanted by a holder that is about to use it; the holder is asked when the time is over.</summary>
    [Alias("owner.claimed")]
    public sealed record Claimed(
        OwnedName Name, [property: JsonPropertyName("product")] NameHolder Holder, long AsOf, DateTimeOffset Until,
        ImmutableArray<string> Tickets)
        : OwnerState;

    /// <summary>Used by a holder.</summary>
    [Alias("owner.owned")]
    public sealed record Owned(
        OwnedName Name, [property: JsonPropertyName("product")] NameHolder Holder, long AsOf) : OwnerState;

    /// <summary>Whose it is, or is about to be.</summary>
    public NameHolder? Owner() => this switch
    {
        Claimed claimed => claimed.Holder,
        Owned owned => owned.Holder,
        _ => null,
    };

    /// <summary>The version of a holder's last word; 0 when it never said anything.</summary>
    public long LastWordOf(NameHolder holder) => this switch
    {
        Free free when free.Last == holder => free.AsOf,
        Claimed claimed => claimed.AsOf,
        Owned owned => owned.AsOf,
        _ => 0,
    };
}
