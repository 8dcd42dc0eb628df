using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace Commerce.Engine.Tests;

/// <summary>The engine that these tests are about: Orleans, one silo in this process.</summary>
internal static class EngineUnderTest
{
    // The silo belongs to its cluster in real time; everything else happens in the tests' own.
    private const string RealTime = "Orleans.Membership";

    /// <summary>Adds it. Orleans finds the grains of these tests by itself.</summary>
    public static void AddEngine(this IHostApplicationBuilder builder) => builder.UseOrleans(silo =>
    {
        silo.Services.AddKeyedSingleton(RealTime, TimeProvider.System);
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
