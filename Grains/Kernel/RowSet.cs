using System.Text.Json;
using System.Text.Json.Serialization;

namespace Commerce.Grains.Kernel;

/// <summary>Flat rows by read table. A row is a record of text, numbers and booleans; its members become the columns
/// in snake case. Amounts are minor units, times milliseconds since 1970.</summary>
[JsonConverter(typeof(RowSetConverter))]
internal sealed class RowSet
{
    private readonly ImmutableSortedDictionary<string, ImmutableArray<object>> tables;

    private RowSet(ImmutableSortedDictionary<string, ImmutableArray<object>> tables) => this.tables = tables;

    public static RowSet None { get; } =
        new(ImmutableSortedDictionary.Create<string, ImmutableArray<object>>(StringComparer.Ordinal));

    /// <summary>The tables named, each with all rows that the entity has there.</summary>
    public IReadOnlyDictionary<string, ImmutableArray<object>> Tables => tables;

    /// <summary>The same with one table more; a table may be named once.</summary>
    public RowSet With(string table, IEnumerable<object> rows) => new(tables.Add(table, [.. rows]));

    /// <summary>The same with rows added to a table.</summary>
    public RowSet Plus(RowSet other) => other.tables.IsEmpty ? this : tables.IsEmpty ? other
        : other.tables.Aggregate(this, (all, table) => new(all.tables.SetItem(
            table.Key, all.tables.TryGetValue(table.Key, out var rows) ? rows.AddRange(table.Value) : table.Value)));

    /// <summary>The tables whose rows differ from an earlier set; null when none does.</summary>
    public RowSet? Since(RowSet before)
    {
        var changed = tables.Where(table =>
            !before.tables.TryGetValue(table.Key, out var rows) || !rows.SequenceEqual(table.Value)).ToList();
        return changed.Count == 0 ? null : new(None.tables.AddRange(changed));
    }
}

/// <summary>Writes rows with snake-case columns; what stands in a stored row is never read back.</summary>
internal sealed class RowSetConverter : JsonConverter<RowSet>
{
    private static readonly JsonSerializerOptions Columns = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public override RowSet? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        reader.Skip();
        return null;
    }

    public override void Write(Utf8JsonWriter writer, RowSet value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (table, rows) in value.Tables)
        {
            writer.WriteStartArray(table);
            foreach (var row in rows) JsonSerializer.Serialize(writer, row, row.GetType(), Columns);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
