using Commerce.Grains.Kernel;
using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>When time matters to a placed order, and what is to be asked then: pure.</summary>
internal static class OrderTimes
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>The next time that something of it is due; null: nothing is.</summary>
    public static DateTimeOffset? Next(Placed order, ShopSettings settings) => Times(order, settings).Min();

    /// <summary>What is to be asked now.</summary>
    public static ImmutableArray<OrderErrand> Questions(
        OrderId id, Placed order, ShopSettings settings, DateTimeOffset now) =>
    [
        .. order.Charges.Where(charge => charge.Status == ChargeStatus.UnderWay && charge.AskAt <= now)
            .Select(charge => new OrderErrand.AskCharge(id, charge.ShipmentId)),
        .. order.Refunds.SelectMany(refund => refund.Parts.Where(part => part.AskAt <= now)
            .Select(part => new OrderErrand.AskRefund(id, refund.Id, part.Reference))),
        .. order.Core.Payments.Where(payment => PaymentFacts.AskAt(order, payment) <= now)
            .Select(payment => new OrderErrand.AskPayment(payment.Attempt)),
        .. order.Core.Payments.Where(payment => MethodRules.ForgetAt(order, payment, settings) <= now)
            .Select(payment => new OrderErrand.ForgetMethod(payment.Attempt)),
        .. LinkRules.AskAt(order) <= now
            ? [new OrderErrand.AskGateway(order.Link!.UnderWay!.Value)]
            : Array.Empty<OrderErrand>(),
        .. OwedAt(order) <= now ? [new OrderErrand.CollectOwed(id)] : Array.Empty<OrderErrand>(),
    ];

    /// <summary>When what is owed is charged by itself (C5): when nothing more is to leave, at the latest a day before
    /// the promise ends; null: not now.</summary>
    public static DateTimeOffset? OwedAt(Placed order)
    {
        if (order.Shipments.FirstOrDefault(shipment => shipment.Owed > 0) is not { } first) return null;
        if (order.Charges.Any(charge => charge.Status == ChargeStatus.UnderWay)) return null;
        if (first.Asked is { } asked && !OwedRules.IsAnswered(order, asked) && !OwedRules.IsThere(order))
            return OwedRules.WaitsUntil(order, asked);
        if (order.Charges.LastOrDefault(charge => charge.ShipmentId == first.Id)?.AnewAt is { } anew) return anew;
        if (!order.Items.Any(item => item.State == ItemState.ToBeShipped)) return order.Core.ChangedAt;
        return order.Core.Payments.FirstOrDefault(payment => payment.IsOpen) is { CaptureBefore: { } end }
            ? end - Day
            : order.Core.ChangedAt;
    }

    private static IEnumerable<DateTimeOffset?> Times(Placed order, ShopSettings settings) =>
    [
        .. order.Charges.Where(charge => charge.Status == ChargeStatus.UnderWay)
            .Select(charge => (DateTimeOffset?)charge.AskAt),
        .. order.Refunds.SelectMany(refund => refund.Parts).Select(part => part.AskAt),
        .. order.Core.Payments.Select(payment => PaymentFacts.AskAt(order, payment)),
        .. order.Core.Payments.Select(payment => MethodRules.ForgetAt(order, payment, settings)),
        LinkRules.AskAt(order),
        OwedAt(order),
    ];
}
