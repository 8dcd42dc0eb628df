using Commerce.Kit;
using Commerce.Silo.Storage;
using Commerce.Silo.Storage.Rebuilding;
using Commerce.Silo.Tests.Storage;
using Dapper;
using Microsoft.Extensions.Configuration;

namespace Commerce.Silo.Tests.Rebuilding;

public sealed class RebuildingWhatListsRead(Databases databases)
{
    // Rows gone, rows altered, and rows of entities that do not exist.
    private const string Wreck = """
        delete from products; delete from product_categories; delete from order_items where item_id like '%1';
        delete from shipments; delete from access_keys where revoked_at is not null;
        update product_variants set sku = 'X', price = null, backorder = 7;
        update stock set on_hand = -1, held = 99, sku_key = 'x';
        update carts set status = 'open', total = 1, order_id = null, changed_at = 0;
        update orders set status = 'void', number = 1, name = 'Nobody', due = 0, authorized_at = 5;
        update payments set amount = 0, gateway_id = null, last4 = '0000';
        insert into carts values ('cart-ghost', 'open', 1, 1, 1, 'USD', null, 1, 1);
        """;

    [Theory, OnBothDatabases]
    public async Task Makes_every_read_table_what_it_was_and_leaves_the_rest_alone(DatabaseKind kind)
    {
        await using var home = await databases.New(kind);
        ImmutableArray<string> before;
        await using (var shop = await Sale.Open(home))
        {
            var sale = new Sale(shop);
            await sale.Run();
            await sale.LetCartsLapse();
        }

        await using (var database = home.Open())
        {
            await database.Start(Test.Stop);
            before = await Tables.Dump(database);
            Assert.All(Tables.All, table => Assert.Contains(before, row => row.StartsWith(table + ":", default)));
            await database.Change(connection => connection.ExecuteAsync(Wreck), Test.Stop);
            Assert.NotEqual(before, await Tables.Dump(database));
        }

        var (ended, said) = await Run(home);
        Assert.True(ended == 0, said);
        await using var after = home.Open();
        await after.Start(Test.Stop);
        Assert.Equal(before, await Tables.Dump(after));
        foreach (var table in Tables.Read)
            Assert.Contains($"\n{table}: {before.Count(row => row.StartsWith(table + ":", default))}\n", said, default);
    }

    [Theory, OnBothDatabases]
    public async Task Is_done_by_the_start_after_an_upgrade_and_never_again(DatabaseKind kind)
    {
        const string stale = "insert into meta (name, value) values ('rows', 'stale')";
        await using var home = await databases.New(kind);
        ImmutableArray<string> before;
        await using (var shop = await Sale.Open(home))
        {
            await new Sale(shop).Run();
        }

        // A new shop is not marked: its first start did it.
        await using (var database = home.Open())
        {
            await database.Start(Test.Stop);
            Assert.False(await new Rebuild(database, new()).IsWanted(Test.Stop));
            before = await Tables.Dump(database);
            await database.Change(connection => connection.ExecuteAsync(Wreck + stale), Test.Stop);
            Assert.True(await new Rebuild(database, new()).IsWanted(Test.Stop));
        }

        await using var upgraded = home.Open();
        await new StoreStart(upgraded, new()).StartingAsync(Test.Stop);
        Assert.Equal(before, await Tables.Dump(upgraded));
        Assert.False(await new Rebuild(upgraded, new()).IsWanted(Test.Stop));
    }

    [Theory, OnBothDatabases]
    public async Task Is_refused_while_the_shop_is_open(DatabaseKind kind)
    {
        await using var home = await databases.New(kind);
        await using var shop = await Sale.Open(home);
        await new Sale(shop).Run();
        var before = ReadTables(await Tables.Dump(shop.Database));
        var (ended, said) = await Run(home);
        Assert.Equal(1, ended);
        Assert.Contains("another process", said, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(before, ReadTables(await Tables.Dump(shop.Database)));
    }

    [Theory, OnBothDatabases]
    public async Task Changes_nothing_when_one_entity_cannot_be_read(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        await Lists.Order(store, 1, "void", Note.At, 1);
        await store.Write(Note.Envelope("order-2"), entity: "order");
        var before = await Tables.Dump(store.Database);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            new Rebuild(store.Database, new()).Run(Test.Stop));
        Assert.StartsWith("order order-", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, await Tables.Dump(store.Database));
    }

    [Theory, OnBothDatabases]
    public async Task Comes_to_more_entities_than_are_read_at_once(DatabaseKind kind)
    {
        const int many = 1_300;
        await using var store = await StoreUnderTest.New(databases, kind);
        await Task.WhenAll(Enumerable.Range(0, many).Select(number => store.Write(Note.Envelope($"note-{number}"))));
        Assert.Equal(many, (await new Rebuild(store.Database, new()).Run(Test.Stop)).Entities);
    }

    [Fact]
    public async Task Says_that_there_is_no_shop()
    {
        await using var home = await databases.New(DatabaseKind.Sqlite);
        Assert.Equal(2, (await Run(home)).Ended);
    }

    [Theory, OnBothDatabases]
    public async Task Is_refused_in_another_currency_than_the_data_is_in(DatabaseKind kind)
    {
        await using var home = await databases.New(kind);
        await using (await RunningShop.Start(home)) { }
        var (ended, said) = await Run(home, "EUR");
        Assert.Equal(1, ended);
        Assert.StartsWith("The data is in USD", said, StringComparison.Ordinal);
    }

    // The rest moves while the shop is open: mails leave, errands are answered.
    private static IEnumerable<string> ReadTables(IEnumerable<string> rows) =>
        rows.Where(row => Tables.Read.Any(table => row.StartsWith(table + ":", StringComparison.Ordinal)));

    private static async Task<(int Ended, string Said)> Run(TestDatabase home, string currency = "USD")
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([
            new("Commerce:Database", home.Setting), new("Commerce:Currency", currency)]).Build();
        await using var output = new StringWriter();
        var ended = await RebuildCommand.Run(settings, output);
        return (ended, output.ToString());
    }
}
