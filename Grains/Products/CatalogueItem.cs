using Commerce.Grains.Kernel;

namespace Commerce.Grains.Products;

/// <summary>What selling needs to know of one variant: the product as it stands, at most one second old.</summary>
/// <param name="Sku">As shown.</param>
/// <param name="Product">The product it belongs to.</param>
/// <param name="ProductVersion">The product's version that was read.</param>
/// <param name="Name">The product's name.</param>
/// <param name="Options">The variant's options for people: <c>Blue / Small</c>; empty for an only variant.</param>
/// <param name="Price">Regular price; null: not orderable.</param>
/// <param name="Weight">In the shop's weight unit; null: unknown.</param>
/// <param name="SoftGood">Nothing to ship.</param>
/// <param name="Tracked">Has a stock item.</param>
/// <param name="Active">Still sold.</param>
/// <param name="AvailableAt">From when on it can be had; null: at once.</param>
/// <param name="Prices">What its product costs besides the regular price; null: nothing else, or not told.</param>
[GenerateSerializer, Immutable, Alias("catalogue-item")]
public sealed record CatalogueItem(
    Sku Sku,
    ProductId Product,
    long ProductVersion,
    string Name,
    string Options,
    Money? Price,
    decimal? Weight,
    bool SoftGood,
    bool Tracked,
    bool Active,
    DateTimeOffset? AvailableAt,
    ProductPrices? Prices = null)
{
    /// <summary>Whom a mail tells when it is ordered, addresses with commas between (EML-07); null: nobody.</summary>
    [Id(0)]
    public string? PurchaseNotices { get; init; }

    /// <summary>What its product costs besides the regular price.</summary>
    public ProductPrices PricesOf() => Prices ?? ProductPrices.None;

    /// <summary>The same without prices of others and of other times, and without what is for staff: enough to
    /// keep.</summary>
    public CatalogueItem Bare() => this with { Prices = null, PurchaseNotices = null };

    /// <summary>Whether it can be ordered at a time (CAT-02, CAT-06, PRC-04).</summary>
    /// <param name="now">The time.</param>
    /// <param name="preOrders">Whether the shop takes orders ahead of the date.</param>
    public bool IsOrderable(DateTimeOffset now, bool preOrders) =>
        Active && Price is not null && (AvailableAt is null || AvailableAt <= now || preOrders);

    internal static CatalogueItem Of(ProductView product, VariantContent variant) => new(
        variant.Sku,
        product.Id,
        product.Version,
        product.Content.Name,
        variant.OptionText(),
        variant.Price,
        variant.Weight,
        variant.SoftGood,
        variant.Tracked,
        product.Content.Active,
        product.Content.AvailableAt,
        product.Prices)
    {
        PurchaseNotices = product.Content.Notes?.Recipients() is [_, ..] recipients
            ? string.Join(", ", recipients)
            : null,
    };
}
