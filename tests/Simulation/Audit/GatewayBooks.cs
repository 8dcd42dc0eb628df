using Commerce.Grains.Kernel;
using Commerce.Silo.Gateways.Simulated;
using Commerce.Silo.Storage.Audit;
using Commerce.Simulation.World;

namespace Commerce.Simulation.Audit;

/// <summary>The shop's books beside the gateway's.</summary>
internal sealed class GatewayBooks(Town town)
{
    // Nobody claims to hear at once of a request that a machine slept on for a day, and that arrived then. It is heard
    // of by a webhook, or when the books are compared, and looked at when everything is.
    private static readonly TimeSpan Slept = new ShopSettings().GatewayKeyTime;

    /// <summary>What is wrong with the gateway's money for an order.</summary>
    /// <param name="order">The order.</param>
    /// <param name="isOnItsWay">Whether it still has to tell the gateway something.</param>
    public IEnumerable<Violation> Of(OrderFacts order, bool isOnItsWay)
    {
        List<SimulatedPayment> there = [];
        foreach (var payment in order.Payments) town.Gateway.Ledger.AddTo(there, payment.Attempt.Value);
        there.RemoveAll(made => ShopClock.FromMilliseconds(made.CreatedAt)
            > order.Payments.First(one => one.Attempt.Value == made.Attempt).FirstSentAt + Slept);
        return Invariants.GatewayOf(AsOfNow(order, there), there, isOnItsWay);
    }

    /// <summary>An order as it will be when it has heard what happened at the gateway by itself.</summary>
    public OrderFacts AsOfNow(OrderFacts order) =>
        AsOfNow(order, [.. order.Payments.SelectMany(payment => town.Gateway.Ledger.Of(payment.Attempt.Value))]);

    // A promise whose time is over has ended at the gateway, and a refund that had succeeded may fail there: the order
    // hears of it later, of the last by a webhook or when the books are compared.
    private OrderFacts AsOfNow(OrderFacts order, List<SimulatedPayment> there)
    {
        var moving = order.Moving;
        foreach (var payment in order.Payments)
        {
            if ((payment.IsOpen && payment.CaptureBefore <= town.Clock.Now) || there.Exists(one =>
                one.RefundManner == RefundManner.Fails && one.Attempt == payment.Attempt.Value))
                moving = moving.Add(payment.Attempt);
        }

        return ReferenceEquals(moving, order.Moving) ? order : order with { Moving = moving };
    }
}
