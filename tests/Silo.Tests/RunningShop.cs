using Commerce.Kit;
using Commerce.Silo.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Commerce.Silo.Tests;

/// <summary>The whole shop in this process, on a database of its own, with a clock that stands still.</summary>
internal sealed class RunningShop : IAsyncDisposable
{
    private readonly IHost host;
    private readonly string folder;

    private RunningShop(IHost host, string folder, ManualClock clock)
    {
        this.host = host;
        this.folder = folder;
        Clock = clock;
    }

    public ManualClock Clock { get; }

    public IServiceProvider Services => host.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public IDatabase Database => Services.GetRequiredService<IDatabase>();

    public StorageCounts Counts => Services.GetRequiredService<StorageCounts>();

    /// <summary>Starts it.</summary>
    /// <param name="home">Its database; it outlives the shop, so that it can be started again.</param>
    /// <param name="clock">The time.</param>
    /// <param name="more">Changes services before the start.</param>
    /// <param name="settings">More settings, <c>Commerce:Currency</c> and the like.</param>
    public static async Task<RunningShop> Start(
        TestDatabase home,
        ManualClock? clock = null,
        Action<IServiceCollection>? more = null,
        params (string Name, string Value)[] settings)
    {
        clock ??= new();
        var folder = Directory.CreateTempSubdirectory("commerce-shop-").FullName;
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection([
            new("Commerce:Database", home.Setting),
            new("Commerce:Data", folder),
            .. OneProcess.Settings().Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)),
            .. settings.Select(setting => new KeyValuePair<string, string?>(setting.Name, setting.Value)),
        ]);
        builder.Services.AddSingleton<TimeProvider>(clock).KeepRealTime();
        builder.AddSilo();
        builder.AddGrainsOf(typeof(RunningShop).Assembly);
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        more?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new(host, folder, clock);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(TestContext.Current.CancellationToken);
        await ((IAsyncDisposable)host).DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
