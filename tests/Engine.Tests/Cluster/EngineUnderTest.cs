using System.Net;
using System.Net.Sockets;
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

    /// <summary>Adds it. Orleans finds the grains of these tests by itself.</summary>
    public static void AddEngine(this IHostApplicationBuilder builder) => builder.UseOrleans(silo =>
    {
        foreach (var part in InRealTime) silo.Services.AddKeyedSingleton(part, TimeProvider.System);
        silo.UseLocalhostClustering(FreePort(), FreePort());
        silo.UseInMemoryReminderService();
    });

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
