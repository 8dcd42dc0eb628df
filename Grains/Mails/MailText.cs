using System.Globalization;
using System.Text.RegularExpressions;
using Commerce.Grains.Kernel;

namespace Commerce.Grains.Mails;

/// <summary>A template with its values filled in.</summary>
internal sealed partial record MailText(string Subject, string Text)
{
    /// <summary>Fills a template. A value stands in the mail as it is, whatever characters it has, and a name inside of
    /// a value is no place for another one (EML-17).</summary>
    /// <exception cref="MailValueMissingException">The template has a place for which there is no value.</exception>
    public static MailText Of(MailTemplate template, IReadOnlyDictionary<string, string> values, ShopSettings settings)
    {
        string Fill(string text) => Variable().Replace(text, place => ValueOf(place.Value, values, settings));
        return new(OneLine(Fill(template.Subject)), Fill(template.Text));
    }

    /// <summary>The places in a text.</summary>
    public static IEnumerable<string> VariablesOf(string text) => Variable().Matches(text).Select(place => place.Value);

    /// <summary>A point in time as a value; it is shown as a day in the shop's zone.</summary>
    public static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Text without line breaks and other control characters, so that a name stays in its line.</summary>
    public static string OneLine(string text) =>
        string.Concat(text.Where(letter => !char.IsControl(letter) && letter is not ('\u2028' or '\u2029')));

    private static string ValueOf(string name, IReadOnlyDictionary<string, string> values, ShopSettings settings)
    {
        if (OfTheShop(name, settings) is { } known) return known;
        var value = values.GetValueOrDefault(name) ?? throw new MailValueMissingException(name);
        return name.EndsWith("_date_here", StringComparison.Ordinal) ? Day(value, settings) : value;
    }

    private static string? OfTheShop(string name, ShopSettings settings) => name switch
    {
        MailVariables.Signature => SignatureOf(settings),
        MailVariables.SystemName => settings.Name,
        MailVariables.SystemUrl => settings.Url ?? "",
        _ => null,
    };

    private static string SignatureOf(ShopSettings settings) =>
        string.Join('\n', new[] { settings.Name, settings.ServiceAddress, settings.Url }.OfType<string>());

    // What is no time says that there is none.
    private static string Day(string time, ShopSettings settings)
    {
        if (!DateTimeOffset.TryParseExact(time, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
            return time;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone);
        return TimeZoneInfo.ConvertTime(at, zone).ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\b[a-z_]+_here\b")]
    private static partial Regex Variable();
}

/// <summary>A template has a place for which there is no value: a bug, or a template of another version.</summary>
internal sealed class MailValueMissingException(string name) : Exception($"There is no value for '{name}'.");
