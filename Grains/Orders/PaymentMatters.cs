using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>What of an order a word from the gateway is about: pure.</summary>
internal static class PaymentMatters
{
    /// <summary>The payment that a reference or the gateway's id names; null: the order has none such. A refund's
    /// reference names the order and itself: its payment is known by the refund, or by the gateway's id.</summary>
    public static PaymentMatter? Of(OrderState state, string reference, string? paymentId)
    {
        if (OrderMachine.CoreOf(state) is not { } core) return null;
        var placed = state as Placed;
        var part = placed?.Refunds.SelectMany(refund => refund.Parts).FirstOrDefault(one => one.Reference == reference);
        var payment = core.Payments.FirstOrDefault(one => one.Attempt.Value == reference)
            ?? core.Payments.FirstOrDefault(one => one.Attempt == part?.Attempt)
            ?? core.Payments.FirstOrDefault(one => paymentId is not null && one.GatewayId == paymentId);
        if (payment?.Request is null) return null;
        return new(
            payment.Attempt,
            payment.GatewayId,
            placed is null ? null : ChargeOf(placed, payment.Attempt)?.ShipmentId,
            state is Placed && payment.Status is PaymentStatus.Authorized or PaymentStatus.Lapsed,
            [
                .. from refund in placed?.Refunds ?? []
                   from one in refund.Parts
                   where one.Attempt == payment.Attempt && one.Status != RefundStatus.Failed
                   select new RefundName(refund.Id, one.Reference),
            ]);
    }

    /// <summary>What is being charged to a payment now; null: nothing.</summary>
    public static Charge? ChargeOf(Placed order, AttemptId attempt) => order.Charges.FirstOrDefault(
        charge => charge.Status == ChargeStatus.UnderWay && charge.Attempt == attempt);

    /// <summary>Whether the gateway may know more of a payment already.</summary>
    public static bool IsMoving(Placed order, AttemptId attempt) => ChargeOf(order, attempt) is not null
        || order.Refunds.Any(refund => refund.Parts.Any(
            part => part.Attempt == attempt && part.Status == RefundStatus.UnderWay));
}

/// <summary>A payment that a word from the gateway is about.</summary>
/// <param name="Attempt">Which payment.</param>
/// <param name="PaymentId">The gateway's id, once known.</param>
/// <param name="ChargedNow">The shipment whose money is being asked for; null: none is.</param>
/// <param name="IsMade">Whether the order counts on it: it is neither in doubt nor over.</param>
/// <param name="Refunds">What was given back of it, and did not fail.</param>
[GenerateSerializer, Immutable, Alias("payment-matter")]
public sealed record PaymentMatter(
    AttemptId Attempt, string? PaymentId, string? ChargedNow, bool IsMade, ImmutableArray<RefundName> Refunds);

/// <summary>Names a refund transaction.</summary>
/// <param name="RefundId">The refund.</param>
/// <param name="Reference">Which of its transactions.</param>
[GenerateSerializer, Immutable, Alias("refund-name")]
public sealed record RefundName(string RefundId, string Reference);
