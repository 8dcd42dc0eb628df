using Commerce.Grains.Kernel;
using Commerce.Kit;
using Commerce.Silo.Storage;

namespace Commerce.Silo.Tests.Storage;

public sealed class PruningOldRows(Databases databases)
{
    [Theory, OnBothDatabases]
    public async Task Keeps_answers_for_a_day(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        var old = store.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        await Answer(store, "note-1", old);
        await Answer(store, "note-2", old + 1);
        store.Clock.Advance(TimeSpan.FromHours(24) + TimeSpan.FromMilliseconds(1));
        Assert.False(await new PruneJob(store.Database, store.Clock).Run());
        var left = Assert.Single(await Tables.Dump(store.Database, "answers"));
        Assert.Contains("id=note-2", left, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task Keeps_closed_holds_for_thirty_days_and_open_ones_for_ever(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        var now = store.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        await store.Write(Note.Envelope("stock-1") with
        {
            Changes = RowSet.None.With("stock_holds", [
                Hold("a/1", "closed", now), Hold("a/2", "closed", now + 1), Hold("a/3", "committed", now)]),
        });
        store.Clock.Advance(TimeSpan.FromDays(30) + TimeSpan.FromMilliseconds(1));
        await new PruneJob(store.Database, store.Clock).Run();
        var left = (await Tables.Dump(store.Database, "stock_holds")).Select(row => row.Split(' ')[2]);
        Assert.Equal(["attempt=a/2", "attempt=a/3"], left);
    }

    [Theory, OnBothDatabases]
    public async Task Takes_a_bounded_number_at_once(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        await Answer(store, "note-1", 1, PruneJob.RowsMost + 1);
        var job = new PruneJob(store.Database, store.Clock);
        Assert.True(await job.Run());
        Assert.Single(await Tables.Dump(store.Database, "answers"));
        Assert.False(await job.Run());
        Assert.Empty(await Tables.Dump(store.Database, "answers"));
    }

    private static Task<string?> Answer(StoreUnderTest store, string id, long at, int count = 1) =>
        store.Write(Note.Envelope(id) with
        {
            Events = [Note.Happened(at: at)],
            Answers = [.. Enumerable.Range(0, count).Select(number => Note.Answer($"{id}-{number}"))],
        });

    private static object Hold(string attempt, string status, long at) =>
        new { Attempt = attempt, Sku = "A", Quantity = 1, Remaining = 0, Status = status, Parts = "", ChangedAt = at };
}
