using Commerce.Grains.Kernel;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;
using Commerce.Silo.Gateways;
using Commerce.Silo.Gateways.Calls;
using Commerce.Silo.Gateways.Inbox;
using Commerce.Silo.Gateways.Outbox;
using Commerce.Silo.Metrics;
using Commerce.Silo.Reconciling;
using Commerce.Silo.Storage;
using Commerce.Silo.Storage.AlsoBought;
using Commerce.Silo.Storage.Queries;
using Commerce.Silo.Storage.Sweeping;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace Commerce.Silo;

/// <summary>Puts the whole shop into a host: engine, storage, clockwork.</summary>
public static class ShopHosting
{
    /// <summary>Adds the shop itself, set up by the configuration section <c>Commerce</c>.</summary>
    /// <param name="builder">The host's builder.</param>
    public static TBuilder AddSilo<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        var services = builder.Services;
        builder.AddShopSettings();
        services.AddSingleton(StoreOf(builder.Configuration.GetSection("Commerce")));
        services.AddStorage();
        services.AddFeatures();
        services.AddGateways(builder.Configuration).AddCallLog();
        builder.AddEngine();
        // What asks grains is started after the engine, and stopped before it.
        services.AddHostedService<OutboxPump>();
        services.AddHostedService<SweeperStart>();
        services.AddHostedService<InboxPump>();
        services.AddHostedService<ReconcilerStart>();
        services.AddHostedService<AlsoBoughtStart>();
        return builder;
    }

    /// <summary>Adds what every process of the shop knows of it.</summary>
    /// <param name="builder">The host's builder.</param>
    /// <exception cref="StartFaultException">A setting makes no sense.</exception>
    internal static void AddShopSettings(this IHostApplicationBuilder builder)
    {
        ShopMode.Check(builder.Configuration);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(ShopSettingsReader.Read(builder.Configuration.GetSection("Commerce")));
    }

    /// <summary>Opens the shop's data, where this process has it, before anything else of the host starts: what is
    /// wrong with it is said in one line.</summary>
    /// <param name="services">The host's services.</param>
    /// <exception cref="StartFaultException">The data cannot be opened as things are set up.</exception>
    public static Task OpenShop(this IServiceProvider services)
    {
        if (services.GetService<StoreStart>() is not { } start) return Task.CompletedTask;
        var section = services.GetRequiredService<IConfiguration>().GetSection("Commerce");
        OwnerOnly.ClaimFolder(SettingsReader.Folder(section));
        return start.StartingAsync(CancellationToken.None);
    }

    private static StoreSettings StoreOf(IConfigurationSection section)
    {
        var address = DatabaseAddress.Parse(section["Database"], SettingsReader.Folder(section));
        var period = SettingsReader.Span(section, "SweepPeriod", TimeSpan.FromSeconds(1));
        var lease = SettingsReader.Span(section, "Outbox:Lease", TimeSpan.FromMinutes(1));
        return new() { Address = address, SweepPeriod = period, OutboxLease = lease };
    }

    private static void AddStorage(this IServiceCollection services)
    {
        services.AddSingleton(all => all.GetRequiredService<StoreSettings>().Address.Open(
            all.GetRequiredService<TimeProvider>(), claim: ShopEngine.Claim));
        services.AddSingleton(all => all.GetRequiredService<IDatabase>().Rows);
        services.AddSingleton<StorageCounts>();
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<IGrainStorageSerializer, KernelJsonSerializer>();
        services.AddGrainStorage("Default", (all, _) => ActivatorUtilities.CreateInstance<BatchingGrainStorage>(all));
        services.AddSingleton<IReminderTable, ReminderTable>();
        services.AddSingleton<IOutboxTable, OutboxTable>();
        services.AddSingleton<IStockHoldTable, StockHoldTable>();
        services.AddSingleton<IOrderItemTable, OrderItemTable>();
        services.AddSingleton<IDueTable, DueTable>();
        services.AddSingleton<PruneJob>();
        services.AddSingleton<AlsoBoughtJob>();
        services.AddSingleton<Sweep>();
        services.AddSingleton<IShopBook, ShopBook>();
        services.AddSingleton<RefundBooks>();
        services.AddSingleton<Reconciliation>();
        services.AddSingleton<StoreStart>();
        services.AddHostedService(all => all.GetRequiredService<StoreStart>());
        services.AddHostedService<BacklogMeter>();
    }
}
