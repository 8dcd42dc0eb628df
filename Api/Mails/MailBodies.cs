using System.Diagnostics.CodeAnalysis;
using Commerce.Grains.Mails;

namespace Commerce.Api.Mails;

/// <summary>A mail as the list shows it.</summary>
internal record MailEntryBody
{
    private const string OrderPrefix = "order-";
    private const string CertificatePrefix = "certificate-";

    public required MailId Id { get; init; }

    public required string? Order { get; init; }

    public required string? GiftCertificate { get; init; }

    public required string Template { get; init; }

    public required string? Recipient { get; init; }

    public required string Status { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset? SentAt { get; init; }

    public required DateTimeOffset? NextAt { get; init; }

    public required int Attempts { get; init; }

    public required string? Error { get; init; }

    public static MailEntryBody Of(MailEntry known) => new()
    {
        Id = known.Id,
        Order = known.Owner.StartsWith(OrderPrefix, StringComparison.Ordinal) ? known.Owner : null,
        GiftCertificate = known.Owner.StartsWith(CertificatePrefix, StringComparison.Ordinal) ? known.Owner : null,
        Template = known.Template,
        Recipient = known.Recipient,
        Status = known.Status,
        CreatedAt = known.CreatedAt,
        SentAt = known.SentAt,
        NextAt = known.NextAt,
        Attempts = known.Attempts,
        Error = known.Error,
    };
}

/// <summary>A mail with what it says; links by which somebody pays are left out.</summary>
internal sealed record MailBody : MailEntryBody
{
    public MailBody()
    {
    }

    [SetsRequiredMembers]
    private MailBody(MailView known)
        : base(Of(known.Entry)) => (Subject, Text) = (known.Subject, known.Text);

    public required string? Subject { get; init; }

    public required string? Text { get; init; }

    public static MailBody Of(MailView known) => new(known);
}
