using System.Data.Common;
using Commerce.Grains.Kernel;
using Microsoft.Data.Sqlite;

namespace Commerce.Silo.Storage.Sqlite;

/// <summary>A SQLite file: synced at every commit, one connection that writes, others that read.</summary>
internal sealed class SqliteDatabase : IDatabase
{
    private const int ReadersMost = 8;

    private readonly string path;
    private readonly TimeProvider clock;
    private readonly bool readOnly;
    private readonly SqliteReaders readers;
    private SqliteFile? file;
    private SqliteWriter? writer;
    private SqliteRows? rows;

    /// <param name="path">The file.</param>
    /// <param name="clock">The shop's clock.</param>
    /// <param name="readOnly">Only looks, beside the process that has the file, and changes nothing.</param>
    public SqliteDatabase(string path, TimeProvider clock, bool readOnly = false)
    {
        this.path = path;
        this.clock = clock;
        this.readOnly = readOnly;
        readers = new(() => Open(SqliteOpenMode.ReadOnly), ReadersMost);
    }

    public bool IsPostgres => false;

    public IRowStore Rows => rows ?? throw new InvalidOperationException("The database is not open for writing.");

    public Task Start(CancellationToken stop)
    {
        if (readOnly) return Task.CompletedTask;
        file = SqliteFile.Claim(path);
        writer = new(Open(SqliteOpenMode.ReadWrite));
        rows = new(writer, readers, clock);
        return writer.Run(Migrate);
    }

    public Task<T> Read<T>(Func<DbConnection, Task<T>> query, CancellationToken stop = default) =>
        Guarded(() => readers.Run(query, stop));

    public Task<T> Change<T>(Func<DbConnection, Task<T>> change, CancellationToken stop = default) =>
        Guarded(() => (writer ?? throw new InvalidOperationException("The database is not open for writing."))
            .Run(connection => InTransaction(connection, change)));

    public Task<T> ChangeAtOnce<T>(Func<DbConnection, Task<T>> statement, CancellationToken stop = default) =>
        Change(statement, stop);

    public ValueTask DisposeAsync()
    {
        rows?.Dispose();
        writer?.Dispose();
        readers.Dispose();
        file?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<T> Guarded<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (DbException failure)
        {
            throw new StoreUnavailableException($"The store is not available ({RowWriter.CodeOf(failure)}).");
        }
    }

    // SQLite's tasks are complete when they are returned. A change that waits for anything else would hold up every
    // other write, so there is no such change.
    private static T InTransaction<T>(SqliteConnection connection, Func<DbConnection, Task<T>> change)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var work = change(connection);
        if (!work.IsCompleted)
            throw new InvalidOperationException("A change waited for something besides the database; it is not made.");
        var result = work.GetAwaiter().GetResult();
        transaction.Commit();
        return result;
    }

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false };
        var connection = new SqliteConnection(text.ToString());
        connection.Open();
        Execute(connection, "pragma busy_timeout = 5000");
        if (mode == SqliteOpenMode.ReadOnly) return connection;
        Execute(connection, "pragma journal_mode = wal");
        Execute(connection, "pragma synchronous = full");
        Execute(connection, "pragma cache_size = -65536");
        Execute(connection, "pragma temp_store = memory");
        return connection;
    }

    private int Migrate(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        if (IsForeign(connection))
        {
            throw new StartFaultException(
                $"The database {path} is not one of a shop: it has tables of another program.");
        }

        Execute(connection, """
            create table if not exists migrations (
                number integer not null primary key, name text not null, checksum text not null,
                applied_at integer not null) strict
            """);
        var pending = Migration.Pending(Migration.Of("Sqlite"), AppliedTo(connection));
        foreach (var migration in pending)
        {
            Execute(connection, migration.Sql);
            using var note = connection.CreateCommand();
            note.CommandText = "insert into migrations values (@number, @name, @checksum, @at)";
            note.Parameters.AddWithValue("@number", migration.Number);
            note.Parameters.AddWithValue("@name", migration.Name);
            note.Parameters.AddWithValue("@checksum", migration.Checksum);
            note.Parameters.AddWithValue("@at", clock.GetUtcNow().ToUnixTimeMilliseconds());
            note.ExecuteNonQuery();
        }

        transaction.Commit();
        return pending.Length;
    }

    // Nothing is added to what another program keeps. Others have a table of that name too, without checksums.
    private static bool IsForeign(SqliteConnection connection)
    {
        using var query = connection.CreateCommand();
        query.CommandText = """
            select exists (select 1 from sqlite_schema where type = 'table')
                and not exists (select 1 from pragma_table_info('migrations') where name = 'checksum')
            """;
        return (long)query.ExecuteScalar()! == 1;
    }

    private static List<Applied> AppliedTo(SqliteConnection connection)
    {
        using var query = connection.CreateCommand();
        query.CommandText = "select number, checksum from migrations order by number";
        using var found = query.ExecuteReader();
        List<Applied> applied = [];
        while (found.Read()) applied.Add(new(found.GetInt32(0), found.GetString(1)));
        return applied;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
