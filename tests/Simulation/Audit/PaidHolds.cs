using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Stock;
using Commerce.Silo.Storage.Audit;
using Commerce.Simulation.Store;

namespace Commerce.Simulation.Audit;

/// <summary>What stock items have promised to paid orders, and which of it changed since they were looked at.</summary>
internal sealed class PaidHolds(Tables tables)
{
    private readonly Dictionary<string, HashSet<string>> changed = [];

    /// <summary>Notes what a write of a stock item changed.</summary>
    public void Take(IEnvelope write)
    {
        if (write.Changes?["stock_holds"] is not { } rows) return;
        if (!changed.TryGetValue(write.Id, out var attempts)) changed[write.Id] = attempts = [];
        foreach (StockHoldRow row in rows) attempts.Add(row.Attempt);
    }

    /// <summary>All that a stock item has promised.</summary>
    public ImmutableArray<HoldFacts> Of(string key) => [.. tables.PromisesOf(key).Values];

    /// <summary>What of it changed since this was asked last.</summary>
    public ImmutableArray<HoldFacts> ChangedOf(string key)
    {
        if (!changed.Remove(key, out var attempts)) return [];
        var promises = tables.PromisesOf(key);
        return [.. attempts.Select(promises.GetValueOrDefault).OfType<HoldFacts>()];
    }

    /// <summary>What is promised to an attempt.</summary>
    public IEnumerable<HoldFacts> For(AttemptId attempt) => tables.PromisesTo(attempt).Values;
}
