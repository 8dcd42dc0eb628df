using System.Diagnostics;
using Npgsql;

namespace Commerce.Kit;

/// <summary>A PostgreSQL server for one run of tests: made in a temporary folder, reached by a socket in it, and gone
/// afterwards. One that is named in <c>COMMERCE_TEST_POSTGRES</c> is used instead, and left as it is.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Variable = "COMMERCE_TEST_POSTGRES";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

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
    /// <param name="archives">Whether its log is kept, so that it can be restored as it was at a moment; such a server
    /// is always started.</param>
    public static async Task<PostgresServer> Start(bool durable = false, bool own = false, bool archives = false)
    {
        if (!own && !archives && Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
            return new(given, null);
        var folder = Directory.CreateTempSubdirectory("commerce-postgres-").FullName;
        if (Environment.IsPrivilegedProcess) await Run("chown", ["postgres", folder]);
        var store = Path.Combine(folder, "store");
        var options = $"-c listen_addresses='' -c unix_socket_directories={folder} -c max_connections=300";
        if (!durable) options += " -c fsync=off";
        if (archives) options += await Archiving(folder);
        await RunAsOwner(
            "initdb", ["-D", store, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]);
        return await Run(folder, options);
    }

    private static async Task<PostgresServer> Run(string folder, string options)
    {
        var (store, log) = (Path.Combine(folder, "store"), Path.Combine(folder, "log"));
        await RunAsOwner("pg_ctl", ["-D", store, "-l", log, "-w", "-s", "-o", options, "start"]);
        var text = new NpgsqlConnectionStringBuilder { Host = folder, Username = "postgres", Database = "postgres" };
        return new(text.ToString(), folder);
    }

    private static async Task<string> Archiving(string folder)
    {
        var archive = Path.Combine(folder, "archive");
        await RunAsOwner("/bin/mkdir", [archive]);
        return " -c archive_mode=on"
            + $" -c archive_command='cp %p {archive}/part && mv {archive}/part {archive}/%f'";
    }

    /// <summary>Copies the whole server while it serves, as <c>pg_basebackup</c> does.</summary>
    public Task BackUp() => RunAsOwner("pg_basebackup",
        ["-h", folder!, "-U", "postgres", "-D", Path.Combine(folder!, "base"), "-c", "fast", "-X", "none"]);

    /// <summary>Another server, as this one was at a named point of its log after its last <see cref="BackUp"/>. It is
    /// this one's copy, and gone with it.</summary>
    /// <param name="point">The name that <c>pg_create_restore_point</c> gave.</param>
    /// <param name="stop">Ends the waiting.</param>
    public async Task<PostgresServer> Restored(string point, CancellationToken stop)
    {
        var copy = Directory.CreateTempSubdirectory("commerce-postgres-").FullName;
        if (Environment.IsPrivilegedProcess) await Run("chown", ["postgres", copy]);
        var store = Path.Combine(copy, "store");
        await RunAsOwner("/bin/cp", ["-a", Path.Combine(folder!, "base"), store]);
        await RunAsOwner("/bin/touch", [Path.Combine(store, "recovery.signal")]);
        await WaitUntilArchived(stop);
        var restored = await Run(copy, $"-c listen_addresses='' -c unix_socket_directories={copy} -c fsync=off"
            + $" -c restore_command='cp {folder}/archive/%f %p' -c recovery_target_name={point}"
            + " -c recovery_target_action=promote -c max_connections=300");
        while (await restored.Ask<bool>("select pg_is_in_recovery()"))
            await Task.Delay(Pause, TimeProvider.System, stop);
        return restored;
    }

    // What was written until now is in the archive when the segment that it is in was closed and copied.
    private async Task WaitUntilArchived(CancellationToken stop)
    {
        var last = await Ask<string>("select pg_walfile_name(pg_switch_wal())");
        while (!File.Exists(Path.Combine(folder!, "archive", last)))
            await Task.Delay(Pause, TimeProvider.System, stop);
    }

    private async Task<T> Ask<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false });
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
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
