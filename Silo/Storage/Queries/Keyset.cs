using System.Globalization;
using Dapper;

namespace Commerce.Silo.Storage.Queries;

/// <summary>What a list is sorted by; the id breaks ties, so that the order is total.</summary>
/// <param name="Name">As clients say it: <c>-confirmed</c>.</param>
/// <param name="Column">The column, which an index holds together with the id.</param>
/// <param name="Descending">The largest first.</param>
/// <param name="IsNumber">Whether the column holds whole numbers.</param>
internal sealed record Sort(string Name, string Column, bool Descending, bool IsNumber);

/// <summary>One query of one page: conditions are added, then the place to go on from. Every page costs the same,
/// because it starts in the index where the last one ended.</summary>
/// <param name="filter">What the conditions are made of; anything with JSON. A cursor belongs to one.</param>
internal sealed class Keyset(object filter)
{
    private readonly List<string> conditions = [];

    /// <summary>What the conditions are made of.</summary>
    public object Filter => filter;

    /// <summary>The values that the conditions name.</summary>
    public DynamicParameters Values { get; } = new();

    /// <summary>Adds a condition.</summary>
    /// <param name="condition">A constant piece of SQL.</param>
    public Keyset Where(string condition)
    {
        conditions.Add(condition);
        return this;
    }

    /// <summary>Adds a condition and the value it names.</summary>
    /// <param name="condition">A constant piece of SQL.</param>
    /// <param name="name">The name of the value in it.</param>
    /// <param name="value">The value.</param>
    public Keyset Where(string condition, string name, object value)
    {
        conditions.Add(condition);
        Values.Add(name, value);
        return this;
    }

    /// <summary>Starts after the row that a cursor names. False: the cursor is no place in this list.</summary>
    public bool After(Sort sort, ImmutableArray<string> place)
    {
        if (place is not [var value, var id]) return false;
        if (!sort.IsNumber) Values.Add("place", value);
        else if (long.TryParse(value, CultureInfo.InvariantCulture, out var number)) Values.Add("place", number);
        else return false;
        var beyond = sort.Descending ? " < " : " > ";
        conditions.Add(string.Concat("(", sort.Column, ", entity_id)", beyond, "(@place, @id)"));
        Values.Add("id", id);
        return true;
    }

    /// <summary>The whole statement: one row more than a page shows tells whether there is another page.</summary>
    /// <param name="columns">What is read besides id and place, and from where: constant SQL.</param>
    /// <param name="sort">The order.</param>
    /// <param name="limit">How many rows a page shows.</param>
    public string Sql(string columns, Sort sort, int limit)
    {
        Values.Add("limit", limit + 1);
        var direction = sort.Descending ? " desc" : "";
        return string.Concat(
            string.Concat("select entity_id as Id, ", sort.Column, " as Place,\n    ", columns),
            conditions.Count == 0 ? "" : "\nwhere " + string.Join("\n    and ", conditions),
            string.Concat("\norder by ", sort.Column, direction, ", entity_id", direction),
            "\nlimit @limit");
    }
}
