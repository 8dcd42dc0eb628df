using Commerce.Kit;
using Commerce.Silo.Gateways.Simulated;
using Commerce.Silo.Storage;
using Commerce.Silo.Storage.Audit;
using Commerce.Silo.Storage.Postgres;
using Commerce.Silo.Storage.Sqlite;
using Dapper;

namespace Commerce.Api.Tests.Killing;

/// <summary>A folder and a database that outlive the processes killed on them, and what is to be seen there.</summary>
internal sealed class KillingGround : IAsyncDisposable
{
    private const string InStock = "select sku from stock where available > 100 order by sku limit 40";

    private readonly IDatabase database;
    private readonly PostgresServer? postgres;
    private readonly LedgerReader ledger;

    private KillingGround(string folder, string address, IDatabase database, PostgresServer? postgres)
    {
        Folder = folder;
        Address = address;
        this.database = database;
        this.postgres = postgres;
        ledger = new(Path.Combine(folder, "gateway.db"));
        Moments = new(database, ledger, Mails);
    }

    public string Folder { get; }

    /// <summary>The setting <c>Commerce:Database</c>.</summary>
    public string Address { get; }

    public Moments Moments { get; }

    /// <summary>The database's server, when it is PostgreSQL.</summary>
    public PostgresServer? Postgres => postgres;

    private string Mails => Path.Combine(Folder, "mails");

    /// <summary>A new folder, with the sample shop loaded by a first start.</summary>
    /// <param name="onPostgres">Which database.</param>
    /// <param name="ownServer">Whether the database's server is its own, which can be restarted.</param>
    /// <param name="filled">False: the folder and the database are empty, for another program to fill.</param>
    public static async Task<KillingGround> Make(bool onPostgres, bool ownServer = false, bool filled = true)
    {
        var folder = Directory.CreateTempSubdirectory("commerce-kill-").FullName;
        var file = Path.Combine(folder, "commerce.db");
        var postgres = onPostgres ? await PostgresServer.Start(own: ownServer) : null;
        var name = $"kill_{Path.GetFileName(folder).Replace('-', '_').ToLowerInvariant()}";
        if (postgres is not null) await postgres.Execute($"create database \"{name}\"");
        var address = postgres is null ? $"sqlite:{file}" : postgres.ConnectionTo(name);
        if (filled) await using (await ServerProcess.Start(folder, address)) { }
        IDatabase database = postgres is null
            ? new SqliteDatabase(file, TimeProvider.System, readOnly: true)
            : new PostgresDatabase(address, TimeProvider.System);
        return new(folder, address, database, postgres);
    }

    /// <summary>How many files of migrations the database has.</summary>
    public async Task<long> Migrations() => (await Rows<long>("select count(*) from migrations")).Single();

    public Task<AuditReport> Audit() => new ShopAudit(database, ledger).Run();

    public async Task<IReadOnlyList<string>> Skus() => [.. await Rows<string>(InStock)];

    /// <summary>Every order, and whether it is placed.</summary>
    public async Task<Dictionary<string, bool>> Orders() =>
        (await Rows<string>("select case when authorized_at is null then '-' else '+' end || entity_id from orders"))
            .ToDictionary(order => order[1..], order => order[0] == '+');

    /// <summary>How many entities are to be looked at now or within ten seconds.</summary>
    public async Task<long> DueSoon()
    {
        var soon = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(10);
        return await database.Read(connection => connection.ExecuteScalarAsync<long>(
            "select count(*) from due where at < @soon", new { soon = soon.ToUnixTimeMilliseconds() }));
    }

    public async Task<long> UnsentMails() =>
        (await Rows<long>("select count(*) from outbox where sent_at is null")).Single();

    /// <summary>The ids of all mails that were stored.</summary>
    public Task<IEnumerable<string>> MailIds() => Rows<string>("select id || '.' || version || '.' || n from outbox");

    /// <summary>The Message-IDs of all mails that were written, without brackets and domain.</summary>
    public List<string> MessageIds() => [.. Directory.GetFiles(Mails, "*.eml").Select(file => File.ReadLines(file)
        .First(line => line.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase)).Split('<', '@')[1])];

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        if (postgres is not null) await postgres.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private Task<IEnumerable<T>> Rows<T>(string sql) => database.Read(connection => connection.QueryAsync<T>(sql));
}
