using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Commerce.Grains.Kernel;

namespace Commerce.Grains.Tests.Kernel;

public sealed class StoringALargeArray
{
    private const int Large = LargeArrayConverter<Entry>.Large;

    [Theory]
    [InlineData(0)]
    [InlineData(Large - 1)]
    [InlineData(Large)]
    [InlineData(500)]
    public void Makes_the_same_bytes_as_any_array_write_after_write(int length)
    {
        ImmutableArray<Entry> entries = [.. Enumerable.Range(0, length).Select(Of)];
        Assert.Equal(Plain(entries), Json(new(entries)));
        if (!entries.IsEmpty) entries = entries.SetItem(length / 2, entries[length / 2] with { Name = "\"new\" – ü" });
        Assert.Equal(Plain(entries), Json(new(entries)));
        entries = [.. entries.Add(Of(length)).Reverse()];
        Assert.Equal(Plain(entries), Json(new(entries)));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(500)]
    public void Is_read_as_it_was_written(int length)
    {
        ImmutableArray<Entry> entries = [.. Enumerable.Range(0, length).Select(Of)];
        var read = JsonSerializer.Deserialize<Content>(Json(new(entries)), KernelJson.Options)!;
        Assert.Equal(entries, read.Entries);
    }

    [Fact]
    public void Makes_the_JSON_of_an_entry_that_stays_once()
    {
        ImmutableArray<Counted> entries = [.. Enumerable.Range(0, Large).Select(_ => new Counted())];
        JsonSerializer.Serialize(new CountedContent(entries), KernelJson.Options);
        JsonSerializer.Serialize(new CountedContent(entries.SetItem(0, new())), KernelJson.Options);
        Assert.All(entries, entry => Assert.Equal(1, entry.Times));
    }

    private static Entry Of(int number) => new($"entry <{number}> & 'ä'");

    private static string Plain(ImmutableArray<Entry> entries) =>
        $$"""{"entries":{{JsonSerializer.Serialize(entries.ToArray(), KernelJson.Options)}}}""";

    private static string Json(Content content) =>
        Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(content, KernelJson.Options));

    internal sealed record Content(
        [property: JsonConverter(typeof(LargeArrayConverter<Entry>))] ImmutableArray<Entry> Entries);

    internal sealed record Entry(string Name);

    internal sealed record CountedContent(
        [property: JsonConverter(typeof(LargeArrayConverter<Counted>))] ImmutableArray<Counted> Entries);

    internal sealed class Counted
    {
        [JsonIgnore]
        public int Times { get; private set; }

        public string Name => $"asked {++Times} times";
    }
}
