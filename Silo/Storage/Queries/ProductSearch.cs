using System.Text.Json;
using Commerce.Grains.Products;

namespace Commerce.Silo.Storage.Queries;

/// <summary>The statements by which products are listed and searched (CAT-03, CAT-37).</summary>
internal sealed class ProductSearch(bool isPostgres, ProductFilter filter)
{
    private const int WordsLengthMost = 100;

    private const string Shown = """
        sku as Sku, slug as Slug, name as Name, summary as Summary, price as Price, currency as Currency,
        active as Active, present as Present, available_at as AvailableAt, changed_at as ChangedAt,
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

    private const string All = "\nfrom products p";

    // 10 for each word found. A place is one text, so the score, at most 500, stands in it with four digits.
    private const string ScoredInPostgres = """

        from (
            select p.*, cast(9000 - score as text) collate "C" || name_key as best
            from (
                select p.*, (select 10 * count(*) from jsonb_array_elements_text(@words::jsonb) w
                    where strpos(p.words, w) > 0) as score
                from products p) p) p
        """;

    private const string ScoredInSqlite = """

        from (
            select p.*, cast(9000 - score as text) || name_key as best
            from (
                select p.*, (select 10 * count(*) from json_each(@words) w
                    where instr(p.words, w.value) > 0) as score
                from products p) p) p
        """;

    private readonly ImmutableArray<string> words = WordsOf(filter.Words);

    /// <summary>What clients may sort by, the usual one first.</summary>
    public static ImmutableArray<Sort> Sorts { get; } =
    [
        new("name", "name_key", Descending: false, IsNumber: false),
        new("-name", "name_key", Descending: true, IsNumber: false),
        new("price", "price_sort", Descending: false, IsNumber: true),
        new("-price", "price_sort", Descending: true, IsNumber: true),
        new("newest", "created_at", Descending: true, IsNumber: true),
    ];

    /// <summary>The best match first, then by name.</summary>
    public static Sort BestFirst { get; } = new("score", "best", Descending: false, IsNumber: false);

    /// <summary>Whether one match can be better than another.</summary>
    public bool ByScore => !words.IsEmpty;

    /// <summary>What is read of a product, and from where.</summary>
    public string Columns => Shown + (words.IsEmpty ? All : isPostgres ? ScoredInPostgres : ScoredInSqlite);

    /// <summary>The words looked for: of the first 100 characters, in lower case, each once.</summary>
    public static ImmutableArray<string> WordsOf(string? text)
    {
        var cut = text is { Length: > WordsLengthMost } ? text[..WordsLengthMost] : text ?? "";
        return [.. cut.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct()];
    }

    /// <summary>The conditions of what was bought with a product (SCH-01), as far as shoppers may see it.</summary>
    public Keyset BoughtWith(ProductId product) => Query().Where(
        "entity_id in (select a.other_id from also_bought a where a.product_id = @product)", "product", product.Value);

    /// <summary>The conditions of the filter.</summary>
    public Keyset Query()
    {
        var query = new Keyset(filter);
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
