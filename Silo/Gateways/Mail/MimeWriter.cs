using System.Globalization;
using System.Text;

namespace Commerce.Silo.Gateways.Mail;

/// <summary>Writes a mail as RFC 5322 says. The same message gives the same bytes, whenever it is written.</summary>
internal static class MimeWriter
{
    private const int PlainLineMost = 998;
    private const int LineMost = 76;
    private const string DateForm = "ddd, dd MMM yyyy HH':'mm':'ss '+0000'";

    /// <exception cref="MailUnwritableException">An address or the id cannot stand in a header.</exception>
    public static byte[] Write(MailMessage message)
    {
        var from = MailAddress.Checked(message.Sender.Address);
        var text = Lines(message.Text);
        var plain = text.All(IsPlain);

        var mail = new StringBuilder();
        Header("Date", message.Date.UtcDateTime.ToString(DateForm, CultureInfo.InvariantCulture));
        Header("From", $"{EncodedWord.Phrase(message.Sender.Name)}\r\n <{from}>");
        Header("To", Recipients([message.To, .. message.Others]));
        Header("Subject", EncodedWord.Text(message.Subject));
        Header("Message-ID", $"<{CheckedId(message.Id)}@{MailAddress.DomainOf(from)}>");
        Header("Auto-Submitted", "auto-generated");
        Header("MIME-Version", "1.0");
        Header("Content-Type", "text/plain; charset=utf-8");
        Header("Content-Transfer-Encoding", plain ? "7bit" : "quoted-printable");
        mail.Append("\r\n");
        foreach (var line in text) mail.Append(plain ? line : QuotedPrintable(line)).Append("\r\n");
        return Encoding.UTF8.GetBytes(mail.ToString());

        void Header(string name, string value) => mail.Append(name).Append(": ").Append(value).Append("\r\n");
    }

    /// <summary>The id, if it can stand in a header and be a file's name.</summary>
    /// <exception cref="MailUnwritableException">It cannot.</exception>
    public static string CheckedId(string id) =>
        id.Length is > 0 and <= 230 && id[0] != '.'
            && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '~')
            ? id
            : throw new MailUnwritableException("The id cannot be a Message-ID.");

    // One a line, so that no line becomes too long.
    private static string Recipients(IEnumerable<string> addresses) => string.Join(
        ",\r\n ", addresses.Select(one => $"<{MailAddress.Checked(one)}>"));

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');

    private static bool IsPlain(string line) =>
        line.Length <= PlainLineMost && line.All(letter => letter is '\t' or (>= ' ' and <= '~'));

    private static string QuotedPrintable(string line)
    {
        var written = new StringBuilder();
        var width = 0;
        var bytes = Encoding.UTF8.GetBytes(line);
        for (var place = 0; place < bytes.Length; place++)
        {
            var one = Quoted(bytes[place], isLast: place == bytes.Length - 1);
            if (width + one.Length > LineMost - 1)
            {
                written.Append("=\r\n");
                width = 0;
            }

            written.Append(one);
            width += one.Length;
        }

        return written.ToString();
    }

    // White space at the end of a line is lost on the way, so it is written in figures there.
    private static string Quoted(byte letter, bool isLast) => letter switch
    {
        (byte)' ' or (byte)'\t' when !isLast => ((char)letter).ToString(),
        >= (byte)'!' and <= (byte)'~' and not (byte)'=' => ((char)letter).ToString(),
        _ => $"={letter:X2}",
    };
}
