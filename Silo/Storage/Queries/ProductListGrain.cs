using Commerce.Grains.Kernel;
using Commerce.Grains.Products;
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
        return await database.Read(async connection =>
        {
            var ids = (await connection.QueryAsync<string>(AlsoBoughtSql, new { product = product.Value })).AsList();
            if (ids.Count == 0) return [];
            var (sql, values) = new ProductSearch(database.IsPostgres, new(), []).BoughtWith(product.Value, ids.Count);
            var rows = await connection.QueryAsync<ProductRow>(sql, values);
            return rows.OrderBy(row => ids.IndexOf(row.Id)).Select(Show).ToImmutableArray();
        });
    }

    public async Task<Outcome<Page<ProductListEntry>>> Read(ProductFilter filter, PageRequest page)
    {
        var words = ProductSearch.WordsOf(filter.Words);
        var byScore = words.Length > 0 && page.Sort is null;
        if (ProductSearch.SortOf(page.Sort) is not { } sort) return new SortUnknown(ProductSearch.SortNames);
        var list = "products " + (byScore ? "score" : sort.Name);
        ImmutableArray<string>? place = null;
        if (page.Cursor is { } cursor)
        {
            if (!Cursor.TryRead(cursor, list, filter, out var read)) return new CursorInvalid();
            place = read;
        }

        var search = new ProductSearch(database.IsPostgres, filter, words);
        var limit = Pages.LimitOf(page);
        var statement = byScore ? search.ByScore(place, limit) : search.BySort(sort, place, limit);
        if (statement is not { } query) return new CursorInvalid();
        var rows = await database.Read(
            async connection => (await connection.QueryAsync<ProductRow>(query.Sql, query.Values)).AsList());
        return Pages.Cut(rows, limit, Show, row => Cursor.After(
            list, filter, byScore ? row.PlaceByScore : [row.PlaceOf(sort), row.Id]));
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
