using Commerce.Grains.Kernel;
using Commerce.Silo.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Commerce.Silo;

/// <summary>What runs the grains: the embedded engine.</summary>
internal static class ShopEngine
{
    /// <summary>Who else may have the database.</summary>
    public const DatabaseClaim Claim = DatabaseClaim.Alone;

    /// <summary>Adds it, with the shop's grains.</summary>
    public static void AddEngine(this IHostApplicationBuilder builder) => builder.UseOrleans(silo =>
    {
        silo.AddGrainsOf(typeof(ShopSettings).Assembly, typeof(ShopHosting).Assembly);
        silo.Services.Configure<ClusterOptions>(cluster =>
        {
            cluster.ServiceId = StoreSettings.Shop;
            cluster.ClusterId = StoreSettings.Shop;
        });
        silo.Services.Configure<GrainCollectionOptions>(idle => idle.CollectionAge = KernelLimits.IdleTime);
    });
}
