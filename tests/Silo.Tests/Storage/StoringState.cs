using System.Text;
using Commerce.Grains.Kernel;
using Commerce.Kit;
using Commerce.Silo.Metrics;
using Commerce.Silo.Storage;
using Orleans.Runtime;
using Orleans.Storage;

namespace Commerce.Silo.Tests.Storage;

public sealed class StoringState(Databases databases)
{
    /// <summary>Of an entity that nobody else here stores, as what is measured is one for all.</summary>
    [Theory, OnBothDatabases]
    public async Task Counts_the_bytes_that_it_stored(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        using var metrics = new MetricsText();
        var entity = kind == DatabaseKind.Postgres ? "weighed-here" : "weighed-there";
        var envelope = Note.Envelope("note-1");
        await store.Write(envelope, entity: entity);
        Assert.Contains(
            $"commerce_storage_written_bytes_total{{entity=\"{entity}\"}} {Length(envelope)}\n",
            metrics.Write(),
            StringComparison.Ordinal);

        static int Length(Stored<NoteState, NoteEvent> envelope) =>
            new KernelJsonSerializer().Serialize(envelope).ToMemory().Length;
    }

    [Theory, OnBothDatabases]
    public async Task Gives_back_what_was_stored(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        Assert.False((await store.Read("note-1")).RecordExists);
        Assert.Equal("1", await store.Write(Note.Envelope("note-1")));
        Assert.Equal("2", await store.Write(Note.Envelope("note-1", 2), "1"));

        var read = await store.Read("note-1");
        Assert.Equal(("2", true, new NoteState("text", 2)), (read.ETag, read.RecordExists, read.State!.State));
    }

    [Theory, OnBothDatabases]
    public async Task Keeps_it_where_Orleans_looks_for_it(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        await store.Write(Note.Envelope("note-ü"));
        var row = Assert.Single(await Tables.Dump(store.Database, "orleansstorage"));
        byte[] reversed = [.. Enumerable.Reverse(Encoding.UTF8.GetBytes("note-ü"))];
        var keyHash = unchecked((int)StableHash.ComputeHash(reversed));
        var typeHash = unchecked((int)StableHash.ComputeHash("note"u8));
        Assert.StartsWith(
            $"orleansstorage: grainidhash={keyHash} grainidn0=0 grainidn1=0 graintypehash={typeHash} "
                + "graintypestring=note grainidextensionstring=note-ü serviceid=shop payloadbinary={\"id\":\"note-ü\"",
            row,
            StringComparison.Ordinal);
        Assert.EndsWith("version=1", row, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task Refuses_another_version_to_that_grain_alone(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        for (var number = 0; number < 20; number++) await store.Write(Note.Envelope($"note-{number}"));
        var writes = Enumerable.Range(0, 20)
            .Select(number => store.Write(Note.Envelope($"note-{number}", 2), number == 7 ? "5" : "1")).ToList();
        await Assert.ThrowsAsync<InconsistentStateException>(() => writes[7]);
        writes.RemoveAt(7);
        Assert.All(await Task.WhenAll(writes), tag => Assert.Equal("2", tag));
        Assert.Equal("1", (await store.Read("note-7")).ETag);
    }

    [Theory, OnBothDatabases]
    public async Task Lets_one_of_many_first_writes_win(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        var wins = await Task.WhenAll(Enumerable.Range(0, 320).Select(number => Task.Run(async () =>
        {
            try
            {
                await store.Write(Note.Envelope($"note-{number % 20}"));
                return 1;
            }
            catch (InconsistentStateException)
            {
                return 0;
            }
        })));
        Assert.Equal(20, wins.Sum());
        Assert.Equal(20, (await Tables.Dump(store.Database, "orleansstorage")).Count);
    }

    [Theory, OnBothDatabases]
    public async Task Clears_it(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        await store.Write(Note.Envelope("note-1"));
        var state = await store.Read("note-1");
        await store.Storage.ClearStateAsync(Note.Entity, GrainId.Create(Note.Entity, "note-1"), state);
        Assert.False(state.RecordExists);
        var read = await store.Read("note-1");
        Assert.Equal(("2", false), (read.ETag, read.RecordExists));
        Assert.Equal("3", await store.Write(Note.Envelope("note-1", 2), read.ETag));
    }

    [Theory, OnBothDatabases]
    public async Task Stores_together_what_gathers_while_a_transaction_is_under_way(DatabaseKind kind)
    {
        FaultyRows? rows = null;
        await using var store = await StoreUnderTest.New(databases, kind, inner => rows = new FaultyRows(inner));
        rows!.Hold();
        var first = store.Write(Note.Envelope("note-first"));
        await Eventually.Is(() => rows.Batches.Count == 1, "the first transaction has begun");
        var others = Enumerable.Range(0, 100).Select(number => store.Write(Note.Envelope($"note-{number}"))).ToList();
        rows.Release();
        await Task.WhenAll([first, .. others]);

        Assert.Equal([1, 100], rows.Batches);
        Assert.Equal((101, 2, 101), (store.Counts.Writes, store.Counts.Batches, store.Counts.WritesOf(Note.Entity)));
    }

    [Theory, OnBothDatabases]
    public async Task Refuses_a_bad_row_alone_among_many_good_ones(DatabaseKind kind)
    {
        FaultyRows? rows = null;
        await using var store = await StoreUnderTest.New(databases, kind, inner => rows = new FaultyRows(inner));
        rows!.Hold();
        var first = store.Write(Note.Envelope("note-first"));
        await Eventually.Is(() => rows.Batches.Count == 1, "the first transaction has begun");
        var good = Enumerable.Range(0, 30).Select(number => store.Write(Note.Envelope($"note-{number}"))).ToList();
        var bad = store.Write(Note.Envelope("note-bad") with { Rows = RowSet.None.With("stock", [new { Sku = "A" }]) });
        rows.Release();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => bad);
        Assert.All(await Task.WhenAll([first, .. good]), tag => Assert.Equal("1", tag));
        Assert.Equal(31, (await Tables.Dump(store.Database, "orleansstorage")).Count);
    }

    [Theory, OnBothDatabases]
    public async Task Says_no_more_of_a_fault_than_that_it_is_unavailable(DatabaseKind kind)
    {
        FaultyRows? rows = null;
        await using var store = await StoreUnderTest.New(databases, kind, inner => rows = new FaultyRows(inner));
        rows!.FailBefore = true;
        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Write(Note.Envelope("note-1")));
        Assert.Null(failure.InnerException);
        rows.FailBefore = false;
        Assert.Equal("1", await store.Write(Note.Envelope("note-1")));
    }
}
