using System.Data.Common;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Products;
using Dapper;

namespace Commerce.Silo.Storage.Queries;

/// <summary>Reads pages of orders that can be shipped (FUL-01).</summary>
internal static class FulfilmentList
{
    private const string Columns = """
        number as Number, method as Method, status as Status, confirmed_at as ConfirmedAt,
        name as Name, email as Email, authorization_ends as AuthorizationEnds
        from orders
        """;

    private const string ItemsSql = """
        select entity_id as OrderId, item_id as ItemId, sku as Sku, name as Name, options as Options,
            quantity as Quantity
        from order_items
        where entity_id IDS and state = 'to_be_shipped' and shipment_id is null
        order by entity_id, item_id
        """;

    private static readonly string ItemsPostgres = ItemsSql.Replace("IDS", "= any(@ids)", StringComparison.Ordinal);

    // Dapper writes one parameter for each.
    private static readonly string ItemsSqlite = ItemsSql.Replace("IDS", "in @ids", StringComparison.Ordinal);

    private static readonly Sort ByGroup = new("group", "ship_group", Descending: false, IsNumber: false);

    private static readonly Sort ByEnd = new("end", "authorization_ends", Descending: false, IsNumber: true);

    public static async Task<Outcome<Page<FulfilmentEntry>>> Read(
        IDatabase database, FulfilmentFilter filter, PageRequest page, DateTimeOffset now)
    {
        var soon = (now + Fulfilment.EndsSoon).ToUnixTimeMilliseconds();
        ILookup<string, ItemRow> items = Enumerable.Empty<ItemRow>().ToLookup(item => item.OrderId);
        var list = ListOf(row => Show(row, items[row.Id], soon));
        var (query, sort, limit) = (Query(filter, soon), SortOf(filter), Pages.LimitOf(page));
        if (list.Statement(query, sort, page.Cursor, limit) is not { } sql) return new CursorInvalid();
        (var rows, items) = await database.Read(
            connection => Read(connection, sql, query.Values, database.IsPostgres ? ItemsPostgres : ItemsSqlite));
        return list.Cut(rows, query, sort, limit);
    }

    /// <summary>The conditions of a filter.</summary>
    internal static Keyset Query(FulfilmentFilter filter, long soon)
    {
        var query = new Keyset(filter).Where("ship_group is not null");
        if (filter.Stale) query.Where("authorization_ends < @soon", "soon", soon);
        if (filter.Method is { } method)
        {
            // The character after the slash that ends the method.
            query.Where("ship_group >= @group", "group", method + "/");
            query.Where("ship_group < @groupEnd", "groupEnd", method + "0");
        }

        return query;
    }

    /// <summary>The statement of the first page, with its values.</summary>
    internal static (string Sql, DynamicParameters Values) FirstPage(FulfilmentFilter filter, long soon, int limit)
    {
        var query = Query(filter, soon);
        return (query.Sql(Columns, SortOf(filter), limit), query.Values);
    }

    private static KeysetList<Row, FulfilmentEntry> ListOf(Func<Row, FulfilmentEntry> show) =>
        new("fulfilment", Columns, [ByGroup, ByEnd], show);

    private static Sort SortOf(FulfilmentFilter filter) => filter.Stale ? ByEnd : ByGroup;

    private static async Task<(List<Row> Rows, ILookup<string, ItemRow> Items)> Read(
        DbConnection connection, string sql, DynamicParameters values, string itemsSql)
    {
        var rows = (await connection.QueryAsync<Row>(sql, values)).AsList();
        var items = rows.Count == 0
            ? []
            : await connection.QueryAsync<ItemRow>(itemsSql, new { ids = rows.Select(row => row.Id).ToArray() });
        return (rows, items.ToLookup(item => item.OrderId));
    }

    private static FulfilmentEntry Show(Row row, IEnumerable<ItemRow> items, long soon) => new(
        OrderId.Of(row.Id),
        row.Number,
        row.Method,
        row.Status,
        DateTimeOffset.FromUnixTimeMilliseconds(row.ConfirmedAt),
        row.Name,
        row.Email,
        row.AuthorizationEnds is { } ends ? DateTimeOffset.FromUnixTimeMilliseconds(ends) : null,
        row.AuthorizationEnds < soon,
        [.. items.Select(item => new UnshippedItem(
            item.ItemId, new Sku(item.Sku), item.Name, item.Options, item.Quantity))]);

    private sealed class Row : KeysetRow
    {
        public long Number { get; init; }

        public string Method { get; init; } = "";

        public string Status { get; init; } = "";

        public long ConfirmedAt { get; init; }

        public string? Name { get; init; }

        public string? Email { get; init; }

        public long? AuthorizationEnds { get; init; }
    }

    private sealed class ItemRow
    {
        public string OrderId { get; init; } = "";

        public string ItemId { get; init; } = "";

        public string Sku { get; init; } = "";

        public string Name { get; init; } = "";

        public string Options { get; init; } = "";

        public int Quantity { get; init; }
    }
}
