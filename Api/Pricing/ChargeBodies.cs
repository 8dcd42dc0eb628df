using System.ComponentModel.DataAnnotations;
using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing;
using Commerce.Grains.Pricing.Charges;

namespace Commerce.Api.Pricing;

/// <summary>What the shop asks for shipping (SHP-06). Rates are minor units for each unit of weight; all left out:
/// shipping is part of the price.</summary>
internal sealed record ShippingRulesBody(
    Money? PerItem = null,
    decimal? PerWeight = null,
    Money? Order = null,
    Money? ExpressPerItem = null,
    decimal? ExpressPerWeight = null,
    Money? ExpressOrder = null)
{
    public ShippingCosts ToCosts() =>
        new(PerItem, PerWeight, Order, ExpressPerItem, ExpressPerWeight, ExpressOrder);

    public static ShippingRulesBody Of(ShippingCosts costs) => new(
        costs.PerItem, costs.PerWeight, costs.Order, costs.ExpressPerItem, costs.ExpressPerWeight, costs.ExpressOrder);
}

/// <summary>All tax rules; those left out are gone.</summary>
internal sealed record TaxRulesBody([property: MaxLength(1_000)] IReadOnlyList<TaxRuleBody> Rules)
{
    public ImmutableArray<TaxRule> ToRules() => [.. Rules.Select(rule => rule.ToRule())];

    public static TaxRulesBody Of(TaxRuleList list) => new([.. list.Rules.Select(TaxRuleBody.Of)]);
}

/// <summary>What is taken in a region (TAX-03); without a region: in all of the country that has no rule of its
/// own.</summary>
internal sealed record TaxRuleBody(
    [property: StringLength(2, MinimumLength = 2)] string Country,
    [property: Range(typeof(decimal), "0", "100", ParseLimitsInInvariantCulture = true)] decimal Percent,
    [property: StringLength(100)] string? Region = null,
    bool TaxesShipping = true)
{
    private const decimal Hundred = 100m;

    public TaxRule ToRule() => new(Country, Region, Percent / Hundred, TaxesShipping);

    public static TaxRuleBody Of(TaxRule rule) => new(
        rule.Country, rule.Rate * Hundred, rule.Region, rule.TaxesShipping);
}
