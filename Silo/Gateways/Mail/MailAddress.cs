using System.Globalization;
using System.Text;

namespace Commerce.Silo.Gateways.Mail;

/// <summary>A plain address: <c>local@domain</c>, no display part, nothing that a header could misread.</summary>
internal static class MailAddress
{
    private const int Most = 254;
    private const string Special = "()<>[]:;,\\\"@";

    /// <summary>The address, if it is one.</summary>
    /// <exception cref="MailUnwritableException">It is none.</exception>
    public static string Checked(string address)
    {
        var at = address.IndexOf('@', StringComparison.Ordinal);
        var fits = at > 0 && at < address.Length - 1 && address.Length <= Most
            && address[..at].EnumerateRunes().All(IsPlain) && address[(at + 1)..].EnumerateRunes().All(IsPlain);
        return fits ? address : throw new MailUnwritableException("The address is no plain local@domain.");
    }

    /// <summary>What follows the @.</summary>
    public static string DomainOf(string address) => address[(address.IndexOf('@', StringComparison.Ordinal) + 1)..];

    // A lone surrogate is enumerated as U+FFFD.
    private static bool IsPlain(Rune rune) => rune != Rune.ReplacementChar
        && !(rune.IsAscii && Special.Contains((char)rune.Value, StringComparison.Ordinal))
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
