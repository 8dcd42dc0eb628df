namespace Commerce.Grains.Certificates;

/// <summary>How long what staff issue may be good for (GC-11): 1 to 7 days, 2 or 3 weeks, 1 to 12 months, 2 years;
/// written as ISO 8601 has it: <c>P3D</c>, <c>P2W</c>, <c>P6M</c>, <c>P2Y</c>.</summary>
public static class ExpiryChoices
{
    /// <summary>One year: what is taken when nothing is said.</summary>
    public const string Usual = "P12M";

    /// <summary>All choices.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        .. Enumerable.Range(1, 7).Select(days => $"P{days}D"),
        "P2W",
        "P3W",
        .. Enumerable.Range(1, 12).Select(months => $"P{months}M"),
        "P2Y",
    ];

    /// <summary>When it ends if it begins then; null: it is none of the choices.</summary>
    internal static DateTimeOffset? End(string choice, DateTimeOffset begin)
    {
        if (!All.Contains(choice)) return null;
        var count = int.Parse(choice.AsSpan(1, choice.Length - 2), System.Globalization.CultureInfo.InvariantCulture);
        return choice[^1] switch
        {
            'D' => begin.AddDays(count),
            'W' => begin.AddDays(7 * count),
            'M' => begin.AddMonths(count),
            _ => begin.AddYears(count),
        };
    }
}
