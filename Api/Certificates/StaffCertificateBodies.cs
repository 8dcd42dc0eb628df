using System.ComponentModel.DataAnnotations;
using Commerce.Api.Http;
using Commerce.Grains.Certificates;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;

namespace Commerce.Api.Certificates;

/// <summary>Issues a certificate to a customer (GC-11).</summary>
internal sealed record IssueBody(
    [property: StringLength(64)] string Customer,
    Money Amount,
    [property: Lines, StringLength(4_000, MinimumLength = 1)] string Reason,
    [property: StringLength(4)] string Expires = ExpiryChoices.Usual)
{
    public StaffGift ToGift() => new(CustomerId.Of(Customer), Amount, Expires);
}

/// <summary>Issues the same to many customers (GC-12).</summary>
internal sealed record MassIssueBody(
    [property: MaxLength(500), MinLength(1)] IReadOnlyList<string> Customers,
    Money Amount,
    [property: Lines, StringLength(4_000, MinimumLength = 1)] string Reason,
    [property: StringLength(4)] string Expires = ExpiryChoices.Usual);

/// <summary>What came of each recipient.</summary>
internal sealed record MassIssuedBody(int Issued, IReadOnlyList<RecipientBody> Recipients);

/// <summary>One recipient: the certificate, or why there is none.</summary>
internal sealed record RecipientBody(string Customer, string? Certificate, string? Refusal);

/// <summary>Why a certificate is voided (GC-13).</summary>
internal sealed record VoidCertificateBody([property: Lines, StringLength(4_000, MinimumLength = 1)] string Reason);

/// <summary>When it expires; left out: now (GC-13).</summary>
internal sealed record ExpiryBody(
    [property: Lines, StringLength(4_000, MinimumLength = 1)] string Reason, DateTimeOffset? ExpiresAt = null);

/// <summary>A gift certificate as staff see it, with claim check and recipient (GC-21).</summary>
internal sealed record CertificateBody(
    string Id,
    long Number,
    string Kind,
    string Status,
    string StatusText,
    Money Amount,
    Money Left,
    bool AmountRemaining,
    DateTimeOffset ExpiresAt,
    CertificateRecordBody Record,
    string? ClaimCheck,
    string? To,
    string? From,
    string? Message,
    string? RecipientEmail,
    PaidCardBody? Card,
    IReadOnlyList<CertificateUsageBody> Usage)
{
    public static CertificateBody Of(CertificateView shown) => new(
        shown.Id.Value,
        shown.Number,
        shown.Kind,
        shown.Status,
        CertificateStatus.TextOf(shown.Status, shown.Record.Owner is not null),
        shown.Amount,
        shown.Left,
        shown.HasMoney(),
        shown.ExpiresAt,
        CertificateRecordBody.Of(shown.Record),
        shown.ClaimCheck,
        shown.Letter?.To,
        shown.Letter?.From,
        shown.Letter?.Message,
        shown.Letter?.RecipientEmail,
        PaidCardBody.Of(shown.Card),
        [.. shown.Uses.Select(CertificateUsageBody.Of)]);

    /// <summary>Says nothing of the people or the claim check.</summary>
    public override string ToString() => "CertificateBody";
}

/// <summary>Who did what with it, and when (GC-03).</summary>
internal sealed record CertificateRecordBody(
    DateTimeOffset IssuedAt,
    DateTimeOffset? AuthorizedAt,
    DateTimeOffset? ClaimedAt,
    DateTimeOffset? VoidedAt,
    string? IssuedBy,
    string? PurchasedBy,
    string? Owner,
    string? VoidedBy,
    string? VoidReason)
{
    public static CertificateRecordBody Of(CertificateRecord record) => new(
        record.IssuedAt, record.AuthorizedAt, record.ClaimedAt, record.VoidedAt, record.IssuedBy,
        record.PurchasedBy?.Value, record.Owner?.Value, record.VoidedBy, record.VoidReason);
}

/// <summary>What an attempt took of it (GC-18).</summary>
internal sealed record CertificateUsageBody(
    string OrderId, string Attempt, Money AmountUsed, Money AmountReinstated, string Status, DateTimeOffset UsedAt)
{
    public static CertificateUsageBody Of(UsageView use) => new(
        use.Attempt.Order.Value, use.Attempt.Value, use.Amount, use.Reinstated, use.Status, use.At);
}

/// <summary>What the shop owes for certificates, by the quarter of their expiry (MON-15).</summary>
internal sealed record LiabilityBody(IReadOnlyList<LiabilityQuarterBody> Quarters)
{
    public static LiabilityBody Of(ImmutableArray<LiabilityQuarter> quarters) =>
        new([.. quarters.Select(LiabilityQuarterBody.Of)]);
}

/// <summary>What is owed for the certificates that expire in one quarter.</summary>
internal sealed record LiabilityQuarterBody(string Quarter, int Certificates, Money Left, Money Tied, Money Outstanding)
{
    public static LiabilityQuarterBody Of(LiabilityQuarter one) =>
        new(one.Quarter, one.Certificates, one.Left, one.Tied, one.Left + one.Tied);
}
