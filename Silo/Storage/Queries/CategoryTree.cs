using System.Data.Common;
using Commerce.Grains.Products;
using Dapper;

namespace Commerce.Silo.Storage.Queries;

/// <summary>The categories that hold shown products, up to three levels (CAT-19, CAT-20).</summary>
internal static class CategoryTree
{
    // A product counts once in each category above its own, however many of those below hold it.
    private const string Sql = """
        select key as Key, min(path) as Path, count(distinct entity_id) as Products
        from (
            select c.entity_id, substr(c.path_key, 1, length(c.name1)) as key, c.name1 as path
            from product_categories c
            union all
            select c.entity_id, substr(c.path_key, 1, length(c.name1) + 1 + length(c.name2)), c.name1 || '/' || c.name2
            from product_categories c where c.name2 is not null
            union all
            select c.entity_id, c.path_key, c.path from product_categories c where c.name3 is not null
        ) c
        where exists (
            select 1 from products p where p.entity_id = c.entity_id and p.active = @shown and p.present = @shown)
        group by key
        order by key
        """;

    public static async Task<ImmutableArray<CategoryNode>> Read(DbConnection connection)
    {
        var found = (await connection.QueryAsync<Row>(Sql, new { shown = true })).ToList();
        var inside = found.ToLookup(row => ParentOf(row.Key), StringComparer.Ordinal);
        return Below("", inside);
    }

    private static ImmutableArray<CategoryNode> Below(string parent, ILookup<string, Row> inside) =>
        [.. inside[parent].Select(row => new CategoryNode(
            row.Path[(row.Path.LastIndexOf('/') + 1)..], row.Path, (int)row.Products, Below(row.Key, inside)))];

    private static string ParentOf(string key) => key.LastIndexOf('/') is var slash and >= 0 ? key[..slash] : "";

    private sealed class Row
    {
        public string Key { get; init; } = "";

        public string Path { get; init; } = "";

        public long Products { get; init; }
    }
}
