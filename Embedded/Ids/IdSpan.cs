using System.Text;

namespace Orleans.Runtime;

/// <summary>The UTF-8 bytes of a grain's type or key, with their stable hash.</summary>
public readonly struct IdSpan : IEquatable<IdSpan>, IComparable<IdSpan>
{
    private readonly byte[]? bytes;
    private readonly int hash;

    /// <summary>Wraps bytes that nobody changes any more.</summary>
    public IdSpan(byte[] value)
    {
        bytes = value;
        hash = unchecked((int)StableHash.ComputeHash(value));
    }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Value => bytes;

    /// <summary>Whether it is empty.</summary>
    public bool IsDefault => bytes is null or { Length: 0 };

    /// <summary>The bytes of a text.</summary>
    public static IdSpan Create(string id) => new(Encoding.UTF8.GetBytes(id));

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> AsSpan() => bytes;

    /// <summary>The hash that is the same in every process.</summary>
    public uint GetUniformHashCode() => unchecked((uint)hash);

    /// <inheritdoc/>
    public bool Equals(IdSpan obj) =>
        ReferenceEquals(bytes, obj.bytes) || (hash == obj.hash && AsSpan().SequenceEqual(obj.AsSpan()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is IdSpan other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => hash;

    /// <inheritdoc/>
    public int CompareTo(IdSpan other) => AsSpan().SequenceCompareTo(other.AsSpan());

    /// <summary>The text.</summary>
    public override string ToString() => bytes is null ? "" : Encoding.UTF8.GetString(bytes);

    /// <summary>Whether both hold the same bytes.</summary>
    public static bool operator ==(IdSpan left, IdSpan right) => left.Equals(right);

    /// <summary>Whether the bytes differ.</summary>
    public static bool operator !=(IdSpan left, IdSpan right) => !left.Equals(right);
}
