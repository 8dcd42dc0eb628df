using System.Diagnostics;
using Npgsql;

namespace Commerce.Kit;

/// <summary>A PostgreSQL server for one run of tests: made in a temporary folder, reached by a socket in it, and gone
/// afterwards. One that is named in <c>COMMERCE_TEST_POSTGRES</c> is used instead, and left as it is.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Variable = "COMMERCE_TEST_POSTGRES";

    private readonly string? folder;

    private PostgresServer(string connectionString, string? folder)
    {
        ConnectionString = connectionString;
        this.folder = folder;
    }

    /// <summary>How its first database is reached.</summary>
    public string ConnectionString { get; }

    /// <summary>Starts one, or finds the one that is named.</summary>
    /// <param name="durable">Whether a commit waits for the disk, as it does in a shop. Tests need not wait.</param>
    /// <param name="own">Always starts one, which can be restarted.</param>
    public static async Task<PostgresServer> Start(bool durable = false, bool own = false)
    {
        if (!own && Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given) return new(given, null);
        var folder = Directory.CreateTempSubdirectory("commerce-postgres-").FullName;
        if (Environment.IsPrivilegedProcess) await Run("chown", ["postgres", folder]);
        var store = Path.Combine(folder, "store");
        var options = $"-c listen_addresses='' -c unix_socket_directories={folder} -c max_connections=300";
        if (!durable) options += " -c fsync=off";
        await RunAsOwner(
            "initdb", ["-D", store, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]);
        await RunAsOwner(
            "pg_ctl", ["-D", store, "-l", Path.Combine(folder, "log"), "-w", "-s", "-o", options, "start"]);
        var text = new NpgsqlConnectionStringBuilder { Host = folder, Username = "postgres", Database = "postgres" };
        return new(text.ToString(), folder);
    }

    /// <summary>How a database of this server is reached.</summary>
    public string ConnectionTo(string database) =>
        new NpgsqlConnectionStringBuilder(ConnectionString) { Database = database }.ToString();

    /// <summary>Runs one statement in the first database.</summary>
    public async Task Execute(string sql)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false });
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Stops the server at once, as a crash would, and starts it again.</summary>
    /// <exception cref="InvalidOperationException">It was not started here.</exception>
    public Task Restart()
    {
        if (folder is null) throw new InvalidOperationException("This server is somebody else's.");
        return RunAsOwner("pg_ctl", ["-D", Path.Combine(folder, "store"), "-m", "immediate", "-w", "-s", "restart"]);
    }

    /// <summary>Stops the server, if it was started here.</summary>
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (folder is null) return;
        await RunAsOwner("pg_ctl", ["-D", Path.Combine(folder, "store"), "-m", "immediate", "-w", "-s", "stop"]);
        Directory.Delete(folder, recursive: true);
    }

    // PostgreSQL refuses to run as root.
    private static async Task RunAsOwner(string program, string[] arguments)
    {
        var path = Path.Combine(await Programs(), program);
        await (Environment.IsPrivilegedProcess
            ? Run("runuser", ["-u", "postgres", "--", path, .. arguments])
            : Run(path, arguments));
    }

    private static async Task<string> Programs()
    {
        const string debian = "/usr/lib/postgresql";
        var newest = Directory.Exists(debian)
            ? Directory.GetDirectories(debian).Select(version => Path.Combine(version, "bin"))
                .Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
        return newest ?? (await Output("pg_config", "--bindir")).Trim();
    }

    private static async Task<string> Output(string program, string argument)
    {
        using var process = Process.Start(new ProcessStartInfo(program, argument) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("PostgreSQL is not installed.");
        return await process.StandardOutput.ReadToEndAsync();
    }

    private static async Task Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = "/", RedirectStandardOutput = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }
}
