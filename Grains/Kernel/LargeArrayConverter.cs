using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Commerce.Grains.Kernel;

/// <summary>Stores a large array of immutable entries without making the JSON of those that stay: most of a large cart
/// is the same from write to write.</summary>
internal sealed class LargeArrayConverter<T> : JsonConverter<ImmutableArray<T>> where T : class
{
    /// <summary>Fewer entries are not worth keeping their bytes beside them.</summary>
    public const int Large = 64;

    private static readonly ConditionalWeakTable<T, byte[]> Written = [];

    public override ImmutableArray<T> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<ImmutableArray<T>>(ref reader, options);

    public override void Write(Utf8JsonWriter writer, ImmutableArray<T> value, JsonSerializerOptions options)
    {
        if (value.Length < Large)
        {
            JsonSerializer.Serialize(writer, value, options);
            return;
        }

        writer.WriteStartArray();
        foreach (var entry in value) writer.WriteRawValue(Written.GetValue(entry, Bytes), skipInputValidation: true);
        writer.WriteEndArray();
    }

    private static byte[] Bytes(T entry) => JsonSerializer.SerializeToUtf8Bytes(entry, KernelJson.Options);
}
