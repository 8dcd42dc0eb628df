using Commerce.Grains.Orders;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Commerce.Simulation.Store;

/// <summary>Knows who uses a payment method, as the read tables do.</summary>
[StatelessWorker, Reentrant, GrainType("method-list")]
internal sealed class MethodUsersGrain(Tables tables) : Grain, IMethodListGrain
{
    public Task<bool> IsNeededElsewhere(string method, OrderId order) => IsNeeded(method, order.Value);

    public Task<bool> IsNeeded(string method) => IsNeeded(method, "");

    private Task<bool> IsNeeded(string method, string order) => Task.FromResult(
        tables.Books.UsersOf(method).Any(one => one.Id != order && IsOpen(one.State) && Pays(one.State, method)));

    private static bool IsOpen(OrderState state) =>
        OrderStatus.Of(state) is not ("fulfilled" or "returned" or "void" or "expired")
        || (state is OrderState.Placed placed && placed.Shipments.Any(shipment => shipment.Owed > 0));

    private static bool Pays(OrderState state, string method) =>
        OrderMachine.CoreOf(state)?.Payments.Any(payment => payment.Method == method) == true;
}
