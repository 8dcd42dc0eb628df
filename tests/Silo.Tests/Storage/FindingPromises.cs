using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Stock;
using Commerce.Kit;
using Commerce.Silo.Storage;
using Dapper;

namespace Commerce.Silo.Tests.Storage;

/// <summary>What became of an attempt's promise is asked for by many at once, and answered together.</summary>
public sealed class FindingPromises(Databases databases)
{
    private const string Add = """
        insert into stock_holds (entity_id, attempt, sku, quantity, remaining, status, parts, changed_at)
        values (@key, @attempt, 'MUG', 3, @remaining, 'committed', 'a,b', 7)
        """;

    [Theory, OnBothDatabases]
    public async Task Answers_each_with_its_own(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        await using var table = new StockHoldTable(store.Database);
        object[] rows =
        [
            new { key = "mug", attempt = "order-a/1", remaining = 1 },
            new { key = "mug", attempt = "order-b/1", remaining = 2 },
            new { key = "cup", attempt = "order-a/1", remaining = 3 },
        ];
        await store.Database.Change(connection => connection.ExecuteAsync(Add, rows), Test.Stop);

        var found = await Task.WhenAll(
            Find("mug", "order-a/1"), Find("cup", "order-b/1"), Find("cup", "order-a/1"), Find("mug", "order-a/1"),
            Find("mug", "order-b/1"), Find("jug", "order-a/1"));

        Assert.Equal([1, null, 3, 1, 2, null], found.Select(row => row?.Remaining));
        Assert.Equal(new("order-a/1", "MUG", 3, 1, "committed", "a,b", 7), found[0]);

        Task<StockHoldRow?> Find(string key, string attempt) => table.Find(key, new AttemptId(attempt));
    }

    [Theory, OnBothDatabases]
    public async Task Says_that_the_store_is_gone_to_all_who_wait(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        await store.Database.Change(connection => connection.ExecuteAsync("drop table stock_holds"), Test.Stop);
        var table = new StockHoldTable(store.Database);
        Task[] asked = [table.Find("mug", new("order-a/1")), table.Find("cup", new("order-a/1"))];
        foreach (var one in asked) await Assert.ThrowsAsync<StoreUnavailableException>(() => one);

        await table.DisposeAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => table.Find("mug", new("order-a/1")));
    }
}
