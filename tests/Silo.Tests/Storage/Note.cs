using Commerce.Grains.Kernel;

namespace Commerce.Silo.Tests.Storage;

/// <summary>What a note is: an entity of the tests' own.</summary>
internal sealed record NoteState(string Text, int Count);

/// <summary>What happens to a note.</summary>
internal abstract record NoteEvent
{
    private NoteEvent() { }

    [Alias("note.written")]
    public sealed record Written(string Text, decimal Weight, ImmutableArray<string> Tags) : NoteEvent;

    [Alias("note.removed")]
    public sealed record Removed : NoteEvent;
}

/// <summary>Envelopes of notes, as the kernel would write them.</summary>
internal static class Note
{
    public const string Entity = "note";
    public const long At = 1_772_000_000_000;

    public static Stored<NoteState, NoteEvent> Envelope(string id, long version = 1) => new()
    {
        Id = id,
        Version = version,
        State = new("text", (int)version),
    };

    public static Happened<NoteEvent> Happened(string text = "hello", long at = At) =>
        new(at, "admin:1a2b3c4d", "192.0.2.1", "because", new NoteEvent.Written(text, 1.50m, ["a", "b"]));

    public static Outgoing Mail(string to = "ada@shop.example") => new(
        "mail", "note-written", to, ImmutableSortedDictionary<string, string>.Empty.Add("name", "Ada \"A\" Łęcka 🎈"));

    public static Answer Answer(string key) => new(
        key,
        "request-1",
        KeptOutcome.Of<int>(new Outcome<int>.Done(7, 1)));
}
