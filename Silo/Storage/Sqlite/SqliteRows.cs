using Microsoft.Data.Sqlite;

namespace Commerce.Silo.Storage.Sqlite;

/// <summary>Rows in SQLite: one transaction of prepared statements.</summary>
internal sealed class SqliteRows(SqliteWriter writer, SqliteReaders readers, TimeProvider clock)
    : IRowStore, IDisposable
{
    private const string InsertSql = """
        insert into orleansstorage (grainidhash, grainidn0, grainidn1, graintypehash, graintypestring,
            grainidextensionstring, serviceid, payloadbinary, modifiedon, version)
        values (@keyhash, 0, 0, @typehash, @type, @key, @shop, @payload, @now, 1)
        on conflict do nothing
        """;

    private const string UpdateSql = """
        update orleansstorage set payloadbinary = @payload, modifiedon = @now, version = version + 1
        where grainidhash = @keyhash and graintypehash = @typehash and grainidn0 = 0 and grainidn1 = 0
            and graintypestring = @type and grainidextensionstring = @key and serviceid = @shop and version = @version
        """;

    private const string ReadSql = """
        select payloadbinary, version from orleansstorage
        where grainidhash = @keyhash and graintypehash = @typehash and grainidn0 = 0 and grainidn1 = 0
            and graintypestring = @type and grainidextensionstring = @key and serviceid = @shop
        """;

    private RowCommand? insert, update;

    // One writer: the file takes one transaction at a time, and a batch gathers meanwhile.
    public int Writers => 1;

    public Task<bool[]> Write(IReadOnlyList<RowWrite> rows) => writer.Run(connection => Write(connection, rows));

    public Task<StoredRow?[]> Read(IReadOnlyList<RowKey> keys) => readers.Run(connection =>
    {
        using var read = new RowCommand(connection, ReadSql);
        return Task.FromResult(keys.Select(key => ReadOne(read, key)).ToArray());
    });

    // 1 error, 19 constraint, 20 mismatch, 18 too big: what a row holds. Others are the file's or the disk's.
    public bool IsFaultOfOneRow(Exception failure) =>
        failure is SqliteException { SqliteErrorCode: 1 or 18 or 19 or 20 };

    public void Dispose()
    {
        insert?.Dispose();
        update?.Dispose();
    }

    private bool[] Write(SqliteConnection connection, IReadOnlyList<RowWrite> rows)
    {
        insert ??= new(connection, InsertSql);
        update ??= new(connection, UpdateSql);
        using var transaction = connection.BeginTransaction(deferred: false);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var stored = rows.Select(row => (row.Version is null ? insert : update).Store(transaction, row, now)).ToArray();
        transaction.Commit();
        return stored;
    }

    private static StoredRow? ReadOne(RowCommand read, RowKey key)
    {
        using var found = read.Find(key);
        return found.Read()
            ? new StoredRow(found.IsDBNull(0) ? null : (byte[])found.GetValue(0), found.GetInt32(1))
            : null;
    }

    /// <summary>A statement about one row, prepared once.</summary>
    private sealed class RowCommand : IDisposable
    {
        private readonly SqliteCommand command;

        public RowCommand(SqliteConnection connection, string sql)
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            command.Parameters.AddWithValue("@shop", StoreSettings.Shop);
            foreach (var name in (string[])["@keyhash", "@typehash", "@type", "@key", "@payload", "@now", "@version"])
            {
                if (sql.Contains(name, StringComparison.Ordinal)) command.Parameters.AddWithValue(name, DBNull.Value);
            }

            command.Prepare();
        }

        public bool Store(SqliteTransaction transaction, RowWrite row, long now)
        {
            command.Transaction = transaction;
            Name(row.Key);
            command.Parameters["@payload"].Value = row.Payload ?? (object)DBNull.Value;
            command.Parameters["@now"].Value = now;
            if (row.Version is { } version) command.Parameters["@version"].Value = version;
            return command.ExecuteNonQuery() == 1;
        }

        public SqliteDataReader Find(RowKey key)
        {
            Name(key);
            return command.ExecuteReader();
        }

        public void Dispose() => command.Dispose();

        private void Name(RowKey key)
        {
            command.Parameters["@keyhash"].Value = key.KeyHash;
            command.Parameters["@typehash"].Value = key.TypeHash;
            command.Parameters["@type"].Value = key.Type;
            command.Parameters["@key"].Value = key.Key;
        }
    }
}
