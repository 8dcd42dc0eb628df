using System.Globalization;
using Commerce.Grains.Kernel;
using Commerce.Silo.Storage;
using Dapper;

namespace Commerce.Silo.Reconciling;

/// <summary>The tables <c>payments</c> and <c>refunds</c>, read for the comparison.</summary>
internal sealed class ShopBook(IDatabase database, TimeProvider clock) : IShopBook
{
    private const string CursorName = "reconciled_until";

    private const string Select = """
        select entity_id as EntityId, payment as Payment, status as Status, amount as Amount, captured as Captured,
            refunded as Refunded, disputed as Disputed, moving as Moving, currency as Currency,
            gateway_id as GatewayId
        from payments
        """;

    private const string SelectRefunds = """
        select entity_id as EntityId, reference as Reference, payment_gateway_id as PaymentId, status as Status,
            amount as Amount, currency as Currency, gateway_id as GatewayId
        from refunds
        """;

    private const string RefundsOfPayments = " where payment_gateway_id = any(@names)";
    private const string RefundsOfPaymentsInSqlite = " where payment_gateway_id in @names";
    private const string RefundsOfSpan = " where asked_at >= @from and asked_at <= @to";

    // One array in PostgreSQL, a value each in SQLite.
    private const string OfGatewayInPostgres = " where gateway_id = any(@names)";
    private const string OfGatewayInSqlite = " where gateway_id in @names";
    private const string OfReferenceInPostgres = " where payment = any(@names)";
    private const string OfReferenceInSqlite = " where payment in @names";

    private const string OfSpan = " where confirmed_at >= @from and confirmed_at <= @to and gateway_id is not null";

    private const string SaveSql = """
        insert into meta (name, value) values (@name, @value)
        on conflict (name) do update set value = excluded.value
        """;

    public async Task<DateTimeOffset?> Cursor()
    {
        var kept = await database.Read(connection => connection.QueryFirstOrDefaultAsync<string?>(
            "select value from meta where name = @name", new { name = CursorName }));
        var at = kept is null
            ? await database.Read(connection =>
                connection.QueryFirstAsync<long?>("select min(confirmed_at) from payments"))
            : long.Parse(kept, CultureInfo.InvariantCulture);
        return at is { } known ? DateTimeOffset.FromUnixTimeMilliseconds(known) : null;
    }

    public Task Save(DateTimeOffset cursor) => database.Change(connection => connection.ExecuteAsync(SaveSql, new
    {
        name = CursorName,
        value = cursor.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
    }));

    public async Task<KnownPayments> Of(IReadOnlyCollection<string> ids, IReadOnlyCollection<string> references) => new(
        await Named(database.IsPostgres ? OfGatewayInPostgres : OfGatewayInSqlite, ids),
        await Named(database.IsPostgres ? OfReferenceInPostgres : OfReferenceInSqlite, references));

    public Task<List<KnownPayment>> Between(DateTimeOffset from, DateTimeOffset to) => Find(
        OfSpan, new { from = from.ToUnixTimeMilliseconds(), to = to.ToUnixTimeMilliseconds() });

    public async Task<List<KnownRefund>> RefundsOf(IReadOnlyCollection<string> payments) => payments.Count == 0
        ? []
        : await FindRefunds(
            database.IsPostgres ? RefundsOfPayments : RefundsOfPaymentsInSqlite, new { names = payments });

    public Task<List<KnownRefund>> RefundsBetween(DateTimeOffset from, DateTimeOffset to) => FindRefunds(
        RefundsOfSpan, new { from = from.ToUnixTimeMilliseconds(), to = to.ToUnixTimeMilliseconds() });

    public Task Report(FoundProblem problem) =>
        database.Change(connection => ProblemTable.Add(connection, problem, clock.Now()));

    private async Task<List<KnownPayment>> Named(string condition, IReadOnlyCollection<string> names) =>
        names.Count == 0 ? [] : await Find(condition, new { names });

    private Task<List<KnownRefund>> FindRefunds(string condition, object values) => database.Read(async connection =>
        (await connection.QueryAsync<KnownRefund>(SelectRefunds + condition, values)).AsList());

    private Task<List<KnownPayment>> Find(string condition, object values) => database.Read(async connection =>
        (await connection.QueryAsync<KnownPayment>(Select + condition, values)).AsList());
}
