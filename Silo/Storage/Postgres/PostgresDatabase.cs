using System.Data.Common;
using Commerce.Grains.Kernel;
using Npgsql;

namespace Commerce.Silo.Storage.Postgres;

/// <summary>A PostgreSQL database, version 15 or later.</summary>
internal sealed class PostgresDatabase : IDatabase
{
    private const long MigrationLock = 0x636f6d6d65726365;

    private readonly NpgsqlDataSource entities, others;
    private readonly TimeProvider clock;
    private readonly bool readOnly;
    private readonly DatabaseClaim wanted;
    private PostgresClaim? claim;

    /// <param name="connectionString">As the operator gave it.</param>
    /// <param name="clock">The shop's clock.</param>
    /// <param name="readOnly">Only looks, and changes nothing.</param>
    /// <param name="wanted">Who else may change something there.</param>
    public PostgresDatabase(
        string connectionString,
        TimeProvider clock,
        bool readOnly = false,
        DatabaseClaim wanted = DatabaseClaim.None)
    {
        this.clock = clock;
        this.wanted = wanted;
        this.readOnly = readOnly;
        others = NpgsqlDataSource.Create(WithPreparing(connectionString));
        entities = NpgsqlDataSource.Create(WithPlans(WithPreparing(connectionString)));
        Rows = new PostgresRows(entities, clock);
    }

    public bool IsPostgres => true;

    public IRowStore Rows { get; }

    public async Task Start(CancellationToken stop)
    {
        if (readOnly) return;
        if (wanted != DatabaseClaim.None) claim = await PostgresClaim.Of(others, wanted, clock, stop);
        await using var connection = await others.OpenConnectionAsync(stop);
        await Execute(connection, "select pg_advisory_lock(@number)", ("number", MigrationLock));
        try
        {
            await Migrate(connection, stop);
        }
        finally
        {
            await Execute(connection, "select pg_advisory_unlock(@number)", ("number", MigrationLock));
        }
    }

    public Task<T> Read<T>(Func<DbConnection, Task<T>> query, CancellationToken stop = default) => Guarded(async () =>
    {
        await using var connection = await others.OpenConnectionAsync(stop);
        return await query(connection);
    });

    public Task<T> Change<T>(Func<DbConnection, Task<T>> change, CancellationToken stop = default) =>
        Guarded(async () =>
        {
            await using var connection = await others.OpenConnectionAsync(stop);
            await using var transaction = await connection.BeginTransactionAsync(stop);
            var result = await change(connection);
            await transaction.CommitAsync(stop);
            return result;
        });

    public Task<T> ChangeAtOnce<T>(Func<DbConnection, Task<T>> statement, CancellationToken stop = default) =>
        Read(statement, stop);

    public async ValueTask DisposeAsync()
    {
        if (claim is not null) await claim.DisposeAsync();
        await entities.DisposeAsync();
        await others.DisposeAsync();
    }

    /// <summary>Half of the database's time would go into parsing what it knows, and into clearing.</summary>
    internal static NpgsqlConnectionStringBuilder WithPreparing(string connectionString)
    {
        var text = new NpgsqlConnectionStringBuilder(connectionString);
        if (!text.ShouldSerialize("Max Auto Prepare")) text.MaxAutoPrepare = 32;
        if (!text.ShouldSerialize("Application Name")) text.ApplicationName = "commerce";

        // Nothing is left behind on a connection that would have to be cleared away.
        if (!text.ShouldSerialize("No Reset On Close")) text.NoResetOnClose = true;
        return text;
    }

    // While a table is small the planner scans it, and keeps that plan when it has grown; and it plans anew for each
    // array, though all of them are served alike.
    private static NpgsqlConnectionStringBuilder WithPlans(NpgsqlConnectionStringBuilder text)
    {
        const string plans = "-c enable_hashjoin=off -c enable_mergejoin=off -c enable_seqscan=off "
            + "-c plan_cache_mode=force_generic_plan";
        text.Options = $"{text.Options} {plans}".Trim();
        return text;
    }

    private static async Task<T> Guarded<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (DbException failure)
        {
            throw new StoreUnavailableException($"The store is not available ({RowWriter.CodeOf(failure)}).");
        }
    }

    private async Task Migrate(NpgsqlConnection connection, CancellationToken stop)
    {
        if (await IsForeign(connection))
        {
            throw new StartFaultException(
                $"The database {connection.Database} is not one of a shop: it has tables of another program.");
        }

        await Execute(connection, """
            create table if not exists migrations (
                number integer not null primary key, name text not null, checksum text not null,
                applied_at bigint not null)
            """);
        foreach (var migration in Migration.Pending(Migration.Of("Postgres"), await AppliedTo(connection)))
        {
            await using var transaction = await connection.BeginTransactionAsync(stop);
            await Execute(connection, migration.Sql);
            await Execute(
                connection,
                "insert into migrations values (@number, @name, @checksum, @at)",
                ("number", migration.Number),
                ("name", migration.Name),
                ("checksum", migration.Checksum),
                ("at", clock.GetUtcNow().ToUnixTimeMilliseconds()));
            await transaction.CommitAsync(stop);
        }
    }

    // Nothing is added to what another program keeps. Others have a table of that name too, without checksums; tables
    // of an extension are nobody's.
    private static async Task<bool> IsForeign(NpgsqlConnection connection)
    {
        await using var query = new NpgsqlCommand(
            """
            select exists (
                select 1 from pg_class
                where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
                    and not exists (select 1 from pg_depend where objid = pg_class.oid and deptype = 'e'))
                and not exists (
                    select 1 from pg_attribute
                    where attrelid = to_regclass(quote_ident(current_schema()) || '.migrations')
                        and attname = 'checksum' and not attisdropped)
            """,
            connection);
        return (bool)(await query.ExecuteScalarAsync())!;
    }

    private static async Task<List<Applied>> AppliedTo(NpgsqlConnection connection)
    {
        const string sql = "select number, checksum from migrations order by number";
        await using var query = new NpgsqlCommand(sql, connection);
        await using var found = await query.ExecuteReaderAsync();
        List<Applied> applied = [];
        while (await found.ReadAsync()) applied.Add(new(found.GetInt32(0), found.GetString(1)));
        return applied;
    }

    private static async Task Execute(
        NpgsqlConnection connection, string sql, params (string Name, object Value)[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value);
        await command.ExecuteNonQueryAsync();
    }
}
