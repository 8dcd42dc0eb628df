using System.Globalization;
using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Pricing;

public sealed class ShippingAUnit
{
    private static readonly Currency Usd = Currency.Of("USD");

    // shipping, additional, weight, per item, per weight → first unit, further units
    [Theory]
    [InlineData("500", "200", "1", "100", null, 500, 200)]
    [InlineData("500", null, "1", "100", null, 500, 500)]
    [InlineData(null, null, "1", "100", null, 100, 100)]
    [InlineData(null, null, "3.5", null, "50", 175, 175)]
    [InlineData(null, null, null, null, "50", 0, 0)]
    [InlineData(null, null, "1", null, null, 0, 0)]
    [InlineData(null, "200", "1", "100", null, 100, 200)]
    [InlineData(null, "200", "2", null, "50", 100, 200)]
    [InlineData(null, "200", "2", null, null, 0, 200)]
    [InlineData("0", "200", "1", "100", null, 0, 200)]
    [InlineData("500", "0", "1", "100", null, 500, 0)]
    public void Takes_the_first_rule_that_applies(
        string? shipping, string? additional, string? weight, string? item, string? rate, long first, long further)
    {
        var costs = new ShippingCosts(PerItem: Amount(item), PerWeight: Exact(rate));
        var unit = new ShippedUnit(Amount(shipping), Amount(additional), Exact(weight), First: true);
        Assert.Equal(Dollars(first), ShippingRules.OfUnit(unit, costs, "standard", Usd));
        Assert.Equal(Dollars(further), ShippingRules.OfUnit(unit with { First = false }, costs, "standard", Usd));
    }

    [Theory]
    [InlineData("standard", 100, 300)]
    [InlineData("express", 375, 800)]
    [InlineData("pickup", 0, 0)]
    [InlineData("none", 0, 0)]
    public void Costs_more_by_express_and_nothing_when_nothing_is_shipped(string method, long unit, long order)
    {
        var costs = new ShippingCosts(Dollars(100), null, Dollars(300), Dollars(250), 12.5m, Dollars(500));
        var shipped = new ShippedUnit(null, null, 2m, First: true);
        Assert.Equal(Dollars(unit), ShippingRules.OfUnit(shipped, costs, method, Usd));
        Assert.Equal(Dollars(order), ShippingRules.OfOrder(costs, method, Usd));
    }

    [Fact]
    public void Rounds_the_sum_of_its_parts_once()
    {
        // 0.7 × 0.5 = 0.35 and 0.7 × 0.25 = 0.175: each alone would be nothing.
        var costs = new ShippingCosts(PerWeight: 0.5m, ExpressPerWeight: 0.25m);
        var unit = new ShippedUnit(null, null, 0.7m, First: true);
        Assert.Equal(0.525m, ShippingRules.ExactOfUnit(unit, costs, "express"));
        Assert.Equal(Dollars(1), ShippingRules.OfUnit(unit, costs, "express", Usd));
        Assert.Equal(Dollars(0), ShippingRules.OfUnit(unit, costs, "standard", Usd));
    }

    private static Money? Amount(string? text) =>
        text is null ? null : Dollars(long.Parse(text, CultureInfo.InvariantCulture));

    private static decimal? Exact(string? text) =>
        text is null ? null : decimal.Parse(text, CultureInfo.InvariantCulture);
}
