using System.Globalization;
using System.Runtime.InteropServices;

namespace Commerce.Simulation.Covering;

/// <summary>How often what happened, in groups.</summary>
internal sealed class Coverage
{
    private readonly Dictionary<string, Dictionary<string, long>> groups = new(StringComparer.Ordinal);

    /// <summary>Groups, names and how often.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, long>> Groups => groups;

    public void Count(string group, string name, long times = 1)
    {
        if (!groups.TryGetValue(group, out var names)) groups[group] = names = new(StringComparer.Ordinal);
        CollectionsMarshal.GetValueRefOrAddDefault(names, name, out _) += times;
    }

    /// <summary>Takes another's counts over.</summary>
    public void Add(Coverage other)
    {
        foreach (var (group, names) in other.groups)
        {
            foreach (var (name, times) in names) Count(group, name, times);
        }
    }

    /// <summary>What a file of <see cref="Lines"/> says; nothing: there is none yet.</summary>
    public static Coverage In(string file)
    {
        var seen = new Coverage();
        if (!File.Exists(file)) return seen;
        foreach (var line in File.ReadLines(file))
        {
            var parts = line.Split('\t');
            seen.Count(parts[0], parts[1], long.Parse(parts[2], CultureInfo.InvariantCulture));
        }

        return seen;
    }

    /// <summary>One line for each: group, name and how often, with tabs between; in order.</summary>
    public IEnumerable<string> Lines() => groups.SelectMany(group => group.Value.Select(
            one => string.Create(CultureInfo.InvariantCulture, $"{group.Key}\t{one.Key}\t{one.Value}")))
        .Order(StringComparer.Ordinal);

    public long Of(string group, string name) => groups.GetValueOrDefault(group)?.GetValueOrDefault(name) ?? 0;
}
