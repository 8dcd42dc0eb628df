using System.Diagnostics;
using System.Net.Sockets;
using Commerce.Kit;

namespace Commerce.Api.Tests.Killing;

/// <summary>The real executable in a process of its own, with retry ages of seconds, to be killed at will.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    public const string StorefrontKey = "pk_storefront_key_of_the_kill_tests";
    public const string AdminKey = "sk_admin_key_of_the_kill_tests_only";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private int lines;

    private ServerProcess(Process process, Uri url)
    {
        this.process = process;
        Url = url;
    }

    public Uri Url { get; }

    /// <summary>How much it has said so far.</summary>
    public int Lines => Volatile.Read(ref lines);

    /// <summary>Starts it on a folder and a database, and waits until it is ready.</summary>
    public static async Task<ServerProcess> Start(string folder, string database)
    {
        var url = new Uri($"http://127.0.0.1:{Ports.Next()}");
        var start =
            new ProcessStartInfo("dotnet", [Repository.Built("Api", "Commerce.Api.dll"), "--urls", url.ToString()])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = folder,
            };
        foreach (var (name, value) in Settings(folder, database)) start.Environment[name] = value;
        Whole(start);
        var process = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        var log = new StreamWriter(Path.Combine(folder, "server.log"), append: true) { AutoFlush = true };
        var server = new ServerProcess(process, url);
        process.OutputDataReceived += (_, line) => server.Write(log, line.Data);
        process.ErrorDataReceived += (_, line) => server.Write(log, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await server.UntilReady(folder);
        return server;
    }

    /// <summary>
    /// Whether a server says that it is ready. Nobody listens yet: no; the client has more than one exception for that,
    /// a bare one of the socket among them.
    /// </summary>
    public static async Task<bool> IsReady(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or SocketException)
        {
            return false;
        }
    }

    /// <summary>SIGKILL: nothing is drained, nothing is said.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await Kill();
        process.Dispose();
    }

    /// <summary>Settings with which what is left undone is taken up within seconds.</summary>
    public static Dictionary<string, string> Settings(string folder, string database) => new()
    {
        ["Commerce__Data"] = folder,
        ["Commerce__Database"] = database,
        ["Commerce__Keys__Storefront"] = StorefrontKey,
        ["Commerce__Keys__Admin"] = AdminKey,
        ["Commerce__DoubtTime"] = "00:00:02",
        ["Commerce__FreezeTime"] = "00:00:04",
        ["Commerce__HoldTime"] = "00:00:05",
        ["Commerce__HoldMargin"] = "00:00:01",
        ["Commerce__ActionTime"] = "00:00:03",
        ["Commerce__ErrandRetry"] = "00:00:01",
        ["Commerce__LookAgain"] = "00:00:01",
        ["Commerce__GatewayPatience"] = "00:00:05",
        ["Commerce__SweepPeriod"] = "00:00:00.200",
        ["Commerce__Outbox__Lease"] = "00:00:04",
        ["Commerce__Outbox__Patience"] = "00:00:02",
        ["Commerce__Outbox__BatchTime"] = "00:00:02",
        ["Commerce__Outbox__Period"] = "00:00:00.200",
        ["Commerce__Simulator__DelayBeforeWork"] = "00:00:00.050",
        ["Commerce__Simulator__DelayBeforeAnswer"] = "00:00:00.050",
        ["DOTNET_gcServer"] = "0",
    };

    /// <summary>Has a process be the whole shop.</summary>
    public static void Whole(ProcessStartInfo start)
    {
        foreach (var (name, value) in OneProcess.Settings())
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
    }

    private async Task UntilReady(string folder)
    {
        using var client = new HttpClient { BaseAddress = Url };
        var ready = await Deadline.Until(StartLimit, async () => process.HasExited
            ? throw new InvalidOperationException($"The server ended: see {folder}/server.log.")
            : await IsReady(client));
        if (!ready)
            throw new InvalidOperationException(
                $"The server is not ready after {StartLimit}: see {folder}/server.log.");
    }

    private void Write(StreamWriter log, string? line)
    {
        if (line is null) return;
        Interlocked.Increment(ref lines);
        lock (log) log.WriteLine(line);
    }
}
