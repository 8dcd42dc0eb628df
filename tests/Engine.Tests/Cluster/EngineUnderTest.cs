using System.Diagnostics;
using Commerce.Kit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Commerce.Engine.Tests;

/// <summary>The engine that these tests are about: Orleans, one silo in this process.</summary>
internal static class EngineUnderTest
{
    // The silo belongs to its cluster and keeps its house in real time, which parts of it ask the machine for anyway;
    // grains, reminders and calls live in the tests' own.
    private static readonly string[] InRealTime =
    [
        TimeProviderNames.Membership, TimeProviderNames.SystemTimers, TimeProviderNames.GrainDirectory,
        TimeProviderNames.ActivationManagement,
    ];

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>Adds it. Orleans finds the grains of these tests by itself.</summary>
    public static void AddEngine(this IHostApplicationBuilder builder) => builder.UseOrleans(silo =>
    {
        foreach (var part in InRealTime) silo.Services.AddKeyedSingleton(part, TimeProvider.System);
        silo.UseLocalhostClustering(Ports.Next(), gatewayPort: 0);
        silo.UseInMemoryReminderService();
    });

    /// <summary>Idleness is measured by the machine's clock: the collection is asked for.</summary>
    public static Task CollectIdle(this EngineHost engine) =>
        engine.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

    /// <summary>Calls that are late are looked for in the tests' time, and how late they are is measured by the
    /// machine's: both must pass.</summary>
    public static async Task PassUntil(EngineHost engine, Task call, TimeSpan limit)
    {
        var since = Stopwatch.StartNew();
        while (!call.IsCompleted && since.Elapsed < limit + Grace)
        {
            engine.Pass(TimeSpan.FromSeconds(1));
            await Task.WhenAny(call, Task.Delay(Pause, TimeProvider.System));
        }

        Assert.True(call.IsCompleted, $"It has not ended after {since.Elapsed}.");
    }
}
