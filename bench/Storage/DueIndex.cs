using Commerce.Kit;
using Commerce.Silo.Storage;

namespace Commerce.Bench;

/// <summary>A million open carts are a million index entries: the first hundred due are found at once.</summary>
internal static class DueIndex
{
    private const int Most = 100;
    private const double LimitMilliseconds = 50;

    private const string FillPostgres = """
        insert into due (entity, id, shard, at)
        select 'cart', 'cart-' || n, n & 3, @start + n from generate_series(1, @rows) n
        """;

    private const string FillSqlite = """
        insert into due (entity, id, shard, at)
        with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < @rows)
        select 'cart', 'cart-' || n, n & 3, @start + n from numbers
        """;

    public static async Task<bool> Run(IDatabase database, int rows)
    {
        var clock = new ManualClock();
        var start = clock.GetUtcNow().ToUnixTimeMilliseconds();
        await Sql.Fill(database, "delete from due", new { });
        await Sql.Fill(database, database.IsPostgres ? FillPostgres : FillSqlite, new { start, rows });
        if (database.IsPostgres) await Sql.Fill(database, "analyze due", new { });
        // A tenth of them is due.
        clock.Advance(TimeSpan.FromMilliseconds(rows / 10));
        var table = new DueTable(database, clock);
        var (first, median) = await Sql.Time(async () =>
        {
            var found = await table.Take(shard: 1, Most);
            if (found.Count != Most) throw new InvalidOperationException($"{found.Count} were found.");
        });
        var isFound = Math.Max(first, median) <= LimitMilliseconds;
        Console.WriteLine(
            $"first {Most} due of {rows} entries: first time {Sql.Milliseconds(first)}, "
                + $"median {Sql.Milliseconds(median)} (limit {Sql.Milliseconds(LimitMilliseconds)})");
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        await Sql.Explain(database, DueTable.TakeSql, new { shard = 1, now, most = Most });
        return isFound;
    }
}
