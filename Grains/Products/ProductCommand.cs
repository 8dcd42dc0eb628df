namespace Commerce.Grains.Products;

/// <summary>What a product may be told.</summary>
internal abstract record ProductCommand
{
    private ProductCommand() { }

    /// <summary>Makes it.</summary>
    public sealed record Create(ProductContent Content, Claims Claims) : ProductCommand;

    /// <summary>Replaces all that is said of it.</summary>
    public sealed record Change(ProductContent Content, Claims Claims) : ProductCommand;

    /// <summary>Changes what it costs besides its regular prices.</summary>
    public sealed record Reprice(PriceChange Prices) : ProductCommand;

    /// <summary>Takes it out of the shop (CAT-12).</summary>
    public sealed record Remove : ProductCommand;
}

/// <summary>The names that were claimed for a product before it is told to use them.</summary>
/// <param name="Ticket">Names the claim among others of the product.</param>
/// <param name="Slug">The slug claimed, if one was.</param>
/// <param name="Skus">The SKUs claimed.</param>
/// <param name="Until">How long nobody else can have them.</param>
[GenerateSerializer, Immutable, Alias("product-claims")]
public sealed record Claims(string Ticket, string? Slug, ImmutableArray<Sku> Skus, DateTimeOffset Until)
{
    /// <summary>Whether it covers a slug.</summary>
    /// <param name="slug">The slug.</param>
    public bool Covers(string slug) => Slug == slug;

    /// <summary>Whether it covers a SKU.</summary>
    /// <param name="sku">The SKU.</param>
    public bool Covers(Sku sku) => Skus.Contains(sku);
}
