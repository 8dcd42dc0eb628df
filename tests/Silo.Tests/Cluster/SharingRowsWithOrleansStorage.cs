using System.Text.RegularExpressions;
using Commerce.Grains.Kernel;
using Commerce.Kit;
using Commerce.Silo.Storage;
using Commerce.Silo.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;

namespace Commerce.Silo.Tests.Cluster;

/// <summary>Grain state by Orleans' own ADO.NET provider and by ours: one reads what the other wrote.</summary>
public sealed partial class SharingRowsWithOrleansStorage(Databases databases) : IAsyncLifetime
{
    private readonly OutboxSignal outbox = new();
    private StoreUnderTest? ours;
    private TestDatabase? home;
    private IHost? silo;

    private StoreUnderTest Ours => ours!;

    private IGrainStorage Theirs => silo!.Services.GetRequiredKeyedService<IGrainStorage>("Default");

    public async ValueTask InitializeAsync()
    {
        home = await databases.New(DatabaseKind.Postgres);
        ours = await StoreUnderTest.On(home);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(orleans =>
        {
            orleans.UseLocalhostClustering(Ports.Next(), gatewayPort: 0);
            orleans.Services.Configure<ClusterOptions>(ClusterDatabase.Name);
            orleans.Services.AddSingleton(outbox);
            OrleansStorage.Use(orleans.Services, home.Setting);
        });
        silo = builder.Build();
        await silo.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await silo!.StopAsync();
        silo.Dispose();
        await Ours.DisposeAsync();
    }

    [Fact]
    public async Task Reads_what_ours_wrote_and_writes_on()
    {
        await Ours.Write(Note.Envelope("note-1"));
        var theirs = await Read("note-1");
        Assert.Equal((true, "1", 1L), (theirs.RecordExists, theirs.ETag, theirs.State!.Version));
        theirs.State = Note.Envelope("note-1", 2);
        await Theirs.WriteStateAsync(Note.Entity, Id("note-1"), theirs);
        Assert.Equal("2", theirs.ETag);
        var read = await Ours.Read("note-1");
        Assert.Equal(("2", new NoteState("text", 2)), (read.ETag, read.State!.State));
    }

    [Fact]
    public async Task Stores_the_same_bytes_and_projects_the_same_rows()
    {
        var envelope = Note.Envelope("note-a") with { Events = [Note.Happened()], Outgoing = [Note.Mail()] };
        await Ours.Write(envelope);
        await Theirs.WriteStateAsync(Note.Entity, Id("note-b"), State(envelope with { Id = "note-b" }));
        foreach (var table in new[] { "orleansstorage", "history", "outbox" })
        {
            var rows = await Tables.Dump(Ours.Database, table);
            Assert.Equal(2, rows.Count);
            Assert.Equal(Plain(rows[0]), Plain(rows[1]));
        }
    }

    [Fact]
    public async Task Refuses_another_version_as_ours_does()
    {
        await Ours.Write(Note.Envelope("note-1"));
        var stale = State(Note.Envelope("note-1", 2));
        await Assert.ThrowsAsync<InconsistentStateException>(
            () => Theirs.WriteStateAsync(Note.Entity, Id("note-1"), stale));
        Assert.Equal("1", (await Ours.Read("note-1")).ETag);
    }

    [Fact]
    public async Task Says_what_callers_know_when_the_database_refuses_a_row()
    {
        var bad = State(Note.Envelope("note-1") with { Rows = RowSet.None.With("stock", [new { Sku = "A" }]) });
        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => Theirs.WriteStateAsync(Note.Entity, Id("note-1"), bad));
    }

    private static GrainState<Stored<NoteState, NoteEvent>> State(Stored<NoteState, NoteEvent> envelope) =>
        new(envelope);

    // What differs between two entities that are alike but for their ids.
    private static string Plain(string row) =>
        KeyHash().Replace(row, "").Replace("note-b", "note-a", StringComparison.Ordinal);

    [GeneratedRegex("grainidhash=-?[0-9]+ ")]
    private static partial Regex KeyHash();

    private static GrainId Id(string id) => GrainId.Create(Note.Entity, id);

    private async Task<GrainState<Stored<NoteState, NoteEvent>>> Read(string id)
    {
        var state = new GrainState<Stored<NoteState, NoteEvent>>();
        await Theirs.ReadStateAsync(Note.Entity, Id(id), state);
        return state;
    }
}
