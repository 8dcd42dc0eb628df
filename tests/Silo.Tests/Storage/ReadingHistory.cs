using Commerce.Grains.Kernel;
using Commerce.Kit;
using Commerce.Silo.Storage.Queries;

namespace Commerce.Silo.Tests.Storage;

public sealed class ReadingHistory(Databases databases)
{
    [Theory, OnBothDatabases]
    public async Task Shows_the_newest_first_over_pages(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        await store.Write(Note.Envelope("note-1") with { Events = [Note.Happened("1"), Note.Happened("2")] });
        await store.Write(Note.Envelope("note-1", 2) with { Events = [Note.Happened("3")] }, "1");
        await store.Write(Note.Envelope("note-2") with { Events = [Note.Happened("other")] });

        var entries = await Lists.All(cursor => HistoryList.Read(store.Database, "note", "note-1", new(1, cursor)));
        Assert.Equal([(2, 0), (1, 1), (1, 0)], entries.Select(entry => ((int)entry.Version, entry.Ordinal)));
        Assert.Equal(
            ("note.written", Note.At, "admin:1a2b3c4d", "192.0.2.1", "because"),
            (entries[0].Type, entries[0].At.ToUnixTimeMilliseconds(), entries[0].Who, entries[0].From, entries[0].Why));
        using var json = System.Text.Json.JsonDocument.Parse(entries[0].DataJson);
        Assert.Equal("3", json.RootElement.GetProperty("text").GetString());
    }

    [Theory, OnBothDatabases]
    public async Task Refuses_a_cursor_of_another_entity(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        await store.Write(Note.Envelope("note-1") with { Events = [Note.Happened("1"), Note.Happened("2")] });
        var first = await HistoryList.Read(store.Database, "note", "note-1", new(1));
        var cursor = Assert.IsType<Outcome<Page<HistoryEntry>>.Done>(first).Value.Next;
        var refused = await HistoryList.Read(store.Database, "note", "note-2", new(1, cursor));
        Assert.IsType<CursorInvalid>(Assert.IsType<Outcome<Page<HistoryEntry>>.Refused>(refused).Why);
    }
}
