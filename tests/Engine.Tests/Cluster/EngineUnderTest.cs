using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace Commerce.Engine.Tests;

/// <summary>The engine that these tests are about: Orleans, one silo in this process.</summary>
internal static class EngineUnderTest
{
    // What Orleans does for itself goes on in real time; what grains see is the tests' own time.
    private static readonly string[] RealTime = ["Orleans.Membership", "Orleans.SystemTimers"];

    /// <summary>Adds it. Orleans finds the grains of these tests by itself.</summary>
    public static void AddEngine(this IHostApplicationBuilder builder) => builder.UseOrleans(silo =>
    {
        foreach (var area in RealTime) silo.Services.AddKeyedSingleton(area, TimeProvider.System);
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
