using System.Text.Json;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Dapper;

namespace Commerce.Silo.Storage;

/// <summary>An entity that somebody must look at.</summary>
/// <param name="Entity">Its name.</param>
/// <param name="Id">Its key.</param>
/// <param name="At">When, in milliseconds since 1970.</param>
/// <param name="Attempts">How often in a row looking failed.</param>
internal sealed record DueEntry(string Entity, string Id, long At, int Attempts);

/// <summary>Where an entry goes, if it is still the one that was seen.</summary>
/// <param name="Entity">The entity's name.</param>
/// <param name="Id">Its key.</param>
/// <param name="Seen">The time at which it was taken.</param>
/// <param name="Next">Its new time; null: nothing is due any more.</param>
/// <param name="Attempts">How often in a row looking has failed now.</param>
internal sealed record DueMove(string Entity, string Id, long Seen, long? Next, int Attempts);

/// <summary>When entities must be looked at again: an index entry each, no memory and no scan.</summary>
internal sealed class DueTable(IDatabase database, TimeProvider clock) : IDueTable
{
    /// <summary>Shards of the table; one sweeper each.</summary>
    public const int Shards = 4;

    /// <summary>After so many failures in a row a person must know.</summary>
    public const int FailuresMost = 5;

    internal const string TakeSql = """
        select entity as Entity, id as Id, at as At, attempts as Attempts
        from due where shard = @shard and at <= @now
        order by at limit @most
        """;

    private const string MoveInPostgres = """
        update due set at = m.next, attempts = m.attempts
        from jsonb_to_recordset(@moves::jsonb) as m (entity text, id text, seen bigint, next bigint, attempts integer)
        where due.entity = m.entity and due.id = m.id and due.at = m.seen and m.next is not null;
        delete from due
        using jsonb_to_recordset(@moves::jsonb) as m (entity text, id text, seen bigint, next bigint)
        where due.entity = m.entity and due.id = m.id and due.at = m.seen and m.next is null;
        """;

    private const string MoveInSqlite = """
        update due set at = m.value ->> '$.next', attempts = m.value ->> '$.attempts'
        from json_each(@moves) m
        where due.entity = m.value ->> '$.entity' and due.id = m.value ->> '$.id'
            and due.at = m.value ->> '$.seen' and m.value ->> '$.next' is not null;
        delete from due where (entity, id, at) in (
            select m.value ->> '$.entity', m.value ->> '$.id', m.value ->> '$.seen'
            from json_each(@moves) m where m.value ->> '$.next' is null);
        """;

    private const string ProblemSql = """
        insert into problems (key, details, order_id, at) values (@key, @details, @order, @at) on conflict do nothing
        """;

    public Task<List<DueEntry>> Take(int shard, int most) => database.Read(async connection =>
    {
        var now = clock.Now().ToUnixTimeMilliseconds();
        var found = await connection.QueryAsync<Row>(TakeSql, new { shard, now, most });
        return found.Select(row => new DueEntry(row.Entity, row.Id, row.At, row.Attempts)).ToList();
    });

    public Task Move(IReadOnlyList<DueMove> moves) => database.Change(async connection =>
    {
        var sql = database.IsPostgres ? MoveInPostgres : MoveInSqlite;
        await connection.ExecuteAsync(sql, new { moves = JsonSerializer.Serialize(moves, KernelJson.Options) });
        var at = clock.Now().ToUnixTimeMilliseconds();
        foreach (var failing in moves.Where(move => move.Attempts == FailuresMost))
        {
            await connection.ExecuteAsync(ProblemSql, new
            {
                key = $"due/{failing.Entity}/{failing.Id}",
                details = $"{failing.Entity} {failing.Id} is due and failed {FailuresMost} times in a row. "
                    + "It is tried on, less and less often; the log of the silo says why it fails.",
                order = OrderOf(failing.Id),
                at,
            });
        }

        return moves.Count;
    });

    /// <summary>The order that an entity's key names, if it is one.</summary>
    internal static string? OrderOf(string id) => id.StartsWith(OrderId.Prefix, StringComparison.Ordinal) ? id : null;

    private sealed class Row
    {
        public string Entity { get; init; } = "";

        public string Id { get; init; } = "";

        public long At { get; init; }

        public int Attempts { get; init; }
    }
}
