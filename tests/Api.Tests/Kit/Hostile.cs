using System.Text;
using System.Text.Json.Nodes;

namespace Commerce.Api.Tests;

/// <summary>Bodies that nobody should take: what can be done to any, and what can be done to each field of a good
/// one.</summary>
internal static class Hostile
{
    private static readonly string[] Wrong =
    [
        "-1", "1e308", "-1e308", "9223372036854775808", "1.5", "\"\\u0000\"", "\"a\\u0007b\"", "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "{\"unknown\":1}", "[[[[]]]]", "true", "\"" + "x\"",
    ];

    /// <summary>What is the name of nothing, as it stands in an address.</summary>
    public static IEnumerable<string> Names { get; } =
    [
        "%20", "%F0%9F%98%80", new('x', 5_000), "..", "%2e%2e", "%2F", "a%00b", "%00", "%ff%fe", "%ED%A0%80", "'",
        "%25",
        "order-", "cart-", "product-", "stock-1", "order-%20", "cart-A", "product-%F0%9F%98%80", "order-1%2F2",
        "order-" + new string('1', 5_000), "order-1", "cart-1", "product-1", "00000000", "-1",
    ];

    /// <summary>Broken whatever the route takes.</summary>
    public static IEnumerable<(string Name, byte[] Body)> Anywhere { get; } =
    [
        ("no json", "not json"u8.ToArray()),
        ("half an object", "{\"a\":"u8.ToArray()),
        ("a list", "[]"u8.ToArray()),
        ("null", "null"u8.ToArray()),
        ("a number", "1e308"u8.ToArray()),
        ("an unknown field", "{\"noSuchField\":1}"u8.ToArray()),
        ("NUL in a name", "{\"a\\u0000\":1}"u8.ToArray()),
        ("bytes that are no text", [0xff, 0xfe, 0x00, 0x7b]),
        ("a raw NUL", [.. "{\"a\":\""u8, 0, .. "\"}"u8]),
        ("depth 1,000", Deep()),
        ("two documents", "{}{}"u8.ToArray()),
        ("10 MB", Large()),
    ];

    /// <summary>Every field of a good body, each with everything that does not fit it; twice; and one more.</summary>
    public static IEnumerable<(string Name, byte[] Body)> Of(JsonObject good)
    {
        foreach (var (path, value) in Leaves(good, ""))
        {
            foreach (var wrong in Wrong.Where(wrong => !Fits(value, wrong)))
                yield return ($"{path} = {wrong}", Encoding.UTF8.GetBytes(With(good, path, wrong)));
        }

        var (name, first) = good.FirstOrDefault();
        if (name is not null)
            yield return (
                "a field twice", Encoding.UTF8.GetBytes(
                    $$"""{"{{name}}":{{first!.ToJsonString()}},{{good.ToJsonString()[1..]}}"""));
        var more = good.DeepClone();
        more["noSuchField"] = 1;
        yield return ("a field more", Encoding.UTF8.GetBytes(more.ToJsonString()));
    }

    private static bool Fits(JsonNode value, string wrong) => value.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.String => wrong == "\"x\"",
        System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => wrong == "true",
        _ => wrong == "1.5" && value.ToJsonString().Contains('.'),
    };

    private static IEnumerable<(string Path, JsonNode Value)> Leaves(JsonNode node, string path) => node switch
    {
        JsonObject fields =>
            fields.Where(field => field.Value is not null).SelectMany(
                field => Leaves(field.Value!, $"{path}/{field.Key}")),
        JsonArray items => items.SelectMany((item, place) => Leaves(item!, $"{path}/{place}")),
        _ => [(path, node)],
    };

    private static string With(JsonObject good, string path, string json)
    {
        const string mark = "\"@here@\"";
        JsonNode copy = good.DeepClone();
        var steps = path.Split('/')[1..];
        var owner = steps[..^1].Aggregate(
            copy, (node, step) => node is JsonArray list ? list[int.Parse(step, null)]! : node[step]!);
        if (owner is JsonArray items) items[int.Parse(steps[^1], null)] = "@here@";
        else owner[steps[^1]] = "@here@";
        return copy.ToJsonString().Replace(mark, json, StringComparison.Ordinal);
    }

    private static byte[] Deep() =>
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 1_000)) + "1" + new string('}', 1_000));

    private static byte[] Large()
    {
        var bytes = new byte[10 * 1024 * 1024];
        Array.Fill(bytes, (byte)' ');
        bytes[0] = (byte)'{';
        bytes[^1] = (byte)'}';
        return bytes;
    }
}
