using System.Reflection;
using Commerce.Grains.Kernel;
using Commerce.Grains.Stock;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using Orleans.Runtime.Hosting;

namespace Commerce.Kit;

/// <summary>The shop's grains on Orleans, one silo in this process, with a store in memory and a clock that stands
/// still for all that the shop asks it.</summary>
internal sealed class GrainHost : IAsyncDisposable
{
    private readonly IHost host;

    private GrainHost(IHost host) => this.host = host;

    public IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    public MemoryStorage Storage => host.Services.GetRequiredService<MemoryStorage>();

    public ManualClock Clock => (ManualClock)host.Services.GetRequiredService<TimeProvider>();

    public IServiceProvider Services => host.Services;

    /// <summary>Starts it. Orleans finds the grains by itself.</summary>
    public static async Task<GrainHost> Start(
        ShopSettings? settings = null, Action<IServiceCollection>? add = null, params Assembly[] others)
    {
        _ = others;
        var builder = Host.CreateEmptyApplicationBuilder(new());
        var clock = new ManualClock();
        builder.Services.AddLogging(log => log.ClearProviders());
        builder.Services
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<IIdSource>(new SeededIds(1, clock))
            .AddSingleton(settings ?? new ShopSettings())
            .AddSingleton<EntityTools>()
            .AddSingleton<MemoryStorage>()
            .AddSingleton<IStockHoldTable>(services => services.GetRequiredService<MemoryStorage>());
        add?.Invoke(builder.Services);
        builder.UseOrleans(silo => Set(silo).Services
            .AddGrainStorage("Default", (services, _) => services.GetRequiredService<MemoryStorage>()));
        var host = builder.Build();
        await host.StartAsync();
        return new(host);
    }

    /// <summary>Delivers what an entity has told others, and comes back when they have heard it.</summary>
    public Task Deliver(string type, string key) =>
        Grains.GetGrain<IErrandPumpGrain>("pump").Deliver(type, key, Storage.ErrandsOf(type, key));

    /// <summary>Lets go of it as it is.</summary>
    public void Abandon() => host.Dispose();

    public async ValueTask DisposeAsync()
    {
        Storage.Open();
        await host.StopAsync();
        host.Dispose();
    }

    private static ISiloBuilder Set(ISiloBuilder silo)
    {
        silo.Services.KeepRealTime();
        return silo.UseLocalhostClustering(Ports.Next(), gatewayPort: 0);
    }
}
