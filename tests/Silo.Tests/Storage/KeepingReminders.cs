using Commerce.Kit;
using Commerce.Silo.Storage;
using Orleans.Runtime;

namespace Commerce.Silo.Tests.Storage;

public sealed class KeepingReminders(Databases databases)
{
    private static readonly GrainId Grain = GrainId.Create("sweeper", "sweeper-0");

    [Theory, OnBothDatabases]
    public async Task Gives_back_what_was_kept(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        var table = new ReminderTable(store.Database);
        var at = store.Clock.GetUtcNow().UtcDateTime;
        Assert.Equal("0", await table.UpsertRow(Entry("awake", at)));
        Assert.Equal("1", await table.UpsertRow(Entry("awake", at.AddSeconds(1))));

        var kept = await table.ReadRow(Grain, "awake");
        Assert.Equal(
            (Grain, "awake", at.AddSeconds(1), TimeSpan.FromMinutes(1), "1"),
            (kept!.GrainId, kept.ReminderName, kept.StartAt, kept.Period, kept.ETag));
        Assert.Equal(DateTimeKind.Utc, kept.StartAt.Kind);
        Assert.Null(await table.ReadRow(Grain, "other"));
    }

    [Theory, OnBothDatabases]
    public async Task Removes_the_version_that_is_meant_and_no_other(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        var table = new ReminderTable(store.Database);
        await table.UpsertRow(Entry("awake", store.Clock.GetUtcNow().UtcDateTime));
        Assert.False(await table.RemoveRow(Grain, "awake", "7"));
        Assert.False(await table.RemoveRow(Grain, "awake", "x"));
        Assert.True(await table.RemoveRow(Grain, "awake", "0"));
        Assert.Empty((await table.ReadRows(Grain)).Reminders);
    }

    [Theory, OnBothDatabases]
    public async Task Finds_the_part_of_the_ring_that_is_asked_for(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        var table = new ReminderTable(store.Database);
        List<uint> hashes = [];
        for (var number = 0; number < 20; number++)
        {
            var grain = GrainId.Create("sweeper", $"sweeper-{number}");
            hashes.Add(grain.GetUniformHashCode());
            await table.UpsertRow(Entry("awake", store.Clock.GetUtcNow().UtcDateTime, grain));
        }

        foreach (var (begin, end) in new (uint, uint)[]
        {
            (0, 0), (0, uint.MaxValue), (0x4000_0000, 0xC000_0000), (0xC000_0000, 0x4000_0000), (hashes[3], hashes[7]),
        })
        {
            var expected = hashes.Where(hash =>
                begin < end ? hash > begin && hash <= end : hash > begin || hash <= end);
            var found = (await table.ReadRows(begin, end)).Reminders;
            Assert.Equal(expected.Order(), found.Select(entry => entry.GrainId.GetUniformHashCode()).Order());
        }
    }

    private static ReminderEntry Entry(string name, DateTime at, GrainId? grain = null) =>
        new() { GrainId = grain ?? Grain, ReminderName = name, StartAt = at, Period = TimeSpan.FromMinutes(1) };
}
