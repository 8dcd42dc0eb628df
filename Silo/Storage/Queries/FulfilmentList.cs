using System.Data.Common;
using System.Globalization;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Products;
using Dapper;

namespace Commerce.Silo.Storage.Queries;

/// <summary>Reads pages of orders that can be shipped (FUL-01).</summary>
internal static class FulfilmentList
{
    private const string Select = """
        select entity_id as Id, number as Number, method as Method, status as Status, confirmed_at as ConfirmedAt,
            name as Name, email as Email, ship_group as ShipGroup, authorization_ends as AuthorizationEnds
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
        var sort = filter.Stale ? ByEnd : ByGroup;
        var soon = (now + Fulfilment.EndsSoon).ToUnixTimeMilliseconds();
        if (Query(filter, sort, soon, page.Cursor) is not { } query) return new CursorInvalid();
        var limit = Pages.LimitOf(page);
        var sql = query.Sql(Select, sort, limit);
        var (rows, items) = await database.Read(
            connection => Read(connection, sql, query.Values, database.IsPostgres ? ItemsPostgres : ItemsSqlite));
        return Pages.Cut(
            rows, limit, row => Show(row, items[row.Id], soon),
            row => Cursor.After(ListName(sort), filter, PlaceOf(row, sort), row.Id));
    }

    /// <summary>The query of one page; null when the cursor is not one of this list.</summary>
    internal static Keyset? Query(FulfilmentFilter filter, Sort sort, long soon, string? cursor)
    {
        var query = new Keyset().Where("ship_group is not null");
        if (filter.Stale) query.Where("authorization_ends < @soon", "soon", soon);
        if (filter.Method is { } method)
        {
            // The character after the slash that ends the method.
            query.Where("ship_group >= @group", "group", method + "/");
            query.Where("ship_group < @groupEnd", "groupEnd", method + "0");
        }

        if (cursor is null) return query;
        return Cursor.TryRead(cursor, ListName(sort), filter, out var place) && query.After(sort, place) ? query : null;
    }

    /// <summary>The statement of the first page, with its values.</summary>
    internal static (string Sql, DynamicParameters Values) FirstPage(FulfilmentFilter filter, long soon, int limit)
    {
        var sort = filter.Stale ? ByEnd : ByGroup;
        var query = Query(filter, sort, soon, null)!;
        return (query.Sql(Select, sort, limit), query.Values);
    }

    private static async Task<(List<Row> Rows, ILookup<string, ItemRow> Items)> Read(
        DbConnection connection, string sql, DynamicParameters values, string itemsSql)
    {
        var rows = (await connection.QueryAsync<Row>(sql, values)).AsList();
        var items = rows.Count == 0
            ? []
            : await connection.QueryAsync<ItemRow>(itemsSql, new { ids = rows.Select(row => row.Id).ToArray() });
        return (rows, items.ToLookup(item => item.OrderId));
    }

    private static string ListName(Sort sort) => "fulfilment " + sort.Name;

    private static string PlaceOf(Row row, Sort sort) => sort == ByGroup
        ? row.ShipGroup
        : row.AuthorizationEnds.GetValueOrDefault().ToString(CultureInfo.InvariantCulture);

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

    private sealed class Row
    {
        public string Id { get; init; } = "";

        public long Number { get; init; }

        public string Method { get; init; } = "";

        public string Status { get; init; } = "";

        public long ConfirmedAt { get; init; }

        public string? Name { get; init; }

        public string? Email { get; init; }

        public string ShipGroup { get; init; } = "";

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
