using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Commerce.Silo.Storage;
using Dapper;

namespace Commerce.Bench;

/// <summary>Statements of the bench's own, and how long ours take.</summary>
internal static class Sql
{
    private const int Times = 21;

    public static Task<long> Number(IDatabase database, string sql) =>
        database.Read(connection => connection.QuerySingleAsync<long>(sql));

    /// <summary>Runs a statement that takes long.</summary>
    public static Task<int> Fill(IDatabase database, string sql, object values) =>
        database.Change(connection => connection.ExecuteAsync(sql, values, commandTimeout: 0));

    /// <summary>The first time it took, and the median of twenty more.</summary>
    public static async Task<(double First, double Median)> Time(Func<Task> work)
    {
        List<double> times = [];
        for (var time = 0; time < Times; time++)
        {
            var watch = Stopwatch.StartNew();
            await work();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        return (times[0], times.Skip(1).Order().ElementAt(times.Count / 2));
    }

    /// <summary>Prints how the database finds it.</summary>
    public static Task<int> Explain(IDatabase database, string sql, object values) => database.Read(async connection =>
    {
        var lines = database.IsPostgres
            ? await connection.QueryAsync<string>("explain (analyze, costs off, timing off, buffers) " + sql, values)
            : await Plan(connection, "explain query plan " + sql, values);
        foreach (var line in lines) Console.WriteLine($"    {line}");
        return 0;
    });

    public static string Milliseconds(double time) => time.ToString("F2", CultureInfo.InvariantCulture) + " ms";

    private static async Task<IEnumerable<string>> Plan(DbConnection connection, string sql, object values)
    {
        await using var reader = await connection.ExecuteReaderAsync(sql, values);
        List<string> lines = [];
        while (await reader.ReadAsync()) lines.Add(reader.GetString(reader.GetOrdinal("detail")));
        return lines;
    }
}
