using Commerce.Silo.Storage;
using Dapper;

namespace Commerce.Silo.Metrics;

/// <summary>What waits in the database at one moment.</summary>
internal sealed record Backlog
{
    /// <summary>More is not counted in one place: whoever has so much looks at the delay.</summary>
    public const int CountMost = 10_000;

    // Each is found by an index over what still waits.
    private const string DueSql = """
        select count(*) as Count, coalesce(min(at), @now) as Oldest
        from (select at from due where shard = @shard and at <= @now order by at limit @most) late
        """;

    private const string OutboxSql = """
        select count(*) as Count, coalesce(min(next_at), @now) as Oldest
        from (select next_at from outbox where next_at is not null order by next_at limit @most) unsent
        """;

    private const string InboxSql = """
        select count(*) as Count, coalesce(min(next_at), @now) as Oldest
        from (select next_at from gateway_inbox where next_at is not null order by next_at limit @most) unheeded
        """;

    private const string ProblemsSql =
        "select key from problems where resolved_at is null order by at, key limit @most";

    /// <summary>The kinds of problems that are told apart, as they stand in keys; all others are
    /// <c>other</c>.</summary>
    public static readonly ImmutableHashSet<string> Kinds =
    [
        "differs", "disputed", "failed", "found", "left-out", "money-lost", "not-given-back", "owed",
        "refund-differs", "refund-unknown-there", "reinstated-beyond-use", "rejected", "silent", "stays",
        "stray", "too-large", "unasked", "unknown-here", "unknown-there", "unknown-to", "unpaid", "unreadable",
        "unsettled",
    ];

    /// <summary>Entities whose time to be looked at has come.</summary>
    public required Queue Due { get; init; }

    /// <summary>Mails that have not left.</summary>
    public required Queue Outbox { get; init; }

    /// <summary>Events of the gateway that nobody has heeded.</summary>
    public required Queue Inbox { get; init; }

    /// <summary>Problems that wait for a person, by what they are about and of which kind, as their keys
    /// say.</summary>
    public required ImmutableArray<(string About, string Kind, long Count)> Problems { get; init; }

    /// <summary>Reads it.</summary>
    /// <exception cref="Grains.Kernel.StoreUnavailableException">The database did not answer.</exception>
    public static async Task<Backlog> Read(IDatabase database, DateTimeOffset now, CancellationToken stop)
    {
        var asked = new { now = now.ToUnixTimeMilliseconds(), most = CountMost };
        return await database.Read(async connection =>
        {
            var due = new Queue(0, asked.now);
            for (var shard = 0; shard < DueTable.Shards; shard++)
                due += await connection.QuerySingleAsync<Queue>(DueSql, new { shard, asked.now, asked.most });
            var problems = await connection.QueryAsync<string>(ProblemsSql, asked);
            return new Backlog
            {
                Due = due,
                Outbox = await connection.QuerySingleAsync<Queue>(OutboxSql, asked),
                Inbox = await connection.QuerySingleAsync<Queue>(InboxSql, asked),
                Problems =
                [
                    .. problems.CountBy(Matter).Select(kind => (kind.Key.About, kind.Key.Kind, (long)kind.Value)),
                ],
            };
        }, stop);
    }

    // payment/pi_1/silent, certificate-7/unknown-to/order-7, due/order/order-7, outbox/order-7.3.0: no id gets out.
    private static (string About, string Kind) Matter(string key) => (
        key.Split('/', '-')[0],
        key.Split('/').Skip(1).FirstOrDefault(Kinds.Contains) ?? "other");

    /// <summary>Some that wait.</summary>
    /// <param name="Count">How many, <see cref="CountMost"/> at most of each shard.</param>
    /// <param name="Oldest">When the first of them was to be dealt with, in milliseconds since 1970; now when there is
    /// none.</param>
    internal sealed record Queue(long Count, long Oldest)
    {
        public static Queue operator +(Queue one, Queue other) =>
            new(one.Count + other.Count, Math.Min(one.Oldest, other.Oldest));

        /// <summary>How late the first is, in seconds; 0 when none is.</summary>
        public double DelayAt(DateTimeOffset now) =>
            Count == 0 ? 0 : Math.Max(0, now.ToUnixTimeMilliseconds() - Oldest) / 1_000.0;
    }
}
