using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;

namespace Commerce.Silo.Storage.Queries;

/// <summary>Reads pages of financial transactions.</summary>
internal static class TransactionList
{
    /// <summary>What is read of a transaction.</summary>
    internal const string Columns = """
        owner as Owner, number as Number, kind as Kind, purpose as Purpose, status as Status,
        amount as Amount, captured as Captured, refunded as Refunded, released as Released, disputed as Disputed,
        currency as Currency, gateway_id as GatewayId, made_at as MadeAt, marked_at as MarkedAt,
        settled_at as SettledAt, disputed_at as DisputedAt, capture_before as CaptureBefore, reason as Reason,
        reportable as Reportable, brand as Brand,
        last4 as Last4, shipments as Shipments, refund_id as RefundId
        from transactions
        """;

    /// <summary>How transactions are listed.</summary>
    internal static readonly KeysetList<TransactionRow, TransactionEntry> List = new("payments", Columns,
    [
        new("-made", "made_at", Descending: true, IsNumber: true),
        new("made", "made_at", Descending: false, IsNumber: true),
    ], Show);

    public static Task<Outcome<Page<TransactionEntry>>> Read(
        IDatabase database, TransactionFilter filter, PageRequest page) => List.Read(database, Query(filter), page);

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
        Brand = row.Brand,
        Last4 = row.Last4,
        Shipments = row.Shipments?.Split(' ') is { } shipments ? [.. shipments] : [],
        RefundId = row.RefundId,
    };

    private static Keyset Query(TransactionFilter filter)
    {
        var query = new Keyset(filter);
        if (filter.Kind is { } kind) query.Where("kind = @kind", "kind", kind);
        if (filter.Status is { } status) query.Where("status = @status", "status", status);
        if (filter.From is { } from) query.Where("made_at >= @from", "from", from.ToUnixTimeMilliseconds());
        if (filter.To is { } to) query.Where("made_at < @to", "to", to.ToUnixTimeMilliseconds());
        if (filter.Reportable is { } reportable) query.Where("reportable = @reportable", "reportable", reportable);
        if (filter.Number is { } number) query.Where("number = @number", "number", number);
        return query;
    }

    private static Money? IfCharge(TransactionRow row, long amount) =>
        row.Kind == "charge" ? new Money(amount, row.Currency) : null;

    private static DateTimeOffset? TimeOf(long? at) =>
        at is { } known ? DateTimeOffset.FromUnixTimeMilliseconds(known) : null;
}

/// <summary>A row of <c>transactions</c>.</summary>
internal sealed class TransactionRow : KeysetRow
{
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

    public string? Brand { get; init; }

    public string? Last4 { get; init; }

    /// <summary>The shipments that it paid, with blanks between.</summary>
    public string? Shipments { get; init; }

    public string? RefundId { get; init; }
}
