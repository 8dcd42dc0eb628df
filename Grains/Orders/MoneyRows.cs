using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>The flat rows of an order's financial transactions and shipments (PAY-01): pure.</summary>
internal static class MoneyRows
{
    public static IEnumerable<object> Payments(OrderCore core, Placed? placed) =>
        core.Payments.Where(payment => payment.Request is not null).Select(payment => Row(core, placed, payment));

    public static IEnumerable<object> Refunds(Placed? placed) =>
        from refund in placed?.Refunds ?? []
        from part in refund.Parts
        select Row(placed!, refund, part);

    public static IEnumerable<object> Shipments(Placed? placed) => (placed?.Shipments ?? []).Select(Row);

    private static PaymentRow Row(OrderCore core, Placed? placed, Payment payment) => new(
        payment.Attempt.Value,
        payment.Request!.OffSession ? "shipment" : "sale",
        OrderViews.NameOf(payment.Status),
        payment.Request.Amount.Amount,
        payment.Captured,
        payment.Refunded,
        payment.Request.Amount.Currency,
        payment.GatewayId,
        payment.Card?.Brand,
        payment.Card?.Last4,
        payment.FirstSentAt.ToUnixTimeMilliseconds(),
        core.ChangedAt.ToUnixTimeMilliseconds(),
        payment.Number == 0 ? null : payment.Number,
        payment.Released,
        payment.Disputed,
        payment.MarkedAt?.ToUnixTimeMilliseconds(),
        payment.SettledAt?.ToUnixTimeMilliseconds(),
        payment.Settlement?.Id,
        payment.DisputedAt?.ToUnixTimeMilliseconds(),
        payment.CaptureBefore?.ToUnixTimeMilliseconds(),
        payment.LapsedAt?.ToUnixTimeMilliseconds(),
        payment.Reason,
        IsReportable(placed, payment),
        payment.Customer is null ? null : payment.Method,
        placed is not null && PaymentMatters.IsMoving(placed, payment.Attempt));

    // PAY-03: a charge whose money was asked for, unless it failed.
    private static bool IsReportable(Placed? placed, Payment payment) => payment.Status != PaymentStatus.Declined
        && (payment is { Status: PaymentStatus.Authorized, Captured: > 0 }
            || (placed is not null && PaymentMatters.ChargeOf(placed, payment.Attempt) is not null));

    private static RefundRow Row(Placed order, Refund refund, RefundPart part) => new(
        part.Reference,
        part.Number,
        refund.Id,
        part.Attempt.Value,
        part.PaymentId,
        part.Amount.Amount,
        part.Amount.Currency,
        SnakeCase.Of(part.Status),
        part.GatewayId,
        part.Reason,
        part.RepeatedBy,
        part.FirstSentAt.ToUnixTimeMilliseconds(),
        part.MadeAt?.ToUnixTimeMilliseconds(),
        part.SettledAt?.ToUnixTimeMilliseconds(),
        order.Core.ChangedAt.ToUnixTimeMilliseconds());

    private static ShipmentRow Row(Shipment shipment) => new(
        shipment.Id,
        shipment.Carrier,
        shipment.Tracking,
        shipment.Cost.Amount,
        shipment.Uncollected.Amount,
        shipment.Cost.Currency,
        shipment.ShippedAt.ToUnixTimeMilliseconds(),
        OrderViews.NameOf(shipment.Status),
        shipment.ExpectedAt?.ToUnixTimeMilliseconds(),
        shipment.Certificates,
        shipment.Owed,
        shipment.PaidBy?.Value,
        shipment.Soft);
}

/// <summary>One refund transaction.</summary>
internal sealed record RefundRow(
    string Reference,
    long Number,
    string RefundId,
    string Payment,
    string PaymentGatewayId,
    long Amount,
    string Currency,
    string Status,
    string? GatewayId,
    string? Reason,
    string? RepeatedBy,
    long AskedAt,
    long? MadeAt,
    long? SettledAt,
    long ChangedAt);

/// <summary>One shipment.</summary>
internal sealed record ShipmentRow(
    string ShipmentId,
    string? Carrier,
    string? Tracking,
    long Cost,
    long Uncollected,
    string Currency,
    long ShippedAt,
    string Status,
    long? ExpectedAt,
    long Certificates,
    long Owed,
    string? ChargedBy,
    bool Soft);
