using System.Text.Json;
using Commerce.Grains.Kernel;

namespace Commerce.Api.Http;

/// <summary>One event of an entity, as staff see it .</summary>
/// <param name="Version">The entity's version after the write that it belongs to.</param>
/// <param name="Ordinal">Its place within that write, from 0.</param>
/// <param name="Type">What happened: <c>order.items-shipped</c>.</param>
/// <param name="At">When.</param>
/// <param name="Who">Who made it happen.</param>
/// <param name="From">Network address, if known.</param>
/// <param name="Why">The reason given, if any.</param>
/// <param name="Data">What the event says besides.</param>
internal sealed record HistoryBody(
    long Version, int Ordinal, string Type, DateTimeOffset At, string Who, string? From, string? Why, JsonElement Data)
{
    public static HistoryBody Of(HistoryEntry entry) => new(
        entry.Version,
        entry.Ordinal,
        entry.Type,
        entry.At,
        entry.Who,
        entry.From,
        entry.Why,
        JsonSerializer.Deserialize<JsonElement>(entry.DataJson, ApiJson.Output));
}
