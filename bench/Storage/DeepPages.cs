using System.Globalization;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Silo.Storage;
using Commerce.Silo.Storage.Queries;

namespace Commerce.Bench;

/// <summary>The last pages of a long list of orders cost what the first one costs.</summary>
internal static class DeepPages
{
    private const int Limit = 50;
    public const long Start = 1_700_000_000_000;

    private const string Columns = """
        insert into orders (entity_id, number, status, cart_id, method, unit_count, items, shipping, tax, certificates,
            due, currency, confirmed_at, changed_at)

        """;

    private const string Row = """
        select 'order-' || (10000000 + n), 3000000 + n, 'confirmed', 'cart-' || n, 'standard', 1, 100, 0, 0, 0,
            100, 'USD', @start + n, @start + n
        from
        """;

    public const string FillPostgres = Columns + Row + " generate_series(1, @rows) n";

    private const string FillSqlite = Columns + """
        with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < @rows)

        """ + Row + " numbers";

    public static async Task Run(IDatabase database, int rows)
    {
        await Sql.Fill(database, database.IsPostgres ? FillPostgres : FillSqlite, new { start = Start, rows });
        if (database.IsPostgres) await Sql.Fill(database, "analyze orders", new { });
        var filter = new OrderFilter(null, null, null);
        var sort = OrderList.List.Sorts[0];
        var page = Math.Min(10_000, rows / Limit);
        // The newest first: so many rows lie before that page.
        var last = rows + 1 - (page - 1) * Limit;
        var place = (Start + last).ToString(CultureInfo.InvariantCulture);
        var cursor = Cursor.After("orders " + sort.Name, filter, place, $"order-{10_000_000 + last}");
        foreach (var (number, from) in ((int, string?)[])[(1, null), (page, cursor)])
        {
            var (first, median) = await Sql.Time(async () =>
            {
                var read = await OrderList.Read(database, filter, new PageRequest(Limit, from));
                if (read is not Outcome<Page<OrderListEntry>>.Done { Value.Items.Length: Limit })
                    throw new InvalidOperationException($"Page {number} is not full.");
            });
            Console.WriteLine(
                $"page {number} of {rows} orders: first time {Sql.Milliseconds(first)}, "
                    + $"median {Sql.Milliseconds(median)}");
            var query = OrderList.Query(filter);
            var sql = OrderList.List.Statement(query, sort, from, Limit)
                ?? throw new InvalidOperationException("A bad cursor.");
            await Sql.Explain(database, sql, query.Values);
        }
    }
}
