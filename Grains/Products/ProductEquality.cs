namespace Commerce.Grains.Products;

/// <summary>Says whether two products are the same in everything; records alone compare their lists by
/// reference.</summary>
internal static class ProductEquality
{
    public static bool SameAs(this ProductContent one, ProductContent other) =>
        one.Categories.Length == other.Categories.Length
        && one.Categories.Zip(other.Categories).All(pair => pair.First.Names.SequenceEqual(pair.Second.Names))
        && one.OptionNames.SequenceEqual(other.OptionNames)
        && one.Pictures.SequenceEqual(other.Pictures)
        && one.Variants.Length == other.Variants.Length
        && one.Variants.Zip(other.Variants).All(pair => pair.First.SameAs(pair.Second))
        && one with { Categories = [], OptionNames = [], Pictures = [], Variants = [] }
            == other with { Categories = [], OptionNames = [], Pictures = [], Variants = [] };

    // SKUs compare ignoring case, but are shown as entered: another case is a change.
    private static bool SameAs(this VariantContent one, VariantContent other) =>
        one.Sku.Value == other.Sku.Value
        && one.OptionValues.SequenceEqual(other.OptionValues)
        && one with { OptionValues = [] } == other with { OptionValues = [] };
}
