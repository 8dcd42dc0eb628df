using System.Net;
using System.Net.Sockets;

namespace Commerce.Kit;

/// <summary>Ports of this machine for what a test starts, each given out once: in this process, and in all others that
/// ask here. They lie below those that the machine hands out by itself, so nobody comes to one by chance.</summary>
public static class Ports
{
    private const int First = 12_000;
    private const int Blocks = 180;
    private const int Size = 100;

    private static readonly Lock Gate = new();
    private static readonly List<Socket> Claims = [];
    private static int next;
    private static int end;

    /// <summary>One that nobody listens on, and that nobody else is told.</summary>
    public static int Next()
    {
        lock (Gate)
        {
            while (true)
            {
                if (next == end) Claim();
                var port = next++;
                if (IsFree(port)) return port;
            }
        }
    }

    // A block is whose socket for datagrams has its first number. The machine lets go of it when the process ends.
    private static void Claim()
    {
        for (var step = 0; step < Blocks; step++)
        {
            var first = First + ((Environment.ProcessId + Claims.Count + step) % Blocks * Size);
            var claim = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            if (Binds(() => claim.Bind(new IPEndPoint(IPAddress.Loopback, first))))
            {
                Claims.Add(claim);
                (next, end) = (first, first + Size);
                return;
            }

            claim.Dispose();
        }

        throw new InvalidOperationException("Every port is another process's.");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        return Binds(listener.Start);
    }

    private static bool Binds(Action bind)
    {
        try
        {
            bind();
            return true;
        }
        catch (SocketException failure) when (
            failure.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }
}
