using Commerce.Grains.Payments;

namespace Commerce.Grains.Orders;

/// <summary>What a payment is once the gateway said something of it: pure.</summary>
internal static class PaymentFacts
{
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    /// <summary>The payment as the gateway tells of it. What was given back is counted by our own refunds.</summary>
    public static Payment Taken(Payment payment, PaymentFact.Approved fact, DateTimeOffset at)
    {
        var captured = Math.Max(payment.Captured, fact.Captured.Amount);
        var closed = !fact.Open;
        return payment with
        {
            GatewayId = fact.PaymentId,
            Card = fact.Card,
            Captured = captured,
            Closed = closed,
            Released = closed && payment.Request is { } request ? request.Amount.Amount - captured : 0,
            MarkedAt = payment.MarkedAt ?? (captured > 0 ? at : null),
            Settlement = payment.Settlement ?? fact.Settlement,
            SettleAskAt = captured == 0 || (payment.Settlement ?? fact.Settlement) is not null ? null : at + Daily,
            Disputed = fact.Disputed,
            DisputedAt = payment.DisputedAt ?? (fact.Disputed > 0 ? at : null),
        };
    }
}
