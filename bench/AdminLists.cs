using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Commerce.Bench;

/// <summary>The list of orders as staff read it, from its first page to its last: the last ones cost what the first
/// ones cost.</summary>
internal static class AdminLists
{
    private const int Edge = 100;
    private const double RatioMost = 1.5;

    public static Task<int> Run(Options options) => OwnPostgres.Run(options, async (_, database, _) =>
    {
        await Fill(database, options.Rows);
        return await Walk(options);
    });

    private static async Task Fill(string database, int rows)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var fill = source.CreateCommand(DeepPages.FillPostgres);
        fill.CommandTimeout = 0;
        fill.Parameters.AddWithValue("start", DeepPages.Start);
        fill.Parameters.AddWithValue("rows", rows);
        await fill.ExecuteNonQueryAsync();
        await using var analyze = source.CreateCommand("analyze orders");
        await analyze.ExecuteNonQueryAsync();
    }

    private static async Task<int> Walk(Options options)
    {
        using var shop = new Shop(options);
        List<double> times = [];
        var (orders, cursor) = (0, (string?)null);
        do
        {
            var begun = Stopwatch.GetTimestamp();
            var (count, next) = await shop.Orders(cursor);
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            (orders, cursor) = (orders + count, next);
        }
        while (cursor is not null);

        var (first, last) = (Percentiles.Median(times.Skip(Edge).Take(Edge)), Percentiles.Median(times.TakeLast(Edge)));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{orders} orders on {times.Count} pages; pages {Edge + 1} to {2 * Edge}: median {first:F1} ms; the last "
                + $"{Edge}: median {last:F1} ms; ratio {last / first:F2}"));
        Console.WriteLine(Processor.Machine);
        return orders == options.Rows && last / first <= RatioMost ? 0 : 1;
    }
}
