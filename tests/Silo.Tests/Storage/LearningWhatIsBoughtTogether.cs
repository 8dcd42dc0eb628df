using Commerce.Grains.Kernel;
using Commerce.Grains.Products;
using Commerce.Kit;
using Commerce.Silo.Storage.AlsoBought;
using Commerce.Silo.Storage.Queries;
using Dapper;

namespace Commerce.Silo.Tests.Storage;

/// <summary>SCH-01: what buyers of a product also bought, each night.</summary>
public sealed class LearningWhatIsBoughtTogether(Databases databases)
{
    private static readonly ShopSettings Shop = new() { AlsoBought = true, TimeZone = "Europe/Vienna" };

    [Theory, OnBothDatabases]
    public async Task Counts_the_units_of_all_that_a_buyer_ever_ordered(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        foreach (var product in (string[])["a", "b", "c", "d"]) await Lists.Product(store, product, product);
        await Order(store, 1, "ada", ("a", 1, "shipped"), ("b", 1, "shipped"));
        await Order(store, 2, "ada", ("c", 3, "to_be_shipped"), ("d", 9, "void"));
        await Order(store, 3, null, ("a", 1, "shipped"), ("b", 1, "shipped"));
        await Order(store, 4, null, ("b", 7, "shipped"));
        await Job(store).Run();
        Assert.Equal(["c", "b"], await Shown(store, "a"));
        Assert.Equal(["c", "a"], await Shown(store, "b"));
        Assert.Equal(["a", "b"], await Shown(store, "c"));
        Assert.Empty(await Shown(store, "d"));
    }

    [Theory, OnBothDatabases]
    public async Task Keeps_five_and_none_that_is_sold_no_more(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        foreach (var number in Enumerable.Range(0, 9)) await Lists.Product(store, $"p{number}", $"p{number}");
        await Order(
            store, 1, "ada", [.. Enumerable.Range(0, 9).Select(number => ($"p{number}", number + 1, "shipped"))]);
        await Hide(store, "active", "p8");
        await Job(store).Run();
        Assert.Equal(["p7", "p6", "p5", "p4", "p3"], await Shown(store, "p0"));
        Assert.Empty(await Shown(store, "p8"));

        await Hide(store, "active", "p7");
        await Hide(store, "present", "p6");
        Assert.Equal(["p5", "p4", "p3"], await Shown(store, "p0"));
        await Job(store).Run();
        await Job(store).Run();
        Assert.Equal(["p5", "p4", "p3", "p2"], await Shown(store, "p0"));
        Assert.Empty(await new ProductList(store.Database, new(), store.Clock).AlsoBought(ProductId.Of("p0")));
    }

    [Theory, OnBothDatabases]
    public async Task Is_done_once_a_night_at_fourteen_past_four_in_the_shops_zone(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        await Lists.Product(store, "a", "a");
        await Lists.Product(store, "b", "b");
        await Order(store, 1, "ada", ("a", 1, "shipped"), ("b", 1, "shipped"));
        store.Clock.SetUtcNow(new(2026, 7, 1, 2, 13, 0, TimeSpan.Zero));
        Assert.True(await Job(store).RunWhenDue());
        Assert.False(await Job(store).RunWhenDue());
        store.Clock.SetUtcNow(new(2026, 7, 1, 2, 14, 0, TimeSpan.Zero));
        Assert.True(await Job(store).RunWhenDue());
        store.Clock.SetUtcNow(new(2026, 7, 2, 2, 13, 59, TimeSpan.Zero));
        Assert.False(await Job(store).RunWhenDue());
    }

    private static Task<int> Hide(StoreUnderTest store, string column, string product) => store.Database.Change(
        connection => connection.ExecuteAsync(
            $"update products set {column} = @no where entity_id = @product", new { no = false, product }),
        Test.Stop);

    private static AlsoBoughtJob Job(StoreUnderTest store) => new(store.Database, Shop, store.Clock);

    private static async Task<IEnumerable<string>> Shown(StoreUnderTest store, string product) =>
        (await new ProductList(store.Database, Shop, store.Clock).AlsoBought(ProductId.Of(product)))
        .Select(one => one.Id.Value);

    private static async Task Order(
        StoreUnderTest store, int number, string? customer, params (string Product, int Units, string State)[] items)
    {
        await Lists.Order(store, number, "fulfilled", 1, 100);
        await store.Database.Change(
            async connection =>
            {
                if (customer is not null)
                {
                    await connection.ExecuteAsync(
                        "update orders set customer_id = @customer where entity_id = @id",
                        new { customer, id = $"order-{number}" });
                }

                return await connection.ExecuteAsync(
                    """
                    insert into order_items (
                        entity_id, item_id, sku, product_id, name, options, quantity, state, unit_price,
                        unit_shipping, unit_price_tax, unit_shipping_tax, currency, soft_good, tracked)
                    values (@id, @item, @Product, @Product, '', '', @Units, @State, 1, 0, 0, 0, 'USD', @no, @no)
                    """,
                    items.Select((one, place) => new
                    {
                        id = $"order-{number}",
                        item = $"{place}",
                        one.Product,
                        one.Units,
                        one.State,
                        no = false,
                    }));
            },
            Test.Stop);
    }
}
