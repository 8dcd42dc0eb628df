namespace Commerce.Simulation.Running;

/// <summary>The only source of chance: one stream of numbers for one seed, the same on every machine
/// (SplitMix64).</summary>
internal sealed class Chance(ulong seed)
{
    private readonly ulong seed = seed;
    private ulong state = seed;

    /// <summary>A stream of its own that follows from the seed and a name, so that one part of the world does not
    /// disturb another.</summary>
    public Chance Fork(string name) =>
        new(new Chance(unchecked(seed + (StableHash.ComputeHash(name) * 0x9E3779B97F4A7C15))).Next());

    /// <summary>64 bits.</summary>
    public ulong Next()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }

    /// <summary>0 up to, but not, a number.</summary>
    public int Below(int most) => (int)(Next() % (ulong)most);

    /// <summary>Both ends are possible.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>Any time from nothing to a span.</summary>
    public TimeSpan Within(TimeSpan most) => TimeSpan.FromMilliseconds(Below((int)most.TotalMilliseconds + 1));

    /// <summary>True so often in a million.</summary>
    public bool Hits(int inAMillion) => inAMillion > 0 && Below(1_000_000) < inAMillion;

    /// <summary>True so often in a hundred.</summary>
    public bool Percent(int often) => Below(100) < often;

    /// <summary>One of some.</summary>
    public T Of<T>(IReadOnlyList<T> some) => some[Below(some.Count)];
}
