using System.Collections.Concurrent;
using System.Text.Json;

namespace Commerce.Grains.Kernel;

/// <summary>Names as clients and read tables know them: <c>ToBeShipped</c> is <c>to_be_shipped</c>. Each is made
/// once.</summary>
internal static class SnakeCase
{
    private static readonly ConcurrentDictionary<Type, string> Types = [];

    /// <summary>The name of a member.</summary>
    public static string Of<T>(T member) where T : struct, Enum => Members<T>.Names[member];

    /// <summary>The name of the type of something.</summary>
    public static string OfType(object thing) =>
        Types.GetOrAdd(thing.GetType(), static type => Convert(type.Name));

    private static string Convert(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static class Members<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Names =
            Enum.GetValues<T>().ToDictionary(member => member, member => Convert(member.ToString()));
    }
}
