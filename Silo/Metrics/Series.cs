using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Commerce.Silo.Metrics;

/// <summary>The figures of one instrument with one set of labels.</summary>
internal abstract class Series
{
    public static Series Of(Instrument instrument)
    {
        var kind = instrument.GetType().Name;
        return kind.StartsWith("Histogram", StringComparison.Ordinal) ? new Buckets()
            : instrument.IsObservable ? new Latest(lasts: false)
            : kind.StartsWith("Gauge", StringComparison.Ordinal) ? new Latest(lasts: true)
            : new Sum();
    }

    public abstract void Add(double value);

    /// <summary>What is measured anew for each reading is unknown until then.</summary>
    public virtual void Forget()
    {
    }

    public abstract void Write(StringBuilder text, string name, string labels);

    protected static void Line(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0) text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }

    private sealed class Sum : Series
    {
        private readonly Lock gate = new();
        private double sum;

        public override void Add(double value)
        {
            lock (gate) sum += value;
        }

        public override void Write(StringBuilder text, string name, string labels)
        {
            lock (gate) Line(text, name, labels, sum);
        }
    }

    private sealed class Latest(bool lasts) : Series
    {
        private double latest = double.NaN;

        public override void Add(double value) => Volatile.Write(ref latest, value);

        public override void Forget()
        {
            if (!lasts) Volatile.Write(ref latest, double.NaN);
        }

        public override void Write(StringBuilder text, string name, string labels)
        {
            var said = Volatile.Read(ref latest);
            if (!double.IsNaN(said)) Line(text, name, labels, said);
        }
    }

    private sealed class Buckets : Series
    {
        private static readonly double[] Bounds =
            [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

        private readonly Lock gate = new();
        private readonly long[] counts = new long[Bounds.Length];
        private long count;
        private double sum;

        public override void Add(double value)
        {
            lock (gate)
            {
                count++;
                sum += value;
                for (var place = 0; place < Bounds.Length; place++)
                {
                    if (value <= Bounds[place]) counts[place]++;
                }
            }
        }

        public override void Write(StringBuilder text, string name, string labels)
        {
            var comma = labels.Length == 0 ? "" : ",";
            lock (gate)
            {
                for (var place = 0; place < Bounds.Length; place++)
                {
                    var bound = Bounds[place].ToString("R", CultureInfo.InvariantCulture);
                    Line(text, name + "_bucket", $"{labels}{comma}le=\"{bound}\"", counts[place]);
                }

                Line(text, name + "_bucket", $"{labels}{comma}le=\"+Inf\"", count);
                Line(text, name + "_sum", labels, sum);
                Line(text, name + "_count", labels, count);
            }
        }
    }
}
