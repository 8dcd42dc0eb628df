using System.Globalization;
using Npgsql;

namespace Commerce.Bench;

/// <summary>Journeys in the Cluster edition with one, two and three silos, each a process of its own, and one API
/// process; all of them on this machine.</summary>
internal static class Silos
{
    private const int Most = 3;
    private const int SiloPort = 11877, GatewayPort = 30877;

    public static Task<int> Run(Options options) => OwnPostgres.Run(options.Scenario, async (database, folder) =>
    {
        Console.WriteLine("| silos | round | journeys/s | p50 ms | p99 ms of any request | errors "
            + "| a journey: API, silos, database (ms) | memory MB: API, each silo | others had |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        List<Round> rounds = [];
        for (var silos = 1; silos <= Most; silos++) rounds.AddRange(await With(silos, options, folder, database));
        await Report.Save(rounds, options.Json);
        Console.WriteLine(Processor.Machine);
        return rounds.All(round => round.Journeys.Errors == 0 && round.Orders == round.Journeys.Visits) ? 0 : 1;
    });

    private static async Task<List<Round>> With(int silos, Options options, string folder, string database)
    {
        var program = options.Silo ?? throw new InvalidOperationException("silos needs --silo, the built Silo's DLL.");
        await using var running = new Running();
        for (var number = 0; number < silos; number++)
        {
            running.Silos.Add(await ShopProcess.Start(
                options with { Server = program, Url = new($"http://127.0.0.1:{options.Url.Port + 1 + number}") },
                folder,
                database,
                settings: Settings(number)));
        }

        running.Api = await ShopProcess.Start(options, folder, database, settings: Settings(0));
        await using var source = NpgsqlDataSource.Create(database);
        using var shop = new Shop(options);
        await shop.Look(options.Sku);
        await Load.Round(shop, options, options.WarmUp, Buy);
        List<Round> rounds = [];
        for (var number = 1; number <= options.Rounds; number++)
        {
            var (orders, before) = (await OwnPostgres.Orders(source), running.SiloSeconds);
            var journeys = await Load.Measure(shop, options, running.Api.Process, Buy);
            var seconds = running.SiloSeconds - before;
            orders = await OwnPostgres.Orders(source) - orders;
            rounds.Add(new(silos, number, journeys, orders, seconds, running.SiloMegabytes));
            Console.WriteLine(rounds[^1]);
        }

        return rounds;
    }

    private static Dictionary<string, string> Settings(int silo) => new()
    {
        ["Commerce__Cluster__Host"] = "127.0.0.1",
        ["Commerce__Cluster__SiloPort"] = Text(SiloPort + silo),
        ["Commerce__Cluster__GatewayPort"] = Text(GatewayPort + silo),
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Task Buy(Shop shop, int buyer) => shop.Buy(buyer);

    private sealed class Running : IAsyncDisposable
    {
        public List<ShopProcess> Silos { get; } = [];

        public ShopProcess? Api { get; set; }

        public double SiloSeconds => Silos.Sum(silo =>
        {
            silo.Process.Refresh();
            return silo.Process.TotalProcessorTime.TotalSeconds;
        });

        public IReadOnlyList<long> SiloMegabytes => [.. Silos.Select(silo => silo.Process.WorkingSet64 / 1_048_576)];

        public async ValueTask DisposeAsync()
        {
            if (Api is not null) await Api.DisposeAsync();
            foreach (var silo in Silos) await silo.DisposeAsync();
        }
    }

    /// <param name="Silos">How many.</param>
    /// <param name="Number">Which round with so many.</param>
    /// <param name="Journeys">What shoppers did; its shop is the API's process.</param>
    /// <param name="Orders">How many orders more the database has.</param>
    /// <param name="SiloSeconds">Processor time of all silos.</param>
    /// <param name="SiloMegabytes">What each silo holds in memory.</param>
    private sealed record Round(
        int Silos, int Number, Report Journeys, long Orders, double SiloSeconds, IReadOnlyList<long> SiloMegabytes)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"| {Silos} | {Number} | {Journeys.VisitsPerSecond:F0} | {Journeys.Visit.P50:F1} | "
                + $"{Journeys.Request.P99:F1} | {Journeys.Errors} | {Each(Journeys.Processor.Shop):F1}, "
                + $"{Each(SiloSeconds):F1}, {Each(Journeys.Processor.Database):F1} | "
                + $"{Journeys.Processor.ShopMegabytes}, {string.Join(", ", SiloMegabytes)} | "
                + $"{Journeys.Processor.Foreign:P0} |");

        private double Each(double seconds) => seconds * 1000 / Journeys.Visits;
    }
}
