using System.Text.Json;
using System.Text.Json.Nodes;

namespace Commerce.Grains.Kernel;

/// <summary>Outcomes and refusals as JSON, for those outside who translate them.</summary>
public static class RefusalJson
{
    /// <summary>The refusal's own members, camelCase; kind, detail and field are left out.</summary>
    /// <param name="refusal">The refusal.</param>
    public static JsonObject Members(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        var members = JsonSerializer.SerializeToNode(refusal, refusal.GetType(), KernelJson.Options)!.AsObject();
        foreach (var name in new[] { "kind", "detail", "param" }) members.Remove(name);
        return members;
    }

    /// <summary>The outcome that was kept, or null when it is of another kind of thing.</summary>
    /// <typeparam name="T">What the caller saw when it was done.</typeparam>
    /// <param name="kept">The kept answer.</param>
    public static Outcome<T>? Read<T>(KeptAnswer kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        return JsonSerializer.Deserialize<Outcome<T>>(kept.OutcomeJson, KernelJson.Options);
    }
}
