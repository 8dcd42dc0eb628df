using Commerce.Api.Http;
using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;

namespace Commerce.Api.Products;

/// <summary>A product with what can be had of each of its variants.</summary>
/// <param name="Product">The product.</param>
/// <param name="Variants">Its variants, in its own order.</param>
internal sealed record ShownProduct(ProductView Product, ImmutableArray<ShownVariant> Variants)
{
    /// <summary>The first of the variants that can be had soonest.</summary>
    public ShownVariant Best() => Variants.OrderBy(variant => Availability.Order.IndexOf(variant.Availability)).First();

    /// <summary>Looks a product up as shoppers may see it: one that is not sold any more is not there
    /// (CAT-02).</summary>
    public static async Task<Outcome<ShownProduct>> Find(
        string idOrSlug, string? offerCode, Caller caller, IClusterClient grains, Availability availability) =>
        await grains.Catalogue().LookUp(idOrSlug) switch
        {
            Outcome<ProductView>.Done({ Content.Active: true } product, var version) =>
                new Outcome<ShownProduct>.Done(
                    await With(product, await PricesOf(product, offerCode, caller, grains), grains, availability),
                    version),
            Outcome<ProductView>.Refused(var why) => why,
            _ => new NotFound("product"),
        };

    private static async Task<ShownProduct> With(
        ProductView product,
        Dictionary<Sku, PriceChoice> prices,
        IClusterClient grains,
        Availability availability)
    {
        var stocks = await Task.WhenAll(product.Content.Variants.Select(variant => StockOf(variant, grains)));
        return new(product, [.. product.Content.Variants.Zip(stocks, (variant, stock) =>
            new ShownVariant(
                variant, availability.Of(product.Content, variant, stock), prices.GetValueOrDefault(variant.Sku)))]);
    }

    private static async Task<Dictionary<Sku, PriceChoice>> PricesOf(
        ProductView product, string? offerCode, Caller caller, IClusterClient grains)
    {
        if (product.Prices is null) return [];
        ImmutableArray<PriceQuestion> questions =
        [
            .. product.Content.Variants.Where(variant => variant.Price is not null)
                .Select(variant => new PriceQuestion(product.ItemOf(variant), offerCode)),
        ];
        var prices = await grains.Pricing().Choose(
            questions,
            caller.Customer is { } customer ? await grains.Customer(customer.Value).Terms() : BuyerTerms.Guest);
        return questions.Zip(prices).ToDictionary(pair => pair.First.Item.Sku, pair => pair.Second);
    }

    private static async Task<StockView?> StockOf(VariantContent variant, IClusterClient grains) =>
        variant.Tracked
            && await grains.Stock(variant.Sku).View() is Outcome<StockView>.Done(var stock, _) ? stock : null;
}

/// <summary>A variant, whether it can be had, and its price now.</summary>
internal sealed record ShownVariant(VariantContent Variant, string Availability, PriceChoice? Price);

/// <summary>Says in one word whether a variant can be had (CAT-02, CAT-06, X-01).</summary>
internal sealed class Availability(TimeProvider clock, ShopSettings settings)
{
    /// <summary>From what can be had soonest to what cannot be had.</summary>
    public static ImmutableArray<string> Order { get; } =
        ["in_stock", "backorder", "pre_order", "coming", "out_of_stock", "discontinued"];

    public string Of(ProductContent product, VariantContent variant, StockView? stock) =>
        (product, variant, stock) switch
        {
            ({ Active: false }, _, _) => "discontinued",
            (_, { Price: null }, _) => "out_of_stock",
            ({ AvailableAt: { } at }, _, _) when at > clock.GetUtcNow() =>
                settings.AllowPreOrders ? "pre_order" : "coming",
            (_, _, null) or (_, _, { Available: > 0 }) => "in_stock",
            (_, _, { } left) => (long)left.OnHand - left.Held + left.Backorder.Most > 0 ? "backorder" : "out_of_stock",
        };
}
