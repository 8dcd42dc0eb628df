using System.Globalization;
using System.Text.Json;
using Commerce.Grains.Products;
using Dapper;

namespace Commerce.Silo.Storage.Queries;

/// <summary>The statements by which products are listed and searched (CAT-03, CAT-37).</summary>
internal sealed class ProductSearch(bool isPostgres, ProductFilter filter, ImmutableArray<string> words)
{
    private const int WordsLengthMost = 100;

    private const string Columns = """
        select entity_id as Id, sku as Sku, slug as Slug, name as Name, name_key as NameKey, summary as Summary,
            price as Price, price_sort as PriceSort, currency as Currency, active as Active, present as Present,
            available_at as AvailableAt, created_at as CreatedAt, changed_at as ChangedAt, score as Score,
            exists (
                select 1 from product_variants v left join stock s on s.sku_key = v.sku_key
                where v.entity_id = p.entity_id and v.orderable = @yes and (v.tracked = @no or s.available > 0)
            ) as InStock,
            exists (
                select 1 from product_variants v left join stock s on s.sku_key = v.sku_key
                where v.entity_id = p.entity_id and v.orderable = @yes
                    and coalesce(s.on_hand - s.held, 0) + coalesce(s.backorder, v.backorder) > 0
            ) as OnBackorder
        """;

    private const string All = "\nfrom (select p.*, 0 as score from products p) p";

    private const string ScoredInPostgres = """

        from (
            select p.*, (select 10 * count(*) from jsonb_array_elements_text(@words::jsonb) w
                where strpos(p.words, w) > 0) as score
            from products p) p
        """;

    private const string ScoredInSqlite = """

        from (
            select p.*, (select 10 * count(*) from json_each(@words) w
                where instr(p.words, w.value) > 0) as score
            from products p) p
        """;

    private static readonly ImmutableArray<Sort> Sorts =
    [
        new("name", "name_key", Descending: false, IsNumber: false),
        new("-name", "name_key", Descending: true, IsNumber: false),
        new("price", "price_sort", Descending: false, IsNumber: true),
        new("-price", "price_sort", Descending: true, IsNumber: true),
        new("newest", "created_at", Descending: true, IsNumber: true),
    ];

    /// <summary>The names that clients may say.</summary>
    public static ImmutableArray<string> SortNames => [.. Sorts.Select(sort => sort.Name)];

    private string From => words.IsEmpty ? All : isPostgres ? ScoredInPostgres : ScoredInSqlite;

    /// <summary>The words looked for: of the first 100 characters, in lower case, each once.</summary>
    public static ImmutableArray<string> WordsOf(string? text)
    {
        var cut = text is { Length: > WordsLengthMost } ? text[..WordsLengthMost] : text ?? "";
        return [.. cut.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct()];
    }

    /// <summary>The sort of a name; none is by name.</summary>
    public static Sort? SortOf(string? name) => Sorts.FirstOrDefault(sort => sort.Name == (name ?? "name"));

    /// <summary>A page in the order of a column; null when the place is none.</summary>
    public (string Sql, DynamicParameters Values)? BySort(Sort sort, ImmutableArray<string>? place, int limit)
    {
        var query = Filtered();
        if (place is { } start && !query.After(sort, start)) return null;
        return (query.Sql(Columns + From, sort, limit), query.Values);
    }

    /// <summary>A page with the best match first, then by name; null when the place is none.</summary>
    public (string Sql, DynamicParameters Values)? ByScore(ImmutableArray<string>? place, int limit)
    {
        var byScore = new Sort("score", "-score, name_key", Descending: false, IsNumber: false);
        var query = Filtered();
        if (place is { } start)
        {
            if (start is not [var score, var name, var id]
                || !long.TryParse(score, CultureInfo.InvariantCulture, out var number)) return null;
            query.Where("(-score, name_key, entity_id) > (@score, @name, @id)", "score", -number);
            query.Values.Add("name", name);
            query.Values.Add("id", id);
        }

        return (query.Sql(Columns + From, byScore, limit), query.Values);
    }

    /// <summary>What was bought with a product, as far as shoppers may see it, in no order that matters.</summary>
    public (string Sql, DynamicParameters Values) BoughtWith(string product, int most)
    {
        var query = Filtered().Where(
            "entity_id in (select a.other_id from also_bought a where a.product_id = @product)", "product", product);
        return (query.Sql(Columns + From, Sorts[0], most), query.Values);
    }

    private Keyset Filtered()
    {
        var query = new Keyset();
        query.Values.Add("yes", true);
        query.Values.Add("no", false);
        if (!filter.Everything) query.Where("active = @shown and present = @shown", "shown", true);
        if (!words.IsEmpty) query.Where("score > 0", "words", JsonSerializer.Serialize(words));
        if (filter.Category is not { Length: > 0 } category) return query;
        // Below a category are the paths that go on with a slash; '0' is the next sign after it.
        var path = category.Trim('/').ToLowerInvariant();
        query.Values.Add("below", path + "/");
        query.Values.Add("beyond", path + "0");
        return query.Where(
            """
            exists (select 1 from product_categories c where c.entity_id = p.entity_id
                and (c.path_key = @path or (c.path_key >= @below and c.path_key < @beyond)))
            """,
            "path",
            path);
    }
}
