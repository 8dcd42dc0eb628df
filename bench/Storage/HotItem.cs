using System.Diagnostics;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;
using Commerce.Silo;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Commerce.Bench;

/// <summary>One product that everybody wants: 64 callers of one stock item against one caller, whose every command is
/// one durable write. Rounds are paired, so that whatever else the machine does meets both.</summary>
internal static class HotItem
{
    private const int Callers = 64;
    private const double RatioLeast = 5;

    public static async Task<bool> Run(Options options, string database, string folder)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(
            [new("Commerce:Database", database), new("Commerce:Data", folder)]);
        builder.AddSilo();
        builder.Services.AddLogging();
        using var host = builder.Build();
        await host.StartAsync();
        try
        {
            return await Run(options, host.Services.GetRequiredService<IGrainFactory>());
        }
        finally
        {
            await host.StopAsync();
        }
    }

    private static async Task<bool> Run(Options options, IGrainFactory grains)
    {
        Console.WriteLine("| round | 1 caller | 64 on one item | ratio | 64 buyers of it | ratio | 64 apart | ratio |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        List<double[]> ratios = [];
        for (var round = 0; round <= options.Rounds; round++)
        {
            var time = round == 0 ? options.WarmUp : options.Time;
            var one = await Rate(1, time, _ => Count(grains, "HOT"));
            double[] many =
            [
                await Rate(Callers, time, _ => Count(grains, "HOT")),
                2 * await Rate(Callers, time, visit => Hold(grains, visit)),
                await Rate(Callers, time, visit => Count(grains, $"APART-{visit % Callers}")),
            ];
            if (round == 0) continue;
            ratios.Add([.. many.Select(rate => rate / one)]);
            Print($"{round} | {one:F0}", many.Zip(ratios[^1]).Select(pair => $"{pair.First:F0} | {pair.Second:F1}"));
        }

        double[] medians = [.. Enumerable.Range(0, 3).Select(place => Median(ratios.Select(round => round[place])))];
        Print("median |", medians.Select(ratio => $"| {ratio:F1}"));
        return medians[0] >= RatioLeast && medians[1] >= RatioLeast;
    }

    // Callers that begin anew as soon as they are answered; visits are numbered, caller by caller.
    private static async Task<double> Rate(int callers, TimeSpan time, Func<int, Task> visit)
    {
        var watch = Stopwatch.StartNew();
        var done = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var visits = 0;
            for (; watch.Elapsed < time; visits++) await visit(caller + visits * callers);
            return visits;
        })));
        return done.Sum() / watch.Elapsed.TotalSeconds;
    }

    private static async Task Count(IGrainFactory grains, string name)
    {
        var sku = Sku.Of(name);
        Expect(await grains.GetGrain<IStockGrain>(StockKey.Of(sku)).Adjust(sku, null, 1, Call.System));
    }

    // A buyer who takes one and puts it back: two commands.
    private static async Task Hold(IGrainFactory grains, int visit)
    {
        var sku = Sku.Of("HOT");
        var attempt = AttemptId.Of($"order-{Guid.NewGuid():N}{visit}/1");
        var stock = grains.GetGrain<IStockGrain>(StockKey.Of(sku));
        Expect(await stock.Hold(attempt, 1, TimeProvider.System.GetUtcNow().AddMinutes(10), sku));
        Expect(await stock.Release(attempt, "all", null));
    }

    private static void Expect(Outcome<StockView> outcome)
    {
        if (outcome is Outcome<StockView>.Refused(var why)) throw new InvalidOperationException(why.ToString());
    }

    private static void Print(string first, IEnumerable<string> rest) =>
        Console.WriteLine($"| {first} | {string.Join(" | ", rest)} |");

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
