using Commerce.Grains.Kernel;
using Commerce.Silo.Gateways.Inbox;
using Commerce.Silo.Gateways.Stripe;
using Commerce.Silo.Storage;
using Commerce.Simulation.World;

namespace Commerce.Simulation.Store;

/// <summary>The table <c>gateway_inbox</c> in memory.</summary>
internal sealed class Inbox(Func<DateTimeOffset> shown, Weather weather, Books books) : IInboxTable
{
    private readonly InboxSettings settings = new();
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Row> open = new(StringComparer.Ordinal);

    public OutboxSignal News { get; } = new();

    /// <summary>Hints that are still to be heeded.</summary>
    public int Open => open.Count;

    /// <summary>When one is to be heeded next, in milliseconds; null: none is left.</summary>
    public long? NextAt => open.Count == 0 ? null : open.Values.Min(row => row.NextAt);

    public async Task<bool> Add(WebhookHint hint)
    {
        await Task.Yield();
        var fault = weather.OfWrite("inbox");
        if (fault == StoreFault.ThrowsBefore) throw new StoreUnavailableException("Nothing was kept.");
        var isNew = known.Add(hint.EventId);
        if (isNew)
        {
            open[hint.EventId] = new(new()
            {
                EventId = hint.EventId,
                Kind = hint.Kind,
                PaymentId = hint.PaymentId,
                RefundId = hint.RefundId,
                Reference = hint.Reference,
            })
            {
                NextAt = shown().ToUnixTimeMilliseconds(),
            };
        }

        if (fault == StoreFault.ThrowsAfter) throw new StoreUnavailableException("It was kept.");
        return isNew;
    }

    public async Task<List<KeptHint>> Lease(CancellationToken stop)
    {
        await Task.Yield();
        var now = shown();
        var at = now.ToUnixTimeMilliseconds();
        List<Row> due = [.. open.Values.Where(row => row.NextAt <= at).OrderBy(row => row.NextAt)
            .ThenBy(row => row.Hint.EventId, StringComparer.Ordinal).Take(settings.Batch)];
        foreach (var row in due)
        {
            row.NextAt = (now + settings.Lease).ToUnixTimeMilliseconds();
            row.Hint = row.Hint with { Attempts = row.Hint.Attempts + 1 };
        }

        return [.. due.Select(row => row.Hint)];
    }

    public async Task Again(string id, DateTimeOffset at)
    {
        await Task.Yield();
        if (open.TryGetValue(id, out var row)) row.NextAt = at.ToUnixTimeMilliseconds();
    }

    public async Task Done(string id, FoundProblem? problem = null)
    {
        await Task.Yield();
        if (problem is not null) await books.Report(problem);
        open.Remove(id);
    }

    public async Task<string?> ReferenceOf(string paymentId)
    {
        await Task.Yield();
        if (weather.OfRead("payments")) throw new StoreUnavailableException("Nothing was read.");
        return books.ReferenceOf(paymentId);
    }

    private sealed class Row(KeptHint hint)
    {
        public KeptHint Hint { get; set; } = hint;

        public long NextAt { get; set; }
    }
}
