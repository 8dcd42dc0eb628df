using System.Globalization;
using Commerce.Silo.Storage;
using Commerce.Silo.Storage.Postgres;
using Commerce.Silo.Storage.Sqlite;

namespace Commerce.Kit;

/// <summary>Which database a test runs on.</summary>
public enum DatabaseKind
{
    /// <summary>A SQLite file in a temporary folder.</summary>
    Sqlite,

    /// <summary>A database of its own on the run's PostgreSQL server.</summary>
    Postgres,
}

/// <summary>Makes databases for tests; a fixture of the assembly, so that one server serves all of its tests.</summary>
public sealed class Databases : IAsyncLifetime
{
    private static int count;

    private readonly SemaphoreSlim gate = new(1);
    private PostgresServer? server;
    private string? template;

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>An empty shop, its tables made.</summary>
    public async Task<TestDatabase> New(DatabaseKind kind)
    {
        if (kind == DatabaseKind.Sqlite) return TestDatabase.InFolder();
        await Prepare();
        return await Create($"template {template}");
    }

    /// <summary>A database without tables.</summary>
    public async Task<TestDatabase> NewBlank(DatabaseKind kind)
    {
        if (kind == DatabaseKind.Sqlite) return TestDatabase.InFolder();
        await Prepare();
        return await Create("template template0");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        gate.Dispose();
        if (server is null) return;
        if (template is not null) await server.Execute($"drop database if exists {template} with (force)");
        await server.DisposeAsync();
    }

    private async Task Prepare()
    {
        await gate.WaitAsync();
        try
        {
            if (template is not null) return;
            server ??= await PostgresServer.Start();
            var blank = await Create("template template0");
            await using (var database = blank.Open()) await database.Start(default);
            Npgsql.NpgsqlConnection.ClearAllPools();
            template = blank.Name;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<TestDatabase> Create(string from)
    {
        var name = string.Create(
            CultureInfo.InvariantCulture, $"commerce_{Environment.ProcessId}_{Interlocked.Increment(ref count)}");
        await server!.Execute($"create database {name} {from}");
        return TestDatabase.On(server, name);
    }
}

/// <summary>A database for one test.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly PostgresServer? server;

    private TestDatabase(PostgresServer? server, string name, string setting)
    {
        this.server = server;
        Name = name;
        Setting = setting;
    }

    /// <summary>What <c>Commerce:Database</c> is to say.</summary>
    public string Setting { get; }

    /// <summary>The database's name, or the folder of its file.</summary>
    internal string Name { get; }

    /// <summary>Opens it as the shop does, without starting it.</summary>
    internal IDatabase Open(TimeProvider? clock = null, bool readOnly = false) =>
        DatabaseAddress.Parse(Setting, Name) switch
        {
            DatabaseAddress.Sqlite(var path) => new SqliteDatabase(path, clock ?? TimeProvider.System, readOnly),
            DatabaseAddress.Postgres(var text) => new PostgresDatabase(text, clock ?? TimeProvider.System, readOnly),
            var other => throw new InvalidOperationException($"{other} is not known."),
        };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (server is null) Directory.Delete(Name, recursive: true);
        else await server.Execute($"drop database if exists {Name} with (force)");
    }

    internal static TestDatabase InFolder()
    {
        var folder = Directory.CreateTempSubdirectory("commerce-sqlite-").FullName;
        return new(null, folder, $"sqlite:{Path.Combine(folder, "shop.db")}");
    }

    internal static TestDatabase On(PostgresServer server, string name) => new(server, name, server.ConnectionTo(name));
}
