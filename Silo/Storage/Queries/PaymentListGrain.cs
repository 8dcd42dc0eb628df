using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Dapper;
using Orleans.Concurrency;

namespace Commerce.Silo.Storage.Queries;

/// <summary>Lists financial transactions.</summary>
[StatelessWorker, Reentrant, GrainType("payment-list")]
internal sealed class PaymentListGrain(IDatabase database) : Grain, IPaymentListGrain
{
    private const string NumberSql =
        "select entity_id as Id, " + TransactionList.Columns + "\nwhere number = @number";

    // Keys begin with the reference; what is read is known by the gateway's id.
    private const string CallsSql = """
        select at as At, operation as Operation, subject as Subject, answer as Answer, amount as Amount,
            currency as Currency, milliseconds as Milliseconds
        from gateway_calls
        where subject = @id or subject = @gatewayId or (subject >= @from and subject < @to)
        order by id limit 500
        """;

    public Task<Outcome<Page<TransactionEntry>>> List(TransactionFilter filter, PageRequest page) =>
        TransactionList.Read(database, filter, page);

    public async Task<Outcome<TransactionView>> View(long number)
    {
        var row = await database.Read(connection =>
            connection.QueryFirstOrDefaultAsync<TransactionRow>(NumberSql, new { number }));
        if (row is null) return new NotFound("payment");
        var values = new { id = row.Id, gatewayId = row.GatewayId ?? row.Id, from = row.Id + "/", to = row.Id + "0" };
        var calls = await database.Read(async connection =>
            (await connection.QueryAsync<CallRow>(CallsSql, values)).AsList());
        return new Outcome<TransactionView>.Done(
            new(TransactionList.Show(row), [.. calls.Select(call => call.Show())]));
    }

    private sealed class CallRow
    {
        public long At { get; init; }

        public string Operation { get; init; } = "";

        public string Subject { get; init; } = "";

        public string Answer { get; init; } = "";

        public long? Amount { get; init; }

        public string? Currency { get; init; }

        public long Milliseconds { get; init; }

        public GatewayCall Show() => new(
            DateTimeOffset.FromUnixTimeMilliseconds(At),
            Operation,
            Subject,
            Answer,
            Amount is { } amount && Currency is { } currency ? new Money(amount, currency) : null,
            Milliseconds);
    }
}
