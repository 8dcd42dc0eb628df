using Commerce.Kit;
using Commerce.Silo.Gateways.Inbox;
using Dapper;

namespace Commerce.Silo.Tests.Storage;

/// <summary>What the gateway says on its own is kept until it is heeded.</summary>
public sealed class KeepingHints(Databases databases)
{
    private static readonly InboxSettings Settings = new() { Batch = 2 };

    [Theory, OnBothDatabases]
    public async Task Leases_each_to_one_taker_the_oldest_first(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        var inbox = new InboxTable(store.Database, Settings, store.Clock);
        foreach (var id in (string[])["evt_1", "evt_2", "evt_3"])
        {
            Assert.True(await inbox.Add(new(id, "charge.refunded", "pi_1", null, null)));
            store.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.False(await inbox.Add(new("evt_1", "charge.refunded", "pi_1", null, null)));
        Assert.Equal(["evt_1 1", "evt_2 1"], await Leased());
        Assert.Equal(["evt_3 1"], await Leased());
        Assert.Empty(await Leased());

        await inbox.Done("evt_1");
        await inbox.Again("evt_3", store.Clock.GetUtcNow().AddHours(1));
        store.Clock.Advance(Settings.Lease);
        Assert.Equal(["evt_2 2"], await Leased());

        async Task<IEnumerable<string>> Leased() => (await inbox.Lease(Test.Stop))
            .Select(hint => $"{hint.EventId} {hint.Attempts}").Order(StringComparer.Ordinal);
    }

    /// <summary>Those that were heeded are kept for a while, and are many.</summary>
    [Fact]
    public async Task Takes_what_is_to_be_heeded_without_walking_over_the_rest()
    {
        await using var store = await StoreUnderTest.New(databases, DatabaseKind.Postgres);
        await store.Database.Change(
            connection => connection.ExecuteAsync("""
                insert into gateway_inbox (event_id, kind, received_at, next_at, done_at)
                select 'evt_' || x, 'charge.refunded', x, case when x > 5000 then x end, case when x <= 5000 then x end
                from generate_series(1, 5200) x;
                analyze gateway_inbox
                """),
            Test.Stop);
        var plan = await store.PlanOf(InboxTable.LeaseInPostgres, new { now = 6_000L, until = 7_000L, most = 50 });
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        Assert.Contains("gateway_inbox_next", plan, StringComparison.Ordinal);
    }
}
