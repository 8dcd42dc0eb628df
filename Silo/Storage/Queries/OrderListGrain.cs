using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Orleans.Concurrency;

namespace Commerce.Silo.Storage.Queries;

/// <summary>Lists orders.</summary>
[StatelessWorker, Reentrant, GrainType("order-list")]
internal sealed class OrderListGrain(IDatabase database) : Grain, IOrderListGrain
{
    public Task<Outcome<Page<OrderListEntry>>> List(OrderFilter filter, PageRequest page) =>
        OrderList.Read(database, filter, page);
}

/// <summary>Reads pages of orders.</summary>
internal static class OrderList
{
    private const string Columns = """
        number as Number, status as Status, unit_count as Units, due as Due, currency as Currency, name as Name,
        email as Email, method as Method, confirmed_at as ConfirmedAt, status_text as StatusText,
        in_basket_at as InBasketAt, due_now as DueNow,
        authorized_at as AuthorizedAt, voided_at as VoidedAt, expired_at as ExpiredAt
        from orders
        """;

    private const string IsReportable =
        "status in ('authorized_plus_avs', 'authorized_minus_avs', 'partially_fulfilled', 'fulfilled')";

    private static readonly ImmutableArray<(string Condition, string From, string To)> HasWords =
    [
        .. Enumerable.Range(1, 5).Select(place => string.Concat("word", place)).Select(word => (
            string.Concat(
                string.Concat("entity_id in (select w.entity_id from order_words w where w.word >= @", word),
                string.Concat(" and w.word < @", word, "End)")),
            word,
            word + "End")),
    ];

    /// <summary>How orders are listed.</summary>
    internal static readonly KeysetList<Row, OrderListEntry> List = new("orders", Columns,
    [
        new("-confirmed", "confirmed_at", Descending: true, IsNumber: true),
        new("confirmed", "confirmed_at", Descending: false, IsNumber: true),
        new("number", "number", Descending: false, IsNumber: true),
        new("-number", "number", Descending: true, IsNumber: true),
        new("total", "due", Descending: false, IsNumber: true),
        new("-total", "due", Descending: true, IsNumber: true),
    ], Show);

    public static Task<Outcome<Page<OrderListEntry>>> Read(
        IDatabase database, OrderFilter filter, PageRequest page) => List.Read(database, Query(filter), page);

    /// <summary>The conditions of a filter.</summary>
    internal static Keyset Query(OrderFilter filter)
    {
        var query = new Keyset(filter);
        if (filter.Status == OrderFilter.Reportable) query.Where(IsReportable);
        else if (filter.Status is { } status) query.Where("status = @status", "status", status);
        if (filter.From is { } from) query.Where("confirmed_at >= @from", "from", from.ToUnixTimeMilliseconds());
        if (filter.To is { } to) query.Where("confirmed_at < @to", "to", to.ToUnixTimeMilliseconds());
        if (filter.Customer is { } customer)
        {
            query.Where("customer_id = @customer", "customer", customer.Value);
            query.Where("status not in ('in_basket', 'expired', @hidden)", "hidden", "void");
        }

        var words = filter.Words?.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];
        foreach (var (word, (condition, start, end)) in words.Zip(HasWords))
        {
            query.Where(condition, start, word);
            query.Values.Add(end, word + "\uffff");
        }

        return query;
    }

    private static OrderListEntry Show(Row row) => new(
        OrderId.Of(row.Id),
        row.Number,
        row.Status,
        row.Units,
        new Money(row.Due, row.Currency),
        row.Name,
        row.Email,
        row.Method,
        DateTimeOffset.FromUnixTimeMilliseconds(row.ConfirmedAt),
        row.StatusText)
    {
        DueNow = new Money(row.DueNow ?? row.Due, row.Currency),
        InBasketAt = Time(row.InBasketAt),
        AuthorizedAt = Time(row.AuthorizedAt),
        VoidedAt = Time(row.VoidedAt),
        ExpiredAt = Time(row.ExpiredAt),
    };

    private static DateTimeOffset? Time(long? at) =>
        at is { } known ? DateTimeOffset.FromUnixTimeMilliseconds(known) : null;

    /// <summary>An order as the list finds it.</summary>
    internal sealed class Row : KeysetRow
    {
        public long Number { get; init; }

        public string Status { get; init; } = "";

        public int Units { get; init; }

        public long Due { get; init; }

        public long? DueNow { get; init; }

        public string Currency { get; init; } = "";

        public string? Name { get; init; }

        public string? Email { get; init; }

        public string Method { get; init; } = "";

        public long ConfirmedAt { get; init; }

        public string? StatusText { get; init; }

        public long? InBasketAt { get; init; }

        public long? AuthorizedAt { get; init; }

        public long? VoidedAt { get; init; }

        public long? ExpiredAt { get; init; }
    }
}
