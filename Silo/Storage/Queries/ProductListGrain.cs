using Commerce.Grains.Kernel;
using Commerce.Grains.Products;
using Orleans.Concurrency;

namespace Commerce.Silo.Storage.Queries;

/// <summary>Lists and searches products.</summary>
[StatelessWorker, Reentrant, GrainType("product-list")]
internal sealed class ProductListGrain(IDatabase database, ShopSettings settings, TimeProvider clock)
    : Grain, IProductListGrain
{
    public Task<Outcome<Page<ProductListEntry>>> List(ProductFilter filter, PageRequest page) =>
        new ProductList(database, settings, clock).Read(filter, page);

    public Task<ImmutableArray<CategoryNode>> Categories() => database.Read(CategoryTree.Read);
}

/// <summary>Reads pages of products.</summary>
internal sealed class ProductList(IDatabase database, ShopSettings settings, TimeProvider clock)
{
    public Task<Outcome<Page<ProductListEntry>>> Read(ProductFilter filter, PageRequest page)
    {
        var search = new ProductSearch(database.IsPostgres, filter);
        var list = new KeysetList<ProductRow, ProductListEntry>(
            "products", search.Columns, ProductSearch.Sorts, Show);
        return search.ByScore && page.Sort is null
            ? list.Read(database, search.Query(), ProductSearch.BestFirst, page)
            : list.Read(database, search.Query(), page);
    }

    private ProductListEntry Show(ProductRow row) => new(
        ProductId.Of(row.Id),
        row.Sku,
        row.Slug,
        row.Name,
        row.Summary,
        row.Price,
        row.Currency,
        row.Active,
        row.Present,
        row.AvailableAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
        row.Availability(clock.Now(), settings.AllowPreOrders),
        DateTimeOffset.FromUnixTimeMilliseconds(row.ChangedAt));
}
