using System.Text.Json;
using System.Text.Json.Serialization;

namespace Commerce.Grains.Kernel;

/// <summary>Flat rows by read table. A row is a record of text, numbers and booleans; its members become the columns
/// in snake case. Amounts are minor units, times milliseconds since 1970.</summary>
[JsonConverter(typeof(RowSetConverter))]
internal sealed class RowSet
{
    private RowSet(ImmutableArray<TableRows> tables) => Tables = tables;

    public static RowSet None { get; } = new([]);

    /// <summary>The tables named, by their names, each with all rows that the entity has there.</summary>
    public ImmutableArray<TableRows> Tables { get; }

    /// <summary>The rows in a table; none: it is not named.</summary>
    public ImmutableArray<object> this[string table]
    {
        get
        {
            var place = PlaceOf(table);
            return place < 0 ? [] : Tables[place].Rows;
        }
    }

    /// <summary>The same with one table more; a table may be named once.</summary>
    public RowSet With(string table, IEnumerable<object> rows)
    {
        var place = PlaceOf(table);
        return place < 0
            ? new(Tables.Insert(~place, new(table, [.. rows])))
            : throw new ArgumentException($"{table} is named already.", nameof(table));
    }

    /// <summary>The same with rows added to a table.</summary>
    public RowSet Plus(RowSet other)
    {
        if (Tables.IsEmpty) return other;
        var all = this;
        foreach (var (table, rows) in other.Tables)
        {
            var place = all.PlaceOf(table);
            all = place < 0
                ? all.With(table, rows)
                : new(all.Tables.SetItem(place, new(table, all.Tables[place].Rows.AddRange(rows))));
        }

        return all;
    }

    /// <summary>The tables whose rows differ from an earlier set; null when none does.</summary>
    public RowSet? Since(RowSet before)
    {
        var changed = Tables.RemoveAll(table => before.Has(table));
        return changed.IsEmpty ? null : new(changed);
    }

    private bool Has(TableRows table)
    {
        var place = PlaceOf(table.Table);
        return place >= 0 && Tables[place].Rows.AsSpan().SequenceEqual(table.Rows.AsSpan());
    }

    // As in a binary search: the complement of where it would stand.
    private int PlaceOf(string table)
    {
        var place = 0;
        while (place < Tables.Length && string.CompareOrdinal(Tables[place].Table, table) < 0) place++;
        return place < Tables.Length && Tables[place].Table == table ? place : ~place;
    }
}

/// <summary>An entity's rows in one table.</summary>
internal readonly record struct TableRows(string Table, ImmutableArray<object> Rows);

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
