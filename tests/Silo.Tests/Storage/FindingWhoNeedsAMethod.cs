using Commerce.Grains.Kernel;
using Commerce.Kit;
using Commerce.Silo.Storage.Queries;
using Dapper;

namespace Commerce.Silo.Tests.Storage;

/// <summary>PAY-17, SCH-12: a method is forgotten when no order can need it, and not before.</summary>
public sealed class FindingWhoNeedsAMethod(Databases databases)
{
    private const string Method = "pm_kept";

    [Theory, OnBothDatabases]
    public async Task Finds_another_order_that_may_still_charge_it(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        Assert.False(await MethodList.IsNeeded(store.Database, Method, ""));
        await Write(store, "order-1", "authorized_plus_avs", Method);
        Assert.True(await MethodList.IsNeeded(store.Database, Method, ""));
        Assert.True(await MethodList.IsNeeded(store.Database, Method, "order-2"));
        Assert.False(await MethodList.IsNeeded(store.Database, Method, "order-1"));
        Assert.False(await MethodList.IsNeeded(store.Database, "pm_other", ""));
        await Write(store, "order-2", "partially_fulfilled", Method);
        Assert.True(await MethodList.IsNeeded(store.Database, Method, "order-1"));
    }

    [Theory, OnBothDatabases]
    public async Task Passes_over_orders_that_are_done_and_those_that_have_no_method(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        foreach (var status in new[] { "fulfilled", "returned", "void", "expired" })
            await Write(store, $"order-{status}", status, Method);
        await Write(store, "order-none", "authorized_plus_avs", null);
        Assert.False(await MethodList.IsNeeded(store.Database, Method, ""));
    }

    /// <summary>C5: what left by itself is charged later.</summary>
    [Theory, OnBothDatabases]
    public async Task Counts_an_order_of_which_everything_left_and_something_is_owed(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        await Write(store, "order-1", "fulfilled", Method, owed: 1);
        Assert.True(await MethodList.IsNeeded(store.Database, Method, "order-2"));
        await Write(store, "order-1", "fulfilled", Method, owed: 0, version: 2);
        Assert.False(await MethodList.IsNeeded(store.Database, Method, "order-2"));
    }

    [Theory, OnBothDatabases]
    public async Task Reads_an_index_and_no_table(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        var values = new { method = Method, order = "" };
        var plan = await store.Database.Read(async connection => kind == DatabaseKind.Postgres
            ? string.Join('\n', await connection.QueryAsync<string>(
                "set enable_seqscan = off; explain " + MethodList.NeededSql, values))
            : string.Join('\n', (await connection.QueryAsync("explain query plan " + MethodList.NeededSql, values))
                .Select(row => (string)row.detail)), Test.Stop);
        Assert.Contains("payments_method", plan, StringComparison.Ordinal);
    }

    private static Task<string?> Write(
        StoreUnderTest store, string order, string status, string? method, long owed = 0, int version = 1) =>
        store.Write(
            Note.Envelope(order) with
            {
                Version = version,
                Rows = RowSet.None.With("orders", [OrderRow(order, status)])
                    .With("payments", [PaymentRow(order, method)])
                    .With("shipments", [ShipmentRow(owed)]),
            },
            version == 1 ? null : "1",
            "order");

    private static object OrderRow(string order, string status) => new
    {
        Number = 1,
        Status = status,
        CartId = order.Replace("order", "cart", StringComparison.Ordinal),
        Method = "standard",
        UnitCount = 1,
        Items = 1,
        Shipping = 0,
        Tax = 0,
        Certificates = 0,
        Due = 1,
        Currency = "USD",
        ConfirmedAt = Note.At,
        ChangedAt = Note.At,
    };

    private static object PaymentRow(string order, string? method) => new
    {
        Payment = $"{order}/1",
        Kind = "sale",
        Status = "authorized",
        Amount = 1,
        Captured = 0,
        Refunded = 0,
        Currency = "USD",
        ConfirmedAt = Note.At,
        ChangedAt = Note.At,
        Released = 0,
        Disputed = 0,
        Reportable = false,
        Method = method,
        Moving = false,
    };

    private static object ShipmentRow(long owed) => new
    {
        ShipmentId = "shipment-1",
        Cost = 1,
        Uncollected = 0,
        Currency = "USD",
        ShippedAt = Note.At,
        Status = "shipped",
        Certificates = 0,
        Owed = owed,
        Soft = true,
    };
}
