using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing;
using Commerce.Grains.Products;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Pricing;

/// <summary>Shipping and tax.</summary>
internal static class Charges
{
    public static Fraction Unit(WorkedLine line)
    {
        if (!Ships(line)) return Fraction.Zero;
        var weight = Fraction.Of(line.Find("weight"));
        Fraction usual;
        if (line.Find("additional") is { } additional && line["first"] == "no") usual = Fraction.Of(additional);
        else if (line.Find("shipping") is { } shipping) usual = Fraction.Of(shipping);
        else if (line.Find("item") is { } item) usual = Fraction.Of(item);
        else usual = weight * Fraction.Of(line.Find("rate"));
        return line["method"] == "express"
            ? usual + Fraction.Of(line.Find("express-item")) + weight * Fraction.Of(line.Find("express-rate"))
            : usual;
    }

    public static Fraction Order(WorkedLine line)
    {
        if (!Ships(line)) return Fraction.Zero;
        var order = Fraction.Of(line.Find("order"));
        return line["method"] == "express" ? order + Fraction.Of(line.Find("express-order")) : order;
    }

    public static Fraction Tax(WorkedLine line) =>
        line.Find("shipping") == "untaxed" || line.Find("buyer") == "exempt" || line.Find("to") == "elsewhere"
            ? Fraction.Zero
            : Fraction.Of(line["amount"]) * Fraction.Of(line.Find("percent")) * new Fraction(1, 100);

    public static Money ShopUnit(WorkedLine line) => ShippingRules.OfUnit(
        new(
            WorkedStep.Find(line, "shipping"), WorkedStep.Find(line, "additional"), WorkedStep.Rate(line, "weight"),
            line["first"] == "yes"),
        Costs(line), line["method"], Currency.Of(line.Currency));

    public static Money ShopOrder(WorkedLine line) =>
        ShippingRules.OfOrder(Costs(line), line["method"], Currency.Of(line.Currency));

    public static Money ShopTax(WorkedLine line)
    {
        ImmutableArray<TaxRule> rules = WorkedStep.Rate(line, "percent") is { } percent
            ? [new("US", "CA", percent / 100m, line.Find("shipping") != "untaxed")]
            : [];
        var region = line.Find("to") == "elsewhere" ? "NV" : "CA";
        var rule = TaxRules.Of(rules, new("US", region), line.Find("buyer") == "exempt");
        var (amount, currency) = (WorkedStep.Amount(line, "amount"), Currency.Of(line.Currency));
        return line.Find("shipping") is null
            ? TaxRules.OnPrice(amount, rule, currency)
            : TaxRules.OnShipping(amount, rule, currency);
    }

    private static bool Ships(WorkedLine line) => line["method"] is "standard" or "express";

    private static ShippingCosts Costs(WorkedLine line) => new(
        WorkedStep.Find(line, "item"),
        WorkedStep.Rate(line, "rate"),
        WorkedStep.Find(line, "order"),
        WorkedStep.Find(line, "express-item"),
        WorkedStep.Rate(line, "express-rate"),
        WorkedStep.Find(line, "express-order"));
}

/// <summary>A whole order of one product: every amount rounded by itself, and all added up.</summary>
internal static class Whole
{
    public static Fraction Plain(WorkedLine line)
    {
        var (quantity, first) = (Fraction.Of(line["quantity"]), Fraction.Of(line["shipping"]));
        var further = line.Find("additional") is { } additional ? Fraction.Of(additional) : first;
        var rest = new Fraction(quantity.Top - 1, 1);
        return quantity * WithTax(line, Fraction.Of(line["price"])) + WithTax(line, first)
            + rest * WithTax(line, further) + WithTax(line, Fraction.Of(line["order"]));
    }

    public static Money Shop(WorkedLine line)
    {
        var prices = ProductPrices.None with
        {
            Shipping = WorkedStep.Find(line, "shipping"),
            ShippingAdditional = WorkedStep.Find(line, "additional"),
        };
        var item = Atlas with { Price = WorkedStep.Amount(line, "price"), Prices = prices };
        var costs = new ShippingCosts(null, null, WorkedStep.Find(line, "order"), null, null, null);
        var rule = new TaxRule("US", "CA", WorkedStep.Rate(line, "percent")!.Value / 100m, true);
        return Quotes.Of(
            Lines((item, Worked.Int(line["quantity"]))), new(line.Currency, "standard", costs, rule)).Totals.Due;
    }

    private static Fraction WithTax(WorkedLine line, Fraction amount) => amount + new Fraction(
        (amount * Fraction.Of(line["percent"]) * new Fraction(1, 100)).Nearest(line.Currency == "KWD" ? 10 : 1), 1);
}
