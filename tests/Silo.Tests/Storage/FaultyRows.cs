using System.Data.Common;
using Commerce.Silo.Storage;

namespace Commerce.Silo.Tests.Storage;

/// <summary>Rows whose database fails when it is told to, before or after it has stored them.</summary>
internal sealed class FaultyRows(IRowStore inner) : IRowStore
{
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task hold = Task.CompletedTask;

    /// <summary>The next transaction is not made.</summary>
    public bool FailBefore { get; set; }

    /// <summary>The next transaction is made, and nobody hears of it.</summary>
    public bool FailAfter { get; set; }

    /// <summary>How many rows each transaction was to store.</summary>
    public List<int> Batches { get; } = [];

    public int Writers => 1;

    /// <summary>Keeps transactions waiting, so that writes gather.</summary>
    public void Hold() => hold = released.Task;

    public void Release() => released.TrySetResult();

    public async Task<bool[]> Write(IReadOnlyList<RowWrite> rows)
    {
        Batches.Add(rows.Count);
        await hold;
        if (FailBefore) throw new Fault();
        var stored = await inner.Write(rows);
        return FailAfter ? throw new Fault() : stored;
    }

    public Task<StoredRow?[]> Read(IReadOnlyList<RowKey> keys) => inner.Read(keys);

    public bool IsFaultOfOneRow(Exception failure) => inner.IsFaultOfOneRow(failure);

    private sealed class Fault : DbException;
}
