using System.Text.Json.Serialization;
using Commerce.Grains.Kernel;
using Commerce.Simulation.Store;

namespace Commerce.Simulation.Tests;

/// <summary>A write may stand for its own JSON, since of some it is proved that the JSON says the same.</summary>
public sealed class ReadingWhatWasWritten
{
    private readonly List<string> found = [];

    [Fact]
    public void Finds_a_state_that_is_read_as_another()
    {
        var proof = Proof(1);
        Assert.NotNull(proof.Of("note", Written(new Note("kept", null))));
        Assert.Empty(found);
        Assert.NotNull(proof.Of("note", Written(new Note("kept", "forgotten"))));
        Assert.Equal(["note/note-1"], found);
    }

    [Fact]
    public void Makes_the_JSON_of_the_first_of_each_kind_and_of_one_in_so_many()
    {
        var proof = Proof(4);
        var made = Enumerable.Range(0, 8).Select(_ => proof.Of("note", Written(new Note("kept", null))) is not null);
        Assert.Equal([true, false, false, true, false, false, false, true], made);
    }

    private RoundTrip Proof(int often) => new(often) { Differs = (subject, _) => found.Add(subject) };

    private static Stored<Note, string> Written(Note state) => new() { Id = "note-1", Version = 1, State = state };

    private sealed record Note(string Kept, [property: JsonConverter(typeof(Forgetful))] string? Lost);

    private sealed class Forgetful : JsonConverter<string>
    {
        public override string? Read(
            ref System.Text.Json.Utf8JsonReader reader, Type typeToConvert,
            System.Text.Json.JsonSerializerOptions options) => null;

        public override void Write(
            System.Text.Json.Utf8JsonWriter writer, string value, System.Text.Json.JsonSerializerOptions options) =>
            writer.WriteStringValue(value);
    }
}
