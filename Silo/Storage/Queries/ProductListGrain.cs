using Commerce.Grains.Kernel;
using Commerce.Grains.Products;
using Commerce.Silo.Storage.AlsoBought;
using Dapper;
using Orleans.Concurrency;

namespace Commerce.Silo.Storage.Queries;

/// <summary>Lists and searches products.</summary>
[StatelessWorker, Reentrant, GrainType("product-list")]
internal sealed class ProductListGrain(IDatabase database, ShopSettings settings, TimeProvider clock)
    : Grain, IProductListGrain
{
    public Task<Outcome<Page<ProductListEntry>>> List(ProductFilter filter, PageRequest page) =>
        new ProductList(database, settings, clock).Read(filter, page);

    public Task<ImmutableArray<ProductListEntry>> AlsoBought(ProductId product) =>
        new ProductList(database, settings, clock).AlsoBought(product);

    public Task<ImmutableArray<CategoryNode>> Categories() => database.Read(CategoryTree.Read);
}

/// <summary>Reads pages of products.</summary>
internal sealed class ProductList(IDatabase database, ShopSettings settings, TimeProvider clock)
{
    private const string AlsoBoughtSql = """
        select other_id from also_bought where product_id = @product order by place
        """;

    public async Task<ImmutableArray<ProductListEntry>> AlsoBought(ProductId product)
    {
        if (!settings.AlsoBought) return [];
        var search = new ProductSearch(database.IsPostgres, new());
        var query = search.BoughtWith(product);
        var sql = query.Sql(search.Columns, ProductSearch.Sorts[0], AlsoBoughtJob.Most);
        return await database.Read(async connection =>
        {
            var ids = (await connection.QueryAsync<string>(AlsoBoughtSql, new { product = product.Value })).AsList();
            var rows = await connection.QueryAsync<ProductRow>(sql, query.Values);
            return rows.OrderBy(row => ids.IndexOf(row.Id)).Select(Show).ToImmutableArray();
        });
    }

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
