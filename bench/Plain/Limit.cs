using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Commerce.Bench;

/// <summary>Journeys against bare durable writes: the plain program makes as many writes of the same size, each with a
/// commit of its own, on the same database. Rounds are paired, and one in which the plain program is not quick enough
/// says nothing: another takes its place.</summary>
internal static class Limit
{
    private const int Products = 100;
    private const int TriesMost = 2;
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
        await PlainWrites.MakeTable(source);
        await Load.Round(shop, options, options.WarmUp, Buy);
        await Writes.Settled(source);
        Console.WriteLine($"{options.Shoppers} shoppers; plain: {options.Connections} connections");
        Console.WriteLine(
            "| round | journeys/s | states, other writes, bytes a write | p50 ms | p99 ms of any request "
                + "| plain writes/s | plain journeys/s | ratio | ratio of states alone | of pgbench | others had |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        List<Round> rounds = [];
        while (rounds.Count(round => round.Says) < options.Rounds && rounds.Count < options.Rounds * TriesMost)
        {
            rounds.Add(await One(options, shop, server, database, source));
            Console.WriteLine($"| {rounds.Count} {rounds[^1]}");
        }

        await Report.Save(rounds, options.Json);
        List<Round> said = [.. rounds.Where(round => round.Says)];
        Console.WriteLine(Verdict(said, rounds.Count));
        Console.WriteLine(Processor.Machine);
        return said.Count == options.Rounds && IsReached(said) && rounds.All(round => round.IsCounted) ? 0 : 1;
    }

    // By states alone, so that a shop does not come nearer to its limit by writing more of anything else.
    private static bool IsReached(List<Round> rounds) =>
        Percentiles.Median(rounds.Select(round => round.RatioOfStates)) >= RatioLeast
        && Quick(rounds) * 5 >= rounds.Count * 3;

    private static int Quick(List<Round> rounds) =>
        rounds.Count(round => round.Journeys.Request.P99 <= SlowestMilliseconds);

    private static string Verdict(List<Round> rounds, int all) => rounds.Count == 0
        ? "The plain program was slower than it may be in every round: nothing is said."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{rounds.Count} of {all} rounds count, the plain program was too slow in the others. Median ratio "
                + $"{Percentiles.Median(rounds.Select(round => round.Ratio)):F2} "
                + $"({rounds.Min(round => round.Ratio):F2} to {rounds.Max(round => round.Ratio):F2}), of states alone "
                + $"{Percentiles.Median(rounds.Select(round => round.RatioOfStates)):F2}; "
                + $"p99 within {SlowestMilliseconds} ms in {Quick(rounds)}");

    private static async Task<Round> One(
        Options options, Shop shop, Process? server, string database, NpgsqlDataSource source)
    {
        var (orders, before) = (await OwnPostgres.Orders(source), await Writes.Of(shop, source));
        var journeys = await Load.Measure(shop, options, server, Buy);
        await Writes.Settled(source);
        var writes = await Writes.Of(shop, source) - before;
        var counted = await OwnPostgres.Orders(source) - orders;
        var bytes = (int)(writes.Bytes / writes.All);
        var written = await PlainWrites.Measure(database, options.Connections, bytes, options.Time);
        var bench = await Pgbench.Run(database, options.Connections, bytes, options.Time / 2);
        return new(
            journeys, writes, written, written / bench, counted == journeys.Visits && journeys.Errors == 0);
    }

    private static Task Buy(Shop shop, int buyer) => shop.Buy(buyer);

    /// <param name="Journeys">What shoppers did.</param>
    /// <param name="Writes">What was stored for them.</param>
    /// <param name="PlainWrites">Of the plain program, a second.</param>
    /// <param name="OfPgbench">That, to pgbench's.</param>
    /// <param name="IsCounted">Whether the database has as many orders more as were answered.</param>
    private sealed record Round(
        Report Journeys, Writes Writes, double PlainWrites, double? OfPgbench, bool IsCounted)
    {
        /// <summary>Whether the plain program was quick enough.</summary>
        public bool Says => OfPgbench is null or >= PlainLeast;

        public double Ratio => Journeys.VisitsPerSecond / PlainJourneys;

        public double RatioOfStates => Journeys.VisitsPerSecond * Writes.States / Journeys.Visits / PlainWrites;

        private double PlainJourneys => PlainWrites * Journeys.Visits / Writes.All;

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"| {Journeys.VisitsPerSecond:F0}{(IsCounted ? "" : " (orders missing)")} | "
                + $"{Writes.States / Journeys.Visits:F1}, {Writes.Others / Journeys.Visits:F1}, "
                + $"{Writes.Bytes / Writes.All:F0} | {Journeys.Visit.P50:F1} | {Journeys.Request.P99:F1} | "
                + $"{PlainWrites:F0} | {PlainJourneys:F0} | {Ratio:F2} | {RatioOfStates:F2} | "
                + $"{OfPgbench:F2}{(Says ? "" : " (too slow)")} | {Journeys.Processor.Foreign:P0} |");
    }
}
