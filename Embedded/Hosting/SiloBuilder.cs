using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans;
using Orleans.Hosting;

namespace Commerce.Embedded;

/// <summary>Puts the engine's parts into a host's services, once.</summary>
internal sealed class SiloBuilder(IServiceCollection services, IConfiguration configuration) : ISiloBuilder
{
    public IServiceCollection Services => services;

    public IConfiguration Configuration => configuration;

    public static ISiloBuilder In(IServiceCollection services, IConfiguration configuration)
    {
        var builder = new SiloBuilder(services, configuration);
        if (services.Any(service => service.ServiceType == typeof(Engine))) return builder;
        services.AddOptions();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IWorkQueue, ThreadPoolWork>();
        services.TryAddSingleton<IReminderTable, MemoryReminderTable>();
        services.AddSingleton<GrainClasses>();
        services.AddSingleton<CallsUnderWay>();
        services.AddSingleton<Engine>();
        services.AddSingleton<ReminderClock>();
        services.AddSingleton<GrainFactory>();
        services.AddSingleton<IGrainFactory>(all => all.GetRequiredService<GrainFactory>());
        services.AddSingleton<IClusterClient>(all => all.GetRequiredService<GrainFactory>());
        services.AddHostedService<EngineHost>();
        return builder;
    }
}
