using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Commerce.Grains.Kernel;

/// <summary>The one JSON form of everything stored: camelCase, discriminators from <see
/// cref="AliasAttribute"/>.</summary>
internal static class KernelJson
{
    private static readonly ConcurrentDictionary<Type, ImmutableArray<JsonDerivedType>> Cases = new();

    private static readonly FrozenSet<string> WriteOnly =
        FrozenSet.Create(StringComparer.Ordinal, "events", "outgoing", "problems", "rows", "changes", "answers", "due");

    /// <summary>For stored rows and kept answers.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            AllowOutOfOrderMetadataProperties = true,
            NumberHandling = JsonNumberHandling.Strict,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameCases, ForgetTheWrite } },
            Converters =
            {
                new IdentifierConverterFactory(),
                new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower),
            },
        };
        options.MakeReadOnly();
        return options;
    }

    // A closed hierarchy names its cases by alias: the attribute that also names them on the wire.
    private static void NameCases(JsonTypeInfo type)
    {
        if (!type.Type.IsAbstract || type.Type.IsInterface || type.Kind != JsonTypeInfoKind.Object) return;
        var cases = Cases.GetOrAdd(type.Type, FindCases);
        if (cases.IsEmpty) return;
        type.PolymorphismOptions =
            new() { UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization };
        foreach (var one in cases) type.PolymorphismOptions.DerivedTypes.Add(one);
    }

    // What one write said belongs to that write: it is projected by the database and never read back.
    private static void ForgetTheWrite(JsonTypeInfo type)
    {
        if (!type.Type.IsGenericType || type.Type.GetGenericTypeDefinition() != typeof(Stored<,>)) return;
        foreach (var member in type.Properties.Where(member => WriteOnly.Contains(member.Name))) member.Set = null;
    }

    private static ImmutableArray<JsonDerivedType> FindCases(Type parent)
    {
        var definition = parent.IsGenericType ? parent.GetGenericTypeDefinition() : parent;
        return [.. definition.Assembly.GetTypes()
            .Where(type => !type.IsAbstract && IsCase(type, definition))
            .Select(type => new JsonDerivedType(
                type.IsGenericTypeDefinition ? type.MakeGenericType(parent.GetGenericArguments()) : type,
                type.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias
                    ?? throw new InvalidOperationException($"{type.FullName} has no alias.")))];
    }

    private static bool IsCase(Type type, Type parent)
    {
        for (var above = type.BaseType; above is not null; above = above.BaseType)
        {
            if ((above.IsGenericType ? above.GetGenericTypeDefinition() : above) == parent) return true;
        }

        return false;
    }
}
