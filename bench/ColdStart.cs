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
        var server = options.Server
            ?? throw new InvalidOperationException("A cold start needs --server, the built Api's DLL.");
        var folder = Directory.CreateTempSubdirectory("commerce-cold-start-").FullName;
        try
        {
            List<double> empty = [], existing = [];
            for (var round = 0; round < Rounds; round++)
            {
                var data = Path.Combine(folder, round.ToString(CultureInfo.InvariantCulture));
                empty.Add(await StartAndBuy(options, server, data));
                existing.Add(await StartAndBuy(options, server, data));
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"empty folder to first order: median {Median(empty):F0} ms of {Rounds}; "
                    + $"existing data: median {Median(existing):F0} ms"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> StartAndBuy(Options options, string server, string data)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [server, "--urls", options.Url.ToString()])
        {
            Environment =
            {
                ["Commerce__Data"] = data,
                ["Commerce__Keys__Storefront"] = options.StorefrontKey,
                ["Commerce__Keys__Admin"] = options.AdminKey,
            },
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("The server did not start.");
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        try
        {
            using var shop = new Shop(options);
            await UntilReady(options.Url, watch);
            var sku = await shop.FirstInStock();
            var order = await shop.CheckOut(await shop.ReadyFor(sku));
            return order.Status == 201
                ? watch.Elapsed.TotalMilliseconds
                : throw new InvalidOperationException($"Checkout answered {order.Status}: {order.Body}");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task UntilReady(Uri url, Stopwatch watch)
    {
        using var client = new HttpClient { BaseAddress = url };
        while (watch.Elapsed < TimeSpan.FromSeconds(60))
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        throw new InvalidOperationException("The server is not ready after 60 seconds.");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
