using Npgsql;

namespace Commerce.Silo.Storage.Postgres;

/// <summary>Keeps a database for one process of the Embedded edition: a second one would answer from states that the
/// first has changed.</summary>
internal sealed class PostgresClaim : IAsyncDisposable
{
    private const long Number = 0x73686f702d6f6e65;
    private const int TriesMost = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly NpgsqlConnection connection;

    private PostgresClaim(NpgsqlConnection connection) => this.connection = connection;

    /// <summary>Claims the database until disposed of, or until the process ends. Waits a little for a process that is
    /// just ending.</summary>
    /// <exception cref="StartFaultException">Another process has it.</exception>
    public static async Task<PostgresClaim> Of(NpgsqlDataSource database, TimeProvider clock, CancellationToken stop)
    {
        var connection = await database.OpenConnectionAsync(stop);
        for (var tries = 1; tries <= TriesMost; tries++)
        {
            await using var ask = new NpgsqlCommand("select pg_try_advisory_lock(@number)", connection);
            ask.Parameters.AddWithValue("number", Number);
            if (await ask.ExecuteScalarAsync(stop) is true) return new(connection);
            await Task.Delay(Pause, clock, stop);
        }

        await connection.DisposeAsync();
        throw new StartFaultException(
            "The database is in use by another process; in the Embedded edition it serves one at a time.");
    }

    public async ValueTask DisposeAsync()
    {
        await using (connection)
        {
            await using var give = new NpgsqlCommand("select pg_advisory_unlock(@number)", connection);
            give.Parameters.AddWithValue("number", Number);
            await give.ExecuteScalarAsync();
        }
    }
}
