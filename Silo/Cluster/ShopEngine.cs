using Commerce.Silo.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Commerce.Silo;

/// <summary>What runs the grains: Orleans, set up by its own configuration section <c>Orleans</c>. Where that names no
/// membership, the cluster is this silo alone.</summary>
internal static class ShopEngine
{
    private const int SiloPort = 11111;
    private const int GatewayPort = 30000;

    /// <summary>Adds it. Orleans finds the grains by itself.</summary>
    public static void AddEngine(this IHostApplicationBuilder builder) => builder.UseOrleans(silo =>
    {
        var section = silo.Configuration.GetSection("Orleans");
        if (!section.GetSection("Clustering").Exists())
        {
            var ports = section.GetSection("Endpoints");
            silo.UseLocalhostClustering(
                ports.GetValue("SiloPort", SiloPort), ports.GetValue("GatewayPort", GatewayPort));
        }

        silo.Services.Configure<ClusterOptions>(cluster =>
        {
            cluster.ServiceId = StoreSettings.Shop;
            cluster.ClusterId = StoreSettings.Shop;
        });
        silo.AddReminders();
    });
}
