using Commerce.Grains.Kernel;
using Commerce.Kit;
using Commerce.Silo.Storage;
using Commerce.Silo.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Commerce.Silo.Tests;

public sealed class RunningTheClockwork(Databases databases)
{
    [Theory, OnBothDatabases]
    public async Task Has_an_entity_looked_at_when_its_time_comes(DatabaseKind kind)
    {
        await using var home = await databases.New(kind);
        await using var shop = await Start(home);
        await Plan(shop, "chore-1", TimeSpan.FromMinutes(5));
        shop.Clock.Advance(TimeSpan.FromMinutes(5));
        await IsDone(shop, "chore-1");
        await Eventually.Is(
            async () => (await Tables.Dump(shop.Database, "due")).Count == 0, "nothing is due", () => Tick(shop));
        var mail = Assert.Single(await Tables.Dump(shop.Database, "outbox"));
        Assert.Contains("id=chore-1 version=2 n=0", mail, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task Goes_on_after_a_restart_without_any_call(DatabaseKind kind)
    {
        await using var home = await databases.New(kind);
        var clock = new ManualClock();
        await using (var shop = await Start(home, clock)) await Plan(shop, "chore-1", TimeSpan.FromDays(3));
        clock.Advance(TimeSpan.FromDays(3));
        await using var again = await Start(home, clock);
        await Eventually.Is(
            async () => (await Tables.Dump(again.Database, "outbox")).Count == 1,
            "the mail is there",
            () => Tick(again));
        await IsDone(again, "chore-1");
    }

    [Theory, OnBothDatabases]
    public async Task Comes_back_to_an_entity_that_failed(DatabaseKind kind)
    {
        var faults = new ChoreFaults { Fail = true };
        await using var home = await databases.New(kind);
        await using var shop = await Start(home, faults: faults);
        await Plan(shop, "chore-1", TimeSpan.FromSeconds(10));
        shop.Clock.Advance(TimeSpan.FromSeconds(10));
        await Eventually.Is(
            async () => (await Tables.Dump(shop.Database, "due")) is [var entry]
                && entry.EndsWith("attempts=1", StringComparison.Ordinal),
            "the entry is pushed back",
            () => Tick(shop));
        faults.Fail = false;
        shop.Clock.Advance(TimeSpan.FromSeconds(5));
        await IsDone(shop, "chore-1");
    }

    [Theory, OnBothDatabases]
    public async Task Is_true_and_done_once_after_a_write_that_was_stored_and_then_failed(DatabaseKind kind)
    {
        await using var home = await databases.New(kind);
        await using var shop = await Start(home, more: MakeFaulty);
        var call = Call.System with { Key = new("key-1", "body") };
        var chore = shop.Grains.GetGrain<IChoreGrain>("chore-1");
        var faulty = (FaultyRows)shop.Services.GetRequiredService<IRowStore>();
        faulty.FailAfter = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => chore.Plan(shop.Clock.GetUtcNow().AddDays(1), call));
        faulty.FailAfter = false;

        Assert.Equal(new ChoreView(1, 0), Assert.IsType<Outcome<ChoreView>.Done>(await chore.View()).Value);
        var repeat = await chore.Plan(shop.Clock.GetUtcNow().AddDays(1), call);
        Assert.Equal("key-1", Assert.IsType<Outcome<ChoreView>.Repeated>(repeat).Key);
        var kept = await shop.Grains.GetGrain<IAnswersGrain>("answers").Find("key-1");
        Assert.Contains("\"planned\"", kept!.OutcomeJson, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task Is_true_and_done_once_after_a_write_that_was_not_stored(DatabaseKind kind)
    {
        await using var home = await databases.New(kind);
        await using var shop = await Start(home, more: MakeFaulty);
        var chore = shop.Grains.GetGrain<IChoreGrain>("chore-1");
        var faulty = (FaultyRows)shop.Services.GetRequiredService<IRowStore>();
        faulty.FailBefore = true;
        var tomorrow = shop.Clock.GetUtcNow().AddDays(1);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => chore.Plan(tomorrow, Call.System));
        faulty.FailBefore = false;

        Assert.Equal(new ChoreView(0, 0), Assert.IsType<Outcome<ChoreView>.Done>(await chore.View()).Value);
        await Plan(shop, "chore-1", TimeSpan.FromDays(1));
        Assert.Equal(new ChoreView(1, 0), Assert.IsType<Outcome<ChoreView>.Done>(await chore.View()).Value);
    }

    [Theory, OnBothDatabases]
    public async Task Costs_one_durable_write_a_command_and_one_read_a_waking_entity(DatabaseKind kind)
    {
        await using var home = await databases.New(kind);
        await using var shop = await Start(home);
        await Plan(shop, "chore-1", TimeSpan.FromDays(1));
        var before = (shop.Counts.WritesOf("chore"), shop.Counts.Reads);
        for (var times = 0; times < 10; times++) await Plan(shop, "chore-1", TimeSpan.FromDays(2));
        Assert.Equal((before.Item1 + 10, before.Reads), (shop.Counts.WritesOf("chore"), shop.Counts.Reads));
    }

    private static Task<RunningShop> Start(
        TestDatabase home,
        ManualClock? clock = null,
        ChoreFaults? faults = null,
        Action<IServiceCollection>? more = null) => RunningShop.Start(home, clock, services =>
    {
        services.AddSingleton(faults ?? new ChoreFaults());
        more?.Invoke(services);
    });

    private static void MakeFaulty(IServiceCollection services)
    {
        services.RemoveAll<IRowStore>();
        services.AddSingleton<IRowStore>(all => new FaultyRows(all.GetRequiredService<IDatabase>().Rows));
    }

    private static async Task Plan(RunningShop shop, string id, TimeSpan ahead)
    {
        var at = shop.Clock.GetUtcNow() + ahead;
        Assert.IsType<Outcome<ChoreView>.Done>(await shop.Grains.GetGrain<IChoreGrain>(id).Plan(at, Call.System));
    }

    private static Task IsDone(RunningShop shop, string id) => Eventually.Is(
        async () => await shop.Grains.GetGrain<IChoreGrain>(id).View() is Outcome<ChoreView>.Done { Value.Done: 1 },
        $"{id} is done",
        () => Tick(shop));

    private static void Tick(RunningShop shop) => shop.Clock.Advance(TimeSpan.FromSeconds(1));
}
