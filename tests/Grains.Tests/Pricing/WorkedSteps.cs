using System.Globalization;
using Commerce.Grains.Certificates;
using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing;
using Commerce.Grains.Products;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Pricing;

/// <summary>How a step of docs/money.md is worked out.</summary>
/// <param name="Plain">With whole numbers, and nothing of the shop's; the name is that of a price.</param>
/// <param name="Shop">What the shop's own functions say is stored.</param>
internal sealed record WorkedStep(
    Func<WorkedLine, (Fraction Exact, string Name)> Plain, Func<WorkedLine, string> Shop)
{
    /// <summary>All steps by name; whoever adds examples of another kind adds a step.</summary>
    public static IReadOnlyDictionary<string, WorkedStep> All { get; } = new Dictionary<string, WorkedStep>
    {
        ["price"] = new(Prices.Plain, Prices.Shop),
        ["saving"] = new(line => (Saving(line), ""), line => Rounding.Percent(
            Amount(line, "regular") - Amount(line, "price"), Amount(line, "regular"))
            .ToString(CultureInfo.InvariantCulture)),
        ["unit"] = new(line => (Charges.Unit(line), ""), line => Text(Charges.ShopUnit(line))),
        ["order"] = new(line => (Charges.Order(line), ""), line => Text(Charges.ShopOrder(line))),
        ["tax"] = new(line => (Charges.Tax(line), ""), line => Text(Charges.ShopTax(line))),
        ["tied"] = new(line => (Tied(line), ""), line => Text(Liability.Tied(
            Amount(line, "shipped"), Amount(line, "earlier"), Amount(line, "own")))),
        ["sum"] = new(line => (Sum(line), ""), line => Text(line.Terms().Aggregate(
            Money.Zero(line.Currency), (sum, term) => sum + new Money(term.Amount, line.Currency) * term.Count))),
    };

    internal static Money Amount(WorkedLine line, string name) => Find(line, name)!.Value;

    internal static Money? Find(WorkedLine line, string name) => line.Find(name) is { } text
        ? new(long.Parse(text, CultureInfo.InvariantCulture), line.Currency)
        : null;

    internal static decimal? Rate(WorkedLine line, string name) =>
        line.Find(name) is { } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : null;

    private static Fraction Saving(WorkedLine line)
    {
        var (regular, price) = (Fraction.Of(line["regular"]), Fraction.Of(line["price"]));
        return new((regular.Top - price.Top) * 100, regular.Top);
    }

    private static Fraction Tied(WorkedLine line)
    {
        var (shipped, earlier) = (Fraction.Of(line["shipped"]).Top, Fraction.Of(line["earlier"]).Top);
        var own = Fraction.Of(line["own"]).Top;
        var paidOff = shipped <= earlier ? 0 : shipped - earlier;
        return new(paidOff > own ? 0 : own - paidOff, 1);
    }

    private static Fraction Sum(WorkedLine line) => line.Terms().Aggregate(
        Fraction.Zero, (sum, term) => sum + new Fraction(term.Amount, 1) * new Fraction(term.Count, 1));

    private static string Text(Money amount) => amount.Amount.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Prices of one unit.</summary>
internal static class Prices
{
    private static readonly ClassId Students = new("class-students");

    public static (Fraction, string) Plain(WorkedLine line)
    {
        var best = (Fraction.Of(line["regular"]), "Our Price");
        var member = line.Find("approved") switch { null => true, "no" => false, _ => line["approval"] == "off" };
        if (member)
            Take(ref best, line.Find("class"), line.Find("names") == "hidden" ? "Special" : "Student", " Price");
        if (Time(line, "begins") <= Time(line, "now") && Time(line, "now") <= (Time(line, "ends") ?? long.MaxValue))
            Take(ref best, line.Find("sale"), "Sale", "");
        if (line.Find("code") is { } code && code == line.Find("held"))
            Take(ref best, line.Find("coded"), "Coded", "");
        return best;
    }

    public static string Shop(WorkedLine line)
    {
        var terms = new BuyerTerms([new(Students, line.Find("approved") switch
        {
            null => true,
            "no" => false,
            _ => null,
        })], TaxExempt: false);
        var classes = PriceRules.ClassesOf(terms, line.Find("approval") != "off");
        var ask = new PriceAsk(
            [.. classes.Select(id => new NamedClass(id, "Student"))],
            line.Find("names") != "hidden",
            line.Find("held"),
            At(Time(line, "now")!.Value));
        var choice = PriceRules.Lowest(WorkedStep.Amount(line, "regular"), new("MUG"), PricesOf(line), ask);
        return $"{choice.Amount.Amount} {choice.Name}";
    }

    private static ProductPrices PricesOf(WorkedLine line)
    {
        var begins = At(Time(line, "begins")!.Value);
        var ends = Time(line, "ends") is { } end ? At(end) : DateTimeOffset.MaxValue;
        var sales = ImmutableArray.CreateBuilder<Sale>();
        if (WorkedStep.Find(line, "sale") is { } sale) sales.Add(new("1", "Sale", null, sale, begins, ends, null));
        if (WorkedStep.Find(line, "coded") is { } coded)
            sales.Add(new("2", "Coded", null, coded, begins, ends, line["code"]));
        ImmutableArray<ClassPrice> classes =
            WorkedStep.Find(line, "class") is { } price ? [new(Students, null, price)] : [];
        return ProductPrices.None with { Sales = sales.ToImmutable(), ClassPrices = classes };
    }

    private static void Take(ref (Fraction Amount, string Name) best, string? price, string name, string suffix)
    {
        if (price is not null && Fraction.Of(price) is var lower && lower.Top < best.Amount.Top)
            best = (lower, name + suffix);
    }

    // Left out: the beginning of time, for now too; an end that is left out never comes.
    private static long? Time(WorkedLine line, string name) => line.Find(name) is { } text
        ? long.Parse(text, CultureInfo.InvariantCulture)
        : name == "ends" ? null : 0;

    private static DateTimeOffset At(long milliseconds) => Noon.AddMilliseconds(milliseconds);
}

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
        line.Find("shipping") == "untaxed" || line.Find("buyer") == "exempt"
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
        var rule = TaxRules.Of(rules, new("US", "CA"), line.Find("buyer") == "exempt");
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
