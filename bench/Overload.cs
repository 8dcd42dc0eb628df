using System.Diagnostics;
using System.Globalization;

namespace Commerce.Bench;

/// <summary>More visits than the shop can take: it does most of what it could do at best, turns the rest away, and is
/// itself again soon after. What it can do at best is measured by the same program.</summary>
internal static class Overload
{
    private const double PartLeast = 0.8;
    private const int CalmVisits = 10;

    // So many times the shoppers named: their writes share batches, and more of them do no more together.
    private const int Crowd = 8;

    private static readonly int[] Factors = [2, 5];
    private static readonly TimeSpan RecoveryMost = TimeSpan.FromSeconds(10);

    public static async Task<int> Run(Options options)
    {
        using var server = options.Pid is { } pid ? Process.GetProcessById(pid) : null;
        using var shop = new Shop(options);
        await shop.Look(options.Sku);
        var crowd = options with { Shoppers = options.Shoppers * Crowd };
        await Load.Round(shop, crowd, options.WarmUp, Buy);
        var best = await Load.Measure(shop, crowd, server, Buy);
        Console.WriteLine(
            "| load | visits begun a second | done a second | of the best | shed | p50 ms | p95 ms | p99 ms | max ms "
                + "| bench, cores | memory MB | calm after s |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        Print("best", best.VisitsPerSecond, best, best, TimeSpan.Zero);
        var holds = true;
        foreach (var factor in Factors)
        {
            var much = options with { Rate = Math.Max(1, (int)(best.VisitsPerSecond * factor)) };
            var load = await Load.Measure(shop, much, server, Buy);
            var shed = shop.Requests.Shed;
            var calm = await Calm(shop, best.Visit.P95 * 2);
            Print($"{factor} ×", much.Rate.Value, load, best, calm);
            foreach (var (what, count) in shed) Console.WriteLine($"    shed: {count} of {what}");
            holds &= load.VisitsPerSecond >= PartLeast * best.VisitsPerSecond && calm <= RecoveryMost;
        }

        Console.WriteLine(Processor.Machine);
        return holds ? 0 : 1;
    }

    // How long it takes until some visits in a row are done as quickly as before.
    private static async Task<TimeSpan> Calm(Shop shop, double milliseconds)
    {
        var watch = Stopwatch.StartNew();
        var begun = TimeSpan.Zero;
        for (var inARow = 0; inARow < CalmVisits && watch.Elapsed < RecoveryMost * 3;)
        {
            var visit = Stopwatch.StartNew();
            try
            {
                await shop.Buy(0);
                inARow = visit.Elapsed.TotalMilliseconds <= milliseconds ? inARow + 1 : 0;
            }
            catch (InvalidOperationException)
            {
                inARow = 0;
            }

            if (inARow == 0) begun = watch.Elapsed;
        }

        return begun;
    }

    private static Task Buy(Shop shop, int buyer) => shop.Buy(buyer);

    private static void Print(string load, double rate, Report report, Report best, TimeSpan calm) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {load} | {rate:F0} | {report.VisitsPerSecond:F0} | "
                + $"{report.VisitsPerSecond / best.VisitsPerSecond:F2} | {report.Shed} | {report.Visit} | "
                + $"{report.Processor.Bench / report.Seconds:F2} | "
                + $"{report.Processor.ShopMegabytes} | {calm.TotalSeconds:F1} |"));
}
