using Commerce.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Silo.Tests;

public sealed class StartingTheShop(Databases databases)
{
    [Theory, OnBothDatabases]
    public async Task Opens_the_database_and_wakes_the_clockwork(DatabaseKind kind)
    {
        await using var home = await databases.NewBlank(kind);
        await using var shop = await RunningShop.Start(home);
        var reminders = await shop.Services.GetRequiredService<IReminderTable>().ReadRows(0, 0);
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
