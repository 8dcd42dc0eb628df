using Commerce.Grains.Kernel;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>How what left before it was charged is charged by itself (C5): off the promise, else without the customer
/// (C3), else by the link that the customer is sent (C7); then it is given up, and a person hears: pure.</summary>
internal static class OwedRules
{
    /// <summary>Goes one step on, when it is time.</summary>
    public static Decision<OrderEvent> Collect(Placed order, CollectOwed collect, DateTimeOffset now)
    {
        if (OrderTimes.OwedAt(order) is not { } at || at > now) return Already.Done;
        var owed = ShipmentRules.OwedFreely(order).ToList();
        if (owed.Count == 0) return Already.Done;
        var first = owed[0];
        var tried = order.Charges.Where(charge => charge.ShipmentId == first.Id).ToList();
        var wish = new ChargeWish(
            first.Id, [.. owed.Select(shipment => shipment.Id)], owed.Sum(shipment => shipment.Owed),
            collect.Transaction)
        {
            IsLast = ShipmentRules.Free(order) == 0,
            Refused =
            [
                .. tried.Where(charge => charge is { Capture: not null, AnewAt: null })
                    .Select(charge => charge.Attempt),
            ],
        };
        var plan = ChargePlan.Of(order, wish, now);
        if (plan is ChargePlan.Covered(var from)) return AheadRules.Cover(order, from, wish, now);
        if (IsNew(order, plan, tried, first.Asked?.Last ?? 0)) return ShipmentRules.Asked(plan, wish, now);
        return first.Asked is null
            ? new OwedUnpaid(
                wish.Covers, ShipmentRules.MoneyOf(order, wish.Amount),
                tried.Count == 0 ? "no_method" : "not_collected",
                order.Core.Payments.Max(payment => payment.Attempt.Number), now)
            : GivenUp(order, owed, now);
    }

    /// <summary>Whether the customer paid since they were asked.</summary>
    public static bool IsAnswered(Placed order, AskedFor asked) => order.Core.Payments.Any(payment =>
        payment.Attempt.Number > asked.Last && payment.Request is { OffSession: false }
        && payment.Status is PaymentStatus.Authorized or PaymentStatus.Lapsed);

    /// <summary>Whether what is owed is with the shop already, by a way that nobody was asked for.</summary>
    public static bool IsThere(Placed order) =>
        AheadRules.PayerOf(order, ShipmentRules.OwedFreely(order).Sum(shipment => shipment.Owed)) is not null;

    /// <summary>Until when the customer may pay; null: they are paying now.</summary>
    public static DateTimeOffset? WaitsUntil(Placed order, AskedFor asked)
    {
        if (order.Link?.UnderWay is not null) return null;
        var until = asked.At + LinkRules.Lifetime;
        return order.Link is { Used: false } link && link.Until > until ? link.Until : until;
    }

    /// <summary>What is not to be charged any more of what left uncharged, since it came back (REF-01): nothing was
    /// taken for it that could be given back.</summary>
    public static IEnumerable<OwedPart> Less(Placed order, ImmutableArray<ItemBack> items, long shipping) =>
        from shipment in order.Shipments
        where shipment.Owed > 0
        let back = items.Where(back => order.Items.First(item => item.Id == back.ItemId).ShipmentId == shipment.Id)
            .Sum(back => back.Back.Total) + (shipment.CarriesBase ? shipping : 0)
        where back > 0
        select new OwedPart(shipment.Id, Math.Min(back, shipment.Owed));

    public static Placed Evolve(Placed order, OrderEvent happened) => happened switch
    {
        OwedUnpaid e => order with
        {
            Core = order.Core with { ChangedAt = e.At },
            Shipments =
            [
                .. order.Shipments.Select(shipment => e.Shipments.Contains(shipment.Id)
                    ? shipment with { Asked = new(e.At, e.Last) }
                    : shipment),
            ],
        },
        OwedGivenUp e => order with
        {
            Core = order.Core with { ChangedAt = e.At },
            Shipments = ItemRules.Changed(
                order, e.ShipmentId, shipment => shipment with { Owed = 0, Uncollected = e.Amount }),
        },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    // Each promise is asked once, and a method once without the customer. After the customer was asked, only what they
    // gave since is tried.
    private static bool IsNew(Placed order, ChargePlan plan, List<Charge> tried, int last) => plan switch
    {
        ChargePlan.Capture(var from, _) => from.Attempt.Number > last,
        ChargePlan.Anew => ChargePlan.MethodOf(order)!.Attempt.Number > last
            && !tried.Exists(charge => charge.Capture is null && charge.Attempt.Number > last),
        _ => false,
    };

    private static Decision<OrderEvent> GivenUp(Placed order, List<Shipment> owed, DateTimeOffset now) =>
        (ImmutableArray<OrderEvent>)
        [
            .. owed.Select(shipment => new OwedGivenUp(
                shipment.Id, ShipmentRules.MoneyOf(order, shipment.Owed), "not_collected", now)),
        ];
}
