using Commerce.Grains.Kernel;

namespace Commerce.Grains.Pricing;

/// <summary>What shipping costs: pure.</summary>
public static class ShippingRules
{
    /// <summary>Shipping of one unit, rounded once (SHP-01 to SHP-03, SHP-05, SHP-08).</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="costs">What the shop asks.</param>
    /// <param name="method">How it is shipped.</param>
    /// <param name="currency">The shop's currency.</param>
    public static Money OfUnit(ShippedUnit unit, ShippingCosts costs, string method, Currency currency) =>
        Rounding.Of(ExactOfUnit(unit, costs, method), currency);

    /// <summary>The order's own charge (SHP-04, SHP-05).</summary>
    /// <param name="costs">What the shop asks.</param>
    /// <param name="method">How the order is shipped.</param>
    /// <param name="currency">The shop's currency.</param>
    public static Money OfOrder(ShippingCosts costs, string method, Currency currency)
    {
        ArgumentNullException.ThrowIfNull(costs);
        return Rounding.Of(
            method switch
            {
                ShippingMethods.Standard => Minor(costs.Order),
                ShippingMethods.Express => Minor(costs.Order) + Minor(costs.ExpressOrder),
                _ => 0m,
            },
            currency);
    }

    /// <summary>Shipping of one unit in minor units, before it is rounded.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="costs">What the shop asks.</param>
    /// <param name="method">How it is shipped.</param>
    public static decimal ExactOfUnit(ShippedUnit unit, ShippingCosts costs, string method)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(costs);
        return method switch
        {
            ShippingMethods.Standard => Usual(unit, costs),
            ShippingMethods.Express => Usual(unit, costs) + Surcharge(unit, costs),
            _ => 0m,
        };
    }

    // The first rule that applies. An additional charge without a first one leaves the first unit to the shop's rules
    // (SHP-02).
    private static decimal Usual(ShippedUnit unit, ShippingCosts costs) => (unit, costs) switch
    {
        ({ Additional: { } additional, First: false }, _) => additional.Amount,
        ({ Shipping: { } shipping }, _) => shipping.Amount,
        (_, { PerItem: { } item }) => item.Amount,
        (_, { PerWeight: { } rate }) => (unit.Weight ?? 0m) * rate,
        _ => 0m,
    };

    private static decimal Surcharge(ShippedUnit unit, ShippingCosts costs) =>
        Minor(costs.ExpressPerItem) + (unit.Weight ?? 0m) * (costs.ExpressPerWeight ?? 0m);

    private static decimal Minor(Money? amount) => amount?.Amount ?? 0;
}

/// <summary>What shipping needs to know of one unit.</summary>
/// <param name="Shipping">What its product asks for a unit, if it says so.</param>
/// <param name="Additional">What its product asks for every unit but the first of an order, if it says so.</param>
/// <param name="Weight">In the shop's weight unit; null: unknown, and counted as nothing.</param>
/// <param name="First">Whether it is the first unit of its product in the order.</param>
public sealed record ShippedUnit(Money? Shipping, Money? Additional, decimal? Weight, bool First);

/// <summary>What the shop asks for shipping; what is left out is nothing (SHP-06). All left out: shipping is part
/// of the price.</summary>
/// <param name="PerItem">For a unit whose product says nothing. Not together with <paramref name="PerWeight"/>.</param>
/// <param name="PerWeight">Minor units for each unit of weight, where the product says nothing.</param>
/// <param name="Order">For an order, once (SHP-04).</param>
/// <param name="ExpressPerItem">More for a unit by express.</param>
/// <param name="ExpressPerWeight">More minor units for each unit of weight by express.</param>
/// <param name="ExpressOrder">More for an order by express.</param>
[GenerateSerializer, Immutable, Alias("shipping-costs")]
public sealed record ShippingCosts(
    Money? PerItem = null,
    decimal? PerWeight = null,
    Money? Order = null,
    Money? ExpressPerItem = null,
    decimal? ExpressPerWeight = null,
    Money? ExpressOrder = null)
{
    /// <summary>All left out.</summary>
    public static ShippingCosts Included { get; } = new();
}
