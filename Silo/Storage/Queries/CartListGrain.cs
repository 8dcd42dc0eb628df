using Commerce.Grains.Carts;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Orleans.Concurrency;

namespace Commerce.Silo.Storage.Queries;

/// <summary>Lists carts.</summary>
[StatelessWorker, Reentrant, GrainType("cart-list")]
internal sealed class CartListGrain(IDatabase database) : Grain, ICartListGrain
{
    public Task<Outcome<Page<CartListEntry>>> List(CartFilter filter, PageRequest page) =>
        CartList.Read(database, filter, page);
}

/// <summary>Reads pages of carts.</summary>
internal static class CartList
{
    private const string Columns = """
        status as Status, line_count as Lines, unit_count as Units, total as Total, currency as Currency,
        order_id as OrderId, created_at as CreatedAt, changed_at as ChangedAt
        from carts
        """;

    /// <summary>How carts are listed.</summary>
    internal static readonly KeysetList<Row, CartListEntry> List = new("carts", Columns,
    [
        new("-changed", "changed_at", Descending: true, IsNumber: true),
        new("changed", "changed_at", Descending: false, IsNumber: true),
    ], Show);

    public static Task<Outcome<Page<CartListEntry>>> Read(IDatabase database, CartFilter filter, PageRequest page) =>
        List.Read(database, Query(filter), page);

    /// <summary>The conditions of a filter.</summary>
    internal static Keyset Query(CartFilter filter)
    {
        var query = new Keyset(filter);
        if (filter.Status is { } status) query.Where("status = @status", "status", status);
        if (filter.From is { } from) query.Where("changed_at >= @from", "from", from.ToUnixTimeMilliseconds());
        if (filter.To is { } to) query.Where("changed_at < @to", "to", to.ToUnixTimeMilliseconds());
        return query;
    }

    private static CartListEntry Show(Row row) => new(
        CartId.Of(row.Id),
        row.Status,
        row.Lines,
        row.Units,
        new(row.Total, row.Currency),
        row.OrderId is null ? null : OrderId.Of(row.OrderId),
        DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
        DateTimeOffset.FromUnixTimeMilliseconds(row.ChangedAt));

    /// <summary>A cart as the list finds it.</summary>
    internal sealed class Row : KeysetRow
    {
        public string Status { get; init; } = "";

        public int Lines { get; init; }

        public int Units { get; init; }

        public long Total { get; init; }

        public string Currency { get; init; } = "";

        public string? OrderId { get; init; }

        public long CreatedAt { get; init; }

        public long ChangedAt { get; init; }
    }
}
