using System.Reflection;
using Commerce.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;

namespace Microsoft.Extensions.Hosting
{
    /// <summary>Puts the engine into a host.</summary>
    public static class OrleansSiloGenericHostExtensions
    {
        /// <summary>Runs grains in this host.</summary>
        public static IHostApplicationBuilder UseOrleans(
            this IHostApplicationBuilder hostAppBuilder, Action<ISiloBuilder> configureDelegate)
        {
            ArgumentNullException.ThrowIfNull(configureDelegate);
            configureDelegate(SiloBuilder.In(hostAppBuilder.Services, hostAppBuilder.Configuration));
            return hostAppBuilder;
        }

        /// <inheritdoc cref="UseOrleans(IHostApplicationBuilder, Action{ISiloBuilder})"/>
        public static HostApplicationBuilder UseOrleans(
            this HostApplicationBuilder hostAppBuilder, Action<ISiloBuilder> configureDelegate)
        {
            UseOrleans((IHostApplicationBuilder)hostAppBuilder, configureDelegate);
            return hostAppBuilder;
        }

        /// <inheritdoc cref="UseOrleans(IHostApplicationBuilder, Action{ISiloBuilder})"/>
        public static IHostBuilder UseOrleans(this IHostBuilder hostBuilder, Action<ISiloBuilder> configureDelegate)
        {
            ArgumentNullException.ThrowIfNull(configureDelegate);
            return hostBuilder.ConfigureServices((context, services) =>
                configureDelegate(SiloBuilder.In(services, context.Configuration)));
        }
    }
}

namespace Orleans.Hosting
{
    /// <summary>What only the embedded engine is told.</summary>
    public static class EmbeddedSiloBuilderExtensions
    {
        /// <summary>Takes the grain classes of these assemblies.</summary>
        public static ISiloBuilder AddGrainsOf(this ISiloBuilder builder, params Assembly[] assemblies)
        {
            foreach (var assembly in assemblies) builder.Services.AddSingleton(new GrainAssembly(assembly));
            return builder;
        }
    }
}
