using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Kit;
using Commerce.Silo.Gateways.Simulated;
using Commerce.Silo.Storage.Audit;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Silo.Tests.Storage;

/// <summary>What docs/operating.md says of backing up and restoring.</summary>
public sealed class RestoringTheDatabase
{
    [Fact, Trait("Category", "long")]
    public async Task Gives_back_the_shop_as_it_was_before_a_mistake()
    {
        await using var server = await PostgresServer.Start(archives: true);
        await server.Execute("create database shop");
        var home = TestDatabase.On(server, "shop");
        await using var shop = await RunningShop.Start(home, settings: ("Commerce:CartDuration", "00:10:00"));
        await new Sale(shop).Run();
        await server.BackUp();
        await Register(shop, "before");
        await server.Execute("select pg_create_restore_point('mistake')");
        await Register(shop, "after");

        await using var restored = await server.Restored("mistake", Test.Stop);
        var copy = TestDatabase.On(restored, "shop");
        await using (var database = copy.Open(shop.Clock))
        {
            await database.Start(Test.Stop);
            var report = await new ShopAudit(database, shop.Services.GetRequiredService<LedgerReader>()).Run();
            Assert.Empty(report.Violations);
            Assert.True(report.Looked["I7 gateway payments"] > 3);
            var names = await database.Read(
                connection => connection.QueryAsync<string>("select email from customers"), Test.Stop);
            Assert.Contains("before@shop.example", names);
            Assert.DoesNotContain("after@shop.example", names);
        }

        await using var again = await RunningShop.Start(copy);
        await Register(again, "after");
    }

    private static async Task Register(RunningShop shop, string name) => Assert.IsType<Outcome<CustomerView>.Done>(
        await shop.Grains.GetGrain<IAccountGrain>("account").Register(
            CustomerId.Named(name), new("Ada", $"{name}@shop.example", "hash"), Call.System));
}
