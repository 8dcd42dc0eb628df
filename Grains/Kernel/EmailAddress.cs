using System.Globalization;
using System.Text;

namespace Commerce.Grains.Kernel;

/// <summary>The one rule of what an e-mail address is: a plain <c>local@domain</c>, no display part, no comma, nothing
/// that cannot be seen or that a mail's header could misread.</summary>
public static class EmailAddress
{
    /// <summary>Most characters of an address.</summary>
    public const int LengthMost = 254;

    private const int LocalMost = 64;
    private const string Special = "()<>[]:;,\\\"@";

    /// <summary>Whether a text is one.</summary>
    /// <param name="text">The text.</param>
    public static bool IsOne(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return text.Length <= LengthMost && at is > 0 and <= LocalMost
            && text[..at].EnumerateRunes().All(IsPlain) && IsDomain(text[(at + 1)..]);
    }

    private static bool IsDomain(string domain) => domain.Length > 0 && domain.EnumerateRunes().All(IsPlain)
        && domain[0] is not ('.' or '-') && domain[^1] is not ('.' or '-')
        && !domain.Contains("..", StringComparison.Ordinal);

    // A lone surrogate is enumerated as U+FFFD.
    private static bool IsPlain(Rune rune) => rune != Rune.ReplacementChar
        && !(rune.IsAscii && Special.Contains((char)rune.Value, StringComparison.Ordinal))
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
