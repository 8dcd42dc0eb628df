using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Commerce.Silo.Gateways.Inbox;
using Commerce.Silo.Gateways.Outbox;
using Commerce.Silo.Storage;
using Commerce.Silo.Storage.Sweeping;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Commerce.Simulation.World;

/// <summary>Has the shop's own sweep, outbox pump and inbox pump run whenever there is something for them, instead of
/// once a second, and its reconciliation once an hour.</summary>
internal sealed class Clockwork(Town town)
{
    private const int Mails = DueTable.Shards;
    private const int Hints = Mails + 1;
    private const int Comparing = Hints + 1;

    private static readonly long Second = TimeSpan.TicksPerSecond;

    // In the long calm after the last day books are compared less often: nothing new comes.
    private static readonly TimeSpan Hourly = TimeSpan.FromHours(1);
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    private readonly Chore[] chores = [.. Enumerable.Range(0, Comparing + 1).Select(_ => new Chore())];
    private long comparedAt;

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

    private long? DueOf(int number) => number switch
    {
        Mails => town.Tables.Outbox.NextAt,
        Hints => town.Tables.Inbox.NextAt,
        Comparing => town.Clock.ShownAt(comparedAt + (town.Weather.IsCalm ? Daily : Hourly).Ticks)
            .ToUnixTimeMilliseconds(),
        _ => town.Tables.Due.NextAt(number),
    };

    private async Task Run(int number)
    {
        var chore = chores[number];
        chore.IsRunning = true;
        try
        {
            await town.Process.Ask(services => Do(services, number));
        }
        catch (Exception failure)
        {
            // The next process, or the next time, goes on.
            town.Auditor.Weigh(failure);
        }

        if (number == Comparing) comparedAt = town.Clock.Elapsed;
        chore.IsRunning = false;
        chore.NotBefore = town.Clock.Elapsed + Second;
    }

    private Task<bool> Do(IServiceProvider services, int number) => number switch
    {
        Mails => services.GetRequiredService<OutboxPump>().SendBatch(CancellationToken.None),
        Hints => services.GetRequiredService<InboxPump>().HeedBatch(CancellationToken.None),
        Comparing => Compare(services),
        _ => Sweep(services, number),
    };

    // As the reminder of the shop's only reconciler has it done.
    private async Task<bool> Compare(IServiceProvider services)
    {
        var reconciler = services.GetRequiredService<IGrainFactory>()
            .GetGrain<IReconcilerGrain>(IReconcilerGrain.Only);
        town.Compared(await reconciler.Run(null));
        return true;
    }

    private static async Task<bool> Sweep(IServiceProvider services, int shard)
    {
        var grains = services.GetRequiredService<IGrainFactory>();
        await services.GetRequiredService<Sweep>().Run(
            shard, entry => grains.GetGrain<IDueGrain>(GrainId.Create(entry.Entity, entry.Id)).Look());
        return true;
    }

    private sealed class Chore
    {
        public bool IsRunning { get; set; }

        public long NotBefore { get; set; }
    }
}
