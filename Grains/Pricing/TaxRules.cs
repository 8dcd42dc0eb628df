using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;

namespace Commerce.Grains.Pricing;

/// <summary>What tax is taken: pure (TAX-01, TAX-02).</summary>
public static class TaxRules
{
    /// <summary>Where a sale is taxed: where it is shipped to; the shop's own region when it is fetched there; the
    /// address of the bill, if one was given, when there is nothing to ship.</summary>
    /// <param name="delivery">Where the order goes and how.</param>
    /// <param name="shop">The shop's own region, if it has told one.</param>
    public static TaxPlace? Destination(Delivery delivery, TaxPlace? shop)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        if (delivery.Method == ShippingMethods.Pickup) return shop;
        return delivery.Address is { } address ? new(address.Country, address.Region) : null;
    }

    /// <summary>The rule of a place: its region's, else the one of its whole country; none: no tax. An exempt buyer
    /// meets no rule.</summary>
    /// <param name="rules">All rules.</param>
    /// <param name="place">Where the sale is taxed.</param>
    /// <param name="exempt">Whether the buyer is free of tax.</param>
    public static TaxRule? Of(ImmutableArray<TaxRule> rules, TaxPlace? place, bool exempt)
    {
        if (exempt || place is null) return null;
        var (country, region) = (Code(place.Country), Code(place.Region));
        var here = rules.Where(rule => Code(rule.Country) == country).ToList();
        return here.Find(rule => region is not null && Code(rule.Region) == region)
            ?? here.Find(rule => Code(rule.Region) is null);
    }

    /// <summary>Tax on a price, rounded once.</summary>
    /// <param name="price">The price charged, before certificates.</param>
    /// <param name="rule">The rule that holds, if one does.</param>
    /// <param name="currency">The shop's currency.</param>
    public static Money OnPrice(Money price, TaxRule? rule, Currency currency) =>
        Rounding.Of(price.Amount * (rule?.Rate ?? 0m), currency);

    /// <summary>Tax on a shipping charge, rounded once; nothing where shipping is not taxed.</summary>
    /// <param name="shipping">The charge.</param>
    /// <param name="rule">The rule that holds, if one does.</param>
    /// <param name="currency">The shop's currency.</param>
    public static Money OnShipping(Money shipping, TaxRule? rule, Currency currency) =>
        Rounding.Of(rule is { TaxesShipping: true } ? shipping.Amount * rule.Rate : 0m, currency);

    /// <summary>A code as it is compared: upper case, no blanks around it; none when nothing is left.</summary>
    /// <param name="code">A country's or region's code.</param>
    public static string? Code(string? code) =>
        string.IsNullOrWhiteSpace(code) ? null : code.Trim().ToUpperInvariant();
}

/// <summary>A region as tax sees it.</summary>
/// <param name="Country">ISO 3166 code, two letters.</param>
/// <param name="Region">State or region, if any.</param>
public sealed record TaxPlace(string Country, string? Region);

/// <summary>What is taken in one region (TAX-03).</summary>
/// <param name="Country">ISO 3166 code, two capital letters.</param>
/// <param name="Region">State or region, upper case; null: all of the country that has no rule of its own.</param>
/// <param name="Rate">A fraction with at most 6 places: 0.0825 is 8.25 %.</param>
/// <param name="TaxesShipping">Whether shipping is taxed too.</param>
[GenerateSerializer, Immutable, Alias("tax-rule")]
public sealed record TaxRule(string Country, string? Region, decimal Rate, bool TaxesShipping);
