namespace Commerce.Api.Import;

/// <summary>The shop weighs in pounds (PRM-01); exported files say grams, whatever unit they show.</summary>
internal static class WeightUnit
{
    /// <summary>The international pound, exactly.</summary>
    public const decimal GramsPerPound = 453.59237m;

    /// <summary>Most that a variant may weigh, in pounds.</summary>
    public const decimal Most = 100_000;

    /// <summary>The same in grams, rounded down.</summary>
    public const long MostGrams = 45_359_237;

    private const int Places = 4;

    /// <summary>Grams in pounds, to four places: a twentieth of a gram.</summary>
    public static decimal Pounds(decimal grams) => decimal.Round(grams / GramsPerPound, Places);
}
