using Microsoft.Extensions.Logging;

namespace Commerce.Silo.Storage.Sweeping;

/// <summary>Wakes every sweeper when the silo has started, so that nobody waits for the reminder.</summary>
internal sealed class SweeperStart(IGrainFactory grains, TimeProvider clock, ILogger<SweeperStart> log)
    : GrainWaker(clock, log)
{
    protected override Task Wake() => Task.WhenAll(Enumerable.Range(0, DueTable.Shards)
        .Select(shard => grains.GetGrain<ISweeperGrain>(SweeperGrain.KeyOf(shard)).Wake()));
}
