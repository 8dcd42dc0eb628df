using System.Text;
using Orleans.Runtime;

namespace Commerce.Silo.Storage;

/// <summary>The table of grain state, many rows at a time.</summary>
internal interface IRowStore
{
    /// <summary>How many transactions may be under way at once.</summary>
    int Writers { get; }

    /// <summary>Stores all rows in one transaction, in the order given; no key stands in it twice. Tells for each row
    /// whether its version was the stored one; those of another version are not stored.</summary>
    /// <exception cref="System.Data.Common.DbException">Nothing was stored, or nobody knows.</exception>
    Task<bool[]> Write(IReadOnlyList<RowWrite> rows);

    /// <summary>Reads rows; null where there is none.</summary>
    Task<StoredRow?[]> Read(IReadOnlyList<RowKey> keys);

    /// <summary>Whether the database took the transaction back because of what a row holds, so that the others may do
    /// better without it.</summary>
    bool IsFaultOfOneRow(Exception failure);
}

/// <summary>The identity of a row, with the hashes that Orleans computes.</summary>
internal readonly record struct RowKey(int KeyHash, int TypeHash, string Type, string Key) : IComparable<RowKey>
{
    public static RowKey Of(string stateName, GrainId grain)
    {
        var key = grain.Key.ToString();
        return new(Hash(key, reversed: true), Hash(stateName, reversed: false), stateName, key);
    }

    public int CompareTo(RowKey other)
    {
        var byKey = string.CompareOrdinal(Key, other.Key);
        return byKey != 0 ? byKey : string.CompareOrdinal(Type, other.Type);
    }

    public static bool operator <(RowKey left, RowKey right) => left.CompareTo(right) < 0;

    public static bool operator >(RowKey left, RowKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(RowKey left, RowKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(RowKey left, RowKey right) => left.CompareTo(right) >= 0;

    // Orleans turns the bytes of a key round, and those of a type not.
    private static int Hash(string text, bool reversed)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (reversed) Array.Reverse(bytes);
        return unchecked((int)StableHash.ComputeHash(bytes));
    }
}

/// <summary>A row to store.</summary>
/// <param name="Key">Which row.</param>
/// <param name="Payload">Its bytes; null clears it.</param>
/// <param name="Version">The version it must have now; null: it must not exist.</param>
internal sealed record RowWrite(RowKey Key, byte[]? Payload, int? Version);

/// <summary>A row as stored.</summary>
internal sealed record StoredRow(byte[]? Payload, int Version);
