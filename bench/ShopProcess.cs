using System.Diagnostics;

namespace Commerce.Bench;

/// <summary>A shop that the bench starts for itself, in a process of its own.</summary>
internal sealed class ShopProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private ShopProcess(Process process) => Process = process;

    public Process Process { get; }

    /// <summary>Starts one and waits until it is ready.</summary>
    /// <param name="options">Where it listens, and its keys.</param>
    /// <param name="data">Its folder.</param>
    /// <param name="database">Its database; null: SQLite in that folder.</param>
    /// <param name="command">What the program is told first.</param>
    /// <param name="settings">More settings, as environment variables.</param>
    public static async Task<ShopProcess> Start(
        Options options,
        string data,
        string? database = null,
        string? command = null,
        IReadOnlyDictionary<string, string>? settings = null)
    {
        var server = options.Server
            ?? throw new InvalidOperationException($"{options.Scenario} needs --server, the built Api's DLL.");
        var start = new ProcessStartInfo(
            "dotnet", [server, .. command is null ? [] : (string[])[command], "--urls", options.Url.ToString()])
        {
            Environment =
            {
                ["Commerce__Data"] = data,
                ["Commerce__Keys__Storefront"] = options.StorefrontKey,
                ["Commerce__Keys__Admin"] = options.AdminKey,
            },
            RedirectStandardOutput = true,
        };
        if (database is not null) start.Environment["Commerce__Database"] = database;
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        var shop = new ShopProcess(process);
        try
        {
            await UntilReady(options.Url, process);
            return shop;
        }
        catch
        {
            await shop.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!Process.HasExited) Process.Kill();
        await Process.WaitForExitAsync();
        Process.Dispose();
    }

    private static async Task UntilReady(Uri url, Process process)
    {
        var watch = Stopwatch.StartNew();
        using var client = new HttpClient { BaseAddress = url };
        while (watch.Elapsed < Patience)
        {
            if (process.HasExited)
                throw new InvalidOperationException($"The server ended with exit code {process.ExitCode}.");
            try
            {
                using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        throw new InvalidOperationException($"The server is not ready after {Patience.TotalSeconds:F0} seconds.");
    }
}
