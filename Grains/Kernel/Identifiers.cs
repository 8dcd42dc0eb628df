using System.Text.Json;
using System.Text.Json.Serialization;

namespace Commerce.Grains.Kernel;

/// <summary>An identifier: one text value with a type of its own.</summary>
/// <typeparam name="TSelf">The identifier's type.</typeparam>
public interface IIdentifier<TSelf> where TSelf : struct, IIdentifier<TSelf>
{
    /// <summary>The text as it stands in keys, JSON and addresses.</summary>
    string Value { get; }

    /// <summary>Makes the identifier of a text; the text is taken as it is.</summary>
    /// <param name="value">The text.</param>
    static abstract TSelf Of(string value);
}

/// <summary>Identifiers are plain strings in JSON.</summary>
internal sealed class IdentifierConverter<T> : JsonConverter<T> where T : struct, IIdentifier<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.Of(reader.GetString() ?? throw new JsonException($"{typeof(T).Name} is null."));

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);

    public override T ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.Of(reader.GetString()!);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Value);
}

/// <summary>Finds the converter for every identifier type.</summary>
public sealed class IdentifierConverterFactory : JsonConverterFactory
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) => typeToConvert is { IsValueType: true }
        && typeToConvert.GetInterfaces()
            .Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IIdentifier<>));

    /// <inheritdoc/>
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(IdentifierConverter<>).MakeGenericType(typeToConvert))!;
}
