using Commerce.Grains.Products;

namespace Commerce.Api.Import;

/// <summary>A product as it should be, and what becomes of each row when it is stored so.</summary>
/// <param name="Content">All of it; null when nothing of it can land.</param>
/// <param name="IsChanged">Whether it differs from what is stored.</param>
/// <param name="Rows">One for each row.</param>
internal sealed record MergedProduct(ProductContent? Content, bool IsChanged, ImmutableArray<MergedRow> Rows);

/// <summary>What becomes of one row.</summary>
/// <param name="Said">What it says.</param>
/// <param name="Verdict">What it comes to when the product is stored.</param>
/// <param name="Variant">The variant it tells of, as it should be.</param>
/// <param name="Reason">Why it failed, or what else should be known.</param>
internal sealed record MergedRow(RowSaid Said, ImportVerdict Verdict, VariantContent? Variant, string? Reason)
{
    /// <summary>Whether the variant was not there before.</summary>
    public bool IsNewVariant { get; init; }

    public static MergedRow Failed(RowSaid said, string why) => new(said, ImportVerdict.Failed, null, why);
}
