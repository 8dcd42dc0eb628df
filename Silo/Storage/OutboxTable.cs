using System.Text.Json;
using Commerce.Grains.Kernel;
using Dapper;

namespace Commerce.Silo.Storage;

/// <summary>The outgoing messages, kept in the database beside the entities that send them.</summary>
internal sealed class OutboxTable(IDatabase database, TimeProvider clock, StoreSettings settings) : IOutboxTable
{
    private const int ErrorLengthMost = 1_000;

    // What is due is found in order by the index, and each row by where it stands: a join would walk over all mails
    // ever sent. A row that another moves at that moment is not met there, and waits for the next look.
    internal const string LeaseInPostgres = """
        with t as materialized (
            select ctid as place from outbox
            where next_at <= @now and (leased_until is null or leased_until <= @now)
            order by next_at limit @most for update skip locked)
        update outbox o set leased_until = @until
        where o.ctid = any (array(select place from t))
        returning o.id as Id, o.version as Version, o.n as N, o.kind as Kind, o.template as Template,
            o.recipient as Recipient, o.content::text as Content, o.attempts as Attempts, o.created_at as CreatedAt
        """;

    private const string LeaseInSqlite = """
        update outbox set leased_until = @until
        where (id, version, n, entity) in (
            select id, version, n, entity from outbox
            where next_at <= @now and (leased_until is null or leased_until <= @now)
            order by next_at limit @most)
        returning id as Id, version as Version, n as N, kind as Kind, template as Template,
            recipient as Recipient, content as Content, attempts as Attempts, created_at as CreatedAt
        """;

    // A lease is no try: one that is cut short must not cost a message one of its tries.
    private const string SentSql =
        "update outbox set attempts = attempts + 1, sent_at = @at, next_at = null, leased_until = null, error = null ";

    // Each is looked up by its key, whatever the planner thinks of the table's size. A message is leased meanwhile, so
    // nobody else moves it.
    private const string SentInPostgres = SentSql + """
        from unnest(@ids, @versions, @places) k (id, version, n)
        cross join lateral (
            select o.ctid as place from outbox o
            where o.id = k.id and o.version = k.version and o.n = k.n
            offset 0) l
        where outbox.ctid = l.place
        """;

    private const string SentInSqlite = SentSql + """
        where (id, version, n) in (
            select k.value ->> 'Entity', k.value ->> 'Version', k.value ->> 'N' from json_each(@keys) k)
        """;

    private const string FailedSql = """
        update outbox set attempts = attempts + 1, error = @error, next_at = @again, leased_until = null
        where id = @id and version = @version and n = @n
        """;

    private const string ProblemSql = """
        insert into problems (key, details, order_id, at) values (@key, @details, @order, @at) on conflict do nothing
        """;

    public Task<ImmutableArray<OutboxMessage>> Lease(DateTimeOffset now, int most, CancellationToken stop) =>
        database.ChangeAtOnce(
            async connection =>
            {
                var rows = await connection.QueryAsync<Row>(database.IsPostgres ? LeaseInPostgres : LeaseInSqlite, new
                {
                    now = now.ToUnixTimeMilliseconds(),
                    until = (now + settings.OutboxLease).ToUnixTimeMilliseconds(),
                    most,
                });
                return rows.OrderBy(row => row.CreatedAt).ThenBy(row => row.Id, StringComparer.Ordinal)
                    .ThenBy(row => row.Version).ThenBy(row => row.N).Select(MessageOf).ToImmutableArray();
            },
            stop);

    public Task Sent(ImmutableArray<string> ids, DateTimeOffset at, CancellationToken stop)
    {
        OutboxKey[] keys = [.. ids.Select(Parse)];
        var now = at.ToUnixTimeMilliseconds();
        return database.ChangeAtOnce(
            connection => database.IsPostgres
                ? connection.ExecuteAsync(SentInPostgres, new
                {
                    ids = keys.Select(key => key.Entity).ToArray(),
                    versions = keys.Select(key => key.Version).ToArray(),
                    places = keys.Select(key => key.N).ToArray(),
                    at = now,
                })
                : connection.ExecuteAsync(SentInSqlite, new { keys = JsonSerializer.Serialize(keys), at = now }),
            stop);
    }

    public Task Failed(string id, string error, DateTimeOffset? again, CancellationToken stop)
    {
        var (entity, version, n) = Parse(id);
        var shortened = error.Length > ErrorLengthMost ? error[..ErrorLengthMost] : error;
        var values = new { id = entity, version, n, error = shortened, again = again?.ToUnixTimeMilliseconds() };
        return database.Change(
            async connection =>
            {
                var changed = await connection.ExecuteAsync(FailedSql, values);
                if (again is not null) return changed;
                return await connection.ExecuteAsync(ProblemSql, new
                {
                    key = $"outbox/{id}",
                    details = $"The message {id} could not be sent and is not tried again. Send it by hand, or ask the "
                        + "recipient; the sent log says what went wrong.",
                    order = DueTable.OrderOf(entity),
                    at = clock.Now().ToUnixTimeMilliseconds(),
                });
            },
            stop);
    }

    private static OutboxMessage MessageOf(Row row) => new(
        new OutboxKey(row.Id, row.Version, row.N).ToString(),
        row.Kind,
        row.Template,
        row.Recipient,
        JsonSerializer.Deserialize<ImmutableSortedDictionary<string, string>>(row.Content, KernelJson.Options)
            ?? ImmutableSortedDictionary<string, string>.Empty,
        row.Attempts,
        DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt));

    private static OutboxKey Parse(string id) =>
        OutboxKey.Read(id) ?? throw new ArgumentException($"'{id}' is no message id.", nameof(id));

    private sealed class Row
    {
        public string Id { get; init; } = "";

        public long Version { get; init; }

        public int N { get; init; }

        public string Kind { get; init; } = "";

        public string Template { get; init; } = "";

        public string Recipient { get; init; } = "";

        public string Content { get; init; } = "{}";

        public int Attempts { get; init; }

        public long CreatedAt { get; init; }
    }
}
