using Commerce.Grains.Kernel;
using Microsoft.Extensions.Logging;

namespace Commerce.Silo.Storage.Sweeping;

/// <summary>Has every entity looked at that is due, and moves its entry to when it is due next.</summary>
internal sealed partial class Sweep(IDueTable table, StoreSettings settings, TimeProvider clock, ILogger<Sweep> log)
{
    /// <summary>Most entries in one take.</summary>
    public const int TakeMost = 200;

    /// <summary>Most of a shard that are looked at at once: shoppers wait behind them.</summary>
    public const int AtOnceMost = 32;

    // A tick ends some time, whatever entities answer; the next one goes on.
    private const int TakesMost = 25;

    /// <summary>Sweeps a shard until nothing is due in it. An entity that fails is pushed back, so that it stands in
    /// nobody's way (SCH-15).</summary>
    /// <param name="shard">Which shard.</param>
    /// <param name="look">Calls the entity.</param>
    public async Task Run(int shard, Func<DueEntry, Task<DateTimeOffset?>> look)
    {
        using var places = new SemaphoreSlim(AtOnceMost);
        for (var take = 0; take < TakesMost; take++)
        {
            var due = await table.Take(shard, TakeMost);
            if (due.Count == 0) return;
            await table.Move(await Task.WhenAll(due.Select(entry => InItsPlace(entry))));
            if (due.Count < TakeMost) return;
        }

        async Task<DueMove> InItsPlace(DueEntry entry)
        {
            await places.WaitAsync();
            try
            {
                return await Look(entry, look);
            }
            finally
            {
                places.Release();
            }
        }
    }

    private async Task<DueMove> Look(DueEntry entry, Func<DueEntry, Task<DateTimeOffset?>> look)
    {
        try
        {
            return new(entry.Entity, entry.Id, entry.At, Later(await look(entry)), 0);
        }
        catch (Exception failure)
        {
            LogFailed(entry.Entity, entry.Id, entry.Attempts + 1, failure.GetType().Name);
            var next = clock.Now() + BackOff(entry.Attempts);
            return new(entry.Entity, entry.Id, entry.At, next.ToUnixTimeMilliseconds(), entry.Attempts + 1);
        }
    }

    // An entity that says 'now' is asked again in the next sweep, not in this one.
    private long? Later(DateTimeOffset? next)
    {
        if (next is not { } wanted) return null;
        var soonest = clock.Now() + settings.SweepPeriod;
        return (wanted > soonest ? wanted : soonest).ToUnixTimeMilliseconds();
    }

    private TimeSpan BackOff(int failures)
    {
        var wait = settings.SweepBackOff * Math.Pow(2, Math.Min(failures, 20));
        return wait < settings.SweepBackOffMost ? wait : settings.SweepBackOffMost;
    }

    [LoggerMessage(LogLevel.Warning, "{Entity} {Id} is due and failed, {Failures} times in a row: {Failure}.")]
    private partial void LogFailed(string entity, string id, int failures, string failure);
}
