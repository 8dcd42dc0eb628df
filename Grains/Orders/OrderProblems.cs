using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using static Commerce.Grains.Orders.OrderEvent;

namespace Commerce.Grains.Orders;

/// <summary>What a person must hear of what happened to an order (PRB-04): one problem a matter (PRB-06).</summary>
internal static class OrderProblems
{
    public static ImmutableArray<Problem> Of(
        OrderId order, ShopSettings settings, OrderState state, OrderEvent happened) => happened switch
        {
            StrayMoneyFound found => [PaymentRules.ProblemOf(found)],
            PaymentRefused { OurFault: true } e when e.Reason != PaymentRules.Absent =>
                [Rejected(e.Attempt, e.Reason)],
            OfferRefused { OurFault: true } e when e.Reason != PaymentRules.Absent => [Rejected(e.Attempt, e.Reason)],
            MoneyFound e =>
            [
                new(
                $"payment/{e.GatewayId}/found",
                $"The gateway took {e.Amount} of {e.Attempt} that the shop had not asked for: what leaves next is paid "
                    + "of it, and what nothing is left for goes back.",
                order.Value),
                .. OfPayment(order, settings, OrderMachine.CoreOf(state)!.PaymentOf(e.Attempt)!, e.At),
        ],
            PromiseLost lost => [ItemRules.ProblemOf(lost)],
            CertificateLost e =>
            [
                new(
                $"{e.Certificate}/unknown-to/{order}",
                $"{order} used money of {e.Certificate}, which knows nothing of it ('{e.Answer}'): compare the two, "
                    + "and settle the difference with the customer.",
                order.Value),
        ],
            ShipmentUnpaid e =>
            [
                new(
                $"shipment/{e.ShipmentId}/unpaid",
                $"{e.Cost} for {e.ShipmentId} could not be charged ({e.Reason}): its items are free again. Ask the "
                    + "customer for another way to pay, or release the shipment.",
                order.Value),
        ],
            OwedUnpaid e =>
            [
                new(
                $"shipment/{e.Shipments[0]}/owed",
                $"{e.Amount} for {e.Shipments[0]}, which left without a parcel, could not be charged ({e.Reason}): the "
                    + "customer is asked for another way to pay.",
                order.Value),
        ],
            OwedGivenUp e =>
            [
                new(
                $"shipment/{e.ShipmentId}/owed",
                $"{e.Amount} for {e.ShipmentId}, which left without a parcel, could not be charged ({e.Reason}).",
                order.Value),
        ],
            RefundFailed e =>
            [
                new(
                $"refund/{e.Reference}/failed",
                $"{e.Amount} of {e.RefundId} did not reach the customer ({e.Reason}): make {e.Reference} again.",
                order.Value),
        ],
            RefundRefused e =>
            [
                new(
                $"refund/{e.RefundId}/too-large",
                $"{e.Amount} were to be given back, which is more than was paid and is left: nothing was done.",
                order.Value),
        ],
            ChargeSilent e =>
            [
                new(
                $"shipment/{e.ShipmentId}/silent",
                $"The gateway does not say what became of {e.Amount} for {e.ShipmentId} ({e.Why}): it is asked on.",
                order.Value),
        ],
            PaymentSilent e =>
            [
                new(
                $"payment/{e.Attempt}/silent",
                $"The gateway does not say what became of {e.Amount} for {e.Attempt} ({e.Why}): it is asked on.",
                order.Value),
        ],
            MoneyStays e =>
            [
                new(
                $"payment/{e.Attempt}/stays",
                $"The gateway does not let the money of {e.Attempt} go ({e.Why}): it is told on. Cancel or refund "
                    + $"{OrderMachine.CoreOf(state)!.PaymentOf(e.Attempt)!.GatewayId} there.",
                order.Value),
        ],
            ReturnGivenUp e =>
            [
                new(
                $"payment/{e.Attempt}/not-given-back",
                MoneyReturns.TextOf(e.Attempt.Value, e.Last),
                order.Value),
        ],
            RefundSilent e =>
            [
                new(
                $"refund/{e.Reference}/silent",
                $"The gateway does not say what became of the refund {e.Reference} over {e.Amount} ({e.Why}): it is "
                    + "asked on.",
                order.Value),
        ],
            RefundMade { Settled: false } e => [.. OfRefund(order, settings, state, e)],
            PaymentSeen e => [.. OfPayment(order, settings, OrderMachine.CoreOf(state)!.PaymentOf(e.Attempt)!, e.At)],
            ShipmentCharged e =>
                [.. OfPayment(order, settings, OrderMachine.CoreOf(state)!.PaymentOf(e.Attempt)!, e.At)],
            _ => [],
        };

    private static Problem Rejected(AttemptId attempt, string reason) => new(
        $"payment/{attempt}/rejected",
        $"The gateway rejected what the shop asked for {attempt} ({reason}). No money moved; mend what is wrong with "
            + "the request or the gateway's account.",
        attempt.Order.Value);

    private static IEnumerable<Problem> OfRefund(
        OrderId order, ShopSettings settings, OrderState state, RefundMade made)
    {
        var part = ((OrderState.Placed)state).Refunds.SelectMany(refund => refund.Parts)
            .First(one => one.Reference == made.Reference);
        if (made.At < part.MadeAt + settings.SettlementTime) yield break;
        yield return new(
            $"refund/{made.Reference}/unsettled",
            $"{made.Amount} of {made.RefundId} have not reached the customer yet: ask the gateway.",
            order.Value);
    }

    private static IEnumerable<Problem> OfPayment(
        OrderId order, ShopSettings settings, Payment payment, DateTimeOffset at) => payment.Trail
            .Problems(payment.GatewayId, payment.Attempt.Value, settings.SettlementTime, at)
            .Select(told => new Problem(told.Key, told.Text, order.Value));
}
