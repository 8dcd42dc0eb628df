using System.Globalization;
using Commerce.Grains.Certificates;
using Commerce.Grains.Kernel;

namespace Commerce.Grains.Mails;

/// <summary>The mails that tell of gift certificates (EML-04..06).</summary>
public static class CertificateMails
{
    /// <summary>It is paid for: to its buyer (EML-04).</summary>
    /// <param name="bought">The certificate as it is then.</param>
    /// <param name="buyer">The buyer's address.</param>
    internal static Outgoing Bought(CertificateView bought, string buyer) =>
        Mail(MailTemplates.CertificateBought, buyer, bought);

    /// <summary>It is there: to whom it is given, with the claim check (EML-05).</summary>
    /// <param name="given">The certificate as it is then.</param>
    internal static Outgoing Given(CertificateView given) =>
        Mail(MailTemplates.CertificateGiven, LetterOf(given).RecipientEmail, given);

    /// <summary>Its payment failed after the buyer had left (EML-06).</summary>
    /// <param name="failed">The certificate as it is then.</param>
    /// <param name="buyer">The buyer's address.</param>
    internal static Outgoing NotBought(CertificateView failed, string buyer) =>
        Mail(MailTemplates.CertificateNotBought, buyer, failed);

    private static Outgoing Mail(MailTemplate template, string to, CertificateView shown)
    {
        var letter = LetterOf(shown);
        var values = new Dictionary<string, string>
        {
            ["certificate_id_here"] = shown.Number.ToString(CultureInfo.InvariantCulture),
            ["certificate_amount_here"] = shown.Amount.ToString(),
            ["amount_and_message_summary_here"] = SummaryOf(shown.Amount, letter),
            ["expires_date_here"] = MailText.Time(shown.ExpiresAt),
            ["certificate_to_here"] = MailText.OneLine(letter.To),
            ["certificate_from_here"] = MailText.OneLine(letter.From),
            ["certificate_message_here"] = letter.Message,
            ["recipient_email_here"] = letter.RecipientEmail,
        };
        if (template == MailTemplates.CertificateGiven) values["claim_check_here"] = shown.ClaimCheck!;
        return new("mail", template.Name, to, values.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    private static string SummaryOf(Money amount, GiftLetter letter) => string.Join('\n', new[]
    {
        $"Amount: {amount}",
        $"To: {MailText.OneLine(letter.To)}",
        $"From: {MailText.OneLine(letter.From)}",
        $"Message: {letter.Message}",
    });

    private static GiftLetter LetterOf(CertificateView shown) => shown.Letter
        ?? throw new InvalidOperationException($"{shown.Id} was issued: there is nobody to write to.");
}
