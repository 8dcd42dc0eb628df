using Commerce.Grains.Kernel;

namespace Commerce.Grains.Products;

/// <summary>The rows of the table <c>products</c>.</summary>
internal sealed record ProductRow(
    string Slug,
    string Name,
    string NameKey,
    string? Summary,
    string Words,
    string Sku,
    long? Price,
    string Currency,
    bool Active,
    bool Present,
    long? AvailableAt,
    long CreatedAt,
    long ChangedAt);

/// <summary>The rows of the table <c>product_variants</c>.</summary>
internal sealed record ProductVariantRow(
    int Position,
    string Sku,
    string SkuKey,
    string Options,
    long? Price,
    string Currency,
    bool SoftGood,
    bool Tracked,
    int Backorder,
    bool Orderable);

/// <summary>The rows of the table <c>product_categories</c>.</summary>
internal sealed record ProductCategoryRow(
    int Position, string Name1, string? Name2, string? Name3, string Path, string PathKey);

/// <summary>What lists and searches read of a product (CAT-03, CAT-19, CAT-37).</summary>
internal static class ProductRows
{
    public static RowSet Of(ProductState state, string currency) => state switch
    {
        ProductState.Listed listed => RowSet.None
            .With("products", [ProductOf(listed, currency)])
            .With("product_variants",
                listed.Content.Variants.Select((variant, place) => VariantOf(listed, place, currency)))
            .With("product_categories", listed.Content.Categories.Select(CategoryOf)),
        ProductState.Gone => RowSet.None
            .With("products", [])
            .With("product_variants", [])
            .With("product_categories", []),
        _ => RowSet.None,
    };

    private static ProductRow ProductOf(ProductState.Listed listed, string currency)
    {
        var content = listed.Content;
        var orderable = content.Variants.Where(variant => IsOrderable(content, variant)).ToList();
        return new(
            content.Slug,
            content.Name,
            content.Name.ToLowerInvariant(),
            content.Summary,
            WordsOf(content),
            (orderable.Count > 0 ? orderable[0] : content.Variants[0]).Sku.Value,
            orderable.Min(variant => variant.Price?.Amount),
            currency,
            content.Active,
            content.Present,
            content.AvailableAt?.ToUnixTimeMilliseconds(),
            listed.CreatedAt.ToUnixTimeMilliseconds(),
            listed.ChangedAt.ToUnixTimeMilliseconds());
    }

    private static ProductVariantRow VariantOf(ProductState.Listed listed, int place, string currency)
    {
        var variant = listed.Content.Variants[place];
        return new(
            place,
            variant.Sku.Value,
            variant.Sku.Value.ToLowerInvariant(),
            variant.OptionText(),
            variant.Price?.Amount,
            currency,
            variant.SoftGood,
            variant.Tracked,
            variant.Backorder.Most,
            IsOrderable(listed.Content, variant));
    }

    private static ProductCategoryRow CategoryOf(CategoryPath category, int place)
    {
        var path = string.Join('/', category.Names);
        return new(
            place,
            category.Names[0],
            category.Names.ElementAtOrDefault(1),
            category.Names.ElementAtOrDefault(2),
            path,
            path.ToLowerInvariant());
    }

    private static bool IsOrderable(ProductContent content, VariantContent variant) =>
        content.Active && variant.Price is not null;

    private static string WordsOf(ProductContent content) => string.Join('\n', new[]
    {
        content.Name,
        content.Summary,
        content.Description,
        content.Keywords,
        string.Join('\n', content.Variants.Select(variant => variant.Sku.Value)),
    }.OfType<string>()).ToLowerInvariant();
}
