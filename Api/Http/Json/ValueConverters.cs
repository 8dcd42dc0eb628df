using System.Text.Json;
using System.Text.Json.Serialization;
using Commerce.Grains.Kernel;
using Commerce.Grains.Products;

namespace Commerce.Api.Http;

/// <summary>A SKU as typed: trimmed, within its limits.</summary>
internal sealed class SkuConverter : JsonConverter<Sku>
{
    public override Sku Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Sku.TryParse(StrictText.Read(ref reader, lines: false), out var sku)
            ? sku
            : throw new FieldException(
                $"A SKU has 1 to {Sku.LengthMost} characters, without control characters and {Sku.Forbidden}.");

    public override void Write(Utf8JsonWriter writer, Sku value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}

/// <summary>An amount as sent: minor units, not below zero (H-09).</summary>
internal sealed class MoneyConverter : JsonConverter<Money>
{
    private const long Most = 1_000_000_000_000;

    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            var sent = JsonSerializer.Deserialize<Sent>(ref reader, options);
            if (sent is { Amount: >= 0 and <= Most, Currency.Length: 3 } && sent.Currency.All(char.IsAsciiLetterUpper))
                return new(sent.Amount, sent.Currency);
        }
        catch (JsonException)
        {
            // Its path would begin in here; the field that holds the amount is named instead.
        }

        throw new FieldException("An amount is { \"amount\": minor units from 0, \"currency\": \"USD\" }.");
    }

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new Sent(value.Amount, value.Currency), options);

    private sealed record Sent(long Amount, string Currency);
}

/// <summary>How many may be promised beyond what is there: <c>"none"</c>, a number, or <c>"unlimited"</c>.</summary>
internal sealed class BackorderConverter : JsonConverter<Backorder>
{
    private const int Most = 1_000_000_000;

    public override Backorder Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.String when reader.ValueTextEquals("none") => Backorder.None,
            JsonTokenType.String when reader.ValueTextEquals("unlimited") => Backorder.Unlimited,
            JsonTokenType.Number when reader.TryGetInt32(out var most) && most is >= 0 and <= Most => new(most),
            _ => throw new FieldException("A backorder is \"none\", a number from 0, or \"unlimited\"."),
        };

    public override void Write(Utf8JsonWriter writer, Backorder value, JsonSerializerOptions options)
    {
        if (value == Backorder.None) writer.WriteStringValue("none");
        else if (value == Backorder.Unlimited) writer.WriteStringValue("unlimited");
        else writer.WriteNumberValue(value.Most);
    }
}
