using Commerce.Silo.Gateways.Stripe;
using Commerce.Silo.Storage;

namespace Commerce.Silo.Gateways.Inbox;

/// <summary>Hints of the gateway, kept until they are heeded.</summary>
internal interface IInboxTable
{
    /// <summary>Is called when something was added.</summary>
    OutboxSignal News { get; }

    /// <summary>Keeps a hint; false: it is kept already.</summary>
    Task<bool> Add(WebhookHint hint);

    /// <summary>Takes what is to be heeded now; nobody else takes it until the lease ends.</summary>
    Task<List<KeptHint>> Lease(CancellationToken stop);

    /// <summary>It is tried again then.</summary>
    Task Again(string id, DateTimeOffset at);

    /// <summary>It is done with; a person may have to hear of it.</summary>
    Task Done(string id, FoundProblem? problem = null);

    /// <summary>Whose payment it is that the gateway knows by this id; null: nobody's here.</summary>
    Task<string?> ReferenceOf(string paymentId);
}

/// <summary>A hint that was taken out to be heeded.</summary>
internal sealed record KeptHint
{
    public string EventId { get; init; } = "";

    public string Kind { get; init; } = "";

    public string? PaymentId { get; init; }

    public string? RefundId { get; init; }

    public string? Reference { get; init; }

    /// <summary>How often it was taken, this time counted.</summary>
    public long Attempts { get; init; }
}
