using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Commerce.Api.Http;

/// <summary>Times are RFC 3339 (H-09): read with any offset, written as UTC with Z.</summary>
internal sealed class TimeConverter : JsonConverter<DateTimeOffset>
{
    private static readonly string[] Forms =
        ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private static readonly DateTimeOffset Earliest = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(3000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Takes a text with its offset, between 1970 and 3000.</summary>
    public static bool TryParse(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(
            text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out time)
        && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > "yyyy-MM-dd".Length)
        && IsTime(time);

    /// <summary>Whether a time is between 1970 and 3000.</summary>
    public static bool IsTime(DateTimeOffset time) => time >= Earliest && time < Latest;

    /// <summary>Whether a year can have such times, in one zone or another.</summary>
    public static bool IsYear(int year) => year >= Earliest.Year - 1 && year <= Latest.Year;

    public static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryParse(Text(ref reader), out var time)
            ? time
            : throw new FieldException("Write a time as RFC 3339 has it: 2026-01-31T09:30:00Z.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Text(value));

    private static string Text(ref Utf8JsonReader reader) => StrictText.Read(ref reader, lines: false);
}
