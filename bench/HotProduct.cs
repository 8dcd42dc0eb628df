using System.Globalization;

namespace Commerce.Bench;

/// <summary>One product that everybody buys against a thousand that are bought as much: rounds are paired, so that
/// whatever else the machine does meets both. No unit may be sold twice.</summary>
internal static class HotProduct
{
    private const double RatioLeast = 0.7;
    private const int Products = 1_000;

    public static async Task<int> Run(Options options)
    {
        using var shop = new Shop(options);
        await shop.Import(Products);
        var hot = shop.Skus[0];
        await Load.Round(shop, options, options.WarmUp, (_, number) => Buy(shop, shop.Skus[number % Products]));
        List<double> ratios = [];
        var faults = 0;
        Console.WriteLine(
            "| round | one product, orders/s | p99 ms | 1,000 products, orders/s | p99 ms | ratio | others had |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        for (var round = 1; round <= options.Rounds; round++)
        {
            var before = (await shop.Stock(hot)).GetProperty("held").GetInt32();
            var one = await Load.Measure(shop, options, null, (_, _) => Buy(shop, hot));
            var held = (await shop.Stock(hot)).GetProperty("held").GetInt32() - before;
            var many = await Load.Measure(
                shop, options, null, (_, _) => Buy(shop, shop.Skus[Random.Shared.Next(1, Products)]));
            ratios.Add(one.VisitsPerSecond / many.VisitsPerSecond);
            faults += one.Errors + many.Errors + Math.Abs(held - one.Visits);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {round} | {one.VisitsPerSecond:F0} | {one.Request.P99:F1} | {many.VisitsPerSecond:F0} | "
                    + $"{many.Request.P99:F1} | {ratios[^1]:F2} | {many.Processor.Foreign:P0} |"));
            if (one.FirstError is { } error) Console.WriteLine($"first error: {error}");
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"median ratio {Percentiles.Median(ratios):F2}; {faults} faults"));
        Console.WriteLine(Processor.Machine);
        return Percentiles.Median(ratios) >= RatioLeast && faults == 0 ? 0 : 1;
    }

    private static async Task Buy(Shop shop, string sku)
    {
        var (status, body) = await shop.Pay(await shop.ReadyFor(sku));
        if (status != 201) throw new InvalidOperationException($"Checkout answered {status}: {body}");
    }
}
