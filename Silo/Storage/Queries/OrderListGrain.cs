using System.Globalization;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Dapper;
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
    /// <summary>What is read of an order.</summary>
    internal const string Select = """
        select entity_id as Id, number as Number, status as Status, unit_count as Units, due as Due,
            currency as Currency, name as Name, email as Email, method as Method, confirmed_at as ConfirmedAt,
            status_text as StatusText, in_basket_at as InBasketAt, authorized_at as AuthorizedAt,
            voided_at as VoidedAt, expired_at as ExpiredAt
        from orders
        """;

    /// <summary>What orders can be sorted by.</summary>
    internal static readonly ImmutableArray<Sort> Sorts =
    [
        new("-confirmed", "confirmed_at", Descending: true, IsNumber: true),
        new("confirmed", "confirmed_at", Descending: false, IsNumber: true),
        new("number", "number", Descending: false, IsNumber: true),
        new("-number", "number", Descending: true, IsNumber: true),
        new("total", "due", Descending: false, IsNumber: true),
        new("-total", "due", Descending: true, IsNumber: true),
    ];

    public static async Task<Outcome<Page<OrderListEntry>>> Read(
        IDatabase database, OrderFilter filter, PageRequest page)
    {
        if (Sorts.FirstOrDefault(one => one.Name == (page.Sort ?? "-confirmed")) is not { } sort)
            return new SortUnknown([.. Sorts.Select(one => one.Name)]);
        if (Query(filter, sort, page.Cursor) is not { } query) return new CursorInvalid();
        var limit = Pages.LimitOf(page);
        var sql = query.Sql(Select, sort, limit);
        var rows = await database.Read(
            async connection => (await connection.QueryAsync<Row>(sql, query.Values)).AsList());
        return Pages.Cut(rows, limit, Show, row => Cursor.After(ListName(sort), filter, PlaceOf(row, sort), row.Id));
    }

    /// <summary>The query of one page; null when the cursor is not one of this list.</summary>
    internal static Keyset? Query(OrderFilter filter, Sort sort, string? cursor)
    {
        var query = new Keyset();
        if (filter.Status is { } status) query.Where("status = @status", "status", status);
        if (filter.From is { } from) query.Where("confirmed_at >= @from", "from", from.ToUnixTimeMilliseconds());
        if (filter.To is { } to) query.Where("confirmed_at < @to", "to", to.ToUnixTimeMilliseconds());
        if (filter.Customer is { } customer)
        {
            query.Where("customer_id = @customer", "customer", customer.Value);
            query.Where("status not in ('in_basket', 'expired', @hidden)", "hidden", "void");
        }

        if (cursor is null) return query;
        return Cursor.TryRead(cursor, ListName(sort), filter, out var place) && query.After(sort, place) ? query : null;
    }

    private static string ListName(Sort sort) => "orders " + sort.Name;

    private static string PlaceOf(Row row, Sort sort) => (sort.Column switch
    {
        "number" => row.Number,
        "due" => row.Due,
        _ => row.ConfirmedAt,
    }).ToString(CultureInfo.InvariantCulture);

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
        InBasketAt = Time(row.InBasketAt),
        AuthorizedAt = Time(row.AuthorizedAt),
        VoidedAt = Time(row.VoidedAt),
        ExpiredAt = Time(row.ExpiredAt),
    };

    private static DateTimeOffset? Time(long? at) =>
        at is { } known ? DateTimeOffset.FromUnixTimeMilliseconds(known) : null;

    private sealed class Row
    {
        public string Id { get; init; } = "";

        public long Number { get; init; }

        public string Status { get; init; } = "";

        public int Units { get; init; }

        public long Due { get; init; }

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
