using Commerce.Grains.Products;

namespace Commerce.Api.Import;

/// <summary>Compares contents by what they hold: an import writes only what differs.</summary>
internal static class ContentComparison
{
    /// <summary>Whether two products are the same, their variants aside.</summary>
    public static bool SameBesidesVariants(ProductContent one, ProductContent other) =>
        one.Categories.Length == other.Categories.Length
        && one.Categories.Zip(other.Categories).All(pair => pair.First.Names.SequenceEqual(pair.Second.Names))
        && one.OptionNames.SequenceEqual(other.OptionNames)
        && one.Pictures.SequenceEqual(other.Pictures)
        && WithoutLists(one) == WithoutLists(other);

    /// <summary>Whether two variants are the same.</summary>
    public static bool Same(VariantContent one, VariantContent other) =>
        one.OptionValues.SequenceEqual(other.OptionValues)
        && one with { OptionValues = [] } == other with { OptionValues = [] };

    /// <summary>Whether two lists of option values mean the same variant.</summary>
    public static bool SameValues(ImmutableArray<string> one, ImmutableArray<string> other) =>
        one.SequenceEqual(other, StringComparer.OrdinalIgnoreCase);

    private static ProductContent WithoutLists(ProductContent content) =>
        content with { Categories = [], OptionNames = [], Variants = [], Pictures = [] };
}
