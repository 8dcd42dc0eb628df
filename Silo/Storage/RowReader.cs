using Commerce.Grains.Kernel;
using Microsoft.Extensions.Logging;

namespace Commerce.Silo.Storage;

/// <summary>Reads the rows of grains that wake up, many at a time.</summary>
internal sealed partial class RowReader(IRowStore rows, StorageCounts counts, ILogger log)
{
    /// <summary>Never throws: whoever waits for a row hears what went wrong.</summary>
    public async Task Read(List<WaitingRead> batch)
    {
        try
        {
            RowKey[] keys = [.. batch.Select(read => read.Key).Distinct()];
            counts.Read(keys.Length);
            var found = keys.Zip(await rows.Read(keys)).ToDictionary(pair => pair.First, pair => pair.Second);
            foreach (var read in batch) read.Done.TrySetResult(found[read.Key]);
        }
        catch (Exception failure)
        {
            LogFailed(batch.Count, RowWriter.CodeOf(failure));
            foreach (var read in batch) read.Done.TrySetException(new StoreUnavailableException());
        }
    }

    [LoggerMessage(LogLevel.Error, "{Rows} rows could not be read: {Code}.")]
    private partial void LogFailed(int rows, string code);
}
