using System.Globalization;
using Commerce.Grains.Kernel;
using Commerce.Silo.Storage;
using Npgsql;

namespace Commerce.Bench;

/// <summary>A shop with very many open carts, of which a good number are due at one moment: how many lapse a second,
/// and what shoppers see meanwhile, against what they saw right before.</summary>
internal static class Sweeping
{
    private const int Rate = 20;
    private const int LinesOfACart = 3;
    private const int WarmUpPart = 10;

    // One that failed is due a little later; those of the shoppers, and all others, much later.
    private const string Left = """
        select count(*) from due where shard = any ('{0,1,2,3}') and at <= $1 and entity = 'cart'
        """;

    private const string Head = "| round | carts/s | all after s | journeys/s: before, meanwhile | p50 ms of a journey "
        + "| p50 ms of any request | p99 ms | shop, database meanwhile: cores | memory MB | others had |\n"
        + "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |";

    private static readonly TimeSpan Soonest = TimeSpan.FromDays(1);
    private static readonly TimeSpan Latest = TimeSpan.FromDays(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static Task<int> Run(Options options) => OwnPostgres.Run(options, async (server, address, folder) =>
    {
        await using var source = NpgsqlDataSource.Create(address);
        await using var database = DatabaseAddress.Parse(address, folder).Open(TimeProvider.System);
        return await Run(options with { Rate = options.Rate ?? Rate }, server, database, source);
    });

    private static async Task<int> Run(
        Options options, ShopProcess server, IDatabase database, NpgsqlDataSource source)
    {
        using var shop = new Shop(options);
        await shop.Look(options.Sku);
        await Load.Round(shop, options, options.WarmUp, Buy);
        var memory = Memory(server);
        var carts = await OpenCarts.Like(database, await shop.FillCart(LinesOfACart));
        var speed = await Fill(options, carts, source);
        Console.WriteLine(
            $"{options.Rows} open carts of {LinesOfACart} lines and {carts.Bytes} bytes, {speed:F0} stored a second; "
                + $"the shop holds {Memory(server)} MB, {memory} before; {options.Rate} journeys begun a second");
        Console.WriteLine(Head);
        List<Round> rounds = [];
        var due = 0;
        for (var number = 0; number <= options.Rounds; number++)
        {
            // The first sweep is slow by itself, as any code is the first time.
            var many = number > 0 ? options.Due : Math.Max(1, options.Due / WarmUpPart);
            due += many;
            var round = await One(options, shop, server, source, carts, many, speed);
            if (number == 0) continue;
            rounds.Add(round);
            Console.WriteLine($"| {number} {round}");
        }

        return await Sum(options, rounds, source, due);
    }

    // As in a shop that has so many a month; none of them is due while anybody looks.
    private static async Task<double> Fill(Options options, OpenCarts carts, NpgsqlDataSource source)
    {
        var now = TimeProvider.System.Now();
        var speed = await carts.Fill(options.Rows, place => now + Soonest + place * (Latest - Soonest));
        await using var tidy = source.CreateCommand("vacuum analyze");
        tidy.CommandTimeout = 0;
        await tidy.ExecuteNonQueryAsync();
        await using var flush = source.CreateCommand("checkpoint");
        flush.CommandTimeout = 0;
        await flush.ExecuteNonQueryAsync();
        return speed;
    }

    private static async Task<Round> One(
        Options options, Shop shop, ShopProcess server, NpgsqlDataSource source, OpenCarts carts, int many,
        double speed)
    {
        // They are there, and not yet due, while journeys are measured without them.
        var ready = TimeSpan.FromSeconds(2 + 3 * many / speed);
        var at = TimeProvider.System.Now() + ready + options.Time + TimeSpan.FromSeconds(2);
        await carts.Fill(many, _ => at);
        var before = await Load.Measure(shop, options, server.Process, Buy);
        var wait = at - TimeProvider.System.Now();
        if (wait < TimeSpan.Zero) throw new InvalidOperationException("The carts were due before anybody looked.");
        await Task.Delay(wait, TimeProvider.System);
        var swept = Swept(source, at);
        var during = await Load.Measure(shop, options with { Time = Patience }, server.Process, Buy, swept);
        return new(many, (await swept - at).TotalSeconds, before, during);
    }

    // When none of them is due any more.
    private static async Task<DateTimeOffset> Swept(NpgsqlDataSource source, DateTimeOffset at)
    {
        while (await OwnPostgres.Number(source, Left, (at + Patience).ToUnixTimeMilliseconds()) > 0)
        {
            if (TimeProvider.System.Now() > at + Patience)
                throw new InvalidOperationException($"Carts are due still after {Patience}.");
            await Task.Delay(Look, TimeProvider.System);
        }

        return TimeProvider.System.Now();
    }

    private static async Task<int> Sum(Options options, List<Round> rounds, NpgsqlDataSource source, int due)
    {
        await Report.Save(rounds, options.Json);
        var lapsed = await OwnPostgres.Number(source, "select count(*) from carts where status = 'expired'");
        var told = await OwnPostgres.Number(
            source, "select count(*) from history where entity = 'cart' and type = 'cart.lapsed'");
        var open = await OwnPostgres.Number(
            source, "select count(*) from due d join carts c on c.entity_id = d.id where c.status = 'open'");
        var errors = rounds.Sum(round => round.Before.Errors + round.During.Errors);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"median {Percentiles.Median(rounds.Select(round => round.CartsPerSecond)):F0} carts a second; p99 of any "
                + $"request {Percentiles.Median(rounds.Select(round => round.Slower)):F2} times as long; {lapsed} of "
                + $"{due} lapsed, {told} in their history, {open} open; {errors} errors"));
        if (rounds.Select(round => round.During.FirstError ?? round.Before.FirstError)
            .FirstOrDefault(one => one is not null) is { } error) Console.WriteLine($"first error: {error}");
        Console.WriteLine(Processor.Machine);
        return lapsed == due && told == due && open >= options.Rows && errors == 0 ? 0 : 1;
    }

    private static long Memory(ShopProcess server)
    {
        server.Process.Refresh();
        return server.Process.WorkingSet64 / 1_048_576;
    }

    private static Task Buy(Shop shop, int buyer) => shop.Buy(buyer);

    /// <param name="Carts">So many were due at once.</param>
    /// <param name="Seconds">Until the last of them had lapsed.</param>
    /// <param name="Before">Journeys before.</param>
    /// <param name="During">Journeys meanwhile.</param>
    private sealed record Round(int Carts, double Seconds, Report Before, Report During)
    {
        public double CartsPerSecond => Carts / Seconds;

        public double Slower => During.Request.P99 / Before.Request.P99;

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"| {CartsPerSecond:F0} | {Seconds:F1} | {Before.VisitsPerSecond:F0}, {During.VisitsPerSecond:F0} | "
                + $"{Before.Visit.P50:F1}, {During.Visit.P50:F1} | {Before.Request.P50:F1}, "
                + $"{During.Request.P50:F1} | {Before.Request.P99:F1}, {During.Request.P99:F1} | "
                + $"{During.Processor.Shop / During.Seconds:F2}, {During.Processor.Database / During.Seconds:F2} | "
                + $"{Before.Processor.ShopMegabytes}, {During.Processor.ShopMegabytes} | "
                + $"{During.Processor.Foreign:P0} |");
    }
}
