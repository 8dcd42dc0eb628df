using System.Globalization;
using Dapper;
using Orleans.Runtime;

namespace Commerce.Silo.Storage;

/// <summary>Keeps reminders in Orleans' table, where either edition finds those of the other.</summary>
internal sealed class ReminderTable(IDatabase database) : IReminderTable
{
    private const string PostgresColumns = """
        select grainid as GrainId, remindername as ReminderName, period as Period, version as Version,
            (extract(epoch from starttime) * 1000)::bigint as StartAt
        from orleansreminderstable
        """;

    private const string SqliteColumns = """
        select grainid as GrainId, remindername as ReminderName, period as Period, version as Version,
            starttime as StartAt
        from orleansreminderstable
        """;

    private const string UpsertInPostgres = """
        insert into orleansreminderstable (serviceid, grainid, remindername, starttime, period, grainhash, version)
        values (@shop, @grain, @name, to_timestamp(@start / 1000.0), @period, @hash, 0)
        on conflict (serviceid, grainid, remindername) do update set starttime = excluded.starttime,
            period = excluded.period, grainhash = excluded.grainhash, version = orleansreminderstable.version + 1
        returning version
        """;

    private const string UpsertInSqlite = """
        insert into orleansreminderstable (serviceid, grainid, remindername, starttime, period, grainhash, version)
        values (@shop, @grain, @name, @start, @period, @hash, 0)
        on conflict (serviceid, grainid, remindername) do update set starttime = excluded.starttime,
            period = excluded.period, grainhash = excluded.grainhash, version = orleansreminderstable.version + 1
        returning version
        """;

    private const string RemoveSql = """
        delete from orleansreminderstable
        where serviceid = @shop and grainid = @grain and remindername = @name and version = @version
        """;

    private const string OfGrain = " where serviceid = @shop and grainid = @grain";
    private const string OfName = " where serviceid = @shop and grainid = @grain and remindername = @name";
    private const string Within = " where serviceid = @shop and grainhash > @begin and grainhash <= @end";
    private const string Around = " where serviceid = @shop and (grainhash > @begin or grainhash <= @end)";

    private string Columns => database.IsPostgres ? PostgresColumns : SqliteColumns;

    public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public async Task<ReminderTableData> ReadRows(GrainId grainId) =>
        new(await Find(OfGrain, new { shop = StoreSettings.Shop, grain = grainId.ToString() }));

    public async Task<ReminderTableData> ReadRows(uint begin, uint end)
    {
        // The hashes lie on a ring; the column holds them signed, which turns the ring and changes nothing on it.
        var range = new { shop = StoreSettings.Shop, begin = unchecked((int)begin), end = unchecked((int)end) };
        return new(await Find(range.begin < range.end ? Within : Around, range));
    }

    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName)
    {
        var values = new { shop = StoreSettings.Shop, grain = grainId.ToString(), name = reminderName };
        return (await Find(OfName, values)).FirstOrDefault();
    }

    public async Task<string?> UpsertRow(ReminderEntry entry)
    {
        var values = new
        {
            shop = StoreSettings.Shop,
            grain = entry.GrainId.ToString(),
            name = entry.ReminderName,
            start = new DateTimeOffset(entry.StartAt, TimeSpan.Zero).ToUnixTimeMilliseconds(),
            period = (long)entry.Period.TotalMilliseconds,
            hash = unchecked((int)entry.GrainId.GetUniformHashCode()),
        };
        var sql = database.IsPostgres ? UpsertInPostgres : UpsertInSqlite;
        var version = await database.Change(connection => connection.QuerySingleAsync<int>(sql, values));
        return version.ToString(CultureInfo.InvariantCulture);
    }

    public async Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        if (!int.TryParse(eTag, CultureInfo.InvariantCulture, out var version)) return false;
        var values = new { shop = StoreSettings.Shop, grain = grainId.ToString(), name = reminderName, version };
        return await database.Change(connection => connection.ExecuteAsync(RemoveSql, values)) == 1;
    }

    public Task TestOnlyClearTable() => database.Change(connection => connection.ExecuteAsync(
        "delete from orleansreminderstable where serviceid = @shop", new { shop = StoreSettings.Shop }));

    private Task<List<ReminderEntry>> Find(string condition, object values) => database.Read(async connection =>
        (await connection.QueryAsync<Row>(Columns + condition, values)).Select(EntryOf).ToList());

    private static ReminderEntry EntryOf(Row row) => new()
    {
        GrainId = GrainId.Parse(row.GrainId),
        ReminderName = row.ReminderName,
        StartAt = DateTimeOffset.FromUnixTimeMilliseconds(row.StartAt).UtcDateTime,
        Period = TimeSpan.FromMilliseconds(row.Period),
        ETag = row.Version.ToString(CultureInfo.InvariantCulture),
    };

    private sealed class Row
    {
        public string GrainId { get; init; } = "";

        public string ReminderName { get; init; } = "";

        public long StartAt { get; init; }

        public long Period { get; init; }

        public int Version { get; init; }
    }
}
