using System.Globalization;
using Commerce.Grains.Kernel;
using Dapper;

namespace Commerce.Silo.Storage.Queries;

/// <summary>A list that is read page by page, in the order of one column.</summary>
/// <param name="Name">Names it in cursors.</param>
/// <param name="Columns">What is read besides id and place, and from where: constant SQL.</param>
/// <param name="Sorts">What clients may sort by, the usual one first.</param>
/// <param name="Show">What clients see of a row.</param>
internal sealed record KeysetList<TRow, T>(
    string Name, string Columns, ImmutableArray<Sort> Sorts, Func<TRow, T> Show)
    where TRow : KeysetRow
{
    /// <summary>A page in the order that it names, or the usual one.</summary>
    public async Task<Outcome<Page<T>>> Read(IDatabase database, Keyset query, PageRequest page) =>
        Sorts.FirstOrDefault(one => one.Name == (page.Sort ?? Sorts[0].Name)) is { } sort
            ? await Read(database, query, sort, page)
            : new SortUnknown([.. Sorts.Select(one => one.Name)]);

    /// <summary>A page in a given order.</summary>
    public async Task<Outcome<Page<T>>> Read(IDatabase database, Keyset query, Sort sort, PageRequest page)
    {
        var limit = Pages.LimitOf(page);
        if (Statement(query, sort, page.Cursor, limit) is not { } sql) return new CursorInvalid();
        var rows = await database.Read(
            async connection => (await connection.QueryAsync<TRow>(sql, query.Values)).AsList());
        return Cut(rows, query, sort, limit);
    }

    /// <summary>A page of what its statement found.</summary>
    public Outcome<Page<T>> Cut(List<TRow> found, Keyset query, Sort sort, int limit) =>
        Pages.Cut(found, limit, Show, row => Cursor.After(
            NameOf(sort), query.Filter, Convert.ToString(row.Place, CultureInfo.InvariantCulture)!, row.Id));

    /// <summary>The statement of one page; null when the cursor is not one of this list.</summary>
    public string? Statement(Keyset query, Sort sort, string? cursor, int limit)
    {
        var goesOn = cursor is null
            || (Cursor.TryRead(cursor, NameOf(sort), query.Filter, out var place) && query.After(sort, place));
        return goesOn ? query.Sql(Columns, sort, limit) : null;
    }

    private string NameOf(Sort sort) => $"{Name} {sort.Name}";
}

/// <summary>A row of a list, with what the next page goes on from.</summary>
internal abstract class KeysetRow
{
    public string Id { get; init; } = "";

    /// <summary>Its value of the column that the list is sorted by: a text or a whole number.</summary>
    public object Place { get; init; } = "";
}

/// <summary>Cuts what was found to a page.</summary>
internal static class Pages
{
    /// <summary>Most rows of a page (H-05).</summary>
    public const int LimitMost = 250;

    public static int LimitOf(PageRequest page) => Math.Clamp(page.Limit, 1, LimitMost);

    /// <summary>A page of what was found with one row more than fits.</summary>
    public static Outcome<Page<T>> Cut<TRow, T>(
        List<TRow> found, int limit, Func<TRow, T> show, Func<TRow, string> cursorAfter)
    {
        var rows = found.Take(limit).ToList();
        var next = found.Count > limit ? cursorAfter(rows[^1]) : null;
        return new Outcome<Page<T>>.Done(new([.. rows.Select(show)], next));
    }
}
