using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Commerce.Kit.Stripe;

/// <summary>The parameters of a request to Stripe.</summary>
internal sealed class StripeForm
{
    private readonly Dictionary<string, string> values;

    public StripeForm(string text)
    {
        Text = text;
        values = QueryHelpers.ParseQuery(text).ToDictionary(value => value.Key, value => value.Value.ToString());
    }

    public string Text { get; }

    /// <summary>The parameters in the order of their names, not encoded.</summary>
    public string Sorted => string.Join('&', values
        .OrderBy(value => value.Key, StringComparer.Ordinal)
        .Select(value => $"{value.Key}={value.Value}"));

    public string? this[string name] => values.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    public string Required(string name) => this[name]
        ?? throw StripeProblem.Invalid("parameter_missing", $"Missing required param: {name}.", name);

    public long? Number(string name) => this[name] is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw StripeProblem.Invalid("parameter_invalid_integer", $"Invalid integer: {text}", name);

    public bool Flag(string name, bool otherwise = false) => this[name] is { } text ? text == "true" : otherwise;

    public Dictionary<string, string> Metadata => values
        .Where(value => value.Key.StartsWith("metadata[", StringComparison.Ordinal))
        .ToDictionary(value => value.Key[9..^1], value => value.Value);

    public StripeExpansion Expansion => new(
        [.. values.Where(value => value.Key.StartsWith("expand[", StringComparison.Ordinal))
            .Select(value => value.Value)]);
}
