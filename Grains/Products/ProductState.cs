namespace Commerce.Grains.Products;

/// <summary>What a product can be.</summary>
internal abstract record ProductState
{
    private ProductState() { }

    /// <summary>Whether it uses a name.</summary>
    public bool Uses(OwnedName name) => this is Listed { Content: var content } && name.Kind switch
    {
        NameKind.Slug => content.Slug == name.Text,
        _ => content.Variants.Any(variant => variant.Sku == new Sku(name.Text)),
    };

    /// <summary>Only an id that somebody may have claimed names for.</summary>
    [Alias("product.blank")]
    public sealed record Blank : ProductState;

    /// <summary>In the catalogue, active or not.</summary>
    [Alias("product.listed")]
    public sealed record Listed(
        ProductContent Content,
        long Version,
        DateTimeOffset CreatedAt,
        DateTimeOffset ChangedAt,
        ProductPrices? Prices = null) : ProductState;

    /// <summary>Gone for good, with what was said of it last; its id is not used again.</summary>
    [Alias("product.gone")]
    public sealed record Gone(
        ProductContent Content, long Version, DateTimeOffset CreatedAt, DateTimeOffset RemovedAt) : ProductState;
}
