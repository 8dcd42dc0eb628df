using System.ComponentModel.DataAnnotations;
using Commerce.Api.Carts;
using Commerce.Api.Http;
using Commerce.Grains.Certificates;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;

namespace Commerce.Api.Certificates;

/// <summary>Buys a gift certificate for somebody (GC-05).</summary>
internal sealed record PurchaseBody(
    Money Amount,
    [property: StringLength(100, MinimumLength = 1)] string To,
    [property: StringLength(100, MinimumLength = 1)] string From,
    [property: MailAddress, StringLength(100)] string RecipientEmail,
    PaymentChoice Payment,
    [property: Lines, StringLength(200)] string? Message = null)
{
    public PurchaseWish ToWish(CustomerId buyer) => new(
        buyer, Amount, new(To, From, Message ?? "", RecipientEmail), Payment.Method, Payment.ReturnUrl);

    /// <summary>Says nothing of the people.</summary>
    public override string ToString() => "PurchaseBody";
}

/// <summary>A gift certificate as its buyer sees it (GC-21): never its claim check, which only its recipient
/// gets.</summary>
internal sealed record BoughtCertificateBody(
    string Id,
    long Number,
    string Status,
    string StatusText,
    Money Amount,
    string To,
    string From,
    string Message,
    string RecipientEmail,
    DateTimeOffset BoughtAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? ClaimedAt,
    PaidCardBody? Card,
    string? ClientSecret)
{
    public static BoughtCertificateBody Of(CertificateView bought) => new(
        bought.Id.Value,
        bought.Number,
        bought.Status,
        CertificateStatus.TextOf(bought.Status, bought.Record.ClaimedAt is not null),
        bought.Amount,
        bought.Letter?.To ?? "",
        bought.Letter?.From ?? "",
        bought.Letter?.Message ?? "",
        bought.Letter?.RecipientEmail ?? "",
        bought.Record.IssuedAt,
        bought.ExpiresAt,
        bought.Record.ClaimedAt,
        PaidCardBody.Of(bought.Card),
        bought.ClientSecret);

    /// <summary>Says nothing of the people.</summary>
    public override string ToString() => "BoughtCertificateBody";
}

/// <summary>What may be shown of the card that a certificate was bought with (P-05).</summary>
internal sealed record PaidCardBody(string Brand, string Last4, string? Expires)
{
    public static PaidCardBody? Of(CardFace? card) =>
        card is null ? null : new(card.Brand, card.Last4, card.Expires());
}

/// <summary>A gift certificate as its owner sees it.</summary>
internal sealed record OwnCertificateBody(
    string Id, long Number, string Status, Money Amount, Money Left, Money Usable, DateTimeOffset ExpiresAt)
{
    public static OwnCertificateBody Of(CertificateView own, DateTimeOffset now) => new(
        own.Id.Value, own.Number, own.Status, own.Amount, own.Left, own.UsableAt(now), own.ExpiresAt);
}

/// <summary>What a customer's certificates come to (GC-14).</summary>
internal sealed record WalletBody(Money Balance, IReadOnlyList<OwnCertificateBody> Certificates)
{
    public static WalletBody Of(ImmutableArray<CertificateView> wallet, string currency, DateTimeOffset now) => new(
        wallet.Aggregate(Money.Zero(currency), (sum, one) => sum + one.UsableAt(now)),
        [.. wallet.Select(one => OwnCertificateBody.Of(one, now))]);
}

/// <summary>Claims a certificate.</summary>
internal sealed record ClaimBody([property: StringLength(50, MinimumLength = 1)] string ClaimCheck)
{
    /// <summary>Leaves the claim check out.</summary>
    public override string ToString() => "ClaimBody";
}

/// <summary>A certificate in a list.</summary>
internal sealed record CertificateEntryBody(
    string Id,
    long Number,
    string Kind,
    string Status,
    Money Amount,
    Money Left,
    string? Owner,
    string? Buyer,
    string? IssuedBy,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt)
{
    public static CertificateEntryBody Of(CertificateListEntry one) => new(
        one.Id.Value, one.Number, one.Kind, one.Status, one.Amount, one.Left, one.Owner?.Value, one.Buyer?.Value,
        one.IssuedBy, one.IssuedAt, one.ExpiresAt);
}
