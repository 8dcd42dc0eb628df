namespace Commerce.Grains.Products;

/// <summary>Limits of a product (CAT-01, CAT-08, CAT-19); lengths in characters.</summary>
internal static class ProductLimits
{
    public const int NameMost = 200;
    public const int SlugMost = 200;
    public const int SummaryMost = 400;
    public const int DescriptionMost = 50_000;
    public const int KeywordsMost = 4_000;
    public const int VendorMost = 200;
    public const int CategoriesMost = 100;
    public const int CategoryLevelsMost = 3;
    public const int CategoryNameMost = 100;
    public const int OptionsMost = 3;
    public const int OptionNameMost = 100;
    public const int OptionValueMost = 200;
    public const int VariantsMost = 1_000;
    public const int BarcodeMost = 100;
    public const int PicturesMost = 250;
    public const int PictureAddressMost = 2_000;

    /// <summary>Highest price in minor units.</summary>
    public const long PriceMost = 99_999_999;

    /// <summary>Highest weight in the shop's weight unit.</summary>
    public const decimal WeightMost = 100_000;

    /// <summary>Most SKUs in one question.</summary>
    public const int FindMost = 1_000;
}
