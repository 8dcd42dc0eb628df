namespace Commerce.Grains.Kernel;

/// <summary>Reads what happened to one entity .</summary>
[Alias("history")]
public interface IHistoryGrain : IGrainWithStringKey
{
    /// <summary>The events of one entity, newest first.</summary>
    /// <remarks>Refusals: <see cref="CursorInvalid"/>.</remarks>
    /// <param name="entity">The entity's name: <c>order</c>.</param>
    /// <param name="id">The entity's key.</param>
    /// <param name="page">Which page.</param>
    [Alias("list")]
    Task<Outcome<Page<HistoryEntry>>> List(string entity, string id, PageRequest page);
}

/// <summary>One event as staff see it.</summary>
/// <param name="Version">The entity's version after the write that it belongs to.</param>
/// <param name="Ordinal">Its place within that write, from 0.</param>
/// <param name="Type">The event's alias: <c>order.items-shipped</c>.</param>
/// <param name="At">When.</param>
/// <param name="Who">See <see cref="Call.Who"/>.</param>
/// <param name="From">Network address, if known.</param>
/// <param name="Why">The reason given, if any.</param>
/// <param name="DataJson">The event's own members as JSON.</param>
[GenerateSerializer, Immutable, Alias("history-entry")]
public sealed record HistoryEntry(
    long Version, int Ordinal, string Type, DateTimeOffset At, string Who, string? From, string? Why, string DataJson);
