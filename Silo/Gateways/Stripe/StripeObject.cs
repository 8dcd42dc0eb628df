using System.Text.Json;
using Commerce.Grains.Kernel;

namespace Commerce.Silo.Gateways.Stripe;

/// <summary>An object of Stripe's, read leniently: what is missing is null, what must be there and is not makes the
/// answer unreadable.</summary>
internal readonly struct StripeObject(JsonElement json)
{
    /// <summary>Its id.</summary>
    public string Id => Required("id");

    /// <summary>When it was made.</summary>
    public DateTimeOffset Created => DateTimeOffset.FromUnixTimeSeconds(Number("created"));

    /// <summary>Its currency as we write it.</summary>
    public string Currency => Required("currency").ToUpperInvariant();

    /// <summary>A text; null: there is none, or it is something else.</summary>
    public string? Text(string name) =>
        Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>A text that must be there.</summary>
    public string Required(string name) => Text(name) ?? throw new UnreadableAnswerException(name);

    /// <summary>A number that must be there.</summary>
    public long Number(string name) => Optional(name) ?? throw new UnreadableAnswerException(name);

    /// <summary>A number; null: there is none.</summary>
    public long? Optional(string name) =>
        Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;

    /// <summary>Whether a flag is set.</summary>
    public bool Flag(string name) => Member(name) is { ValueKind: JsonValueKind.True };

    /// <summary>An object within; null: there is none, or it stands there as an id only.</summary>
    public StripeObject? Child(string name) =>
        Member(name) is { ValueKind: JsonValueKind.Object } child ? new(child) : null;

    /// <summary>The id of an object within, whether it is expanded or not.</summary>
    public string? IdOf(string name) => Text(name) ?? Child(name)?.Text("id");

    /// <summary>The objects of a list.</summary>
    public IReadOnlyList<StripeObject> Items => Member("data") is { ValueKind: JsonValueKind.Array } items
        ? [.. items.EnumerateArray().Select(item => new StripeObject(item))]
        : throw new UnreadableAnswerException("data");

    /// <summary>An amount of it in our minor units.</summary>
    public Money Money(string name)
    {
        var currency = Kernel(Currency);
        var (amount, rest) = Math.DivRem(Number(name), currency.GatewayFactor);
        return rest == 0 ? new(amount, currency.Code) : throw new UnreadableAnswerException(name);
    }

    /// <summary>An amount of ours in Stripe's minor units.</summary>
    public static long Units(Money money) => money.Amount * Kernel(money.Currency).GatewayFactor;

    private static Currency Kernel(string code)
    {
        try
        {
            return Grains.Kernel.Currency.Of(code);
        }
        catch (ArgumentException)
        {
            throw new UnreadableAnswerException("currency");
        }
    }

    private JsonElement? Member(string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : null;
}

/// <summary>An answer has not the form that Stripe's answers have.</summary>
internal sealed class UnreadableAnswerException(string member)
    : Exception($"Stripe's answer has no usable '{member}'.");
