using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Commerce.Grains.Kernel;

namespace Commerce.Api.Http;

/// <summary>How answers are written: camelCase, what is unknown left out, text as it is.</summary>
internal static class ApiJson
{
    public static JsonSerializerOptions Output { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Set(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    /// <summary>Sets other options likewise: the description of the API is made with ASP.NET's own.</summary>
    public static void Set(JsonSerializerOptions options)
    {
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.Converters.Add(new IdentifierConverterFactory());
        options.Converters.Add(new TimeConverter());
        options.Converters.Add(new BackorderConverter());
    }
}
