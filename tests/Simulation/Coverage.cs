namespace Commerce.Simulation;

/// <summary>How often what happened, in groups.</summary>
internal sealed class Coverage
{
    private readonly SortedDictionary<string, SortedDictionary<string, long>> groups = new(StringComparer.Ordinal);

    /// <summary>Groups, names and how often.</summary>
    public IReadOnlyDictionary<string, SortedDictionary<string, long>> Groups => groups;

    public void Count(string group, string name, long times = 1)
    {
        if (!groups.TryGetValue(group, out var names)) groups[group] = names = new(StringComparer.Ordinal);
        names[name] = names.GetValueOrDefault(name) + times;
    }

    /// <summary>Takes another's counts over.</summary>
    public void Add(Coverage other)
    {
        foreach (var (group, names) in other.groups)
        {
            foreach (var (name, times) in names) Count(group, name, times);
        }
    }

    public long Of(string group, string name) => groups.GetValueOrDefault(group)?.GetValueOrDefault(name) ?? 0;
}
