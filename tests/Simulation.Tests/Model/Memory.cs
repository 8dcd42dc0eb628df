using System.Text.Json;
using Commerce.Grains.Kernel;

namespace Commerce.Simulation.Tests.Model;

/// <summary>What a walk has met already: equal states are one object with one number, and what a machine decides of a
/// state and a command is asked once.</summary>
internal sealed class Memory
{
    private readonly Dictionary<string, object> known = new(StringComparer.Ordinal);
    private readonly Dictionary<object, int> numbers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(object State, object Command), object> decided = [];
    private readonly Dictionary<Errand, int> errands = [];

    /// <summary>The state that stands for all that are equal to it.</summary>
    public T Same<T>(T state) where T : class
    {
        if (numbers.ContainsKey(state)) return state;
        var text = typeof(T).Name + JsonSerializer.Serialize(state, KernelJson.Options);
        if (known.TryGetValue(text, out var same)) return (T)same;
        known[text] = state;
        numbers[state] = numbers.Count;
        return state;
    }

    /// <summary>The number of a state that is <see cref="Same"/>.</summary>
    public int NumberOf(object state) => numbers[state];

    /// <summary>What comes of a command.</summary>
    public T Once<T>(object state, object command, Func<T> decide) where T : class
    {
        if (decided.TryGetValue((state, command), out var said)) return (T)said;
        var now = decide();
        decided[(state, command)] = now;
        return now;
    }

    /// <summary>A set of errands as one number.</summary>
    public ulong SetOf(ImmutableArray<Errand> some)
    {
        var set = 0UL;
        foreach (var errand in some)
        {
            if (!errands.TryGetValue(errand, out var bit)) errands[errand] = bit = errands.Count;
            set |= 1UL << (bit < 64 ? bit : throw new InvalidOperationException("More errands than bits."));
        }

        return set;
    }
}

/// <summary>A universe as numbers: two that are the same have the same.</summary>
internal readonly record struct Place(
    int Cart, int Order, int Certificate, int Stock, int First, int Second, ulong Told, bool CartLapsed);
