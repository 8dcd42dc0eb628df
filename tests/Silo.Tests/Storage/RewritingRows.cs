using Commerce.Grains.Kernel;
using Commerce.Kit;
using Dapper;

namespace Commerce.Silo.Tests.Storage;

public sealed class RewritingRows(Databases databases)
{
    private static readonly object Stock =
        new { Sku = "A", SkuKey = "a", OnHand = 1, Held = 0, Available = 1, Backorder = 0, ChangedAt = 1 };

    private static readonly object Hold =
        new { Attempt = "a/1", Sku = "A", Quantity = 1, Remaining = 1, Status = "closed", Parts = "", ChangedAt = 1 };

    [Theory, OnBothDatabases]
    public async Task Projects_nothing_false_when_a_repair_touches_every_row(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        await Fill(store);
        var before = await Projections(store);
        await store.Database.Change(connection => connection.ExecuteAsync(
            "update orleansstorage set version = version + 1"), Test.Stop);
        Assert.Equal(before, await Projections(store));
        await store.Database.Change(connection => connection.ExecuteAsync(
            "update orleansstorage set payloadbinary = payloadbinary, version = version + 1"), Test.Stop);
        Assert.Equal(before, await Projections(store));
    }

    [Theory, OnBothDatabases]
    public async Task Sends_nothing_twice_when_rows_are_restored(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        await Fill(store);
        var outbox = new Silo.Storage.OutboxTable(
            store.Database, store.Clock, new() { Address = new Silo.Storage.DatabaseAddress.Sqlite("unused") });
        var now = DateTimeOffset.FromUnixTimeMilliseconds(Note.At + 10);
        var mail = Assert.Single(await outbox.Lease(now, 10, Test.Stop));
        await outbox.Sent([mail.Id], now, Test.Stop);
        var before = await Projections(store);

        await store.Database.Change(
            async connection =>
            {
                await connection.ExecuteAsync("create table backup as select * from orleansstorage");
                await connection.ExecuteAsync("delete from orleansstorage");
                return await connection.ExecuteAsync("insert into orleansstorage select * from backup");
            },
            Test.Stop);

        Assert.Equal(before, await Projections(store));
        Assert.Empty(await outbox.Lease(now.AddDays(1), 10, Test.Stop));
    }

    private static async Task Fill(StoreUnderTest store)
    {
        await store.Write(Note.Envelope("stock-1") with { Events = [Note.Happened("first")] });
        await store.Write(
            Note.Envelope("stock-1", 2) with
            {
                Events = [Note.Happened("second")],
                Outgoing = [Note.Mail()],
                Problems = [new("p/1", "Details.", null)],
                Answers = [Note.Answer("key-1")],
                Rows = RowSet.None.With("stock", [Stock]),
                Changes = RowSet.None.With("stock_holds", [Hold]),
                Due = new(Note.At + 1_000),
            },
            "1");
    }

    private static async Task<List<string>> Projections(StoreUnderTest store) =>
        [.. (await Tables.Dump(store.Database))
            .Where(row => !row.StartsWith("orleansstorage", StringComparison.Ordinal))];
}
