using System.Text.Json;
using System.Text.Json.Serialization;

namespace Commerce.Grains.Kernel;

/// <summary>Money as it is stored and answered: <c>{"amount":1999,"currency":"USD"}</c>. A row has dozens of them, so
/// they are written and read by hand.</summary>
public sealed class MoneyJson : JsonConverter<Money>
{
    private static readonly JsonEncodedText AmountName = JsonEncodedText.Encode("amount");
    private static readonly JsonEncodedText CurrencyName = JsonEncodedText.Encode("currency");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteNumber(AmountName, value.Amount);
        if (value.Currency is not null) writer.WriteString(CurrencyName, value.Currency);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    /// <exception cref="JsonException">It is no object.</exception>
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("Money is an object.");
        var (amount, currency) = (0L, (string?)null);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isAmount = reader.ValueTextEquals(AmountName.EncodedUtf8Bytes);
            var isCurrency = reader.ValueTextEquals(CurrencyName.EncodedUtf8Bytes);
            reader.Read();
            if (isAmount) amount = reader.GetInt64();
            else if (isCurrency) currency = reader.GetString();
            else reader.Skip();
        }

        return new(amount, currency!);
    }
}
