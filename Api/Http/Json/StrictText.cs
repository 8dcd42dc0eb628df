using System.Text.Json;
using System.Text.Json.Serialization;

namespace Commerce.Api.Http;

/// <summary>Text as it may come in: no control characters, no half characters. Everything else is taken as it
/// is.</summary>
/// <param name="lines">Whether tab and line breaks are text here.</param>
internal sealed class StrictText(bool lines) : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? Read(ref reader, lines)
            : throw new FieldException("This is a text: write it in quotes.");

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);

    public static string Read(ref Utf8JsonReader reader, bool lines)
    {
        string text;
        try
        {
            text = reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a pair (\ud800), or bytes that are no UTF-8.
            throw new FieldException("The text holds half of a character.");
        }

        return IsClean(text, lines) ? text : throw new FieldException("The text holds a control character.");
    }

    /// <summary>Whether a text holds neither control characters nor halves of a character.</summary>
    public static bool IsClean(ReadOnlySpan<char> text, bool lines)
    {
        for (var place = 0; place < text.Length; place++)
        {
            var letter = text[place];
            if (char.IsHighSurrogate(letter) && place + 1 < text.Length && char.IsLowSurrogate(text[place + 1]))
                place++;
            else if (char.IsSurrogate(letter) || (char.IsControl(letter) && !(lines && letter is '\t' or '\n' or '\r')))
                return false;
        }

        return true;
    }
}

/// <summary>A field's value that does not fit; the sentence is written for the caller.</summary>
internal sealed class FieldException(string reason) : JsonException(reason);

/// <summary>Text that may have lines and tabs.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class LinesAttribute : Attribute;
