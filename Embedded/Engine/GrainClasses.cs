using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Runtime;

namespace Commerce.Embedded;

/// <summary>An assembly whose grain classes the engine runs.</summary>
/// <param name="Assembly">The assembly.</param>
/// <param name="Only">Those of its classes that are run; null: all.</param>
internal sealed record GrainAssembly(Assembly Assembly, IReadOnlyList<Type>? Only = null)
{
    // Seen once a process: an engine that starts again finds what another knew.
    private static readonly ConcurrentDictionary<Assembly, GrainClass[]> Known = [];

    /// <summary>Its grain classes.</summary>
    public IEnumerable<GrainClass> Classes => Only is null
        ? ClassesOf(Assembly)
        : ClassesOf(Assembly).Where(one => Only.Contains(one.Type));

    private static GrainClass[] ClassesOf(Assembly assembly) => Known.GetOrAdd(
        assembly, static all => [.. all.GetTypes().Where(GrainClass.Is).Select(type => new GrainClass(type))]);
}

/// <summary>All grain classes, by name and by interface.</summary>
internal sealed class GrainClasses
{
    private readonly Dictionary<GrainType, GrainClass> byName = [];
    private readonly ConcurrentDictionary<Type, GrainType> byInterface = [];

    public GrainClasses(IEnumerable<GrainAssembly> assemblies)
    {
        foreach (var found in assemblies.DistinctBy(one => one.Assembly).SelectMany(one => one.Classes))
        {
            if (!byName.TryAdd(found.Name, found))
                throw new ArgumentException(
                    $"{found.Type} and {byName[found.Name].Type} are both named '{found.Name}'.");
        }
    }

    public int Count => byName.Count;

    public GrainClass Named(GrainType name) => byName.GetValueOrDefault(name)
        ?? throw new ArgumentException($"There is no grain class of the type '{name}'.");

    /// <summary>The class that implements the interface; of several, the one of its name or prefix.</summary>
    public GrainType Implementing(Type wanted, string? prefix) => string.IsNullOrWhiteSpace(prefix)
        ? byInterface.TryGetValue(wanted, out var known) ? known : byInterface.GetOrAdd(wanted, FindByInterface)
        : FindByPrefix(wanted, prefix);

    private GrainType FindByInterface(Type wanted)
    {
        var found = Candidates(wanted);
        if (found is [var only]) return only.Name;
        if (found.FirstOrDefault(candidate => candidate.Type.Name == wanted.Name[1..]) is { } named) return named.Name;
        throw found is []
            ? new ArgumentException($"Could not find an implementation for interface {wanted}.")
            : Ambiguous(wanted, found);
    }

    private GrainType FindByPrefix(Type wanted, string prefix)
    {
        var found = Candidates(wanted);
        if (found.FirstOrDefault(candidate => candidate.Type.FullName == prefix) is { } exact) return exact.Name;
        found = [.. found.Where(one => one.Type.FullName!.StartsWith(prefix, StringComparison.Ordinal))];
        return found switch
        {
            [var only] => only.Name,
            [] => throw new ArgumentException($"No implementation of {wanted} is named '{prefix}'."),
            _ => throw Ambiguous(wanted, found),
        };
    }

    private GrainClass[] Candidates(Type wanted) =>
        [.. byName.Values.Where(candidate => wanted.IsAssignableFrom(candidate.Type))];

    private static ArgumentException Ambiguous(Type wanted, IEnumerable<GrainClass> found) => new(
        $"Unable to identify a single appropriate grain type for interface {wanted}. "
        + $"Candidates: {string.Join(", ", found.Select(candidate => candidate.Name))}");
}
