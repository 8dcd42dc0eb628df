using Npgsql;

namespace Commerce.Silo.Storage.Postgres;

/// <summary>Keeps a database for one process, or for the silos of one cluster: anybody else would answer from states that
/// they have changed.</summary>
internal sealed class PostgresClaim : IAsyncDisposable
{
    private const long Number = 0x73686f702d6f6e65;
    private const int TriesMost = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private const string Try = "select pg_try_advisory_lock(@number)";
    private const string TryShared = "select pg_try_advisory_lock_shared(@number)";
    private const string Give = "select pg_advisory_unlock(@number)";
    private const string GiveShared = "select pg_advisory_unlock_shared(@number)";

    private readonly NpgsqlConnection connection;
    private readonly bool shared;

    private PostgresClaim(NpgsqlConnection connection, bool shared)
    {
        this.connection = connection;
        this.shared = shared;
    }

    /// <summary>Claims the database until disposed of, or until the process ends. Waits a little for a process that is
    /// just ending.</summary>
    /// <exception cref="StartFaultException">Another process has it.</exception>
    public static async Task<PostgresClaim> Of(
        NpgsqlDataSource database, DatabaseClaim wanted, TimeProvider clock, CancellationToken stop)
    {
        var shared = wanted == DatabaseClaim.Cluster;
        var connection = await database.OpenConnectionAsync(stop);
        for (var tries = 1; tries <= TriesMost; tries++)
        {
            await using var ask = new NpgsqlCommand(shared ? TryShared : Try, connection);
            ask.Parameters.AddWithValue("number", Number);
            if (await ask.ExecuteScalarAsync(stop) is true) return new(connection, shared);
            await Task.Delay(Pause, clock, stop);
        }

        await connection.DisposeAsync();
        throw new StartFaultException(
            shared
                ? "The database is in use by a process of the Embedded edition, which has it alone."
                : "The database is in use by another process; in the Embedded edition it serves one at a time.");
    }

    public async ValueTask DisposeAsync()
    {
        await using (connection)
        {
            await using var give = new NpgsqlCommand(shared ? GiveShared : Give, connection);
            give.Parameters.AddWithValue("number", Number);
            await give.ExecuteScalarAsync();
        }
    }
}
