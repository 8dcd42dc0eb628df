using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>Which grain: its type and its key, written <c>order/order-1</c>.</summary>
public readonly struct GrainId(GrainType type, IdSpan key)
    : IEquatable<GrainId>, IComparable<GrainId>, IParsable<GrainId>
{
    /// <summary>The class's name.</summary>
    public GrainType Type => type;

    /// <summary>The key among the grains of its type.</summary>
    public IdSpan Key => key;

    /// <summary>Whether it names nothing.</summary>
    public bool IsDefault => type.IsDefault && key.IsDefault;

    /// <summary>The grain of that type and key.</summary>
    public static GrainId Create(string type, string key) => Create(GrainType.Create(type), key);

    /// <summary>The grain of that type and key.</summary>
    public static GrainId Create(GrainType type, string key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        return new(type, IdSpan.Create(key));
    }

    /// <summary>The grain of that type and key.</summary>
    public static GrainId Create(GrainType type, IdSpan key) => new(type, key);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static GrainId Parse(string value) => Parse(value, null);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static GrainId Parse(string value, IFormatProvider? provider = null) =>
        TryParse(value, provider, out var id) ? id : throw new FormatException($"'{value}' is no grain id.");

    /// <summary>Reads what <see cref="ToString"/> wrote, if it did.</summary>
    public static bool TryParse(string? value, out GrainId result) => TryParse(value, null, out result);

    /// <summary>Reads what <see cref="ToString"/> wrote, if it did.</summary>
    public static bool TryParse([NotNullWhen(true)] string? value, IFormatProvider? provider, out GrainId result)
    {
        result = default;
        var slash = value?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (value is null || slash <= 0 || slash == value.Length - 1) return false;
        result = Create(value[..slash], value[(slash + 1)..]);
        return true;
    }

    /// <summary>The hash that is the same in every process.</summary>
    public uint GetUniformHashCode() => unchecked((type.GetUniformHashCode() * 31) + key.GetUniformHashCode());

    /// <inheritdoc/>
    public bool Equals(GrainId other) => key.Equals(other.Key) && type.Equals(other.Type);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GrainId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)GetUniformHashCode());

    /// <inheritdoc/>
    public int CompareTo(GrainId other) =>
        type.CompareTo(other.Type) is var byType and not 0 ? byType : key.CompareTo(other.Key);

    /// <summary>The type and the key, as <c>order/order-1</c>.</summary>
    public override string ToString() => $"{type}/{key}";

    /// <summary>Whether both name the same grain.</summary>
    public static bool operator ==(GrainId left, GrainId right) => left.Equals(right);

    /// <summary>Whether they name different grains.</summary>
    public static bool operator !=(GrainId left, GrainId right) => !left.Equals(right);
}
