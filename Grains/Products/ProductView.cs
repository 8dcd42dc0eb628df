namespace Commerce.Grains.Products;

/// <summary>A product as staff see it; shoppers see it without what is hidden.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Counts the changes.</param>
/// <param name="Content">All that is said of it.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ChangedAt">When it was last changed.</param>
/// <param name="Prices">What it costs besides its regular prices; null: nothing else.</param>
[GenerateSerializer, Immutable, Alias("product-view")]
public sealed record ProductView(
    ProductId Id,
    long Version,
    ProductContent Content,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt,
    ProductPrices? Prices = null)
{
    /// <summary>One of its variants, as selling needs it.</summary>
    /// <param name="variant">Which.</param>
    public CatalogueItem ItemOf(VariantContent variant) => CatalogueItem.Of(this, variant);
}
