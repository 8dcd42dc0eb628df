using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Commerce.Silo.Metrics;

/// <summary>Listens to the process's own instruments and writes them as Prometheus reads them.</summary>
public sealed class MetricsText : IDisposable
{
    private const int SeriesMost = 5_000;

    private static readonly string[] Meters =
    [
        "Commerce", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.Orleans",
        "System.Runtime",
    ];

    private readonly ConcurrentDictionary<(Instrument Instrument, string Labels), Series> all = new();

    // What was measured before is found again by its tags as they came, without making text of them.
    private readonly ConcurrentDictionary<(Instrument Instrument, Tags Tags), Series> met = new();
    private readonly MeterListener listener = new();
    private readonly Lock writing = new();

    public MetricsText()
    {
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (Meters.Any(meter => instrument.Meter.Name.StartsWith(meter, StringComparison.Ordinal)))
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<byte>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<short>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<float>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<decimal>(
            (instrument, value, tags, _) => Take(instrument, (double)value, tags));
        listener.Start();
    }

    public void Dispose() => listener.Dispose();

    public string Write()
    {
        lock (writing)
        {
            // What an instrument does not say any more is not said for it.
            foreach (var series in all.Values) series.Forget();
            listener.RecordObservableInstruments();
            return Written();
        }
    }

    private string Written()
    {
        var text = new StringBuilder();
        var families = all.GroupBy(entry => entry.Key.Instrument);
        foreach (var family in families.OrderBy(family => family.Key.Name, StringComparer.Ordinal))
        {
            var name = NameOf(family.Key);
            if (family.Key.Description is { Length: > 0 } help)
                text.Append(Line($"# HELP {name} {help.ReplaceLineEndings(" ")}"));
            text.Append(Line($"# TYPE {name} {KindOf(family.Key)}"));
            foreach (var (key, series) in family) series.Write(text, name, key.Labels);
        }

        return text.ToString();
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var asTheyCame = (instrument, new Tags(tags));
        if (met.TryGetValue(asTheyCame, out var series))
        {
            series.Add(value);
            return;
        }

        var key = (instrument, LabelsOf(tags));
        if (!all.ContainsKey(key) && all.Count >= SeriesMost) return;
        series = all.GetOrAdd(key, static known => Series.Of(known.Instrument));
        if (met.Count < SeriesMost) met.TryAdd(asTheyCame, series);
        series.Add(value);
    }

    private static string NameOf(Instrument instrument)
    {
        var name = Plain(instrument.Name);
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        var suffix = KindOf(instrument) == "counter" ? "_total" : "";
        return name + (name.EndsWith(unit, StringComparison.Ordinal) ? "" : unit) + suffix;
    }

    private static string KindOf(Instrument instrument)
    {
        var kind = instrument.GetType().Name;
        if (kind.StartsWith("Histogram", StringComparison.Ordinal)) return "histogram";
        var goesDown = kind.Contains("UpDown", StringComparison.Ordinal)
            || kind.Contains("Gauge", StringComparison.Ordinal);
        return goesDown ? "gauge" : "counter";
    }

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new List<string>(tags.Length);
        foreach (var (name, value) in tags)
        {
            var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            var escaped = text.Replace("\\", "\\\\").Replace("\"", "\\\"").ReplaceLineEndings("\\n");
            labels.Add($"{Plain(name)}=\"{escaped}\"");
        }

        labels.Sort(StringComparer.Ordinal);
        return string.Join(',', labels);
    }

    private static string Plain(string name) =>
        new([.. name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_')]);

    private static string Line(FormattableString line) => FormattableString.Invariant(line) + "\n";
}
