using System.Diagnostics;
using System.Globalization;

namespace Commerce.Bench;

/// <summary>From the start of the process to the first order: with an empty folder, and with data from
/// before.</summary>
internal static class ColdStart
{
    private const int Rounds = 5;

    public static async Task<int> Run(Options options)
    {
        var folder = Directory.CreateTempSubdirectory("commerce-cold-start-").FullName;
        try
        {
            List<double> empty = [], existing = [];
            for (var round = 0; round < Rounds; round++)
            {
                var data = Path.Combine(folder, round.ToString(CultureInfo.InvariantCulture));
                empty.Add(await StartAndBuy(options, data));
                existing.Add(await StartAndBuy(options, data));
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"empty folder to first order: median {Percentiles.Median(empty):F0} ms of {Rounds}; "
                    + $"existing data: median {Percentiles.Median(existing):F0} ms"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> StartAndBuy(Options options, string data)
    {
        var watch = Stopwatch.StartNew();
        await using var server = await ShopProcess.Start(options, data);
        using var shop = new Shop(options);
        var sku = await shop.FirstInStock();
        var order = await shop.CheckOut(await shop.ReadyFor(sku));
        return order.Status == 201
            ? watch.Elapsed.TotalMilliseconds
            : throw new InvalidOperationException($"Checkout answered {order.Status}: {order.Body}");
    }
}
