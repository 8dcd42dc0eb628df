using System.Globalization;
using Npgsql;

namespace Commerce.Bench;

/// <summary>Journeys for long, minute by minute: whether the shop goes on as it began, and holds no more and more
/// memory.</summary>
internal static class Soak
{
    // Entities leave memory some minutes after their last call, so the first third says nothing.
    private const int Parts = 3;
    private const double GrowthMost = 1.1;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static Task<int> Run(Options options) => options.Time < Parts * Minute
        ? throw new InvalidOperationException($"soak takes {Parts} minutes at least.")
        : Measure(options);

    private static Task<int> Measure(Options options) => OwnPostgres.Run(options, async (server, address, _) =>
    {
        await using var source = NpgsqlDataSource.Create(address);
        using var shop = new Shop(options);
        await shop.Look(options.Sku);
        await Load.Round(shop, options, options.WarmUp, Buy);
        Console.WriteLine(
            "| minute | journeys/s | p50 ms | p99 ms of any request | errors | shed | memory MB | others had |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        List<Report> minutes = [];
        var before = await OwnPostgres.Orders(source);
        while (minutes.Count * Minute < options.Time)
        {
            minutes.Add(await Load.Measure(shop, options with { Time = Minute }, server.Process, Buy));
            Console.WriteLine(Line(minutes.Count, minutes[^1]));
        }

        return await Sum(options, minutes, await OwnPostgres.Orders(source) - before);
    });

    private static async Task<int> Sum(Options options, List<Report> minutes, long orders)
    {
        await Report.Save(minutes, options.Json);
        var part = minutes.Count / Parts;
        var growth = Memory(minutes.TakeLast(part)) / Memory(minutes.Skip(part).Take(part));
        var shed = minutes.Sum(minute => minute.Shed);
        var errors = minutes.Sum(minute => minute.Errors) - shed;
        var journeys = minutes.Sum(minute => minute.Visits);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{journeys} journeys, {orders} orders, {shed} turned away, {errors} errors; memory of the last third "
                + $"{growth:F2} of that of the second"));
        Console.WriteLine(Processor.Machine);

        // Who is turned away after the checkout has an order all the same.
        return orders >= journeys && orders <= journeys + shed && errors == 0 && growth <= GrowthMost ? 0 : 1;
    }

    private static double Memory(IEnumerable<Report> minutes) =>
        Percentiles.Median(minutes.Select(minute => (double)minute.Processor.ShopMegabytes!));

    private static Task Buy(Shop shop, int buyer) => shop.Buy(buyer);

    private static string Line(int number, Report minute) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {number} | {minute.VisitsPerSecond:F0} | {minute.Visit.P50:F1} | {minute.Request.P99:F1} | "
            + $"{minute.Errors} | {minute.Shed} | {minute.Processor.ShopMegabytes} | {minute.Processor.Foreign:P0} |");
}
