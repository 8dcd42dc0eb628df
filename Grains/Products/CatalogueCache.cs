using Commerce.Grains.Kernel;

namespace Commerce.Grains.Products;

/// <summary>What one process knows of variants: at most one second old, and asked for once however many want
/// it.</summary>
internal sealed class CatalogueCache(TimeProvider clock)
{
    private const int EntriesMost = 10_000;
    private static readonly TimeSpan AgeMost = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Dictionary<Sku, Entry> entries = [];

    /// <summary>The variants of these SKUs; those not known or too old are loaded in one pass.</summary>
    public async Task<ImmutableArray<CatalogueItem>> Find(
        ImmutableArray<Sku> skus, Func<ImmutableArray<Sku>, Task<ImmutableArray<CatalogueItem>>> load)
    {
        var (wanted, missing) = Take(skus);
        if (missing.Count > 0) await Fill(missing, load);
        var items = await Together.All(wanted);
        return [.. items.OfType<CatalogueItem>()];
    }

    /// <summary>These are asked for again by whoever comes next.</summary>
    public void Forget(IEnumerable<Sku> skus)
    {
        lock (gate)
        {
            foreach (var sku in skus) entries.Remove(sku);
        }
    }

    private (List<Task<CatalogueItem?>> Wanted, Dictionary<Sku, Entry> Missing) Take(ImmutableArray<Sku> skus)
    {
        var now = clock.GetUtcNow();
        Dictionary<Sku, Entry> missing = [];
        lock (gate)
        {
            var wanted = skus.Distinct().Select(sku =>
            {
                if (entries.TryGetValue(sku, out var known) && now - known.AskedAt < AgeMost) return known.Item.Task;
                var entry = missing[sku] = entries[sku] = new(now);
                return entry.Item.Task;
            }).ToList();
            if (entries.Count > EntriesMost) DropOld(now);
            return (wanted, missing);
        }
    }

    private async Task Fill(
        Dictionary<Sku, Entry> missing, Func<ImmutableArray<Sku>, Task<ImmutableArray<CatalogueItem>>> load)
    {
        try
        {
            var found = (await load([.. missing.Keys])).ToDictionary(item => item.Sku);
            foreach (var (sku, entry) in missing) entry.Item.SetResult(found.GetValueOrDefault(sku));
        }
        catch (Exception failure)
        {
            Forget(missing);
            foreach (var entry in missing.Values) entry.Item.TrySetException(failure);
        }
    }

    // What could not be loaded is asked for again by whoever comes next.
    private void Forget(Dictionary<Sku, Entry> missing)
    {
        lock (gate)
        {
            foreach (var (sku, entry) in missing)
            {
                if (entries.TryGetValue(sku, out var known) && known == entry) entries.Remove(sku);
            }
        }
    }

    private void DropOld(DateTimeOffset now)
    {
        var old = entries.Where(entry => now - entry.Value.AskedAt >= AgeMost).Select(entry => entry.Key).ToList();
        foreach (var sku in old) entries.Remove(sku);
    }

    private sealed class Entry(DateTimeOffset askedAt)
    {
        public DateTimeOffset AskedAt { get; } = askedAt;

        public TaskCompletionSource<CatalogueItem?> Item { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
