using Commerce.Grains.Kernel;
using static Commerce.Grains.Pricing.Charges.TaxRulesState;

namespace Commerce.Grains.Pricing.Charges;

/// <summary>What the tax rules can be.</summary>
internal abstract record TaxRulesState
{
    private TaxRulesState() { }

    /// <summary>None: no tax is taken.</summary>
    [Alias("tax-rules.none")]
    public sealed record None : TaxRulesState;

    /// <summary>These.</summary>
    [Alias("tax-rules.some")]
    public sealed record Some(ImmutableArray<TaxRule> Rules) : TaxRulesState;
}

/// <summary>What the tax rules may be told.</summary>
internal abstract record TaxRulesCommand
{
    private TaxRulesCommand() { }

    /// <summary>All of them anew; none at all clears them (TAX-03, TAX-04).</summary>
    public sealed record Replace(ImmutableArray<TaxRule> Rules) : TaxRulesCommand;
}

/// <summary>What can happen to the tax rules.</summary>
internal abstract record TaxRulesEvent
{
    private TaxRulesEvent() { }

    [Alias("tax-rules.replaced")]
    public sealed record Replaced(ImmutableArray<TaxRule> Rules) : TaxRulesEvent;

    [Alias("tax-rules.cleared")]
    public sealed record Cleared : TaxRulesEvent;
}

/// <summary>Which tax rules there can be (TAX-03 to TAX-05).</summary>
internal static class TaxRulesMachine
{
    public const int RulesMost = 1_000;
    public const int RateUnits = 1_000_000;
    public const int RegionMost = 100;

    public static Decision<TaxRulesEvent> Decide(TaxRulesState state, TaxRulesCommand command) =>
        (state, command) switch
        {
            (_, TaxRulesCommand.Replace(var given)) when FaultOf(given) is { } wrong => wrong,
            (None, TaxRulesCommand.Replace { Rules.IsEmpty: true }) => Already.Done,
            (Some, TaxRulesCommand.Replace { Rules.IsEmpty: true }) => new TaxRulesEvent.Cleared(),
            (Some some, TaxRulesCommand.Replace(var given)) when some.Rules.SequenceEqual(Sorted(given)) =>
                Already.Done,
            (_, TaxRulesCommand.Replace(var given)) => new TaxRulesEvent.Replaced(Sorted(given)),
            _ => NotAllowed.When(state, command),
        };

    public static TaxRulesState Evolve(TaxRulesState state, TaxRulesEvent happened) => happened switch
    {
        TaxRulesEvent.Replaced e => new Some(e.Rules),
        TaxRulesEvent.Cleared => new None(),
        _ => throw new ImpossibleHistoryException(state, happened),
    };

    private static ImmutableArray<TaxRule> Sorted(ImmutableArray<TaxRule> rules) =>
    [
        .. rules.Select(Plain)
            .OrderBy(rule => rule.Country, StringComparer.Ordinal)
            .ThenBy(rule => rule.Region, StringComparer.Ordinal),
    ];

    private static TaxRule Plain(TaxRule rule) =>
        rule with { Country = TaxRules.Code(rule.Country) ?? "", Region = TaxRules.Code(rule.Region) };

    private static InvalidValue? FaultOf(ImmutableArray<TaxRule> rules)
    {
        if (rules.Length > RulesMost) return Wrong("/rules", $"At most {RulesMost} rules are expected.");
        var seen = new HashSet<(string?, string?)>();
        for (var place = 0; place < rules.Length; place++)
        {
            var (rule, at) = (rules[place], $"/rules/{place}");
            if (TaxRules.Code(rule.Country) is not { Length: 2 } country || !country.All(char.IsAsciiLetterUpper))
                return Wrong($"{at}/country", "Two letters, as ISO 3166 has them, are expected.");
            if (rule.Region is { } region && (region.Length > RegionMost || region.Any(char.IsControl)))
                return Wrong($"{at}/region", $"At most {RegionMost} characters are expected.");
            if (rule.Rate is < 0 or > 1 || !decimal.IsInteger(rule.Rate * RateUnits))
                return Wrong($"{at}/percent", "0 to 100 percent with at most 4 places are expected.");
            if (!seen.Add((country, TaxRules.Code(rule.Region)))) return Wrong(at, "This region stands twice.");
        }

        return null;
    }

    private static InvalidValue Wrong(string param, string reason) => new(reason) { Param = param };
}
