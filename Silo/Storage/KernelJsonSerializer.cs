using System.Text.Json;
using Commerce.Grains.Kernel;
using Orleans.Storage;

namespace Commerce.Silo.Storage;

/// <summary>State is stored in the kernel's JSON form: the same bytes in both editions.</summary>
internal sealed class KernelJsonSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, KernelJson.Options));

    public T? Deserialize<T>(BinaryData input) =>
        JsonSerializer.Deserialize<T>(input.ToMemory().Span, KernelJson.Options);
}
