using System.Text.Json;
using System.Text.Json.Nodes;
using Commerce.Grains.Kernel;

namespace Commerce.Simulation.Store;

/// <summary>Proves that what is stored is what is read again. States are immutable, so a write may stand for its own
/// JSON; of some writes, and of the first with each kind of state and event, the JSON is made, compared and kept.</summary>
/// <param name="often">One in so many writes.</param>
internal sealed class RoundTrip(int often)
{
    /// <summary>How many writes there are to one that is proved.</summary>
    public const int Often = 64;

    private static readonly string[] ReadNever =
        ["events", "outgoing", "problems", "rows", "changes", "answers", "due"];

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
        var again = JsonSerializer.SerializeToUtf8Bytes(read, KernelJson.Options);
        if (!JsonNode.DeepEquals(Kept(json), Kept(again)))
            Differs?.Invoke($"{entity}/{write.Id}", $"version {write.Version} is read as another state");
        return json;
    }

    private bool IsChosen(string entity, IEnvelope write)
    {
        var chosen = ++writes % often == 0;
        if (write.State is { } state) chosen |= seen.Add((entity, state.GetType()));
        foreach (var happened in write.Events) chosen |= seen.Add((entity, happened.GetType()));
        return chosen;
    }

    private static JsonObject Kept(byte[] json)
    {
        var all = JsonNode.Parse(json)!.AsObject();
        foreach (var name in ReadNever) all.Remove(name);
        return all;
    }
}
