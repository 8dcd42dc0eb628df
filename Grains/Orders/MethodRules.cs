using Commerce.Grains.Kernel;
using Commerce.Grains.Stock;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>When a payment method is forgotten at the gateway (PAY-17, SCH-12): pure.</summary>
internal static class MethodRules
{
    /// <summary>When the method of a payment is to be forgotten, unless another order needs it: as soon as this one
    /// cannot; null: it is kept, or there is none.</summary>
    public static DateTimeOffset? ForgetAt(Placed order, Payment payment, ShopSettings settings) =>
        settings.SaveCards || payment is not { Method: not null, Customer: not null } || CanNeed(order)
            ? null
            : order.Core.ChangedAt;

    /// <summary>The method that is to be forgotten now; null: none.</summary>
    public static MethodToForget? MethodOf(
        OrderState state, AttemptId attempt, ShopSettings settings, DateTimeOffset now) =>
        state is Placed order && order.Core.PaymentOf(attempt) is { } payment
            && ForgetAt(order, payment, settings) <= now
            ? new(payment.Method!, payment.FirstSentAt)
            : null;

    public static Decision<OrderEvent> Forget(Placed order, ForgetMethod forget, DateTimeOffset now) =>
        order.Core.PaymentOf(forget.Attempt) switch
        {
            null => new AttemptDead(forget.Attempt),
            { Method: null } => Already.Done,
            _ when CanNeed(order) => Already.Done,
            _ => new MethodForgotten(forget.Attempt, now),
        };

    public static Placed Forgotten(Placed order, MethodForgotten happened) => order with
    {
        Core = order.Core.With(
            order.Core.PaymentOf(happened.Attempt)! with { Method = null, Customer = null }, order.Core.ChangedAt),
    };

    // Something is still to leave, to be charged, or to be given back.
    private static bool CanNeed(Placed order) =>
        order.Items.Any(item => item.State == ItemState.ToBeShipped)
        || order.Shipments.Any(shipment => shipment.Owed > 0)
        || order.Charges.Any(charge => charge.Status == ChargeStatus.UnderWay)
        || order.Core.Payments.Any(payment => payment.Status == PaymentStatus.Ending)
        || order.Refunds.Any(refund => refund.Parts.Any(part => part.Status is RefundStatus.UnderWay
            || (part.Status == RefundStatus.Failed && part.RepeatedBy is null)));
}
