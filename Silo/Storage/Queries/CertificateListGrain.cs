using System.Data.Common;
using Commerce.Grains.Certificates;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Dapper;
using Orleans.Concurrency;

namespace Commerce.Silo.Storage.Queries;

/// <summary>Lists gift certificates.</summary>
[StatelessWorker, Reentrant, GrainType("certificate-list")]
internal sealed class CertificateListGrain(IDatabase database, EntityTools tools) : Grain, ICertificateListGrain
{
    private const string FindSql = "select entity_id from certificates where number = @number";

    private const string CertificatesSql = """
        select entity_id as Id, number as Number, status as Status, amount_left as AmountLeft, expires_at as ExpiresAt
        from certificates
        """;

    private const string ReturnsSql =
        "select entity_id as Id, amount as Amount, until as Until from certificate_returns";

    // Attempts of one order other than the one that pays it are released: their net is nothing.
    private const string UsesSql = """
        select entity_id as Id, order_id as OrderId, cast(sum(amount_used - amount_reinstated) as bigint) as Net
        from certificate_uses group by entity_id, order_id having sum(amount_used - amount_reinstated) > 0
        """;

    private const string ShippedSql = """
        select entity_id as OrderId, shipped as Cost from orders
        where shipped > 0 and entity_id in (select u.order_id from certificate_uses u)
        """;

    public Task<Outcome<Page<CertificateListEntry>>> List(CertificateFilter filter, PageRequest page) =>
        CertificateList.Read(database, filter, page);

    public async Task<CertificateId?> Find(long number)
    {
        var id = await database.Read(
            connection => connection.QueryFirstOrDefaultAsync<string>(FindSql, new { number }));
        return id is null ? null : CertificateId.Of(id);
    }

    public async Task<Outcome<ImmutableArray<LiabilityQuarter>>> Liability()
    {
        var books = await database.Read(connection => Books(connection, tools.Settings.Currency));
        books = books with { Zone = TimeZoneInfo.FindSystemTimeZoneById(tools.Settings.TimeZone) };
        return new Outcome<ImmutableArray<LiabilityQuarter>>.Done(
            Grains.Certificates.Liability.ByQuarter(books, tools.Clock.Now()));
    }

    private static async Task<LiabilityBooks> Books(DbConnection connection, string currency)
    {
        await using var look = await connection.BeginTransactionAsync(System.Data.IsolationLevel.Serializable);
        var certificates = await connection.QueryAsync<CertificateLine>(CertificatesSql, transaction: look);
        var uses = await connection.QueryAsync<UseLine>(UsesSql, transaction: look);
        var shipped = await connection.QueryAsync<ShippedLine>(ShippedSql, transaction: look);
        var returns = (await connection.QueryAsync<ReturnLine>(ReturnsSql, transaction: look)).ToLookup(one => one.Id);
        return new(
            currency,
            [.. certificates.Select(one => new LiableCertificate(
                CertificateId.Of(one.Id),
                one.Number,
                CertificateStatus.IsValid(one.Status),
                new(one.AmountLeft, currency),
                DateTimeOffset.FromUnixTimeMilliseconds(one.ExpiresAt))
            {
                Returned = [.. returns[one.Id].Select(money => new ReturnedMoney(
                    new(money.Amount, currency), DateTimeOffset.FromUnixTimeMilliseconds(money.Until)))],
            })],
            [.. uses.Select(use => new LiabilityUse(
                CertificateId.Of(use.Id), OrderId.Of(use.OrderId), new(use.Net, currency)))],
            shipped.ToImmutableDictionary(one => OrderId.Of(one.OrderId), one => new Money(one.Cost, currency)));
    }

    private sealed class CertificateLine
    {
        public string Id { get; init; } = "";

        public long Number { get; init; }

        public string Status { get; init; } = "";

        public long AmountLeft { get; init; }

        public long ExpiresAt { get; init; }
    }

    private sealed class UseLine
    {
        public string Id { get; init; } = "";

        public string OrderId { get; init; } = "";

        public long Net { get; init; }
    }

    private sealed class ReturnLine
    {
        public string Id { get; init; } = "";

        public long Amount { get; init; }

        public long Until { get; init; }
    }

    private sealed class ShippedLine
    {
        public string OrderId { get; init; } = "";

        public long Cost { get; init; }
    }
}

/// <summary>Reads pages of certificates.</summary>
internal static class CertificateList
{
    private const string Columns = """
        number as Number, kind as Kind, status as Status, amount as Amount,
        amount_left as AmountLeft, currency as Currency, owner_id as OwnerId, purchased_by as PurchasedBy,
        issued_by as IssuedBy, issued_at as IssuedAt, expires_at as ExpiresAt
        from certificates
        """;

    internal static readonly KeysetList<Row, CertificateListEntry> List = new("certificates", Columns,
    [
        new("-issued", "issued_at", Descending: true, IsNumber: true),
        new("issued", "issued_at", Descending: false, IsNumber: true),
        new("expires", "expires_at", Descending: false, IsNumber: true),
        new("-expires", "expires_at", Descending: true, IsNumber: true),
    ], Show);

    public static Task<Outcome<Page<CertificateListEntry>>> Read(
        IDatabase database, CertificateFilter filter, PageRequest page) => List.Read(database, Query(filter), page);

    internal static Keyset Query(CertificateFilter filter)
    {
        var query = new Keyset(filter);
        if (filter.Kind is { } kind) query.Where("kind = @kind", "kind", kind);
        if (filter.Status is { } status) query.Where("status = @status", "status", status);
        if (filter.Owner is { } owner) query.Where("owner_id = @owner", "owner", owner.Value);
        if (filter.Buyer is { } buyer) query.Where("purchased_by = @buyer", "buyer", buyer.Value);
        if (filter.IssuedBy is { } staff) query.Where("issued_by = @staff", "staff", staff);
        if (filter.From is { } from) query.Where("issued_at >= @from", "from", from.ToUnixTimeMilliseconds());
        if (filter.To is { } to) query.Where("issued_at < @to", "to", to.ToUnixTimeMilliseconds());
        return query;
    }

    private static CertificateListEntry Show(Row row) => new(
        CertificateId.Of(row.Id),
        row.Number,
        row.Kind,
        row.Status,
        new(row.Amount, row.Currency),
        new(row.AmountLeft, row.Currency),
        row.OwnerId is null ? null : CustomerId.Of(row.OwnerId),
        row.PurchasedBy is null ? null : CustomerId.Of(row.PurchasedBy),
        row.IssuedBy,
        DateTimeOffset.FromUnixTimeMilliseconds(row.IssuedAt),
        DateTimeOffset.FromUnixTimeMilliseconds(row.ExpiresAt));

    internal sealed class Row : KeysetRow
    {
        public long Number { get; init; }

        public string Kind { get; init; } = "";

        public string Status { get; init; } = "";

        public long Amount { get; init; }

        public long AmountLeft { get; init; }

        public string Currency { get; init; } = "";

        public string? OwnerId { get; init; }

        public string? PurchasedBy { get; init; }

        public string? IssuedBy { get; init; }

        public long IssuedAt { get; init; }

        public long ExpiresAt { get; init; }
    }
}
