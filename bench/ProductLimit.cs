using System.Globalization;

namespace Commerce.Bench;

/// <summary>A product page against the same bytes out of the memory of the same process, in turn.</summary>
internal static class ProductLimit
{
    private const double RatioLeast = 0.6;

    public static async Task<int> Run(Options options)
    {
        var folder = Directory.CreateTempSubdirectory("commerce-product-limit-").FullName;
        try
        {
            var serving = options with { Server = typeof(ProductLimit).Assembly.Location };
            await using var server = await ShopProcess.Start(serving, folder, command: Serving.Name);
            return await Run(options, server);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> Run(Options options, ShopProcess server)
    {
        using var shop = new Shop(options);
        await shop.Look(options.Sku);
        await shop.Remember();
        await Load.Round(shop, options, options.WarmUp, Both);
        List<double> ratios = [], own = [];
        Console.WriteLine(
            "| round | products/s | processor µs each | from memory/s | processor µs each | ratio "
                + "| of processor time |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        for (var round = 1; round <= options.Rounds; round++)
        {
            var page = await Load.Measure(shop, options, server.Process, (visited, _) => visited.Product());
            var memory = await Load.Measure(shop, options, server.Process, (visited, _) => visited.FromMemory());
            ratios.Add(page.VisitsPerSecond / memory.VisitsPerSecond);
            own.Add(Each(memory) / Each(page));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {round} | {page.VisitsPerSecond:F0} | {Each(page):F0} | {memory.VisitsPerSecond:F0} | "
                    + $"{Each(memory):F0} | {ratios[^1]:F2} | {own[^1]:F2} |"));
            if ((page.FirstError ?? memory.FirstError) is { } error) throw new InvalidOperationException(error);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"median ratio {Percentiles.Median(ratios):F2}, of the server's processor time "
                + $"{Percentiles.Median(own):F2}"));
        Console.WriteLine(Processor.Machine);
        return Percentiles.Median(ratios) >= RatioLeast ? 0 : 1;
    }

    private static async Task Both(Shop shop, int shopper)
    {
        await shop.Product();
        await shop.FromMemory();
    }

    private static double Each(Report report) => report.Processor.Shop * 1_000_000 / report.Visits;
}
