using System.Reflection;

namespace Commerce.Simulation.Covering;

/// <summary>The cells of the truth tables in the features' own descriptions: feature, state and command.</summary>
internal static class TruthTables
{
    private const string Prefix = "truth/";

    /// <summary>All of them.</summary>
    public static ImmutableArray<string> All { get; } =
        [.. Texts(Prefix).SelectMany(one => CellsOf(one.Name, one.Lines)).Distinct()];

    /// <summary>What the world cannot do, and why.</summary>
    public static ImmutableDictionary<string, string> Unreached { get; } = Texts("unreached").Single().Lines
        .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(" | "))
        .ToImmutableDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);

    /// <summary>What must have happened.</summary>
    public static IEnumerable<string> Wanted => All.Where(cell => !Unreached.ContainsKey(cell));

    /// <summary>The cell's name.</summary>
    public static string Cell(string feature, string state, string command) => $"{feature}: {state} × {command}";

    private static IEnumerable<string> CellsOf(string feature, IEnumerable<string> lines)
    {
        string[]? heads = null;
        foreach (var line in lines)
        {
            if (!line.StartsWith('|')) heads = null;
            else if (heads is null && line.StartsWith("|  ", StringComparison.Ordinal)) heads = Parts(line);
            else if (heads is not null && !line.StartsWith("| -", StringComparison.Ordinal))
            {
                foreach (var head in heads[1..]) yield return Cell(feature, Parts(line)[0], head);
            }
        }
    }

    private static string[] Parts(string line) => [.. line.Trim('|').Split('|').Select(part => part.Trim())];

    private static IEnumerable<(string Name, string[] Lines)> Texts(string prefix)
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal)
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var feature = name[prefix.Length..].Replace("README", "", StringComparison.Ordinal);
            yield return (feature.Trim('/', '\\'), reader.ReadToEnd().Split('\n'));
        }
    }
}
