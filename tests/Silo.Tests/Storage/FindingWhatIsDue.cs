using System.Data.Common;
using System.Text.Json;
using Commerce.Kit;
using Commerce.Silo.Storage;
using Dapper;

namespace Commerce.Silo.Tests.Storage;

/// <summary>Whoever must be looked at next is found by the index, however many wait: no scan and no sort.</summary>
public sealed class FindingWhatIsDue(Databases databases)
{
    private const int Entries = 20_000;

    private const string FillPostgres = """
        insert into due (entity, id, shard, at)
        select 'cart', 'cart-' || n, n & 3, n from generate_series(1, @entries) n
        """;

    private const string FillSqlite = """
        insert into due (entity, id, shard, at)
        with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < @entries)
        select 'cart', 'cart-' || n, n & 3, n from numbers
        """;

    [Theory, OnBothDatabases]
    public async Task Reads_the_index_in_its_order_and_nothing_else(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        var database = store.Database;
        var fill = database.IsPostgres ? FillPostgres : FillSqlite;
        await database.Change(connection => connection.ExecuteAsync(fill, new { entries = Entries }), Test.Stop);
        if (database.IsPostgres) await database.Change(open => open.ExecuteAsync("analyze due"), Test.Stop);
        var values = new { shard = 1, now = Entries / 2, most = 100 };
        var steps = await database.Read(
            connection => database.IsPostgres ? Postgres(connection, values) : Sqlite(connection, values), Test.Stop);
        Assert.Equal(
            database.IsPostgres
                ? ["Limit", "Index Scan due_next: 100 rows"]
                : ["SEARCH due USING INDEX due_next (shard=? AND at<?)"],
            steps);
    }

    private static async Task<List<string>> Sqlite(DbConnection connection, object values)
    {
        await using var reader = await connection.ExecuteReaderAsync("explain query plan " + DueTable.TakeSql, values);
        List<string> steps = [];
        while (await reader.ReadAsync()) steps.Add(reader.GetString(reader.GetOrdinal("detail")));
        return steps;
    }

    private static async Task<List<string>> Postgres(DbConnection connection, object values)
    {
        var plan = await connection.QuerySingleAsync<string>(
            "explain (analyze, format json) " + DueTable.TakeSql, values);
        using var json = JsonDocument.Parse(plan);
        return [.. Steps(json.RootElement[0].GetProperty("Plan"))];
    }

    private static IEnumerable<string> Steps(JsonElement plan)
    {
        var name = plan.GetProperty("Node Type").GetString()!;
        yield return plan.TryGetProperty("Index Name", out var index)
            ? $"{name} {index}: {plan.GetProperty("Actual Rows").GetDouble()} rows"
            : name;
        if (!plan.TryGetProperty("Plans", out var below)) yield break;
        foreach (var step in below.EnumerateArray().SelectMany(Steps)) yield return step;
    }
}
