using Commerce.Grains.Kernel;
using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>What follows from a decision, whichever it is: pure. Once nothing is left to be shipped or charged,
/// promises are set free, and money that no shipment wanted goes back.</summary>
internal static class Aftermath
{
    /// <summary>The decision, and what follows from it.</summary>
    public static Decision<OrderEvent> Of(OrderState state, Decision<OrderEvent> decision, DateTimeOffset now)
    {
        if (state is not Placed || decision is not Decision<OrderEvent>.Accepted accepted) return decision;
        var after = (Placed)accepted.Events.Aggregate(state, OrderMachine.Evolve);
        if (PaymentFacts.IsNeeded(after)) return decision;
        ImmutableArray<OrderEvent> follows = [.. PaymentFacts.NotNeeded(after, now), .. AheadRules.Return(after, now)];
        return follows.IsEmpty ? decision : accepted with { Events = [.. accepted.Events, .. follows] };
    }
}
