using System.Text.Json;
using System.Text.RegularExpressions;

namespace Commerce.Api.Http;

/// <summary>Says what is wrong with a body in words that name the caller's fields and none of our types.</summary>
internal static partial class JsonFaults
{
    public static Problem Of(JsonException? fault, ReadOnlySpan<byte> json)
    {
        if (fault is null || !IsJson(json)) return KnownProblems.JsonMalformed;
        var param = Pointer(fault.Path);
        if (fault is FieldException) return Problem.Invalid("field_invalid", param, fault.Message);
        if (fault.Message.Contains("could not be mapped to any", StringComparison.Ordinal))
            return Problem.Invalid("field_unknown", param, "There is no such field here.");
        if (fault.Message.StartsWith("Duplicate property", StringComparison.Ordinal))
            return Problem.Invalid("field_twice", param, "A field is given twice.");
        if (Missing().Match(fault.Message) is { Success: true } missing)
            return Problem.Invalid("field_missing", param + "/" + missing.Groups[1].Value, "This field is missing.");
        return Problem.Invalid("field_invalid", param, "The value does not fit this field.");
    }

    /// <summary>A serializer's path as a JSON pointer: <c>$.items[0].itemId</c> is <c>/items/0/itemId</c>.</summary>
    internal static string Pointer(string? path) => string.Concat(
        Steps().Matches(path ?? "").Select(step => "/" + (step.Groups["quoted"].Success
            ? step.Groups["quoted"].Value.Replace("~", "~0").Replace("/", "~1")
            : step.Groups["plain"].Value)));

    private static bool IsJson(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read()) { }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex("missing required properties including: '([^']+)'")]
    private static partial Regex Missing();

    [GeneratedRegex(@"\['(?<quoted>.*?)'\]|\[(?<plain>\d+)\]|\.(?<plain>[^.\[]+)")]
    private static partial Regex Steps();
}
