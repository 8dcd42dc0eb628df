using System.Data.Common;
using System.Text.Json;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Kit;
using Commerce.Silo.Storage.Queries;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Commerce.Silo.Tests.Storage;

/// <summary>A page at the end of a long list costs what the first one costs (H-05).</summary>
public sealed class PagingDeep(Databases databases)
{
    private const int Orders = 5_000;
    private const int Limit = 50;

    private static readonly OrderFilter Everything = new(null, null, null);
    private static readonly OrderFilter Voided = new("void", null, null);

    [Theory, OnBothDatabases]
    public async Task Reads_as_many_rows_far_behind_as_on_the_first_page(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        await Task.WhenAll(Enumerable.Range(0, Orders).Select(number => Lists.Order(
            store, number, number % 2 == 0 ? "void" : "confirmed", Note.At + (number / 3), number % 97)));
        if (kind == DatabaseKind.Postgres) await store.Database.Change(Analyze, Test.Stop);
        foreach (var filter in (OrderFilter[])[Everything, Voided])
        {
            foreach (var sort in OrderList.List.Sorts)
            {
                var page = await OrderList.Read(store.Database, filter, new(Limit, Sort: sort.Name));
                var second = Assert.IsType<Outcome<Page<OrderListEntry>>.Done>(page).Value.Next;
                var first = await Cost(store, filter, sort, null);
                var near = await Cost(store, filter, sort, second);
                var deep = await Cost(store, filter, sort, DeepCursor(filter, sort));
                Assert.InRange(deep.Rows, first.Rows * 0.9, first.Rows * 1.1);
                // Equal values cost SQLite a step more each; a scan would cost a hundred times as much.
                Assert.InRange(deep.Steps, near.Steps * 0.8, near.Steps * 1.25);
            }
        }
    }

    private static async Task<int> Analyze(DbConnection connection) => await connection.ExecuteAsync("analyze orders");

    private static string DeepCursor(OrderFilter filter, Sort sort)
    {
        var (value, id) = sort.Column switch
        {
            "number" => (3_000_000 + (Orders / 2), "order-2500"),
            "due" => (48, "order-2473"),
            _ => (Note.At + (Orders / 6), "order-2500"),
        };
        return Cursor.After("orders " + sort.Name, filter, FormattableString.Invariant($"{value}"), id);
    }

    // Rows that were read; in SQLite also the steps of its machine.
    private static Task<(double Rows, double Steps)> Cost(
        StoreUnderTest store, OrderFilter filter, Sort sort, string? cursor)
    {
        var query = OrderList.Query(filter);
        var sql = OrderList.List.Statement(query, sort, cursor, Limit)
            ?? throw new ArgumentException("The cursor is no good.");
        return store.Database.Read(
            async connection => connection is SqliteConnection sqlite
                ? Steps(sqlite, sql, query.Values)
                : (await RowsTouched(connection, sql, query.Values), 1),
            Test.Stop);
    }

    // A condition that is always true is asked of every row that the index leads to.
    private static (double Rows, double Steps) Steps(SqliteConnection connection, string sql, DynamicParameters values)
    {
        var asked = 0;
        connection.CreateFunction("is_read", () => ++asked > 0);
        var condition = sql.Contains("\nwhere ", StringComparison.Ordinal) ? "\nand is_read()" : "\nwhere is_read()";
        sql = sql.Replace("\norder by", condition + "\norder by", StringComparison.Ordinal);
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_prepare_v2(connection.Handle, sql, out var statement));
        using (statement)
        {
            for (var place = 1; place <= raw.sqlite3_bind_parameter_count(statement); place++)
            {
                var name = raw.sqlite3_bind_parameter_name(statement, place).utf8_to_string()[1..];
                var value = values.Get<object>(name);
                if (value is string text) raw.sqlite3_bind_text(statement, place, text);
                else raw.sqlite3_bind_int64(statement, place, Convert.ToInt64(value, null));
            }

            var rows = 0;
            while (raw.sqlite3_step(statement) == raw.SQLITE_ROW) rows++;
            Assert.Equal(Limit + 1, rows);
            Assert.Equal(0, raw.sqlite3_stmt_status(statement, raw.SQLITE_STMTSTATUS_SORT, 0));
            return (asked, raw.sqlite3_stmt_status(statement, raw.SQLITE_STMTSTATUS_VM_STEP, 0));
        }
    }

    private static async Task<double> RowsTouched(DbConnection connection, string sql, DynamicParameters values)
    {
        var plan = await connection.QuerySingleAsync<string>("explain (analyze, format json) " + sql, values);
        using var json = JsonDocument.Parse(plan);
        var root = json.RootElement[0].GetProperty("Plan");
        Assert.Equal(Limit + 1, root.GetProperty("Actual Rows").GetDouble());
        return Touched(root);
    }

    private static double Touched(JsonElement plan)
    {
        var here = plan.GetProperty("Actual Rows").GetDouble();
        if (plan.TryGetProperty("Rows Removed by Filter", out var removed)) here += removed.GetDouble();
        if (plan.TryGetProperty("Plans", out var below)) here += below.EnumerateArray().Sum(Touched);
        return here;
    }
}
