using Commerce.Grains.Kernel;
using Dapper;

namespace Commerce.Silo.Storage;

/// <summary>Removes what has had its time, a bounded number of rows at once.</summary>
internal sealed class PruneJob(IDatabase database, TimeProvider clock)
{
    /// <summary>Most rows of one kind in one go.</summary>
    public const int RowsMost = 500;

    private static readonly TimeSpan AnswersKept = TimeSpan.FromHours(24);
    private static readonly TimeSpan BodiesKept = TimeSpan.FromDays(30);
    private static readonly TimeSpan EventsKept = TimeSpan.FromDays(30);
    private static readonly TimeSpan CallsKept = TimeSpan.FromDays(400);
    private static readonly TimeSpan ClosedHoldsKept = TimeSpan.FromDays(30);

    private const string AnswersSql = """
        delete from answers where key in (select key from answers where at < @before order by at limit @most)
        """;

    // What stays is the log of what was sent: template, order and time.
    private const string BodiesSql = """
        update outbox set content = null, recipient = null where (id, version, n, entity) in (
            select id, version, n, entity from outbox
            where sent_at is not null and content is not null and sent_at < @before
            order by sent_at limit @most)
        """;

    // Tried for three days, then left to a person, who has had the rest of the month.
    private const string GivenUpSql = """
        update outbox set content = null, recipient = null where (id, version, n, entity) in (
            select id, version, n, entity from outbox
            where sent_at is null and next_at is null and content is not null and created_at < @before
            order by created_at limit @most)
        """;

    private const string HoldsSql = """
        delete from stock_holds where (entity_id, attempt) in (
            select entity_id, attempt from stock_holds
            where status = 'closed' and changed_at < @before
            order by changed_at limit @most)
        """;

    // Longer than a gateway repeats an event.
    private const string InboxSql = """
        delete from gateway_inbox where event_id in (
            select event_id from gateway_inbox
            where done_at is not null and done_at < @before
            order by done_at limit @most)
        """;

    // Longer than a bank may ask about a payment.
    private const string CallsSql = """
        delete from gateway_calls where id in (
            select id from gateway_calls where at < @before order by at limit @most)
        """;

    /// <summary>Goes once over all of it. True: there may be more.</summary>
    public async Task<bool> Run()
    {
        var answers = await Prune(AnswersSql, AnswersKept);
        var bodies = await Prune(BodiesSql, BodiesKept);
        var givenUp = await Prune(GivenUpSql, BodiesKept);
        var holds = await Prune(HoldsSql, ClosedHoldsKept);
        var events = await Prune(InboxSql, EventsKept);
        var calls = await Prune(CallsSql, CallsKept);
        return ((int[])[answers, bodies, givenUp, holds, events, calls]).Contains(RowsMost);
    }

    private Task<int> Prune(string sql, TimeSpan kept)
    {
        var before = (clock.Now() - kept).ToUnixTimeMilliseconds();
        return database.Change(connection => connection.ExecuteAsync(sql, new { before, most = RowsMost }));
    }
}
