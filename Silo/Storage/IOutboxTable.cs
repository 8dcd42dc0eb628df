namespace Commerce.Silo.Storage;

/// <summary>The outgoing messages that the triggers copied out of the entities' writes.</summary>
internal interface IOutboxTable
{
    /// <summary>Leases messages that are to be sent now, so that no other process takes them for a minute. That
    /// alone is no try.</summary>
    Task<ImmutableArray<OutboxMessage>> Lease(DateTimeOffset now, int most, CancellationToken stop);

    /// <summary>The messages left the house: one try more for each.</summary>
    Task Sent(ImmutableArray<string> ids, DateTimeOffset at, CancellationToken stop);

    /// <summary>The message did not leave: one try more. It is tried again later. Null: never, a person must
    /// look at it.</summary>
    Task Failed(string id, string error, DateTimeOffset? again, CancellationToken stop);
}

/// <summary>One message to send.</summary>
/// <param name="Id">Entity, version and ordinal: <c>order-….7.0</c>. Unique and stable: the mail's Message-ID.</param>
/// <param name="Kind"><c>mail</c>.</param>
/// <param name="Template">The template's name.</param>
/// <param name="To">The recipient.</param>
/// <param name="Values">The template's values.</param>
/// <param name="Attempts">How often it was tried before.</param>
/// <param name="CreatedAt">When the change that caused it was stored.</param>
internal sealed record OutboxMessage(
    string Id,
    string Kind,
    string Template,
    string To,
    ImmutableSortedDictionary<string, string> Values,
    int Attempts,
    DateTimeOffset CreatedAt);
