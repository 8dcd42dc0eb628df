using System.Data.Common;
using System.Globalization;
using Commerce.Grains.Kernel;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Commerce.Silo.Storage;

/// <summary>Stores a batch, and tells every grain in it what became of its own row.</summary>
internal sealed partial class RowWriter(
    IRowStore rows, StorageCounts counts, TimeProvider clock, ILogger<RowWriter> log)
{
    /// <summary>Never throws: whoever waits for a write hears what went wrong with it.</summary>
    public async Task Write(List<WaitingWrite> batch)
    {
        // Sorted, so that two silos lock rows in the same order. Two activations of one grain may both be here: then
        // the second comes after the first, and hears that it is too late.
        var rounds = batch.GroupBy(write => write.Row.Key)
            .SelectMany(same => same.Select((write, round) => (write, round)))
            .GroupBy(one => one.round, one => one.write).OrderBy(round => round.Key);
        foreach (var round in rounds) await WriteTogether([.. round.OrderBy(write => write.Row.Key)]);
    }

    private async Task WriteTogether(List<WaitingWrite> together)
    {
        try
        {
            Tell(together, await rows.Write([.. together.Select(write => write.Row)]));
        }
        catch (Exception failure) when (together.Count > 1 && rows.IsFaultOfOneRow(failure))
        {
            LogApart(together.Count, CodeOf(failure));
            foreach (var alone in together) await WriteTogether([alone]);
        }
        catch (Exception failure)
        {
            foreach (var write in together) Fail(write, failure);
        }
    }

    private void Tell(List<WaitingWrite> together, bool[] stored)
    {
        counts.Committed(stored.Count(one => one));
        foreach (var (write, landed) in together.Zip(stored))
        {
            var key = write.Row.Key;
            if (landed)
            {
                counts.Stored(key.Type, write.Row.Payload?.Length ?? 0, clock.GetElapsedTime(write.Since));
                write.Done.TrySetResult((write.Row.Version ?? 0) + 1);
            }
            else
            {
                counts.Conflicted(key.Type);
                var believed = write.Row.Version?.ToString(CultureInfo.InvariantCulture);
                write.Done.TrySetException(new InconsistentStateException(
                    $"{key.Type}/{key.Key} is not at version {believed ?? "0"} any more.", null, believed));
            }
        }
    }

    private void Fail(WaitingWrite write, Exception failure)
    {
        counts.Failed(write.Row.Key.Type);
        LogFailed(write.Row.Key.Type, write.Row.Key.Key, CodeOf(failure));
        write.Done.TrySetException(new StoreUnavailableException());
    }

    // Never the message: it may quote what stands in the row.
    internal static string CodeOf(Exception failure) =>
        failure is DbException { SqlState: { } state } ? $"{failure.GetType().Name} {state}" : Code(failure);

    private static string Code(Exception failure) => failure is DbException database
        ? $"{failure.GetType().Name} {database.ErrorCode}"
        : failure.GetType().Name;

    [LoggerMessage(LogLevel.Warning, "A batch of {Rows} rows was refused ({Code}); each is stored alone.")]
    private partial void LogApart(int rows, string code);

    [LoggerMessage(LogLevel.Error, "{Entity} {Id} could not be stored: {Code}.")]
    private partial void LogFailed(string entity, string id, string code);
}
