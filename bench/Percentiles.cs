using System.Globalization;

namespace Commerce.Bench;

/// <summary>How some times are spread, in milliseconds.</summary>
internal sealed record Percentiles(int Count, double P50, double P95, double P99, double Max)
{
    public static Percentiles Of(IEnumerable<double> milliseconds)
    {
        double[] sorted = [.. milliseconds.Order()];
        return new(sorted.Length, At(sorted, 0.50), At(sorted, 0.95), At(sorted, 0.99), At(sorted, 1));
    }

    /// <summary>Cells of a table: p50, p95, p99, max.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{P50:F1} | {P95:F1} | {P99:F1} | {Max:F1}");

    /// <summary>The value in the middle.</summary>
    public static double Median(IEnumerable<double> values) => Of(values).P50;

    private static double At(double[] sorted, double part) =>
        sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))];
}
