using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Kit;
using Commerce.Silo.Storage.Queries;
using Dapper;

namespace Commerce.Silo.Tests.Storage;

public sealed class ListingOrders(Databases databases)
{
    private static readonly OrderFilter Everything = new(null, null, null);

    [Theory, OnBothDatabases]
    public async Task Shows_every_order_once_over_pages_whatever_the_sort(DatabaseKind kind)
    {
        await using var store = await Filled(kind);
        foreach (var (sort, expected) in new (string?, int[])[]
        {
            (null, [5, 4, 3, 2, 1]), ("-confirmed", [5, 4, 3, 2, 1]), ("confirmed", [1, 2, 3, 4, 5]),
            ("number", [1, 2, 3, 4, 5]), ("-number", [5, 4, 3, 2, 1]),
            ("total", [3, 1, 2, 4, 5]), ("-total", [5, 4, 2, 1, 3]),
        })
        {
            var found = await Lists.All(cursor => List(store, Everything, new(2, cursor, sort)));
            Assert.Equal(expected, found.Select(order => (int)(order.Number - 3_000_000)));
        }
    }

    [Theory, OnBothDatabases]
    public async Task Filters_by_state_and_time(DatabaseKind kind)
    {
        await using var store = await Filled(kind);
        var day = DateTimeOffset.FromUnixTimeMilliseconds(Note.At);
        Assert.Equal([3_000_004, 3_000_002], await Numbers(store, new("void", null, null)));
        Assert.Equal([3_000_005, 3_000_004, 3_000_003], await Numbers(store, new(null, day.AddHours(3), null)));
        Assert.Equal([3_000_002], await Numbers(store, new("void", day.AddHours(2), day.AddHours(4))));
        Assert.Empty(await Numbers(store, new("fulfilled", null, null)));
    }

    /// <summary>ORD-26, ORD-28: neither reads a table as a whole.</summary>
    [Theory, OnBothDatabases]
    public async Task Finds_orders_and_baskets_by_an_index(DatabaseKind kind)
    {
        await using var store = await Filled(kind);
        var found = OrderList.Query(Everything with { Words = "ada lovelace" });
        Assert.Contains(
            "order_words_word", await Plan(store, found, OrderList.List.Statement(
                found, OrderList.List.Sorts[0], cursor: null, limit: 50)!), StringComparison.Ordinal);
        var baskets = CartList.Query(new("open", DateTimeOffset.FromUnixTimeMilliseconds(Note.At), null));
        Assert.Contains(
            "carts_status", await Plan(store, baskets, CartList.List.Statement(
                baskets, CartList.List.Sorts[0], cursor: null, limit: 50)!), StringComparison.Ordinal);
    }

    private static Task<string> Plan(StoreUnderTest store, Keyset query, string sql) => store.Database.Change(
        async connection =>
        {
            if (store.Database.IsPostgres) await connection.ExecuteAsync("set local enable_seqscan = off");
            var lines = await connection.QueryAsync(
                (store.Database.IsPostgres ? "explain " : "explain query plan ") + sql, query.Values);
            return string.Join('\n', lines.Select(line =>
                string.Join(' ', ((IDictionary<string, object>)line).Values)));
        },
        Test.Stop);

    [Theory, OnBothDatabases]
    public async Task Refuses_a_cursor_that_is_not_one_of_this_list(DatabaseKind kind)
    {
        await using var store = await Filled(kind);
        var page = Assert.IsType<Outcome<Page<OrderListEntry>>.Done>(await List(store, Everything, new(2))).Value;
        var cursor = page.Next!;
        var swapped = (cursor[^2] == 'A' ? "B" : "A") + cursor[^1];
        foreach (var (bad, filter, sort) in new (string, OrderFilter, string?)[]
        {
            ("", Everything, null), ("x", Everything, null), ("%%%", Everything, null),
            ("AAAAAAAAAAAAAAAA", Everything, null), (new string('A', 100_000), Everything, null),
            (cursor[..^2] + swapped, Everything, null),
            (cursor, Everything, "number"), (cursor, new("void", null, null), null),
        })
        {
            var answer = await List(store, filter, new(2, bad, sort));
            Assert.IsType<CursorInvalid>(Assert.IsType<Outcome<Page<OrderListEntry>>.Refused>(answer).Why);
        }
    }

    [Fact]
    public async Task Refuses_a_sort_that_it_does_not_know()
    {
        await using var store = await StoreUnderTest.New(databases, DatabaseKind.Sqlite);
        var refused = Assert.IsType<Outcome<Page<OrderListEntry>>.Refused>(
            await List(store, Everything, new(2, Sort: "email; drop table orders")));
        Assert.Contains("-confirmed", Assert.IsType<SortUnknown>(refused.Why).Known);
    }

    private static Task<Outcome<Page<OrderListEntry>>> List(
        StoreUnderTest store, OrderFilter filter, PageRequest page) =>
        OrderList.Read(store.Database, filter, page);

    private static async Task<IEnumerable<long>> Numbers(StoreUnderTest store, OrderFilter filter) =>
        (await Lists.All(cursor => List(store, filter, new(1, cursor)))).Select(order => order.Number);

    private async Task<StoreUnderTest> Filled(DatabaseKind kind)
    {
        var store = await StoreUnderTest.New(databases, kind);
        const long hour = 3_600_000;
        await Lists.Order(store, 1, "confirmed", Note.At + hour, 500);
        await Lists.Order(store, 2, "void", Note.At + (2 * hour), 500);
        await Lists.Order(store, 3, "confirmed", Note.At + (3 * hour), 100);
        await Lists.Order(store, 4, "void", Note.At + (4 * hour), 700);
        await Lists.Order(store, 5, "confirmed", Note.At + (4 * hour), 900);
        return store;
    }
}
