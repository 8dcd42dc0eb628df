using Commerce.Grains.Orders;
using Commerce.Grains.Stock;

namespace Commerce.Simulation.Audit;

/// <summary>Where attempts have open holds.</summary>
internal sealed class OpenHolds
{
    private readonly Dictionary<AttemptId, HashSet<string>> stocks = [];

    /// <summary>The stock items that hold something for an attempt.</summary>
    public IEnumerable<string> Of(AttemptId attempt) => stocks.GetValueOrDefault(attempt) ?? [];

    /// <summary>Takes a stock item in as it is now.</summary>
    public void Take(string key, StockState? before, StockState now)
    {
        foreach (var gone in before?.Open.Where(hold => now.OpenOf(hold.Attempt) is null) ?? [])
        {
            if (stocks.TryGetValue(gone.Attempt, out var keys) && keys.Remove(key) && keys.Count == 0)
                stocks.Remove(gone.Attempt);
        }

        foreach (var hold in now.Open)
        {
            if (!stocks.TryGetValue(hold.Attempt, out var keys)) stocks[hold.Attempt] = keys = [];
            keys.Add(key);
        }
    }
}
