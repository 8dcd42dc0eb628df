namespace Orleans.Runtime;

/// <summary>The name of a grain class, the first half of every <see cref="GrainId"/>.</summary>
public readonly struct GrainType(IdSpan id) : IEquatable<GrainType>, IComparable<GrainType>
{
    /// <summary>The name's bytes.</summary>
    public IdSpan Value => id;

    /// <summary>Whether it is empty.</summary>
    public bool IsDefault => id.IsDefault;

    /// <summary>The type of that name.</summary>
    public static GrainType Create(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        return new(IdSpan.Create(value));
    }

    /// <summary>The name's bytes.</summary>
    public ReadOnlySpan<byte> AsSpan() => id.AsSpan();

    /// <summary>The hash that is the same in every process.</summary>
    public uint GetUniformHashCode() => id.GetUniformHashCode();

    /// <inheritdoc/>
    public bool Equals(GrainType obj) => id.Equals(obj.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GrainType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => id.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(GrainType other) => id.CompareTo(other.Value);

    /// <summary>The name.</summary>
    public override string ToString() => id.ToString();

    /// <summary>Whether both name the same class.</summary>
    public static bool operator ==(GrainType left, GrainType right) => left.Equals(right);

    /// <summary>Whether the names differ.</summary>
    public static bool operator !=(GrainType left, GrainType right) => !left.Equals(right);
}
