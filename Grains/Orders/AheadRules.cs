using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>Money that a gateway took with the promise itself, before anything left (200 <c>succeeded</c> is an
/// authorisation too): shipments are paid of it without a call, and what no shipment wants goes back: pure.</summary>
internal static class AheadRules
{
    /// <summary>What was taken with a payment's promise and is neither some shipment's nor on its way back.</summary>
    public static long Of(Placed order, Payment payment)
    {
        if (payment is not { Status: PaymentStatus.Authorized, Ahead: > 0 }) return 0;
        var used = order.Charges.Where(charge => charge.Ahead && charge.Attempt == payment.Attempt)
            .Sum(charge => charge.Amount);
        var back = order.Refunds.Where(refund => refund.AheadOf == payment.Attempt)
            .Sum(refund => refund.Parts[0].Amount.Amount);
        return payment.Ahead - used - back;
    }

    /// <summary>The payment that so much can be paid of without a call; null: none.</summary>
    public static Payment? PayerOf(Placed order, long amount) =>
        order.Core.Payments.FirstOrDefault(payment => amount <= Of(order, payment));

    /// <summary>Shipments are paid of what is there, and leave in the same write.</summary>
    public static ImmutableArray<OrderEvent> Cover(Placed order, Payment from, ChargeWish wish, DateTimeOffset now) =>
    [
        new ShipmentCovered(wish.ShipmentId, wish.Covers, from.Attempt, wish.Amount, now),
        .. order.Shipments
            .Where(one => wish.Covers.Contains(one.Id) && one.Status == ShipmentStatus.AwaitingPayment)
            .Select(one => new ItemsShipped(one.Id, one.Items, one.Cost, now)),
    ];

    /// <summary>What no shipment wanted goes back: by a refund of its own for each payment; its number is drawn once it
    /// is decided.</summary>
    public static IEnumerable<OrderEvent> Return(Placed order, DateTimeOffset now)
    {
        foreach (var payment in order.Core.Payments)
        {
            // What the customer's bank took back in a dispute they have already; what failed, of this or for goods, is
            // for staff to repeat.
            var before = order.Refunds.Where(refund => refund.AheadOf == payment.Attempt).ToList();
            var failed = order.Refunds.SelectMany(refund => refund.Parts)
                .Where(part => part is { Status: RefundStatus.Failed, RepeatedBy: null }
                    && part.Attempt == payment.Attempt)
                .Sum(part => part.Amount.Amount);
            var amount = Math.Min(Of(order, payment), RefundPlan.RestOf(order, payment) - failed);
            if (amount <= 0) continue;
            var owner = payment.Attempt.Order.Value;
            var again = before.Count == 0 ? "" : $"-{before.Count + 1}";
            var id = $"refund-{owner[OrderId.Prefix.Length..]}-ahead-{payment.Attempt.Number}{again}";
            yield return new AheadReturned(
                id,
                payment.Attempt,
                new(0, payment.Attempt, payment.GatewayId!, $"{owner}/{id}/1", ShipmentRules.MoneyOf(order, amount),
                    now, now),
                now);
        }
    }

    public static Placed Covered(Placed order, ShipmentCovered happened) => order with
    {
        Core = order.Core with { ChangedAt = happened.At },
        Charges = order.Charges.Add(new(
            happened.ShipmentId, happened.Covers, happened.Attempt, happened.Amount, happened.At, happened.At)
        {
            Status = ChargeStatus.Done,
            Ahead = true,
        }),
        Shipments =
        [
            .. order.Shipments.Select(shipment => happened.Covers.Contains(shipment.Id)
                ? shipment with { PaidBy = happened.Attempt, Owed = 0 }
                : shipment),
        ],
    };

    public static Placed Returned(Placed order, AheadReturned happened) => order with
    {
        Core = order.Core with { ChangedAt = happened.At },
        Refunds = order.Refunds.Add(new(
            happened.RefundId, happened.At, "Taken with the order, and not needed any more.", [], 0, 0, 0, 0,
            [happened.Part])
        {
            AheadOf = happened.Attempt,
        }),
    };
}
