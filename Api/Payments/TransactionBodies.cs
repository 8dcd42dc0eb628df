using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;

namespace Commerce.Api.Payments;

/// <summary>A charge or a refund.</summary>
internal sealed record TransactionBody(
    long? Number,
    string Id,
    string Owner,
    string Kind,
    string Purpose,
    string Status,
    Money Amount,
    Money? Captured,
    Money? Refunded,
    Money? Released,
    Money? Disputed,
    string? GatewayId,
    DateTimeOffset MadeAt,
    DateTimeOffset? MarkedAt,
    DateTimeOffset? SettledAt,
    DateTimeOffset? DisputedAt,
    DateTimeOffset? CaptureBefore,
    string? Reason,
    bool Reportable,
    string? Brand,
    string? Last4,
    IReadOnlyList<string> Shipments,
    string? RefundId)
{
    public static TransactionBody Of(TransactionEntry entry) => new(
        entry.Number,
        entry.Id,
        entry.Owner,
        entry.Kind,
        entry.Purpose,
        entry.Status,
        entry.Amount,
        entry.Captured,
        entry.Refunded,
        entry.Released,
        entry.Disputed,
        entry.GatewayId,
        entry.MadeAt,
        entry.MarkedAt,
        entry.SettledAt,
        entry.DisputedAt,
        entry.CaptureBefore,
        entry.Reason,
        entry.Reportable,
        entry.Brand,
        entry.Last4,
        entry.Shipments,
        entry.RefundId);
}

/// <summary>A charge or a refund, and what the gateway was asked about it, oldest first.</summary>
internal sealed record TransactionDetailBody(TransactionBody Transaction, IReadOnlyList<GatewayCallBody> Calls)
{
    public static TransactionDetailBody Of(TransactionView view) => new(
        TransactionBody.Of(view.Entry),
        [.. view.Calls.Select(call => new GatewayCallBody(
            call.At, call.Operation, call.Subject, call.Answer, call.Amount, call.Milliseconds))]);
}

/// <summary>One call of the gateway.</summary>
internal sealed record GatewayCallBody(
    DateTimeOffset At, string Operation, string Subject, string Answer, Money? Amount, long Milliseconds);
