using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Commerce.Cluster.Tests;

/// <summary>The network between a silo and the database, which can go silent and come back.</summary>
internal sealed class PausingLine : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly NpgsqlConnectionStringBuilder behind;
    private readonly List<Task> running = [];
    private TaskCompletionSource open = Opened();

    /// <param name="database">The connection string of the database, which is reached by a socket in a folder.</param>
    public PausingLine(string database)
    {
        behind = new(database);
        listener.Start();
        running.Add(Accept());
        Database = new NpgsqlConnectionStringBuilder(database)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)listener.LocalEndpoint).Port,
        }.ToString();
    }

    /// <summary>The connection string through this line.</summary>
    public string Database { get; }

    /// <summary>From now on nothing passes; nothing is closed either.</summary>
    public void Pause() => open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>It passes again, also what waited.</summary>
    public void GoOn() => open.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        GoOn();
        await Task.WhenAll(running);
        stop.Dispose();
        listener.Dispose();
    }

    private static TaskCompletionSource Opened()
    {
        var opened = new TaskCompletionSource();
        opened.SetResult();
        return opened;
    }

    private async Task Accept()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                running.Add(Carry(await listener.AcceptSocketAsync(stop.Token)));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task Carry(Socket near)
    {
        using var far = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using (near)
        {
            try
            {
                await far.ConnectAsync(
                    new UnixDomainSocketEndPoint($"{behind.Host}/.s.PGSQL.{behind.Port}"), stop.Token);
                await Task.WhenAny(Copy(near, far), Copy(far, near));
            }
            catch (Exception failure) when (failure is SocketException or OperationCanceledException)
            {
                // One of the ends is gone: so is this connection.
            }
        }
    }

    private async Task Copy(Socket from, Socket to)
    {
        try
        {
            var buffer = new byte[16 * 1024];
            int count;
            while ((count = await from.ReceiveAsync(buffer.AsMemory(), stop.Token)) > 0)
            {
                await open.Task;
                for (var sent = 0; sent < count;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), stop.Token);
            }
        }
        catch (Exception failure) when (
            failure is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The other direction ends with this one.
        }
    }
}
