using Commerce.Grains.Kernel;

namespace Commerce.Grains.Pricing.Charges;

/// <summary>What the shop asks for shipping: one for the whole shop (SHP-06).</summary>
[Alias("shipping-rules")]
public interface IShippingRulesGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string Only = "shipping-rules";

    /// <summary>Says all of it anew.</summary>
    /// <remarks>Refusals: <see cref="InvalidValue"/>, <see cref="VersionStale"/>.</remarks>
    /// <param name="costs">What is asked from now on.</param>
    /// <param name="call">Who asks.</param>
    [Alias("set")]
    Task<Outcome<ShippingCosts>> Set(ShippingCosts costs, Call call);

    /// <summary>Reads it; nothing was said yet: shipping is part of the price.</summary>
    [Alias("view")]
    Task<Outcome<ShippingCosts>> View();
}

/// <summary>What tax is taken where: one for the whole shop (TAX-03, TAX-04).</summary>
[Alias("tax-rules")]
public interface ITaxRulesGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string Only = "tax-rules";

    /// <summary>Says all rules anew; regions left out have none any more. None at all: no tax is taken.</summary>
    /// <remarks>Refusals: <see cref="InvalidValue"/>, <see cref="VersionStale"/>.</remarks>
    /// <param name="rules">The rules, one a region.</param>
    /// <param name="call">Who asks.</param>
    [Alias("replace")]
    Task<Outcome<TaxRuleList>> Replace(ImmutableArray<TaxRule> rules, Call call);

    /// <summary>Reads them.</summary>
    [Alias("view")]
    Task<Outcome<TaxRuleList>> View();
}

/// <summary>All tax rules.</summary>
/// <param name="Rules">One a region, sorted by country and region.</param>
[GenerateSerializer, Immutable, Alias("tax-rule-list")]
public sealed record TaxRuleList(ImmutableArray<TaxRule> Rules);
