using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Hosting;

namespace Commerce.Engine.Tests;

/// <summary>A host with the engine in it.</summary>
public sealed class EngineHost : IAsyncDisposable
{
    /// <summary>Why Orleans cannot show that a grain which is used stays.</summary>
    public const string IdleByMachine = "Orleans measures idleness by the machine's clock, which no test can set.";

    private readonly IHost host;

    private EngineHost(IHost host) => this.host = host;

    public IServiceProvider Services => host.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public Script Script => Services.GetRequiredService<Script>();

    public ScriptedStorage Storage => Services.GetRequiredService<ScriptedStorage>();

    public DateTimeOffset Now => Services.GetRequiredService<TimeProvider>().GetUtcNow();

    public static async Task<EngineHost> Start(Action<IServiceCollection>? add = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider, ManualClock>();
        builder.Services.AddSingleton<Script>();
        builder.Services.AddSingleton<ScriptedStorage>();
        builder.AddEngine();
        builder.Services
            .AddGrainStorage("Default", (services, _) => services.GetRequiredService<ScriptedStorage>())
            .AddGrainStorage("other", (_, _) => new ScriptedStorage());
        add?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new(host);
    }

    /// <summary>Lets time pass, and everything that is due in it begin.</summary>
    public void Pass(TimeSpan time) => ((ManualClock)Services.GetRequiredService<TimeProvider>()).Pass(time);

    /// <summary>Lets so much time pass that a call ends.</summary>
    public Task PassUntil(Task call, TimeSpan limit) => EngineUnderTest.PassUntil(this, call, limit);

    /// <summary>Lets time pass in which nobody calls; who has been idle for too long then leaves.</summary>
    public Task LeaveAlone(TimeSpan time)
    {
        Pass(time);
        return this.CollectIdle();
    }

    /// <summary>Stops the engine as its host does.</summary>
    public Task Stop() => host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        // No grain waits for its test any more.
        Script.End();
        await host.StopAsync();
        host.Dispose();
    }
}

/// <summary>A test class with an engine of its own for each test.</summary>
public abstract class OnAnEngine : IAsyncLifetime
{
    // Lets calls that nobody answers time out, so that a broken engine fails tests rather than holding them.
    private readonly Timer net;
    private EngineHost? engine;

    protected OnAnEngine() => net = new(_ => engine?.Pass(TimeSpan.FromHours(2)));

    protected EngineHost Engine => engine ?? throw new InvalidOperationException("The test has not begun.");

    protected IGrainFactory Grains => Engine.Grains;

    protected Script Script => Engine.Script;

    protected ScriptedStorage Storage => Engine.Storage;

    public async ValueTask InitializeAsync()
    {
        engine = await EngineHost.Start();
        net.Change(TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
    }

    public async ValueTask DisposeAsync()
    {
        await net.DisposeAsync();
        await Engine.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
