using Commerce.Grains.Orders;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Commerce.Simulation.Store;

/// <summary>Knows who uses a payment method, as the read tables do.</summary>
[StatelessWorker, Reentrant, GrainType("method-list")]
internal sealed class MethodUsersGrain(MemoryStore store) : Grain, IMethodListGrain
{
    public Task<bool> IsNeededElsewhere(string method, OrderId order) => IsNeeded(method, order.Value);

    public Task<bool> IsNeeded(string method) => IsNeeded(method, "");

    private Task<bool> IsNeeded(string method, string order) => Task.FromResult(store.All("order").Any(one =>
        one.Id != order && one.State is OrderState state
        && (OrderStatus.Of(state) is not ("fulfilled" or "returned" or "void" or "expired")
            || (state is OrderState.Placed placed && placed.Shipments.Any(shipment => shipment.Owed > 0)))
        && OrderMachine.CoreOf(state)?.Payments.Any(payment => payment.Method == method) == true));
}
