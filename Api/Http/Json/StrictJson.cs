using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Commerce.Grains.Kernel;

namespace Commerce.Api.Http;

/// <summary>How bodies are read: nothing unknown, nothing twice, nothing missing, nothing after the end.</summary>
internal static class StrictJson
{
    private const int DepthMost = 16;

    private static readonly StrictText OneLine = new(lines: false);
    private static readonly StrictText ManyLines = new(lines: true);
    private static readonly JsonSerializerOptions Options = Make();

    /// <summary>Reads a body, or says which field is at fault.</summary>
    /// <exception cref="ProblemException">It cannot be read.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json) where T : class
    {
        T? value;
        try
        {
            value = JsonSerializer.Deserialize<T>(json, Options);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new ProblemException(JsonFaults.Of(fault as JsonException, json));
        }

        if (value is null) throw new ProblemException(KnownProblems.JsonMalformed);
        FieldRules.Check(value);
        return value;
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Strict)
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            MaxDepth = DepthMost,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { AllowLines } },
            Converters =
            {
                OneLine, new SkuConverter(), new MoneyConverter(), new BackorderConverter(), new TimeConverter(),
                new IdentifierConverterFactory(),
            },
        };
        options.MakeReadOnly();
        return options;
    }

    private static void AllowLines(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.AttributeProvider?.IsDefined(typeof(LinesAttribute), inherit: false) == true)
                property.CustomConverter = ManyLines;
        }
    }
}
