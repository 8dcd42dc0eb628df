using System.Globalization;
using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Dapper;

namespace Commerce.Silo.Storage.Queries;

/// <summary>Reads pages of financial transactions.</summary>
internal static class TransactionList
{
    /// <summary>What is read of a transaction.</summary>
    internal const string Select = """
        select entity_id as Id, owner as Owner, number as Number, kind as Kind, purpose as Purpose, status as Status,
            amount as Amount, captured as Captured, refunded as Refunded, released as Released, disputed as Disputed,
            currency as Currency, gateway_id as GatewayId, made_at as MadeAt, marked_at as MarkedAt,
            settled_at as SettledAt, disputed_at as DisputedAt, capture_before as CaptureBefore, reason as Reason,
            reportable as Reportable
        from transactions
        """;

    private static readonly ImmutableArray<Sort> Sorts =
    [
        new("-made", "made_at", Descending: true, IsNumber: true),
        new("made", "made_at", Descending: false, IsNumber: true),
    ];

    public static async Task<Outcome<Page<TransactionEntry>>> Read(
        IDatabase database, TransactionFilter filter, PageRequest page)
    {
        if (Sorts.FirstOrDefault(one => one.Name == (page.Sort ?? "-made")) is not { } sort)
            return new SortUnknown([.. Sorts.Select(one => one.Name)]);
        if (Query(filter, sort, page.Cursor) is not { } query) return new CursorInvalid();
        var limit = Pages.LimitOf(page);
        var sql = query.Sql(Select, sort, limit);
        var rows = await database.Read(
            async connection => (await connection.QueryAsync<TransactionRow>(sql, query.Values)).AsList());
        return Pages.Cut(rows, limit, Show, row => Cursor.After(
            ListName(sort), filter, row.MadeAt.ToString(CultureInfo.InvariantCulture), row.Id));
    }

    public static TransactionEntry Show(TransactionRow row) => new(
        row.Number, row.Id, row.Owner, row.Kind, row.Purpose, row.Status, new(row.Amount, row.Currency),
        DateTimeOffset.FromUnixTimeMilliseconds(row.MadeAt), row.Reportable)
    {
        Captured = IfCharge(row, row.Captured),
        Refunded = IfCharge(row, row.Refunded),
        Released = IfCharge(row, row.Released),
        Disputed = IfCharge(row, row.Disputed),
        GatewayId = row.GatewayId,
        MarkedAt = TimeOf(row.MarkedAt),
        SettledAt = TimeOf(row.SettledAt),
        DisputedAt = TimeOf(row.DisputedAt),
        CaptureBefore = TimeOf(row.CaptureBefore),
        Reason = row.Reason,
    };

    private static Keyset? Query(TransactionFilter filter, Sort sort, string? cursor)
    {
        var query = new Keyset();
        if (filter.Kind is { } kind) query.Where("kind = @kind", "kind", kind);
        if (filter.Status is { } status) query.Where("status = @status", "status", status);
        if (filter.From is { } from) query.Where("made_at >= @from", "from", from.ToUnixTimeMilliseconds());
        if (filter.To is { } to) query.Where("made_at < @to", "to", to.ToUnixTimeMilliseconds());
        if (filter.Reportable is { } reportable) query.Where("reportable = @reportable", "reportable", reportable);
        if (filter.Number is { } number) query.Where("number = @number", "number", number);
        if (cursor is null) return query;
        return Cursor.TryRead(cursor, ListName(sort), filter, out var place) && query.After(sort, place) ? query : null;
    }

    private static string ListName(Sort sort) => "payments " + sort.Name;

    private static Money? IfCharge(TransactionRow row, long amount) =>
        row.Kind == "charge" ? new Money(amount, row.Currency) : null;

    private static DateTimeOffset? TimeOf(long? at) =>
        at is { } known ? DateTimeOffset.FromUnixTimeMilliseconds(known) : null;
}

/// <summary>A row of <c>transactions</c>.</summary>
internal sealed class TransactionRow
{
    public string Id { get; init; } = "";

    public string Owner { get; init; } = "";

    public long? Number { get; init; }

    public string Kind { get; init; } = "";

    public string Purpose { get; init; } = "";

    public string Status { get; init; } = "";

    public long Amount { get; init; }

    public long Captured { get; init; }

    public long Refunded { get; init; }

    public long Released { get; init; }

    public long Disputed { get; init; }

    public string Currency { get; init; } = "";

    public string? GatewayId { get; init; }

    public long MadeAt { get; init; }

    public long? MarkedAt { get; init; }

    public long? SettledAt { get; init; }

    public long? DisputedAt { get; init; }

    public long? CaptureBefore { get; init; }

    public string? Reason { get; init; }

    public bool Reportable { get; init; }
}
