using System.Net;
using Commerce.Silo.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Commerce.Silo;

/// <summary>What runs the grains: Orleans. On PostgreSQL silos find each other in the shop's database; otherwise the
/// cluster is this silo alone. What the configuration section <c>Orleans</c> says wins.</summary>
internal static class ShopEngine
{
    /// <summary>Who else may have the database.</summary>
    public const DatabaseClaim Claim = DatabaseClaim.Cluster;

    // How often a silo says that it is alive, and looks who else is. One that comes when none lives any more asks the
    // dead ones for as long as they count as alive: three times this. It tells those that are late of its coming
    // nothing; until they look, they register no grain of it.
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(5);

    /// <summary>Adds it. Orleans finds the grains by itself.</summary>
    public static void AddEngine(this IHostApplicationBuilder builder) => builder.UseOrleans(silo =>
    {
        var settings = ClusterSettings.Of(silo.Configuration);
        if (!silo.Configuration.GetSection("Orleans:Clustering").Exists()) silo.UseOwnClustering(settings);
        silo.Services.Configure<ClusterOptions>(ClusterDatabase.Name);
        silo.Services.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = settings.ProbePeriod;
            membership.NumMissedProbesLimit = settings.ProbesMissed;
            membership.IAmAliveTablePublishTimeout = SignOfLife;
            membership.TableRefreshTimeout = SignOfLife;
        });
        silo.Services.Configure<SiloMessagingOptions>(
            messaging => messaging.ResponseTimeout = settings.ResponseTime);
        silo.Services.Configure<GrainCollectionOptions>(collection => collection.CollectionAge = settings.IdleTime);
        silo.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.DrainTime);
        silo.AddReminders();
        if (settings.OrleansStorage) OrleansStorage.Use(silo.Services, ClusterDatabase.Of(silo.Configuration));
    });

    private static void UseOwnClustering(this ISiloBuilder silo, ClusterSettings settings)
    {
        if (ClusterDatabase.AddressOf(silo.Configuration) is null)
        {
            silo.UseLocalhostClustering(settings.SiloPort, settings.GatewayPort);
            return;
        }

        var database = ClusterDatabase.Of(silo.Configuration);
        silo.UseAdoNetClustering(clustering =>
        {
            clustering.Invariant = ClusterDatabase.Invariant;
            clustering.ConnectionString = database;
        });
        if (settings.Host is { } host)
            silo.ConfigureEndpoints(IPAddress.Parse(host), settings.SiloPort, settings.GatewayPort);
        else silo.ConfigureEndpoints(settings.SiloPort, settings.GatewayPort, listenOnAnyHostAddress: true);
    }
}
