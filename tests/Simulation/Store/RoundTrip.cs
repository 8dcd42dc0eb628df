using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Commerce.Grains.Kernel;

namespace Commerce.Simulation.Store;

/// <summary>Proves that what is stored is what is read again. States are immutable, so a write may stand for its own
/// JSON; of some writes, and in some seeds of the first with each kind of state and event, the JSON is made, compared
/// and kept.</summary>
/// <param name="often">One in so many writes.</param>
/// <param name="firsts">Whether the first of each kind is among them.</param>
internal sealed class RoundTrip(int often, bool firsts = true)
{
    /// <summary>How many writes there are to one that is proved.</summary>
    public const int Often = 128;

    /// <summary>How many seeds there are to one in which the first of each kind is proved too.</summary>
    public const int SeedsToFirsts = 8;

    private static readonly JsonSerializerOptions ReadAgain = Make();

    private readonly HashSet<(string Entity, Type Kind)> seen = [];
    private long writes;

    /// <summary>Told of a write that is read as something else.</summary>
    public Action<string, string>? Differs { get; set; }

    /// <summary>The JSON that is to be stored of a write; null: the write stands for it.</summary>
    public byte[]? Of<T>(string entity, T written)
    {
        var write = (IEnvelope)written!;
        if (!IsChosen(entity, write)) return null;
        var json = JsonSerializer.SerializeToUtf8Bytes(written, KernelJson.Options);
        var read = JsonSerializer.Deserialize<T>(json, KernelJson.Options);
        var (was, isNow) = (Kept(written), Kept(read!));
        if (!was.AsSpan().SequenceEqual(isNow))
            Differs?.Invoke($"{entity}/{write.Id}", $"version {write.Version} is read as another state");
        return json;
    }

    private bool IsChosen(string entity, IEnvelope write)
    {
        var chosen = ++writes % often == 0;
        if (!firsts) return chosen;
        if (write.State is { } state) chosen |= seen.Add((entity, state.GetType()));
        foreach (var happened in write.Events) chosen |= seen.Add((entity, happened.GetType()));
        return chosen;
    }

    private static byte[] Kept<T>(T written) => JsonSerializer.SerializeToUtf8Bytes(written, ReadAgain);

    // Without what is projected by the database and never read back.
    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(KernelJson.Options)
        {
            TypeInfoResolver = KernelJson.Options.TypeInfoResolver!.WithAddedModifier(type =>
            {
                if (!type.Type.IsGenericType || type.Type.GetGenericTypeDefinition() != typeof(Stored<,>)) return;
                foreach (var member in type.Properties.Where(member => member.Set is null).ToList())
                    type.Properties.Remove(member);
            }),
        };
        options.MakeReadOnly();
        return options;
    }
}
