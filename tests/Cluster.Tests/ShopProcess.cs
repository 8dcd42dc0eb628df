using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Commerce.Api.Tests.Killing;
using Commerce.Kit;

namespace Commerce.Cluster.Tests;

/// <summary>One program of the Cluster edition, silo or API, in a process of its own.</summary>
internal sealed class ShopProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    private readonly Process process;
    private readonly string log;

    private ShopProcess(Process process, Uri url, string log)
    {
        this.process = process;
        this.log = log;
        Url = url;
    }

    public Uri Url { get; }

    public bool HasEnded => process.HasExited;

    /// <summary>The memory that it has in the machine, in megabytes.</summary>
    public double Megabytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / (1024.0 * 1024.0);
        }
    }

    /// <summary>Starts it, and waits until it is ready.</summary>
    /// <param name="launch">What is started.</param>
    /// <param name="settings">Its environment.</param>
    public static async Task<ShopProcess> Start(Launch launch, Dictionary<string, string> settings)
    {
        var url = new Uri($"http://127.0.0.1:{Ports.Next()}");
        var (program, folder) = launch;
        var listen = launch.Everywhere ? $"http://+:{url.Port}" : url.ToString();
        var start = new ProcessStartInfo("dotnet", [launch.Path, "--urls", listen])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var log = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{program}-{process.Id}.log"));
        var writer = new StreamWriter(log) { AutoFlush = true };
        process.OutputDataReceived += (_, line) => Write(writer, line.Data);
        process.ErrorDataReceived += (_, line) => Write(writer, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var started = new ShopProcess(process, url, log);
        if (await Deadline.Until(StartLimit, started.IsReady)) return started;
        await started.DisposeAsync();
        throw new InvalidOperationException($"{program} is not ready after {StartLimit}: {await started.End()}");
    }

    /// <summary>Whether it says that it can take requests.</summary>
    public async Task<bool> IsReady()
    {
        if (process.HasExited) throw new InvalidOperationException($"It ended: {await End()}");
        using var client = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (
            failure is HttpRequestException or SocketException or OperationCanceledException)
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

    /// <summary>SIGTERM: it hands over and leaves. Answers how long that took.</summary>
    public async Task<TimeSpan> Leave()
    {
        var watch = Stopwatch.StartNew();
        using var signal = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync();
        return watch.Elapsed;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await Kill();
        process.Dispose();
    }

    /// <summary>All that it has said on the console.</summary>
    public Task<string> Said() => File.ReadAllTextAsync(log);

    private async Task<string> End()
    {
        var text = await Said();
        return text[Math.Max(0, text.Length - 4000)..];
    }

    private static void Write(StreamWriter log, string? line)
    {
        if (line is null) return;
        lock (log) log.WriteLine(line);
    }
}
