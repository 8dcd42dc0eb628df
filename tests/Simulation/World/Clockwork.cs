using Commerce.Grains.Kernel;
using Commerce.Silo.Gateways.Outbox;
using Commerce.Silo.Storage;
using Commerce.Silo.Storage.Sweeping;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Commerce.Simulation.World;

/// <summary>Has the shop's own sweep and outbox pump run whenever there is something for them, instead of once a
/// second.</summary>
internal sealed class Clockwork(Town town)
{
    private static readonly long Second = TimeSpan.TicksPerSecond;

    private readonly Chore[] chores = [.. Enumerable.Range(0, DueTable.Shards + 1).Select(_ => new Chore())];

    /// <summary>When there is something to do next, in the clock's ticks; null: never.</summary>
    public long? NextAt()
    {
        long? next = null;
        for (var number = 0; number < chores.Length; number++)
        {
            if (chores[number].IsRunning || DueOf(number) is not { } due) continue;
            var at = Math.Max(town.Clock.ElapsedAt(ShopClock.FromMilliseconds(due)), chores[number].NotBefore);
            if (next is null || at < next) next = at;
        }

        return next;
    }

    /// <summary>Does what is to be done now.</summary>
    public void Wake()
    {
        var shown = town.Clock.Shown.ToUnixTimeMilliseconds();
        for (var number = 0; number < chores.Length; number++)
        {
            if (chores[number].IsRunning || chores[number].NotBefore > town.Clock.Elapsed) continue;
            if (DueOf(number) <= shown) _ = Run(number);
        }
    }

    private long? DueOf(int number) =>
        number < DueTable.Shards ? town.Tables.Due.NextAt(number) : town.Tables.Outbox.NextAt;

    private async Task Run(int number)
    {
        var chore = chores[number];
        chore.IsRunning = true;
        try
        {
            await town.Process.Ask(services => number < DueTable.Shards ? Sweep(services, number) : Pump(services));
        }
        catch (Running.ConnectionLostException)
        {
            // The next process goes on.
        }

        chore.IsRunning = false;
        chore.NotBefore = town.Clock.Elapsed + Second;
    }

    private static async Task<bool> Sweep(IServiceProvider services, int shard)
    {
        var grains = services.GetRequiredService<IGrainFactory>();
        await services.GetRequiredService<Sweep>().Run(
            shard, entry => grains.GetGrain<IDueGrain>(GrainId.Create(entry.Entity, entry.Id)).Look());
        return true;
    }

    private static Task<bool> Pump(IServiceProvider services) =>
        services.GetRequiredService<OutboxPump>().SendBatch(CancellationToken.None);

    private sealed class Chore
    {
        public bool IsRunning { get; set; }

        public long NotBefore { get; set; }
    }
}
