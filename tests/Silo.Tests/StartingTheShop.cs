using Commerce.Kit;
using Commerce.Silo.Gateways.Inbox;
using Commerce.Silo.Gateways.Outbox;
using Commerce.Silo.Reconciling;
using Commerce.Silo.Storage;
using Commerce.Silo.Storage.Sweeping;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Commerce.Silo.Tests;

public sealed class StartingTheShop(Databases databases)
{
    [Theory, OnBothDatabases]
    public async Task Opens_the_database_and_wakes_the_clockwork(DatabaseKind kind)
    {
        await using var home = await databases.NewBlank(kind);
        await using var shop = await RunningShop.Start(home);
        var table = Assert.IsType<ReminderTable>(shop.Services.GetRequiredService<IReminderTable>());
        var reminders = await table.ReadRows(0, 0);
        Assert.Equal(
            [
                "reconciler/reconciler", "sweeper/sweeper-0", "sweeper/sweeper-1", "sweeper/sweeper-2",
                "sweeper/sweeper-3",
            ],
            reminders.Reminders.Select(reminder => reminder.GrainId.ToString()).Order(StringComparer.Ordinal));
    }

    [Theory, OnBothDatabases]
    public async Task Goes_on_with_what_is_there(DatabaseKind kind)
    {
        await using var home = await databases.NewBlank(kind);
        await using (await RunningShop.Start(home)) { }
        await using var again = await RunningShop.Start(home);
        Assert.NotNull(again.Grains);
    }

    [Theory, OnBothDatabases]
    public async Task Refuses_another_currency_than_the_data_is_in(DatabaseKind kind)
    {
        await using var home = await databases.NewBlank(kind);
        await using (await RunningShop.Start(home)) { }
        var failure = await Assert.ThrowsAsync<StartFaultException>(() =>
            RunningShop.Start(home, settings: ("Commerce:Currency", "EUR")));
        Assert.Equal(
            "The data is in USD, but Commerce:Currency says EUR. A shop keeps its currency.", failure.Message);
    }

    [Fact]
    public async Task Lets_an_entity_leave_memory_after_three_minutes_without_a_call()
    {
        await using var home = await databases.New(DatabaseKind.Sqlite);
        await using var shop = await RunningShop.Start(home);
        var idle = shop.Services.GetRequiredService<IOptions<GrainCollectionOptions>>().Value;
        Assert.Equal(TimeSpan.FromMinutes(3), idle.CollectionAge);
        Assert.InRange(idle.CollectionQuantum, TimeSpan.FromSeconds(1), idle.CollectionAge - TimeSpan.FromSeconds(1));
    }

    // What is asked of a grain too early fails, and a mail that is written then has lost one of its tries.
    [Fact]
    public async Task Begins_what_asks_grains_after_the_engine_and_ends_it_before()
    {
        await using var home = await databases.New(DatabaseKind.Sqlite);
        await using var shop = await RunningShop.Start(home);
        var parts = shop.Services.GetServices<IHostedService>().Select(part => part.GetType()).ToList();
        var engine = parts.FindLastIndex(part => part.Assembly.GetName().Name!.Split('.')[0] == "Orleans"
            || part.Assembly.GetName().Name == "Commerce.Embedded");
        Assert.InRange(engine, 0, parts.Count);
        Type[] asking = [typeof(OutboxPump), typeof(SweeperStart), typeof(InboxPump), typeof(ReconcilerStart)];
        Assert.All(asking, part => Assert.InRange(parts.IndexOf(part), engine + 1, parts.Count));
    }

    [Theory]
    [InlineData("Commerce:Currency", "dollars")]
    [InlineData("Commerce:Currency", "LYD")]
    [InlineData("Commerce:TimeZone", "Middle/Earth")]
    [InlineData("Commerce:HoldTime", "00:00:00")]
    [InlineData("Commerce:AttemptsMost", "0")]
    [InlineData("Commerce:ServiceAddress", "Shop <service@shop.example>")]
    public async Task Refuses_settings_without_sense(string name, string value)
    {
        await using var home = await databases.NewBlank(DatabaseKind.Sqlite);
        var failure = await Assert.ThrowsAsync<StartFaultException>(() =>
            RunningShop.Start(home, settings: (name, value)));
        Assert.StartsWith("Commerce:", failure.Message, StringComparison.Ordinal);
    }
}
