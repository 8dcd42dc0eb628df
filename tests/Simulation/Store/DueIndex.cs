using Commerce.Silo.Storage;

namespace Commerce.Simulation.Store;

/// <summary>The table <c>due</c> in memory.</summary>
internal sealed class DueIndex(Func<DateTimeOffset> shown, ISet<string> problems) : IDueTable
{
    private readonly Dictionary<(string Entity, string Id), DueEntry> entries = [];
    private readonly SortedSet<DueEntry>[] shards =
        [.. Enumerable.Range(0, DueTable.Shards).Select(_ => new SortedSet<DueEntry>(new Soonest()))];
    private readonly long?[] next = new long?[DueTable.Shards];

    /// <summary>Every entry, as <c>entity/key</c>.</summary>
    public IEnumerable<DueEntry> Entries => entries.Values;

    public bool Contains(string entity, string id) => entries.ContainsKey((entity, id));

    /// <summary>When a shard is next to be swept; null: nothing is due there, ever.</summary>
    public long? NextAt(int shard) => next[shard];

    /// <summary>What a write says of its entity.</summary>
    public void Set(string entity, string id, long? at)
    {
        Remove(entity, id);
        if (at is { } time) Add(new(entity, id, time, 0));
    }

    public async Task<List<DueEntry>> Take(int shard, int most)
    {
        var now = shown().ToUnixTimeMilliseconds();
        List<DueEntry> due = [.. shards[shard].TakeWhile(entry => entry.At <= now).Take(most)];
        await Task.Yield();
        return due;
    }

    public async Task Move(IReadOnlyList<DueMove> moves)
    {
        await Task.Yield();
        foreach (var move in moves)
        {
            if (move.Attempts == DueTable.FailuresMost) problems.Add($"due/{move.Entity}/{move.Id}");
            if (!entries.TryGetValue((move.Entity, move.Id), out var entry) || entry.At != move.Seen) continue;
            Remove(move.Entity, move.Id);
            if (move.Next is { } next) Add(new(move.Entity, move.Id, next, move.Attempts));
        }
    }

    private static int ShardOf(string id) => (int)(StableHash.ComputeHash(id) % DueTable.Shards);

    private void Add(DueEntry entry)
    {
        entries[(entry.Entity, entry.Id)] = entry;
        var shard = ShardOf(entry.Id);
        shards[shard].Add(entry);
        if (next[shard] is not { } soonest || entry.At < soonest) next[shard] = entry.At;
    }

    private void Remove(string entity, string id)
    {
        if (!entries.Remove((entity, id), out var old)) return;
        var shard = ShardOf(id);
        shards[shard].Remove(old);
        if (old.At == next[shard]) next[shard] = shards[shard].Min?.At;
    }

    private sealed class Soonest : IComparer<DueEntry>
    {
        public int Compare(DueEntry? x, DueEntry? y)
        {
            var byTime = x!.At.CompareTo(y!.At);
            if (byTime != 0) return byTime;
            var byId = string.CompareOrdinal(x.Id, y.Id);
            return byId != 0 ? byId : string.CompareOrdinal(x.Entity, y.Entity);
        }
    }
}
