using System.Data.Common;
using Commerce.Silo.Storage;

namespace Commerce.Kit;

/// <summary>Rows whose database fails as often as it is told to, when it is to store one kind of entity.</summary>
internal sealed class FlakyRows(IRowStore inner, string entity) : IRowStore
{
    private int before, after;

    /// <summary>How many transactions with such an entity came here.</summary>
    public int Writes { get; private set; }

    public int Writers => 1;

    /// <summary>So many of the next transactions are not made.</summary>
    public void FailBefore(int times) => before = times;

    /// <summary>So many of the next transactions are made, and nobody hears of it.</summary>
    public void FailAfter(int times) => after = times;

    public async Task<bool[]> Write(IReadOnlyList<RowWrite> rows)
    {
        if (!rows.Any(row => row.Key.Type == entity)) return await inner.Write(rows);
        Writes++;
        if (before > 0 && before-- > 0) throw new LostException();
        var stored = await inner.Write(rows);
        return after > 0 && after-- > 0 ? throw new LostException() : stored;
    }

    public Task<StoredRow?[]> Read(IReadOnlyList<RowKey> keys) => inner.Read(keys);

    public bool IsFaultOfOneRow(Exception failure) => inner.IsFaultOfOneRow(failure);

    private sealed class LostException() : DbException("The connection was lost.");
}
