using Commerce.Grains.Kernel;
using Commerce.Kit;
using Commerce.Silo.Storage;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime;

namespace Commerce.Silo.Tests.Storage;

/// <summary>Grain storage over a database of its own, without an engine.</summary>
internal sealed class StoreUnderTest : IAsyncDisposable
{
    private readonly TestDatabase home;

    private StoreUnderTest(TestDatabase home, IDatabase database, Func<IRowStore, IRowStore> around)
    {
        this.home = home;
        Database = database;
        Storage = new(
            around(database.Rows), new KernelJsonSerializer(), Counts, Signal, Clock, NullLogger<RowWriter>.Instance);
    }

    public ManualClock Clock { get; } = new();

    public StorageCounts Counts { get; } = new();

    public OutboxSignal Signal { get; } = new();

    public IDatabase Database { get; }

    public BatchingGrainStorage Storage { get; }

    public static async Task<StoreUnderTest> New(
        Databases databases, DatabaseKind kind, Func<IRowStore, IRowStore>? around = null)
    {
        var home = await databases.New(kind);
        return await On(home, around);
    }

    /// <summary>Over a database that is there.</summary>
    public static async Task<StoreUnderTest> On(TestDatabase home, Func<IRowStore, IRowStore>? around = null)
    {
        var database = home.Open(new ManualClock());
        await database.Start(TestContext.Current.CancellationToken);
        return new(home, database, around ?? (rows => rows));
    }

    /// <summary>Writes an envelope; answers the row's new version.</summary>
    public async Task<string?> Write(
        Stored<NoteState, NoteEvent> envelope, string? tag = null, string entity = Note.Entity)
    {
        var state = new GrainState<Stored<NoteState, NoteEvent>>(envelope, tag);
        await Storage.WriteStateAsync(entity, GrainId.Create(entity, envelope.Id), state);
        return state.ETag;
    }

    public async Task<GrainState<Stored<NoteState, NoteEvent>>> Read(string id, string entity = Note.Entity)
    {
        var state = new GrainState<Stored<NoteState, NoteEvent>>();
        await Storage.ReadStateAsync(entity, GrainId.Create(entity, id), state);
        return state;
    }

    /// <summary>How the database would go about a query.</summary>
    public Task<string> PlanOf(string sql, object values) => Database.Read(async connection => Database.IsPostgres
        ? string.Join('\n', await connection.QueryAsync<string>("explain " + sql, values))
        : string.Join('\n', (await connection.QueryAsync("explain query plan " + sql, values))
            .Select(row => (string)row.detail)));

    public async ValueTask DisposeAsync()
    {
        await Storage.DisposeAsync();
        await Database.DisposeAsync();
        await home.DisposeAsync();
        Counts.Dispose();
    }
}
