using Commerce.Grains.Mails;

namespace Commerce.Api.Mails;

/// <summary>A mail as the list shows it.</summary>
internal sealed record MailEntryBody(
    MailId Id,
    string? Order,
    string? GiftCertificate,
    string Template,
    string? Recipient,
    string Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset? SentAt,
    DateTimeOffset? NextAt,
    int Attempts,
    string? Error)
{
    private const string OrderPrefix = "order-";
    private const string CertificatePrefix = "certificate-";

    public static MailEntryBody Of(MailEntry known) => new(
        known.Id,
        known.Owner.StartsWith(OrderPrefix, StringComparison.Ordinal) ? known.Owner : null,
        known.Owner.StartsWith(CertificatePrefix, StringComparison.Ordinal) ? known.Owner : null,
        known.Template,
        known.Recipient,
        known.Status,
        known.CreatedAt,
        known.SentAt,
        known.NextAt,
        known.Attempts,
        known.Error);
}

/// <summary>A mail with what it says; links by which somebody pays are left out.</summary>
internal sealed record MailBody(
    MailId Id,
    string? Order,
    string? GiftCertificate,
    string Template,
    string? Recipient,
    string Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset? SentAt,
    DateTimeOffset? NextAt,
    int Attempts,
    string? Error,
    string? Subject,
    string? Text)
{
    public static MailBody Of(MailView known)
    {
        var entry = MailEntryBody.Of(known.Entry);
        return new(
            entry.Id, entry.Order, entry.GiftCertificate, entry.Template, entry.Recipient, entry.Status,
            entry.CreatedAt, entry.SentAt, entry.NextAt, entry.Attempts, entry.Error, known.Subject, known.Text);
    }
}
