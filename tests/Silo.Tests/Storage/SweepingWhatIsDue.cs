using System.Globalization;
using System.Threading.Channels;
using Commerce.Kit;
using Commerce.Silo.Storage;
using Commerce.Silo.Storage.Sweeping;
using Microsoft.Extensions.Logging.Abstractions;

namespace Commerce.Silo.Tests.Storage;

public sealed class SweepingWhatIsDue(Databases databases)
{
    private static readonly StoreSettings Settings = new() { Address = new DatabaseAddress.Sqlite("/none") };

    [Theory, OnBothDatabases]
    public async Task Looks_at_what_is_due_and_at_nothing_else(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        var now = store.Clock.GetUtcNow();
        await Due(store, "note-past", now.AddMinutes(-1));
        await Due(store, "note-now", now);
        await Due(store, "note-later", now.AddMilliseconds(1));
        Assert.Equal(["note-now", "note-past"], (await SweepAll(store, _ => null)).Order(StringComparer.Ordinal));
        var left = Assert.Single(await Tables.Dump(store.Database, "due"));
        Assert.Contains("id=note-later", left, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task Moves_an_entry_to_the_time_that_its_entity_says(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        var now = store.Clock.GetUtcNow();
        await Due(store, "note-1", now);
        await SweepAll(store, _ => now.AddHours(1));
        Assert.Empty(await SweepAll(store, _ => null));
        store.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["note-1"], await SweepAll(store, _ => null));
        Assert.Empty(await Tables.Dump(store.Database, "due"));
    }

    [Theory, OnBothDatabases]
    public async Task Leaves_alone_what_its_entity_has_set_anew_since_it_was_taken(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        var now = store.Clock.GetUtcNow();
        await Due(store, "note-1", now);
        var table = new DueTable(store.Database, store.Clock);
        var taken = await TakeAll(table);

        // The sweeper's move is delayed past one write of the entity.
        var anew = now.AddMinutes(5).ToUnixTimeMilliseconds();
        await store.Write(Note.Envelope("note-1", 2) with { Due = new(anew) }, "1");
        await table.Move([.. taken.Select(entry => new DueMove(entry.Entity, entry.Id, entry.At, null, 0))]);

        store.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(["note-1"], await SweepAll(store, _ => null));
    }

    [Theory, OnBothDatabases]
    public async Task Pushes_a_failing_one_back_longer_each_time_and_tells_a_person_once(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        await Due(store, "order-1", store.Clock.GetUtcNow());
        List<double> waits = [];
        for (var failure = 1; failure <= 10; failure++)
        {
            Assert.Equal(["order-1"], await SweepAll(store, _ => throw new InvalidOperationException()));
            Assert.Equal(failure < 5 ? 0 : 1, (await Tables.Dump(store.Database, "problems")).Count);
            Assert.Empty(await SweepAll(store, _ => null));
            var next = (await Tables.Dump(store.Database, "due")).Single().Split(" at=")[1].Split(' ')[0];
            var at = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(next, CultureInfo.InvariantCulture));
            waits.Add((at - store.Clock.GetUtcNow()).TotalSeconds);
            store.Clock.SetUtcNow(at);
        }

        Assert.Equal([5, 10, 20, 40, 80, 160, 320, 640, 900, 900], waits);
        Assert.Equal(["order-1"], await SweepAll(store, _ => store.Clock.GetUtcNow().AddDays(1)));
        var entry = Assert.Single(await Tables.Dump(store.Database, "due"));
        Assert.EndsWith("attempts=0", entry, StringComparison.Ordinal);
        var problem = Assert.Single(await Tables.Dump(store.Database, "problems"));
        Assert.Contains("key=due/note/order-1 ", problem, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task Is_not_held_up_by_more_failing_ones_than_a_take_holds(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        var now = store.Clock.GetUtcNow();
        var bad = Enumerable.Range(0, 900).Select(number => Due(store, $"note-bad-{number}", now.AddHours(-1)));
        await Task.WhenAll(bad);
        await Due(store, "note-good", now);
        var looked = await SweepAll(store, id =>
            id == "note-good" ? null : throw new InvalidOperationException());
        Assert.Equal(901, looked.Count);
        Assert.Equal(900, (await Tables.Dump(store.Database, "due")).Count);
    }

    [Theory, OnBothDatabases]
    public async Task Asks_no_more_than_once_a_sweep_an_entity_that_says_now(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        await Due(store, "note-1", store.Clock.GetUtcNow());
        Assert.Equal(["note-1"], await SweepAll(store, _ => store.Clock.GetUtcNow()));
        Assert.Empty(await SweepAll(store, _ => null));
        store.Clock.Advance(Settings.SweepPeriod);
        Assert.Equal(["note-1"], await SweepAll(store, _ => null));
    }

    [Fact]
    public async Task Looks_at_thirty_two_at_once_and_goes_on_past_one_that_hangs()
    {
        var table = new AHundred();
        var asked = Channel.CreateUnbounded<TaskCompletionSource<DateTimeOffset?>>();
        var (underWay, most) = (0, 0);
        var sweep = new Sweep(table, Settings, new ManualClock(), NullLogger<Sweep>.Instance);
        var running = sweep.Run(0, async _ =>
        {
            lock (table) most = Math.Max(most, ++underWay);
            var answer = new TaskCompletionSource<DateTimeOffset?>();
            await asked.Writer.WriteAsync(answer, Test.Stop);
            var next = await answer.Task;
            lock (table) underWay--;
            return next;
        });
        Assert.Equal(Sweep.AtOnceMost, most);

        var hangs = await asked.Reader.ReadAsync(Test.Stop);
        for (var others = 1; others < AHundred.Count; others++)
            (await asked.Reader.ReadAsync(Test.Stop)).SetResult(null);
        Assert.Empty(table.Moved);
        hangs.SetResult(null);
        await running;
        Assert.Equal(Sweep.AtOnceMost, most);
        Assert.Equal(AHundred.Count, table.Moved.Count);
    }

    private static Task<string?> Due(StoreUnderTest store, string id, DateTimeOffset at) =>
        store.Write(Note.Envelope(id) with { Due = new(at.ToUnixTimeMilliseconds()) });

    private static async Task<List<DueEntry>> TakeAll(DueTable table)
    {
        List<DueEntry> taken = [];
        for (var shard = 0; shard < DueTable.Shards; shard++) taken.AddRange(await table.Take(shard, 200));
        return taken;
    }

    private static async Task<List<string>> SweepAll(StoreUnderTest store, Func<string, DateTimeOffset?> look)
    {
        var table = new DueTable(store.Database, store.Clock);
        var sweep = new Sweep(table, Settings, store.Clock, NullLogger<Sweep>.Instance);
        List<string> looked = [];
        for (var shard = 0; shard < DueTable.Shards; shard++)
        {
            await sweep.Run(shard, entry =>
            {
                lock (looked) looked.Add(entry.Id);
                return Task.FromResult(look(entry.Id));
            });
        }

        return looked;
    }

    private sealed class AHundred : IDueTable
    {
        public const int Count = 100;

        public IReadOnlyList<DueMove> Moved { get; private set; } = [];

        public Task<List<DueEntry>> Take(int shard, int most) => Task.FromResult(Enumerable.Range(0, Count)
            .Select(number => new DueEntry("note", $"note-{number}", 1, 0)).ToList());

        public Task Move(IReadOnlyList<DueMove> moves)
        {
            Moved = moves;
            return Task.CompletedTask;
        }
    }
}
