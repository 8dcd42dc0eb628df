using System.Collections.Concurrent;
using System.Diagnostics;

namespace Commerce.Bench;

/// <summary>A closed loop: so many shoppers, each of whom begins anew as soon as they are done.</summary>
internal static class Load
{
    public static async Task<int> Run(Options options, Func<Shop, int, Task> visit)
    {
        using var shop = new Shop(options);
        await shop.Look(options.Sku);
        await Round(shop, options, options.WarmUp, visit);
        var watch = Stopwatch.StartNew();
        var round = await Round(shop, options, options.Time, visit);
        var report = Report.Of(options.Scenario, options.Shoppers, watch.Elapsed, round.Times, round.Errors);
        report.Print();
        await report.Save(options.Json);
        return round.Errors.IsEmpty ? 0 : 1;
    }

    private static async Task<(ConcurrentBag<TimeSpan> Times, ConcurrentBag<string> Errors)> Round(
        Shop shop, Options options, TimeSpan time, Func<Shop, int, Task> visit)
    {
        ConcurrentBag<TimeSpan> times = [];
        ConcurrentBag<string> errors = [];
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, options.Shoppers).Select(async shopper =>
        {
            while (watch.Elapsed < time)
            {
                var begun = watch.Elapsed;
                try
                {
                    await visit(shop, shopper);
                    times.Add(watch.Elapsed - begun);
                }
                catch (Exception failure) when (failure is InvalidOperationException or HttpRequestException)
                {
                    errors.Add(failure.Message);
                }
            }
        }));
        return (times, errors);
    }
}
