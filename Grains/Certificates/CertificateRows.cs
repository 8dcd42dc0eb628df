using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;

namespace Commerce.Grains.Certificates;

/// <summary>A certificate in the read table <c>certificates</c>.</summary>
internal sealed record CertificateRow(
    long Number,
    string Kind,
    string Status,
    long Amount,
    long AmountLeft,
    bool Remaining,
    string Currency,
    string? OwnerId,
    string? PurchasedBy,
    string? IssuedBy,
    long IssuedAt,
    long? ClaimedAt,
    long ExpiresAt,
    long? VoidedAt,
    long ChangedAt);

/// <summary>What an attempt took, in the read table <c>certificate_uses</c> (GC-18).</summary>
internal sealed record CertificateUseRow(
    string Attempt, string OrderId, long AmountUsed, long AmountReinstated, string Status, long UsedAt);

/// <summary>Money that may be used after the expiry, in the read table <c>certificate_returns</c>.</summary>
internal sealed record ReturnedRow(int Position, long Amount, long Until);

/// <summary>What lists and reports read of certificates. The claim check and the people stand in none of
/// them.</summary>
internal static class CertificateRows
{
    public static RowSet Of(CertificateState state) => CertificateMachine.CoreOf(state) is not { } core
        ? RowSet.None
        : RowSet.None
            .With("certificates", [RowOf(state, core)])
            .With("certificate_uses", core.Uses.Select(Row))
            .With("certificate_returns", core.Returned.Select((money, place) =>
                new ReturnedRow(place + 1, money.Amount.Amount, money.Until.ToUnixTimeMilliseconds())))
            .With("payments", core.PaidWith is { } payment ? [Row(core, payment)] : []);

    private static CertificateRow RowOf(CertificateState state, CertificateCore core)
    {
        var left = core.Left();
        return new(
            core.Number,
            CertificateViews.KindOf(core),
            CertificateViews.StatusOf(state),
            core.Amount.Amount,
            left.Amount,
            left.IsPositive,
            core.Amount.Currency,
            core.Owner?.Value,
            core.PurchasedBy?.Value,
            core.IssuedBy,
            core.IssuedAt.ToUnixTimeMilliseconds(),
            core.ClaimedAt?.ToUnixTimeMilliseconds(),
            core.ExpiresAt.ToUnixTimeMilliseconds(),
            (state as CertificateState.Voided)?.At.ToUnixTimeMilliseconds(),
            core.ChangedAt.ToUnixTimeMilliseconds());
    }

    private static PaymentRow Row(CertificateCore core, CertificatePayment payment) => new(
        payment.Request.Reference,
        "certificate",
        NameOf(payment.Status),
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
        0,
        payment.Disputed,
        payment.MarkedAt?.ToUnixTimeMilliseconds(),
        payment.SettledAt?.ToUnixTimeMilliseconds(),
        payment.Settlement?.Id,
        payment.DisputedAt?.ToUnixTimeMilliseconds(),
        null,
        null,
        payment.Reason,
        payment.Status == PurchaseStatus.Captured,
        null,
        payment.Status == PurchaseStatus.Authorized);

    // As orders name the same.
    private static string NameOf(PurchaseStatus status) => status switch
    {
        PurchaseStatus.InDoubt => "confirmed",
        PurchaseStatus.ActionRequired => "action_required",
        PurchaseStatus.Authorized or PurchaseStatus.Captured => "authorized",
        PurchaseStatus.Dead => "dead",
        PurchaseStatus.Ending => "cancelling",
        PurchaseStatus.Ended => "cancelled",
        PurchaseStatus.ReturnFailed => "return_failed",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static CertificateUseRow Row(Usage use) => new(
        use.Attempt.Value,
        use.Attempt.Order.Value,
        use.Amount.Amount,
        use.Amount.Amount - use.Net().Amount,
        CertificateViews.NameOf(use.Status),
        use.At.ToUnixTimeMilliseconds());
}
