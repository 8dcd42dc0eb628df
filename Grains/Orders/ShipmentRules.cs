using Commerce.Grains.Kernel;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>How shipments are put together and charged (FUL, C1–C8): pure.</summary>
internal static class ShipmentRules
{
    // A decision is asked for at once by whoever recorded it; a clock asks when nobody heard of it.
    private static readonly TimeSpan FirstAsk = TimeSpan.FromMinutes(1);

    /// <summary>Records a shipment of all unshipped units or, where orders may go in parts, of some (FUL-04, FUL-05,
    /// C6).</summary>
    public static Decision<OrderEvent> Ship(Placed order, Ship ship, ShopSettings settings, DateTimeOffset now)
    {
        // A repeat is answered first (FUL-06).
        if (order.Shipments.Any(shipment => shipment.Id == ship.ShipmentId)) return Already.Done;
        if (order.Void is not null) return NotAllowed.When(order.Void, ship);
        if (ItemRules.FaultOf(order, ship, now) is { } fault) return fault;
        if (!order.Items.Any(item => item.IsFree)) return new NothingToShip();
        if (ItemRules.Choose(order, ship.Items, out var chosen) is { } refusal) return refusal;

        var isLast = chosen.Sum(part => part.Quantity) == Free(order);
        if (!isLast && !settings.ShipInParts) return new OrderShipsWhole();
        var cost = OrderMoney.CostOf(order, chosen);
        var recorded = new ShipmentRecorded(
            ship.ShipmentId, chosen, ship.Carrier, ship.Tracking, ship.ShippedAt ?? now, MoneyOf(order, cost.Charged),
            cost.Certificates, cost.CarriesBase, now, ship.ExpectedAt)
        {
            Address = ship.Address?.Settled(),
        };
        var owed = OwedFreely(order).ToList();
        var amount = cost.Charged + owed.Sum(shipment => shipment.Owed);
        ImmutableArray<string> covers = [.. owed.Select(shipment => shipment.Id), ship.ShipmentId];
        var wish = new ChargeWish(ship.ShipmentId, covers, amount, ship.Transaction)
        {
            IsLast = isLast,
        };
        return ChargePlan.Of(order, wish, now) switch
        {
            // C1; what is owed by others waits for its own time.
            _ when cost.Charged == 0 => (ImmutableArray<OrderEvent>)
                [recorded, new ItemsShipped(ship.ShipmentId, chosen, recorded.Cost, now)],
            ChargePlan.Covered(var from) => (ImmutableArray<OrderEvent>)
                [recorded, .. AheadRules.Cover((Placed)OrderMachine.Evolve(order, recorded), from, wish, now)],
            ChargePlan.NoMethod => new Decision<OrderEvent>.Accepted(
                [recorded, new ShipmentUnpaid(ship.ShipmentId, recorded.Cost, "no_method", now)],
                new ShipmentPaymentFailed(ship.ShipmentId, "no_method")),
            var plan => (ImmutableArray<OrderEvent>)
                [recorded, Asked(plan, wish, now)],
        };
    }

    /// <summary>FUL-03: what needs no parcel leaves as soon as it is paid for. Its money is taken at once if nothing
    /// else is to follow, else with the first parcel (C5).</summary>
    public static ImmutableArray<OrderEvent> ShipSoft(Placed order, DateTimeOffset now)
    {
        ImmutableArray<ShippedItem> soft = [.. order.Items.Where(item => item.Bought.SoftGood).Select(ItemRules.Whole)];
        if (soft.IsEmpty) return [];
        var isAll = soft.Length == order.Items.Length;
        var id = $"shipment-{order.PaidBy!.Value.Order.Value[OrderId.Prefix.Length..]}-soft";
        var cost = OrderMoney.CostOf(order, soft);
        if (!isAll) cost = WithoutBase(order, cost);

        var recorded = new ShipmentRecorded(
            id, soft, Carriers.None, null, now, MoneyOf(order, cost.Charged), cost.Certificates, cost.CarriesBase, now,
            ExpectedAt: now, Soft: true);
        var shipped = new ItemsShipped(id, soft, recorded.Cost, now, Owed: cost.Charged, Soft: true);
        var wish = new ChargeWish(id, [id], cost.Charged, 0);
        return ChargePlan.Of(order, wish, now) switch
        {
            ChargePlan.Nothing or ChargePlan.NoMethod => [recorded, shipped],
            ChargePlan.Covered(var from) =>
            [
                recorded, shipped,
                .. AheadRules.Cover(
                    (Placed)OrderMachine.Evolve(OrderMachine.Evolve(order, recorded), shipped), from, wish, now),
            ],
            var plan => isAll ? [recorded, shipped, Asked(plan, wish, now)] : [recorded, shipped],
        };
    }

    /// <summary>Staff let a shipment leave unpaid (C8): booked as uncollected.</summary>
    public static Decision<OrderEvent> Release(Placed order, ReleaseShipment release, DateTimeOffset now)
    {
        if (ItemRules.ReasonFault(release.Reason) is { } fault) return fault;
        if (order.Shipments.FirstOrDefault(one => one.Id == release.ShipmentId) is not { } shipment)
            return new NotFound("shipment");
        if (shipment.HasLeft) return Already.Done;
        if (shipment.Status == ShipmentStatus.Aborted) return NotAllowed.When(shipment, release);
        var cost = new ShipmentCost(
            shipment.Cost.Amount + shipment.Certificates, shipment.Certificates, shipment.CarriesBase);
        if (shipment.Status == ShipmentStatus.PaymentFailed)
        {
            foreach (var part in shipment.Items)
            {
                if (order.Items.FirstOrDefault(item => item.Id == part.ItemId) is not { IsFree: true } item
                    || item.Bought.Quantity < part.Quantity)
                    return new ItemUnknown(part.ItemId);
            }

            cost = OrderMoney.CostOf(order, shipment.Items);
        }

        var charged = MoneyOf(order, cost.Charged);
        return (ImmutableArray<OrderEvent>)
        [
            new ShipmentReleased(
                shipment.Id, charged, cost.Certificates, cost.CarriesBase, release.Reason, now),
            new ItemsShipped(shipment.Id, shipment.Items, charged, now, Uncollected: charged.Amount),
        ];
    }

    /// <summary>Staff give a shipment up whose money was refused; one in doubt must be settled first.</summary>
    public static Decision<OrderEvent> Abort(Placed order, AbortShipment abort, DateTimeOffset now)
    {
        if (ItemRules.ReasonFault(abort.Reason) is { } fault) return fault;
        return order.Shipments.FirstOrDefault(one => one.Id == abort.ShipmentId) switch
        {
            null => new NotFound("shipment"),
            { Status: ShipmentStatus.Aborted } => Already.Done,
            { Status: ShipmentStatus.PaymentFailed } => new ShipmentAborted(abort.ShipmentId, abort.Reason, now),
            { Status: ShipmentStatus.AwaitingPayment } => new ShipmentUnsettled(abort.ShipmentId),
            var shipment => NotAllowed.When(shipment, abort),
        };
    }

    /// <summary>The event by which the gateway is about to be asked.</summary>
    public static ChargeAsked Asked(ChargePlan plan, ChargeWish wish, DateTimeOffset now) => plan switch
    {
        ChargePlan.Capture(var payment, var request) => new(
            new(wish.ShipmentId, wish.Covers, payment.Attempt, wish.Amount, now, now + FirstAsk) { Capture = request },
            null, 0, now),
        ChargePlan.Anew(var attempt, var request) => new(
            new(wish.ShipmentId, wish.Covers, attempt, wish.Amount, now, now + FirstAsk),
            request, wish.Transaction, now),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What left uncharged: what is being charged is not charged once more, whoever asks.</summary>
    public static IEnumerable<Shipment> OwedFreely(Placed order) => order.Shipments.Where(shipment =>
        shipment.Owed > 0 && !order.Charges.Any(charge =>
            charge.Status == ChargeStatus.UnderWay && charge.Covers.Contains(shipment.Id)));

    private static ShipmentCost WithoutBase(Placed order, ShipmentCost cost)
    {
        if (!cost.CarriesBase) return cost;
        var gross = cost.Gross - OrderMoney.Base(order.Core.Quote);
        return new(gross, Math.Min(cost.Certificates, gross), CarriesBase: false);
    }

    /// <summary>How many units can still be shipped.</summary>
    public static int Free(Placed order) =>
        order.Items.Where(item => item.IsFree).Sum(item => item.Bought.Quantity);

    public static Money MoneyOf(Placed order, long amount) => new(amount, order.Core.Quote.Totals.Due.Currency);
}

/// <summary>A charge that is wanted.</summary>
/// <param name="ShipmentId">The shipment that it is recorded with.</param>
/// <param name="Covers">Every shipment it pays.</param>
/// <param name="Amount">How much, in minor units.</param>
/// <param name="Transaction">The number of a transaction, should one be needed.</param>
internal sealed record ChargeWish(string ShipmentId, ImmutableArray<string> Covers, long Amount, long Transaction)
{
    /// <summary>Whether nothing is left to be shipped after it (C4).</summary>
    public bool IsLast { get; init; } = true;

    /// <summary>Promises that were asked for it before, and did not give it.</summary>
    public ImmutableArray<AttemptId> Refused { get; init; } = [];
}
