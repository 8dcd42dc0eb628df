using System.Globalization;
using System.Text.Json;

namespace Commerce.Bench;

/// <summary>What a scenario came to, and on what machine.</summary>
internal sealed record Report(
    string Scenario,
    int Shoppers,
    int? Rate,
    double Seconds,
    int Visits,
    int Errors,
    double VisitsPerSecond,
    Percentiles Visit,
    Percentiles Request,
    IReadOnlyDictionary<string, Percentiles> Requests,
    int Shed,
    Usage Processor,
    string Machine,
    string? FirstError)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Report Of(
        Options options,
        TimeSpan elapsed,
        IEnumerable<TimeSpan> times,
        IReadOnlyCollection<string> errors,
        Requests requests,
        Usage processor)
    {
        var visits = Percentiles.Of(times.Select(time => time.TotalMilliseconds));
        return new(
            options.Scenario,
            options.Shoppers,
            options.Rate,
            elapsed.TotalSeconds,
            visits.Count,
            errors.Count,
            visits.Count / elapsed.TotalSeconds,
            visits,
            requests.All,
            requests.ByKind.ToDictionary(kind => kind.What, kind => kind.Times),
            requests.Shed.Values.Sum(),
            processor,
            Bench.Processor.Machine,
            errors.FirstOrDefault());
    }

    public void Print()
    {
        Console.WriteLine(
            "| scenario | shoppers | visits | errors | shed | a second | p50 ms | p95 ms | p99 ms | max ms |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {Scenario} | {(Rate is { } rate ? $"{rate} a second" : Shoppers)} | {Visits} | {Errors} | {Shed} | "
                + $"{VisitsPerSecond:F0} | {Visit} |"));
        foreach (var (what, times) in Requests)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {what} | | {times.Count} | | | {times.Count / Seconds:F0} | {times} |"));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"processor time: bench {Processor.Bench:F1} s, shop {Processor.Shop:F1} s, database "
                + $"{Processor.Database:F1} s; others had {Processor.Foreign:P0}; the shop holds "
                + $"{Processor.ShopMegabytes} MB"));
        Console.WriteLine(Machine);
        if (FirstError is not null) Console.WriteLine($"first error: {FirstError}");
    }

    public Task Save(string? file) => Save(this, file);

    /// <summary>Writes anything down as JSON.</summary>
    public static async Task Save<T>(T what, string? file)
    {
        if (file is not null) await File.WriteAllTextAsync(file, JsonSerializer.Serialize(what, Indented));
    }
}
