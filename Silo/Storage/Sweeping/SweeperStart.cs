using Microsoft.Extensions.Hosting;

namespace Commerce.Silo.Storage.Sweeping;

/// <summary>Wakes every sweeper when the silo has started, so that nobody waits for the reminder.</summary>
internal sealed class SweeperStart(IGrainFactory grains) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.WhenAll(Enumerable.Range(0, DueTable.Shards)
        .Select(shard => grains.GetGrain<ISweeperGrain>(SweeperGrain.KeyOf(shard)).Wake()));

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
