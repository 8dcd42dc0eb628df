using Commerce.Grains.Kernel;
using Commerce.Grains.Products.Owners;
using Commerce.Grains.Stock;

namespace Commerce.Grains.Products;

/// <summary>What a product is to the Kernel.</summary>
internal static class ProductBlueprint
{
    public static Blueprint<ProductState, ProductCommand, ProductEvent, ProductView> Of(ShopSettings settings) => new()
    {
        Initial = new ProductState.Blank(),
        Decide = (state, command, now) => ProductMachine.Decide(state, command, now, settings),
        Evolve = ProductMachine.Evolve,
        View = ViewOf,
        Rows = (_, state) => ProductRows.Of(state, settings.Currency),
        Errands = static (key, _, happened) => ErrandsOf(new(key), happened),
    };

    private static ProductView ViewOf(string key, ProductState state) => state switch
    {
        ProductState.Listed s => new(new(key), s.Version, s.Content, s.CreatedAt, s.ChangedAt, s.Prices),
        ProductState.Gone s => new(new(key), s.Version, s.Content, s.CreatedAt, s.RemovedAt),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static ImmutableArray<Errand> ErrandsOf(ProductId product, ProductEvent happened) => happened switch
    {
        ProductEvent.Created e => ErrandsOf(product, e.Touched),
        ProductEvent.Changed e => ErrandsOf(product, e.Touched),
        ProductEvent.Repriced => [],
        ProductEvent.Removed e => ErrandsOf(product, e.Touched),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static ImmutableArray<Errand> ErrandsOf(ProductId product, Touched touched) =>
    [
        .. touched.Slugs.Select(slug => new AskUse(OwnedName.Slug(slug), product, touched.Ticket)),
        .. touched.Skus.Select(sku => new AskUse(OwnedName.Sku(sku), product, touched.Ticket)),
        .. touched.Stock.Select(sku => new TellBackorder(sku, product)),
    ];
}

/// <summary>A stock item must hear its product's backorder.</summary>
/// <param name="Sku">Which stock item.</param>
/// <param name="Product">Whose word counts.</param>
[GenerateSerializer, Immutable, Alias("errand.tell-backorder")]
public sealed record TellBackorder(Sku Sku, ProductId Product) : Errand(StockKey.Of(Sku));
