using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Commerce.Silo.Storage.Sqlite;

/// <summary>The one connection that writes, on a thread of its own: SQLite blocks while the disk works.</summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly BlockingCollection<Action<SqliteConnection>> jobs = [];
    private readonly SqliteConnection connection;
    private readonly Thread thread;

    public SqliteWriter(SqliteConnection connection)
    {
        this.connection = connection;
        thread = new(Work) { IsBackground = true, Name = "Commerce SQLite writer" };
        thread.Start();
    }

    /// <summary>Does a job after all earlier ones.</summary>
    public Task<T> Run<T>(Func<SqliteConnection, T> job)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        jobs.Add(open =>
        {
            try
            {
                done.SetResult(job(open));
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        });
        return done.Task;
    }

    /// <summary>Ends when all jobs are done.</summary>
    public void Dispose()
    {
        jobs.CompleteAdding();
        thread.Join();
        connection.Dispose();
        jobs.Dispose();
    }

    private void Work()
    {
        foreach (var job in jobs.GetConsumingEnumerable()) job(connection);
    }
}
