using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Commerce.Silo;

/// <summary>How a process has the shop: it asks the silos, which have the database and everything else.</summary>
public static class ShopHost
{
    // The client looks for a silo as long as it takes: silos come, go and come back.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Adds the way to the shop's silos; where the settings say so, a silo in this process.</summary>
    /// <param name="builder">The host's builder.</param>
    public static TBuilder AddShop<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        var settings = ClusterSettings.Of(builder.Configuration);
        if (settings.SiloInside) return builder.AddSilo();
        builder.AddShopSettings();
        builder.UseOrleansClient(client =>
        {
            if (!client.Configuration.GetSection("Orleans:Clustering").Exists())
            {
                var database = ClusterDatabase.Of(client.Configuration);
                client.UseAdoNetClustering(clustering =>
                {
                    clustering.Invariant = ClusterDatabase.Invariant;
                    clustering.ConnectionString = database;
                });
            }

            client.UseConnectionRetryFilter(static async (_, stop) =>
            {
                await Task.Delay(Pause, TimeProvider.System, stop);
                return true;
            });
            client.Services.Configure<ClusterOptions>(ClusterDatabase.Name);
            client.Services.Configure<ClientMessagingOptions>(
                messaging => messaging.ResponseTimeout = settings.ResponseTime);
        });
        return builder;
    }
}
