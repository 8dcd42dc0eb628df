using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Commerce.Silo.Storage;

/// <summary>Counts what the store does: for metrics, and for tests of how many durable writes a call costs.</summary>
internal sealed class StorageCounts : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Commerce.Storage";

    private readonly Meter meter = new(MeterName);
    private readonly ConcurrentDictionary<string, long> byEntity = new(StringComparer.Ordinal);
    private readonly Histogram<int> batchRows;
    private readonly Histogram<double> waited;
    private readonly Counter<long> written, bytes, conflicted, failed;
    private long writes, batches, reads;

    public StorageCounts()
    {
        batchRows = meter.CreateHistogram<int>("commerce.storage.batch.rows", "{row}", "Rows in one transaction");
        waited = meter.CreateHistogram<double>("commerce.storage.write.duration", "s", "From asking to stored");
        written = meter.CreateCounter<long>("commerce.storage.writes", "{row}", "Rows stored");
        bytes = meter.CreateCounter<long>("commerce.storage.written", "By", "Bytes of the rows stored");
        conflicted = meter.CreateCounter<long>("commerce.storage.conflicts", "{row}", "Rows of another version");
        failed = meter.CreateCounter<long>("commerce.storage.failures", "{row}", "Rows that the database did not take");
    }

    /// <summary>Rows stored so far.</summary>
    public long Writes => Interlocked.Read(ref writes);

    /// <summary>Transactions that stored rows so far.</summary>
    public long Batches => Interlocked.Read(ref batches);

    /// <summary>Rows asked for so far.</summary>
    public long Reads => Interlocked.Read(ref reads);

    /// <summary>Rows stored so far for entities of one name.</summary>
    public long WritesOf(string entity) => byEntity.GetValueOrDefault(entity);

    public void Stored(string entity, int length, TimeSpan wait)
    {
        Interlocked.Increment(ref writes);
        byEntity.AddOrUpdate(entity, 1, static (_, count) => count + 1);
        var name = new KeyValuePair<string, object?>("entity", entity);
        written.Add(1, name);
        bytes.Add(length, name);
        waited.Record(wait.TotalSeconds);
    }

    public void Committed(int rows)
    {
        Interlocked.Increment(ref batches);
        batchRows.Record(rows);
    }

    public void Read(int rows) => Interlocked.Add(ref reads, rows);

    public void Conflicted(string entity) => conflicted.Add(1, new KeyValuePair<string, object?>("entity", entity));

    public void Failed(string entity) => failed.Add(1, new KeyValuePair<string, object?>("entity", entity));

    public void Dispose() => meter.Dispose();
}
