using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Commerce.Silo.Reconciling;

/// <summary>The only one of the shop, so that nothing is compared twice at once; its reminder brings it back after a
/// crash.</summary>
[GrainType("reconciler")]
internal sealed class ReconcilerGrain(Reconciliation reconciliation) : Grain, IReconcilerGrain
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    public Task Wake() => this.RegisterOrUpdateReminder("hourly", First, Period);

    public Task<Outcome<Reconciled>> Run(string? paymentId) =>
        paymentId is null ? reconciliation.Run() : reconciliation.Run(paymentId);

    public Task ReceiveReminder(string reminderName, TickStatus status) => reconciliation.Run();
}

/// <summary>Has the books compared from the silo's start on.</summary>
internal sealed class ReconcilerStart(IGrainFactory grains, TimeProvider clock, ILogger<ReconcilerStart> log)
    : GrainWaker(clock, log)
{
    protected override Task Wake() => grains.GetGrain<IReconcilerGrain>(IReconcilerGrain.Only).Wake();
}
