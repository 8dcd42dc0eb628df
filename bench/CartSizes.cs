using System.Diagnostics;
using System.Globalization;

namespace Commerce.Bench;

/// <summary>A call to a cart costs about the same however much is in it: a change of one line and a reading, at carts
/// of several sizes, in turn. A call is over when its answer is there.</summary>
internal static class CartSizes
{
    private const double RatioMost = 3;
    private const int CallsAtOnce = 10;

    private static readonly int[] Sizes = [1, 10, 100, 500, 1_000];

    public static async Task<int> Run(Options options)
    {
        using var shop = new Shop(options);
        await shop.Import(Sizes[^1]);
        var carts = new Cart[Sizes.Length];
        for (var place = 0; place < Sizes.Length; place++) carts[place] = await shop.FillCart(Sizes[place]);
        var times = Sizes.ToDictionary(size => size, _ => new List<double>());
        var watch = Stopwatch.StartNew();
        for (var call = 0; watch.Elapsed < options.WarmUp + options.Time; call++)
        {
            var place = call / CallsAtOnce % Sizes.Length;
            var begun = watch.Elapsed;
            await shop.Touch(carts[place], 1 + call % 2);
            if (begun > options.WarmUp) times[Sizes[place]].Add((watch.Elapsed - begun).TotalMilliseconds);
        }

        var all = times.ToDictionary(size => size.Key, size => Percentiles.Of(size.Value));
        Console.WriteLine("| lines | calls | p50 ms | p95 ms | p99 ms | max ms | p50, of one line's |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach (var (lines, spread) in all)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {lines} | {spread.Count} | {spread} | {spread.P50 / all[1].P50:F2} |"));
        }

        await Report.Save(all, options.Json);
        Console.WriteLine(Processor.Machine);
        return all[500].P50 <= RatioMost * all[1].P50 ? 0 : 1;
    }
}
