using Commerce.Grains.Kernel;
using Commerce.Silo.Gateways.Stripe;
using Commerce.Silo.Storage;
using Dapper;

namespace Commerce.Silo.Gateways.Inbox;

/// <summary>The table <c>gateway_inbox</c>.</summary>
internal sealed class InboxTable(IDatabase database, InboxSettings settings, TimeProvider clock) : IInboxTable
{
    private const string AddSql = """
        insert into gateway_inbox (event_id, kind, payment_id, refund_id, reference, received_at, next_at)
        values (@EventId, @Kind, @PaymentId, @RefundId, @Reference, @now, @now)
        on conflict do nothing
        """;

    private const string Returning = """

        returning event_id as EventId, kind as Kind, payment_id as PaymentId, refund_id as RefundId,
            reference as Reference, attempts as Attempts
        """;

    // By the index, and then where each stands: a join would walk over all hints that are kept.
    internal const string LeaseInPostgres = """
        with t as materialized (
            select ctid as place from gateway_inbox where next_at <= @now order by next_at limit @most
            for update skip locked)
        update gateway_inbox set next_at = @until, attempts = attempts + 1
        where ctid = any (array(select place from t))
        """ + Returning;

    private const string LeaseInSqlite = """
        update gateway_inbox set next_at = @until, attempts = attempts + 1
        where event_id in (select event_id from gateway_inbox where next_at <= @now order by next_at limit @most)
        """ + Returning;

    private const string AgainSql = "update gateway_inbox set next_at = @at where event_id = @id and done_at is null";

    private const string DoneSql = "update gateway_inbox set next_at = null, done_at = @now where event_id = @id";

    public OutboxSignal News { get; } = new();

    public async Task<bool> Add(WebhookHint hint)
    {
        var values = new
        {
            hint.EventId,
            hint.Kind,
            hint.PaymentId,
            hint.RefundId,
            hint.Reference,
            now = Milliseconds(clock.Now()),
        };
        if (await database.Change(connection => connection.ExecuteAsync(AddSql, values)) == 0) return false;
        News.Wake();
        return true;
    }

    public Task<List<KeptHint>> Lease(CancellationToken stop)
    {
        var now = clock.Now();
        var values = new
        {
            now = Milliseconds(now),
            until = Milliseconds(now + settings.Lease),
            most = settings.Batch,
        };
        var sql = database.IsPostgres ? LeaseInPostgres : LeaseInSqlite;
        return database.Change(
            async connection => (await connection.QueryAsync<KeptHint>(sql, values)).AsList(), stop);
    }

    public Task Again(string id, DateTimeOffset at) => database.Change(
        connection => connection.ExecuteAsync(AgainSql, new { id, at = Milliseconds(at) }));

    public Task Done(string id, FoundProblem? problem = null) => database.Change(async connection =>
    {
        var now = Milliseconds(clock.Now());
        if (problem is not null) await ProblemTable.Add(connection, problem, clock.Now());
        return await connection.ExecuteAsync(DoneSql, new { id, now });
    });

    public Task<string?> ReferenceOf(string paymentId) => database.Read(connection =>
        connection.QueryFirstOrDefaultAsync<string?>(
            "select payment from payments where gateway_id = @paymentId", new { paymentId }));

    private static long Milliseconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds();
}
