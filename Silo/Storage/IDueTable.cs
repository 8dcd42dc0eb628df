namespace Commerce.Silo.Storage;

/// <summary>When entities must be looked at again.</summary>
internal interface IDueTable
{
    /// <summary>What is due in a shard, the longest due first.</summary>
    Task<List<DueEntry>> Take(int shard, int most);

    /// <summary>Moves what was taken, all at once. An entry that its entity has set anew meanwhile stays. Whatever has
    /// failed too often is also written down for a person.</summary>
    Task Move(IReadOnlyList<DueMove> moves);
}
