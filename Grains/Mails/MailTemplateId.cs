using System.Globalization;
using Commerce.Grains.Kernel;

namespace Commerce.Grains.Mails;

/// <summary>A mail template's id: <c>mail-template-1</c> to <c>mail-template-6</c> are the automatic mails, all others
/// are the shop's own (EML-08).</summary>
/// <param name="Value">The text.</param>
[GenerateSerializer, Immutable, Alias("mail-template-id")]
public readonly record struct MailTemplateId(string Value) : IIdentifier<MailTemplateId>
{
    /// <summary>What every id of a template starts with.</summary>
    public const string Prefix = "mail-template-";

    private const int LengthMost = 64;

    /// <inheritdoc/>
    public static MailTemplateId Of(string value) => new(value);

    /// <summary>The template with a name that no other has: letters and digits.</summary>
    /// <param name="name">What follows the prefix.</param>
    public static MailTemplateId Named(string name) => new(Prefix + name);

    /// <summary>The template of an automatic mail.</summary>
    /// <param name="number">1 to 6.</param>
    public static MailTemplateId Automatic(long number) => Named(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Whether a text can be a template's id at all.</summary>
    /// <param name="text">The text.</param>
    public static bool IsOne(string text) => text.Length > Prefix.Length && text.Length <= LengthMost
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.Skip(Prefix.Length).All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter));

    /// <inheritdoc/>
    public override string ToString() => Value;
}
