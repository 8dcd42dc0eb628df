using System.Data.Common;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Kit;
using Commerce.Silo.Storage.Queries;
using Dapper;

namespace Commerce.Silo.Tests.Storage;

public sealed class ListingWhatToShip(Databases databases)
{
    private const long Now = Note.At;
    private const long Day = 86_400_000;

    /// <summary>FUL-01.</summary>
    [Theory, OnBothDatabases]
    public async Task Groups_by_method_then_state_then_number_over_pages(DatabaseKind kind)
    {
        await using var store = await Filled(kind);
        Assert.Equal([3, 1, 2, 4], await Numbers(store, new(null, false)));
        Assert.Equal([1, 2, 4], await Numbers(store, new("standard", false)));
        Assert.Empty(await Numbers(store, new("standar", false)));
        var first = (await Page(store, new(null, false), new(9))).Items[1];
        Assert.Equal([("1", 3), ("2", 4)], first.Items.Select(item => (item.ItemId, item.Quantity)));
    }

    /// <summary>FUL-01: over, or within a day.</summary>
    [Theory, OnBothDatabases]
    public async Task Finds_what_is_stale_by_when_it_ends(DatabaseKind kind)
    {
        await using var store = await Filled(kind);
        Assert.Equal([2, 3], await Numbers(store, new(null, true)));
        Assert.Equal([3], await Numbers(store, new("express", true)));
        var all = await Page(store, new(null, false), new(9));
        Assert.Equal([true, false, true, false], all.Items.Select(order => order.Stale));
    }

    /// <summary>FUL-02: bound and shipped units are not counted; the most first.</summary>
    [Theory, OnBothDatabases]
    public async Task Counts_what_is_needed_most_first(DatabaseKind kind)
    {
        await using var store = await Filled(kind);
        var needed = await Lists.All(cursor => NeededList.Read(store.Database, new(1, cursor)));
        Assert.Equal(
            [("HAT", "red", 12L), ("HAT2", "blue", 4L), ("CAP", "", 3L)],
            needed.Select(item => (item.Sku.Value, item.Options, item.Units)));
        Assert.IsType<CursorInvalid>(Assert.IsType<Outcome<Page<NeededItem>>.Refused>(
            await NeededList.Read(store.Database, new(1, "x"))).Why);
    }

    [Theory, OnBothDatabases]
    public async Task Reads_an_index_and_nothing_else(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        await Task.WhenAll(Enumerable.Range(1, 3_000).Select(number => Order(
            store, number, "standard", number % 500 == 0, number % 1_000 == 0 ? Now : null)));
        if (kind == DatabaseKind.Postgres) await store.Database.Change(Analyze, Test.Stop);
        var (list, values) = FulfilmentList.FirstPage(new(null, false), Now, 50);
        var (stale, soon) = FulfilmentList.FirstPage(new(null, true), Now, 50);
        Assert.Contains("orders_ship_group", await store.PlanOf(list, values), StringComparison.Ordinal);
        Assert.Contains("orders_authorization", await store.PlanOf(stale, soon), StringComparison.Ordinal);
        Assert.Contains("order_items_needed", await store.PlanOf(NeededList.Sql, NeededList.Values(new(), 50)),
            StringComparison.Ordinal);
    }

    private static async Task<int> Analyze(DbConnection connection) =>
        await connection.ExecuteAsync("analyze orders; analyze order_items");

    private static async Task<Page<FulfilmentEntry>> Page(
        StoreUnderTest store, FulfilmentFilter filter, PageRequest page) =>
        Assert.IsType<Outcome<Page<FulfilmentEntry>>.Done>(await Read(store, filter, page)).Value;

    private static Task<Outcome<Page<FulfilmentEntry>>> Read(
        StoreUnderTest store, FulfilmentFilter filter, PageRequest page) =>
        FulfilmentList.Read(store.Database, filter, page, DateTimeOffset.FromUnixTimeMilliseconds(Now));

    private static async Task<IEnumerable<int>> Numbers(StoreUnderTest store, FulfilmentFilter filter) =>
        (await Lists.All(cursor => Read(store, filter, new(1, cursor)))).Select(order => (int)order.Number);

    private async Task<StoreUnderTest> Filled(DatabaseKind kind)
    {
        var store = await StoreUnderTest.New(databases, kind);
        await Order(store, 1, "standard", true, Now + (2 * Day));
        await Order(store, 2, "standard", true, Now - Day);
        await Order(store, 3, "express", true, Now + Day - 1);
        await Order(store, 4, "standard", true, null);
        await Order(store, 5, "standard", false, Now);
        return store;
    }

    private static Task<string?> Order(StoreUnderTest store, int number, string method, bool ships, long? ends)
    {
        var status = ships ? "authorized_plus_avs" : "fulfilled";
        return store.Write(
            Note.Envelope($"order-{number}") with
            {
                Rows = RowSet.None.With("orders", [
                    new
                    {
                        Number = number,
                        Status = status,
                        CartId = $"cart-{number}",
                        Email = "ada@shop.example",
                        Method = method,
                        UnitCount = 2,
                        Items = 1,
                        Shipping = 0,
                        Tax = 0,
                        Certificates = 0,
                        Due = 1,
                        Currency = "USD",
                        ConfirmedAt = Now,
                        ChangedAt = Now,
                        ShipGroup = ships ? $"{method}/{status}/{number:D12}" : null,
                        AuthorizationEnds = ships ? ends : null,
                    },
                ]).With("order_items", [
                    Item("1", "HAT", "red", 3, ships, null),
                    number == 1
                        ? Item("2", "HAT2", "blue", 4, ships, null)
                        : Item("2", "CAP", "", 1, ships, null),
                    Item("3", "CAP", "", 9, ships, "shipment-1"),
                ]),
            },
            entity: "order");
    }

    private static object Item(string id, string sku, string options, int quantity, bool ships, string? shipment) =>
        new
        {
            ItemId = id,
            Sku = sku,
            ProductId = "product-" + sku[..3],
            Name = sku,
            Options = options,
            Quantity = quantity,
            State = ships ? "to_be_shipped" : "shipped",
            UnitPrice = 1,
            UnitShipping = 0,
            UnitPriceTax = 0,
            UnitShippingTax = 0,
            Currency = "USD",
            SoftGood = false,
            Tracked = true,
            ShipmentId = shipment,
        };
}
