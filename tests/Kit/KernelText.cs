using System.Text.Json;
using Commerce.Grains.Kernel;

namespace Commerce.Kit;

/// <summary>Things as the shop stores them: two are equal when their texts are, arrays by value included.</summary>
internal static class KernelText
{
    /// <summary>The JSON of one thing as the given type, so that cases of a hierarchy carry their names.</summary>
    public static string Of<T>(T thing) => JsonSerializer.Serialize(thing, KernelJson.Options);

    /// <summary>The thing that JSON of the store tells of.</summary>
    public static T Read<T>(JsonElement json) => json.Deserialize<T>(KernelJson.Options)!;

    /// <summary>One line a thing.</summary>
    public static string OfAll<T>(IEnumerable<T> things) => string.Join("\n", things.Select(Of));
}
