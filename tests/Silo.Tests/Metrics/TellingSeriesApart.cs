using System.Diagnostics.Metrics;
using Commerce.Silo.Metrics;

namespace Commerce.Silo.Tests.Metrics;

public sealed class TellingSeriesApart
{
    /// <summary>Whatever order they come in, at the first measurement and at later ones.</summary>
    [Fact]
    public void Counts_by_the_values_of_tags_in_any_order()
    {
        using var text = new MetricsText();
        using var meter = new Meter("Commerce.Telling");
        var counter = meter.CreateCounter<int>("telling.series");
        for (var round = 0; round < 2; round++)
        {
            counter.Add(1);
            counter.Add(10, new("color", "red"), new("size", 1));
            counter.Add(100, new("size", 1), new("color", "red"));
            counter.Add(1_000, new("color", "blue"), new("size", 1));
        }

        Assert.Equal(
            [
                "telling_series_total 2", "telling_series_total{color=\"blue\",size=\"1\"} 2000",
                "telling_series_total{color=\"red\",size=\"1\"} 220",
            ],
            text.Write().Split('\n').Where(line => line.StartsWith("telling_series", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
    }
}
