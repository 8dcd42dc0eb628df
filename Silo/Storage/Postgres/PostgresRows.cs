using Npgsql;
using NpgsqlTypes;

namespace Commerce.Silo.Storage.Postgres;

/// <summary>Rows in PostgreSQL: one round trip with one statement for all updates and one for all new rows.</summary>
internal sealed class PostgresRows(NpgsqlDataSource source, TimeProvider clock) : IRowStore
{
    // Each row is looked up by its key, whatever the planner thinks of the table's size: a plan made while it was empty
    // would walk over all of it until its statistics are taken. Whoever waited for another's write sees that version,
    // and does not match.
    private const string UpdateSql = """
        update orleansstorage s set payloadbinary = w.payload, modifiedon = $7, version = s.version + 1
        from unnest($1, $2, $3, $4, $5, $6) as w (keyhash, typehash, type, key, payload, version)
        cross join lateral (
            select r.ctid as place from orleansstorage r
            where r.grainidhash = w.keyhash and r.graintypehash = w.typehash and r.grainidn0 = 0 and r.grainidn1 = 0
                and r.graintypestring = w.type and r.grainidextensionstring = w.key and r.serviceid = $8
            offset 0) l
        where s.ctid = l.place and s.version = w.version
        returning s.graintypestring, s.grainidextensionstring
        """;

    private const string InsertSql = """
        insert into orleansstorage (grainidhash, grainidn0, grainidn1, graintypehash, graintypestring,
            grainidextensionstring, serviceid, payloadbinary, modifiedon, version)
        select w.keyhash, 0, 0, w.typehash, w.type, w.key, $7, w.payload, $6, 1
        from unnest($1, $2, $3, $4, $5) as w (keyhash, typehash, type, key, payload)
        on conflict do nothing
        returning graintypestring, grainidextensionstring
        """;

    private const string ReadSql = """
        select s.graintypestring, s.grainidextensionstring, s.payloadbinary, s.version
        from unnest($1, $2, $3, $4) as w (keyhash, typehash, type, key)
        cross join lateral (
            select * from orleansstorage r
            where r.grainidhash = w.keyhash and r.graintypehash = w.typehash and r.grainidn0 = 0 and r.grainidn1 = 0
                and r.graintypestring = w.type and r.grainidextensionstring = w.key and r.serviceid = $5
            offset 0) s
        """;

    // The second prepares its batch while the first waits for the disk.
    public int Writers => 2;

    public async Task<bool[]> Write(IReadOnlyList<RowWrite> rows)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        var now = DateTime.SpecifyKind(clock.GetUtcNow().UtcDateTime, DateTimeKind.Unspecified);
        RowWrite[] updates = [.. rows.Where(row => row.Version is not null)];
        RowWrite[] inserts = [.. rows.Where(row => row.Version is null)];
        if (updates.Length > 0)
        {
            var versions = Many(NpgsqlDbType.Integer, updates.Select(row => row.Version ?? 0));
            batch.BatchCommands.Add(Command(UpdateSql, updates, [versions, Time(now), Shop()]));
        }

        if (inserts.Length > 0) batch.BatchCommands.Add(Command(InsertSql, inserts, [Time(now), Shop()]));
        var stored = await Stored(batch);
        return [.. rows.Select(row => stored.Contains((row.Key.Type, row.Key.Key)))];
    }

    public async Task<StoredRow?[]> Read(IReadOnlyList<RowKey> keys)
    {
        await using var command = source.CreateCommand(ReadSql);
        command.Parameters.AddRange((NpgsqlParameter[])[.. Identities(keys), Shop()]);
        await using var found = await command.ExecuteReaderAsync();
        Dictionary<(string, string), StoredRow> rows = [];
        while (await found.ReadAsync())
        {
            var payload = await found.IsDBNullAsync(2) ? null : await found.GetFieldValueAsync<byte[]>(2);
            rows[(found.GetString(0), found.GetString(1))] = new(payload, found.GetInt32(3));
        }

        return [.. keys.Select(key => rows.GetValueOrDefault((key.Type, key.Key)))];
    }

    // Not when the connection, the server or its room fails (08, 53, 57, 58): then the others fare no better.
    public bool IsFaultOfOneRow(Exception failure) =>
        failure is PostgresException { SqlState: [var first, var second, ..] }
        && (first, second) is not (('0', '8') or ('5', '3') or ('5', '7') or ('5', '8'));

    private static async Task<HashSet<(string, string)>> Stored(NpgsqlBatch batch)
    {
        HashSet<(string, string)> stored = [];
        await using var result = await batch.ExecuteReaderAsync();
        do
        {
            while (await result.ReadAsync()) stored.Add((result.GetString(0), result.GetString(1)));
        }
        while (await result.NextResultAsync());

        return stored;
    }

    private static NpgsqlBatchCommand Command(string sql, RowWrite[] rows, IEnumerable<NpgsqlParameter> more)
    {
        var command = new NpgsqlBatchCommand(sql);
        var payloads = Many(NpgsqlDbType.Bytea, rows.Select(row => row.Payload));
        NpgsqlParameter[] all = [.. Identities([.. rows.Select(row => row.Key)]), payloads, .. more];
        foreach (var parameter in all) command.Parameters.Add(parameter);
        return command;
    }

    private static IEnumerable<NpgsqlParameter> Identities(IReadOnlyList<RowKey> keys) =>
    [
        Many(NpgsqlDbType.Integer, keys.Select(key => key.KeyHash)),
        Many(NpgsqlDbType.Integer, keys.Select(key => key.TypeHash)),
        Many(NpgsqlDbType.Text, keys.Select(key => key.Type)),
        Many(NpgsqlDbType.Text, keys.Select(key => key.Key)),
    ];

    private static NpgsqlParameter Many<T>(NpgsqlDbType type, IEnumerable<T> values) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | type, Value = values.ToArray() };

    private static NpgsqlParameter Time(DateTime now) => new() { NpgsqlDbType = NpgsqlDbType.Timestamp, Value = now };

    private static NpgsqlParameter Shop() => new() { NpgsqlDbType = NpgsqlDbType.Text, Value = StoreSettings.Shop };
}
