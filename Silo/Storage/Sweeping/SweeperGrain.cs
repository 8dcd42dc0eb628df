using System.Globalization;
using Commerce.Grains.Kernel;
using Orleans.Runtime;

namespace Commerce.Silo.Storage.Sweeping;

/// <summary>One sweeper: its reminder brings it back after a crash, its timer makes it sweep.</summary>
[GrainType("sweeper")]
internal sealed class SweeperGrain(Sweep sweep, PruneJob prune, StoreSettings settings, TimeProvider clock)
    : Grain, ISweeperGrain
{
    private const string Prefix = "sweeper-";

    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);

    private DateTimeOffset pruneAt;

    private int Shard => int.Parse(this.GetPrimaryKeyString().AsSpan(Prefix.Length), CultureInfo.InvariantCulture);

    public static string KeyOf(int shard) => Prefix + shard.ToString(CultureInfo.InvariantCulture);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        pruneAt = clock.GetUtcNow() + settings.PrunePeriod;
        await this.RegisterOrUpdateReminder("awake", ReminderPeriod, ReminderPeriod, cancellationToken);
        // Interleaved, so that a slow sweep keeps nobody waiting who only wants it awake.
        var options = new GrainTimerCreationOptions(TimeSpan.Zero, settings.SweepPeriod)
        {
            KeepAlive = true,
            Interleave = true,
        };
        this.RegisterGrainTimer(Tick, options);
    }

    public Task Wake() => Task.CompletedTask;

    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    private async Task Tick()
    {
        await sweep.Run(
            Shard, entry => GrainFactory.GetGrain<IDueGrain>(GrainId.Create(entry.Entity, entry.Id)).Look());
        if (Shard != 0 || clock.GetUtcNow() < pruneAt) return;
        var more = await prune.Run();
        pruneAt = clock.GetUtcNow() + (more ? TimeSpan.Zero : settings.PrunePeriod);
    }
}
