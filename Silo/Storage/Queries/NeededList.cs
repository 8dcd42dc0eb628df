using System.Globalization;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Products;
using Dapper;

namespace Commerce.Silo.Storage.Queries;

/// <summary>Counts what is needed to ship everything (FUL-02), out of an index of just that.</summary>
internal static class NeededList
{
    /// <summary>Whoever asks for the first page gives no place.</summary>
    internal const string Sql = """
        select product_id as Product, sku as Sku, options as Options, max(name) as Name,
            cast(sum(quantity) as bigint) as Units
        from order_items
        where state = 'to_be_shipped' and shipment_id is null
        group by product_id, sku, options
        having @units = 0 or sum(quantity) < @units
            or (sum(quantity) = @units and (product_id, sku, options) > (@product, @sku, @options))
        order by sum(quantity) desc, product_id, sku, options
        limit @limit
        """;

    private const string ListName = "items-needed";

    public static async Task<Outcome<Page<NeededItem>>> Read(IDatabase database, PageRequest page)
    {
        if (PlaceOf(page.Cursor) is not { } after) return new CursorInvalid();
        var limit = Pages.LimitOf(page);
        var values = Values(after, limit);
        var rows = await database.Read(async connection => (await connection.QueryAsync<Row>(Sql, values)).AsList());
        return Pages.Cut(rows, limit, Show, row => Cursor.After(
            ListName, ListName, row.Units.ToString(CultureInfo.InvariantCulture), row.Product, row.Sku, row.Options));
    }

    /// <summary>The values of the page after a row.</summary>
    internal static object Values(Row after, int limit) => new
    {
        units = after.Units,
        product = after.Product,
        sku = after.Sku,
        options = after.Options,
        limit = limit + 1,
    };

    private static Row? PlaceOf(string? cursor)
    {
        if (cursor is null) return new();
        if (!Cursor.TryRead(cursor, ListName, ListName, out var place)
            || place is not [var units, var product, var sku, var options]
            || !long.TryParse(units, CultureInfo.InvariantCulture, out var count))
            return null;
        return new() { Units = count, Product = product, Sku = sku, Options = options };
    }

    private static NeededItem Show(Row row) =>
        new(ProductId.Of(row.Product), new Sku(row.Sku), row.Name, row.Options, row.Units);

    internal sealed class Row
    {
        public string Product { get; init; } = "";

        public string Sku { get; init; } = "";

        public string Name { get; init; } = "";

        public string Options { get; init; } = "";

        public long Units { get; init; }
    }
}
