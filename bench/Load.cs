using System.Collections.Concurrent;
using System.Diagnostics;

namespace Commerce.Bench;

/// <summary>Visits for some time. Closed loop: so many shoppers, each of whom begins anew as soon as they are done.
/// Open loop: so many visits are begun a second, and a visit's time counts from when it should have begun.</summary>
internal static class Load
{
    /// <summary>Most visits at once. Somebody who waits longer for a free place than for the shop measures the
    /// bench.</summary>
    public const int UnderWayMost = 10_000;

    public static async Task<int> Run(Options options, Func<Shop, int, Task> visit)
    {
        using var server = options.Pid is { } pid ? Process.GetProcessById(pid) : null;
        using var shop = new Shop(options);
        await shop.Look(options.Sku);
        await Round(shop, options, options.WarmUp, visit);
        var report = await Measure(shop, options, server, visit);
        report.Print();
        await report.Save(options.Json);
        return report.Errors == 0 ? 0 : 1;
    }

    /// <summary>One round, measured.</summary>
    public static async Task<Report> Measure(
        Shop shop, Options options, Process? server, Func<Shop, int, Task> visit, Task? end = null)
    {
        shop.Requests.Clear();
        var processor = new Processor(server);
        var watch = Stopwatch.StartNew();
        var (times, errors) = await Round(shop, options, options.Time, visit, end);
        return Report.Of(options, watch.Elapsed, times, errors, shop.Requests, processor.Since());
    }

    /// <summary>One round; no visit begins once its end has come, if there is one.</summary>
    public static Task<(ConcurrentBag<TimeSpan> Times, ConcurrentBag<string> Errors)> Round(
        Shop shop, Options options, TimeSpan time, Func<Shop, int, Task> visit, Task? end = null) =>
        options.Rate is { } rate
            ? Open(shop, rate, time, visit, end)
            : Closed(shop, options.Shoppers, time, visit, end);

    private static async Task<(ConcurrentBag<TimeSpan> Times, ConcurrentBag<string> Errors)> Closed(
        Shop shop, int shoppers, TimeSpan time, Func<Shop, int, Task> visit, Task? end)
    {
        ConcurrentBag<TimeSpan> times = [];
        ConcurrentBag<string> errors = [];
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, shoppers).Select(async shopper =>
        {
            while (watch.Elapsed < time && end is not { IsCompleted: true })
                await Visit(shop, shopper, watch, watch.Elapsed, visit, times, errors);
        }));
        return (times, errors);
    }

    private static async Task<(ConcurrentBag<TimeSpan> Times, ConcurrentBag<string> Errors)> Open(
        Shop shop, int rate, TimeSpan time, Func<Shop, int, Task> visit, Task? end)
    {
        ConcurrentBag<TimeSpan> times = [];
        ConcurrentBag<string> errors = [];
        List<Task> visits = [];
        using var places = new SemaphoreSlim(UnderWayMost);
        var watch = Stopwatch.StartNew();
        for (var number = 0; ; number++)
        {
            var at = TimeSpan.FromSeconds((double)number / rate);
            if (at >= time || end is { IsCompleted: true }) break;
            var early = at - watch.Elapsed;
            if (early > TimeSpan.Zero) await Task.Delay(early, TimeProvider.System);
            if (!await places.WaitAsync(TimeSpan.Zero))
            {
                errors.Add("The bench has no place for more visits under way.");
                continue;
            }

            visits.Add(Begin(number, at));
        }

        await Task.WhenAll(visits);
        return (times, errors);

        async Task Begin(int number, TimeSpan at)
        {
            await Visit(shop, number, watch, at, visit, times, errors);
            places.Release();
        }
    }

    private static async Task Visit(
        Shop shop,
        int number,
        Stopwatch watch,
        TimeSpan begun,
        Func<Shop, int, Task> visit,
        ConcurrentBag<TimeSpan> times,
        ConcurrentBag<string> errors)
    {
        try
        {
            await visit(shop, number);
            times.Add(watch.Elapsed - begun);
        }
        catch (Exception failure)
            when (failure is InvalidOperationException or HttpRequestException or OperationCanceledException)
        {
            errors.Add(failure.Message);
        }
    }
}
