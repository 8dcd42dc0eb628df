using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Commerce.Silo.Storage.Sqlite;

/// <summary>Connections that only read. In WAL mode they never wait for the writer.</summary>
internal sealed class SqliteReaders(Func<SqliteConnection> open, int most) : IDisposable
{
    private readonly ConcurrentBag<SqliteConnection> idle = [];
    private readonly SemaphoreSlim places = new(most);

    /// <summary>Reads on another thread, since SQLite's calls block.</summary>
    public async Task<T> Run<T>(Func<SqliteConnection, Task<T>> query, CancellationToken stop = default)
    {
        await places.WaitAsync(stop);
        try
        {
            return await Task.Run(() => RunNow(query), stop);
        }
        finally
        {
            places.Release();
        }
    }

    public void Dispose()
    {
        foreach (var connection in idle) connection.Dispose();
        places.Dispose();
    }

    private async Task<T> RunNow<T>(Func<SqliteConnection, Task<T>> query)
    {
        var connection = idle.TryTake(out var kept) ? kept : open();
        try
        {
            return await query(connection);
        }
        finally
        {
            idle.Add(connection);
        }
    }
}
