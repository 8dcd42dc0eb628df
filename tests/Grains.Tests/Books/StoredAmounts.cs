using System.Text.Json;

namespace Commerce.Grains.Tests.Books;

/// <summary>Every number of what is stored is an amount, a count or a time: none is below zero, and amounts can be
/// paid.</summary>
internal static class StoredAmounts
{
    public static void Check(JsonElement json, int step, string path = "state")
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Number:
                Assert.True(json.GetInt64() >= 0, $"{path} is {json}");
                if (path.EndsWith(".amount", StringComparison.Ordinal))
                    Assert.True(json.GetInt64() % step == 0, $"{path} is {json}");
                break;
            case JsonValueKind.Array:
                foreach (var one in json.EnumerateArray()) Check(one, step, path);
                break;
            case JsonValueKind.Object:
                foreach (var member in json.EnumerateObject()) Check(member.Value, step, $"{path}.{member.Name}");
                break;
        }
    }
}
