namespace Commerce.Grains.Products.Owners;

/// <summary>Whose a name is. The product is the judge of what it uses; its version tells which word is the
/// later.</summary>
internal abstract record OwnerState
{
    private OwnerState() { }

    /// <summary>Nobody's, and what its last owner said last.</summary>
    [Alias("owner.free")]
    public sealed record Free(ProductId? Last, long AsOf) : OwnerState;

    /// <summary>Wanted by a product that is about to use it; the product is asked when the time is over.</summary>
    [Alias("owner.claimed")]
    public sealed record Claimed(
        OwnedName Name, ProductId Product, long AsOf, DateTimeOffset Until, ImmutableArray<string> Tickets)
        : OwnerState;

    /// <summary>Used by a product.</summary>
    [Alias("owner.owned")]
    public sealed record Owned(OwnedName Name, ProductId Product, long AsOf) : OwnerState;

    /// <summary>Whose it is, or is about to be.</summary>
    public ProductId? Owner() => this switch
    {
        Claimed claimed => claimed.Product,
        Owned owned => owned.Product,
        _ => null,
    };

    /// <summary>The version of a product's last word; 0 when it never said anything.</summary>
    public long LastWordOf(ProductId product) => this switch
    {
        Free free when free.Last == product => free.AsOf,
        Claimed claimed => claimed.AsOf,
        Owned owned => owned.AsOf,
        _ => 0,
    };
}
