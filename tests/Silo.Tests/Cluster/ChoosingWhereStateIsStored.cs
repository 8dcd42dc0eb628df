using System.Globalization;
using Commerce.Grains.Kernel;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;
using Commerce.Kit;
using Commerce.Silo.Storage;
using Commerce.Silo.Tests.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Commerce.Silo.Tests.Cluster;

/// <summary>A whole silo stores what its grains say where <c>Commerce:Cluster:OrleansStorage</c> wants it.</summary>
public sealed class ChoosingWhereStateIsStored(Databases databases)
{
    [Theory]
    [InlineData(null, typeof(BatchingGrainStorage), 1)]
    [InlineData("false", typeof(BatchingGrainStorage), 1)]
    [InlineData("true", typeof(OrleansStorage), 0)]
    public async Task Follows_the_setting(string? setting, Type provider, long countedByOurs)
    {
        await using var home = await databases.New(DatabaseKind.Postgres);
        var folder = Directory.CreateTempSubdirectory("commerce-silo-");
        using var silo = Silo(home.Setting, folder.FullName, setting);
        await silo.Services.OpenShop();
        await silo.StartAsync(Test.Stop);
        // What a grain without a provider of its own gets.
        Assert.IsType(provider, silo.Services.GetRequiredService<IGrainStorage>());
        await Count(silo.Services.GetRequiredService<IGrainFactory>());
        Assert.Equal(countedByOurs, silo.Services.GetRequiredService<StorageCounts>().WritesOf("stock"));
        Assert.Single(await Tables.Dump(silo.Services.GetRequiredService<IDatabase>(), "stock"));
        await silo.StopAsync(Test.Stop);
        folder.Delete(recursive: true);
    }

    private static async Task Count(IGrainFactory grains)
    {
        var sku = new Sku("MUG-1");
        var counted = await grains.GetGrain<IStockGrain>(StockKey.Of(sku)).Adjust(sku, 7, null, Call.System);
        Assert.Equal(7, Assert.IsType<Outcome<StockView>.Done>(counted).Value.OnHand);
    }

    private static IHost Silo(string database, string folder, string? orleansStorage)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([
            new("Commerce:Database", database),
            new("Commerce:Data", folder),
            new("Commerce:Cluster:Host", "127.0.0.1"),
            new("Commerce:Cluster:SiloPort", Port()),
            new("Commerce:Cluster:GatewayPort", Port()),
            new("Commerce:Cluster:OrleansStorage", orleansStorage),
        ]);
        builder.AddSilo();
        return builder.Build();
    }

    private static string Port() => Ports.Next().ToString(CultureInfo.InvariantCulture);
}
