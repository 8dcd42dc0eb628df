using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Commerce.Bench;

/// <summary>Journeys against bare durable writes: the plain program makes as many writes of the same size, each with a
/// commit of its own, on the same database. Rounds are paired.</summary>
internal static class Limit
{
    private const int Products = 100;
    private const double RatioLeast = 0.6, PlainLeast = 0.8, SlowestMilliseconds = 60;

    public static async Task<int> Run(Options options)
    {
        if (options.Server is null)
        {
            using var running = options.Pid is { } pid ? Process.GetProcessById(pid) : null;
            return await Run(options, options.Database ?? throw new InvalidOperationException(
                "Name the running shop's --database, or a --server to start."), running);
        }

        return await OwnPostgres.Run(
            options, (server, database, _) => Run(options, database, server.Process), options.Connections);
    }

    private static async Task<int> Run(Options options, string database, Process? server)
    {
        using var shop = new Shop(options);
        await shop.Import(Products);
        await using var source = NpgsqlDataSource.Create(database);
        await using var plain = await PlainWrites.Open(database, options.Connections);
        await Load.Round(shop, options, options.WarmUp, Buy);
        var bytes = (int)await OwnPostgres.Number(
            source, "select avg(octet_length(payloadbinary))::bigint from orleansstorage");
        Console.WriteLine(
            $"{options.Shoppers} shoppers; plain: {options.Connections} connections, {bytes} bytes a write");
        Console.WriteLine(
            "| round | journeys/s | writes each | p50 ms | p99 ms of any request | plain writes/s | plain journeys/s "
                + "| ratio | of pgbench | others had |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        List<Round> rounds = [];
        for (var number = 1; number <= options.Rounds; number++)
        {
            rounds.Add(await One(options, shop, server, source, plain, bytes));
            Console.WriteLine($"| {number} {rounds[^1]}");
        }

        await Report.Save(rounds, options.Json);
        var ratio = Percentiles.Median(rounds.Select(round => round.Ratio));
        var quick = rounds.Count(round => round.Journeys.Request.P99 <= SlowestMilliseconds);
        var real = rounds.Any(round => round.OfPgbench is { } part && part < PlainLeast)
            ? "slower than pgbench: it does not count"
            : "as quick as pgbench";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"median ratio {ratio:F2} ({rounds.Min(round => round.Ratio):F2} to "
                + $"{rounds.Max(round => round.Ratio):F2}); p99 within {SlowestMilliseconds} ms in {quick} of "
                + $"{rounds.Count} rounds; "
                + $"the plain program is {real}"));
        Console.WriteLine(Processor.Machine);
        return ratio >= RatioLeast && quick * 5 >= rounds.Count * 3 && rounds.All(round => round.IsCounted) ? 0 : 1;
    }

    private static async Task<Round> One(
        Options options, Shop shop, Process? server, NpgsqlDataSource source, PlainWrites plain, int bytes)
    {
        var (orders, writes) = (await OwnPostgres.Orders(source), await shop.Figure("commerce_storage_writes_total"));
        var journeys = await Load.Measure(shop, options, server, Buy);
        var each = (await shop.Figure("commerce_storage_writes_total") - writes) / journeys.Visits;
        var counted = await OwnPostgres.Orders(source) - orders;
        var written = await plain.Run(options.Time, bytes);
        var bench = await Pgbench.Run(source.ConnectionString, options.Connections, bytes, options.Time / 2);
        return new(journeys, each, written, written / bench, counted == journeys.Visits && journeys.Errors == 0);
    }

    private static Task Buy(Shop shop, int buyer) => shop.Buy(buyer);

    /// <param name="Journeys">What shoppers did.</param>
    /// <param name="WritesEach">Rows stored for a journey, as the server counts them.</param>
    /// <param name="PlainWrites">Of the plain program, a second.</param>
    /// <param name="OfPgbench">That, to pgbench's.</param>
    /// <param name="IsCounted">Whether the database has as many orders more as were answered.</param>
    private sealed record Round(
        Report Journeys, double WritesEach, double PlainWrites, double? OfPgbench, bool IsCounted)
    {
        public double PlainJourneys => PlainWrites / WritesEach;

        public double Ratio => Journeys.VisitsPerSecond / PlainJourneys;

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"| {Journeys.VisitsPerSecond:F0}{(IsCounted ? "" : " (orders missing)")} | {WritesEach:F1} | "
                + $"{Journeys.Visit.P50:F1} | {Journeys.Request.P99:F1} | {PlainWrites:F0} | {PlainJourneys:F0} | "
                + $"{Ratio:F2} | {OfPgbench:F2} | {Journeys.Processor.Foreign:P0} |");
    }
}
