namespace Commerce.Silo.Metrics;

/// <summary>The tags of a measurement, in the order in which they came.</summary>
internal readonly struct Tags(ReadOnlySpan<KeyValuePair<string, object?>> tags) : IEquatable<Tags>
{
    private readonly KeyValuePair<string, object?>[] all = tags.IsEmpty ? [] : tags.ToArray();

    public bool Equals(Tags other)
    {
        if (all.Length != other.all.Length) return false;
        for (var place = 0; place < all.Length; place++)
        {
            if (all[place].Key != other.all[place].Key || !Equals(all[place].Value, other.all[place].Value))
                return false;
        }

        return true;
    }

    public override bool Equals(object? obj) => obj is Tags other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var (name, value) in all)
        {
            hash.Add(name.Length);
            hash.Add(value);
        }

        return hash.ToHashCode();
    }
}
