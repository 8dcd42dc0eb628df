using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Commerce.Bench;

/// <summary>What a scenario came to, and on what machine.</summary>
internal sealed record Report(
    string Scenario,
    int Shoppers,
    double Seconds,
    int Visits,
    int Errors,
    double VisitsPerSecond,
    double P50Milliseconds,
    double P95Milliseconds,
    double P99Milliseconds,
    double MaxMilliseconds,
    string Machine,
    string? FirstError)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Report Of(
        string scenario, int shoppers, TimeSpan elapsed, IEnumerable<TimeSpan> times,
            IReadOnlyCollection<string> errors)
    {
        double[] sorted = [.. times.Select(time => time.TotalMilliseconds).Order()];
        return new(
            scenario,
            shoppers,
            elapsed.TotalSeconds,
            sorted.Length,
            errors.Count,
            sorted.Length / elapsed.TotalSeconds,
            At(sorted, 0.50),
            At(sorted, 0.95),
            At(sorted, 0.99),
            At(sorted, 1),
            $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, "
                + $"{RuntimeInformation.FrameworkDescription}",
            errors.FirstOrDefault());
    }

    public void Print()
    {
        Console.WriteLine("| scenario | shoppers | visits | errors | per second | p50 ms | p95 ms | p99 ms | max ms |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {Scenario} | {Shoppers} | {Visits} | {Errors} | {VisitsPerSecond:F0} | "
                + $"{P50Milliseconds:F1} | {P95Milliseconds:F1} | "
                + $"{P99Milliseconds:F1} | {MaxMilliseconds:F1} |"));
        Console.WriteLine(Machine);
        if (FirstError is not null) Console.WriteLine($"first error: {FirstError}");
    }

    public async Task Save(string? file)
    {
        if (file is not null) await File.WriteAllTextAsync(file, JsonSerializer.Serialize(this, Indented));
    }

    private static double At(double[] sorted, double part) =>
        sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))];
}
