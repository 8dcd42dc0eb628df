using System.Net;
using System.Net.Sockets;
using Commerce.Silo;

namespace Commerce.Api;

/// <summary>Where the shop is to be reached. What keeps it from listening there is said in one line, and before
/// anything is opened: a first start must not make keys that nobody gets to see.</summary>
internal static class Listening
{
    private const string Hint = "Name another address: --urls, ASPNETCORE_URLS or Commerce__Address.";

    /// <summary>Addresses as settings name them.</summary>
    /// <exception cref="StartFaultException">One of them is none.</exception>
    public static ImmutableArray<BindingAddress> Parse(string addresses)
    {
        try
        {
            return [.. addresses.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(BindingAddress.Parse)];
        }
        catch (FormatException)
        {
            throw new StartFaultException($"'{addresses}' is no address to listen at. {Hint}");
        }
    }

    /// <summary>Serves until the process is told to end.</summary>
    /// <exception cref="StartFaultException">It cannot listen where it should.</exception>
    public static async Task Run(WebApplication app)
    {
        var addresses = app.Configuration[WebHostDefaults.ServerUrlsKey] ?? "";
        foreach (var address in Parse(addresses)) Try(address);
        await app.Services.OpenShop();
        try
        {
            await app.StartAsync();
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            throw Fault(addresses, failure);
        }

        await app.WaitForShutdownAsync();
    }

    private static void Try(BindingAddress address)
    {
        if (address.IsUnixPipe || address.IsNamedPipe || address.Port == 0) return;
        var host = address.Host is "localhost" ? IPAddress.Loopback
            : IPAddress.TryParse(address.Host.Trim('[', ']'), out var known) ? known
            : IPAddress.Any;
        using var listener = new TcpListener(host, address.Port);
        try
        {
            listener.Start();
        }
        catch (SocketException failure)
        {
            throw Fault(address.ToString(), failure);
        }
    }

    private static StartFaultException Fault(string addresses, Exception failure) =>
        new($"The shop cannot listen at {addresses}: {failure.Message.TrimEnd('.')}. {Hint}");
}
