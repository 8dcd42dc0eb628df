using System.Globalization;

namespace Commerce.Silo.Tests.Storage;

/// <summary>Rows made of a table's own columns, so that no column is forgotten.</summary>
internal static class SampleRows
{
    /// <summary>A row with something in every column.</summary>
    public static object Full(IEnumerable<(string Name, string Type, bool Nullable)> columns, int number) =>
        Of(columns.Where(column => column.Name != "entity_id"), number);

    /// <summary>A row without what may be missing.</summary>
    public static object Sparse(IEnumerable<(string Name, string Type, bool Nullable)> columns, int number) =>
        Of(columns.Where(column => column.Name != "entity_id" && !column.Nullable), number);

    private static ImmutableSortedDictionary<string, object> Of(
        IEnumerable<(string Name, string Type, bool Nullable)> columns, int number) =>
        columns.ToImmutableSortedDictionary(column => column.Name, column => Value(column.Name, column.Type, number));

    private static object Value(string name, string type, int number) => type switch
    {
        "text" => string.Create(CultureInfo.InvariantCulture, $"{name} \"ü🎈\" {number}"),
        "bigint" => 1_772_000_000_000 + name.Length + number,
        "integer" => name.Length + number,
        "boolean" => (name.Length + number) % 2 == 0,
        _ => throw new ArgumentException($"{name} is {type}."),
    };
}
