using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Commerce.Grains.Certificates;
using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing;
using Commerce.Grains.Products;
using Commerce.Grains.Tests.Certificates;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Pricing;

/// <summary>How a step of docs/money.md is worked out.</summary>
/// <param name="Plain">With whole numbers, and nothing of the shop's; the name is that of a price.</param>
/// <param name="Shop">What the shop's own functions say is stored.</param>
internal sealed record WorkedStep(
    Func<WorkedLine, (Fraction Exact, string Name)> Plain, Func<WorkedLine, string> Shop)
{
    /// <summary>How the exact result is stored, where that is not the nearest multiple of the currency's
    /// step.</summary>
    public Func<WorkedLine, Fraction, string>? Stored { get; init; }

    /// <summary>All steps by name; whoever adds examples of another kind adds a step.</summary>
    public static IReadOnlyDictionary<string, WorkedStep> All { get; } =
        new[] { OfPrices, WorkedAdditions.All, WorkedBooks.All, WorkedRefunds.All }
            .SelectMany(steps => steps).ToDictionary();

    private static IReadOnlyDictionary<string, WorkedStep> OfPrices => new Dictionary<string, WorkedStep>
    {
        ["price"] = new(Prices.Plain, Prices.Shop),
        ["saving"] = new(line => (Saving(line), ""), line => Rounding.Percent(
            Amount(line, "regular") - Amount(line, "price"), Amount(line, "regular"))
            .ToString(CultureInfo.InvariantCulture))
        {
            // A share is stored to two places.
            Stored = (_, exact) => new Fraction((exact * new Fraction(100, 1)).Nearest(1), 100).Text(2),
        },
        ["shown"] = new(
            line => (Fraction.Of(line["amount"]) * new Fraction(1, BigInteger.Pow(10, Decimals(line))), line.Currency),
            line => Amount(line, "amount").ToString())
        {
            // A comma before every three digits from the point on.
            Stored = (line, exact) => Regex.Replace(
                exact.Fixed(Decimals(line)), @"(?<=^-?\d+)(?=(\d{3})+(\.|$))", ","),
        },
        ["gateway"] = new(
            line => (Fraction.Of(line["amount"]) * new Fraction(line.Currency is "ISK" or "UGX" ? 100 : 1, 1), ""),
            line => Text(Amount(line, "amount") * Currency.Of(line.Currency).GatewayFactor)),
        ["quote"] = new(line => (Whole.Plain(line), ""), line => Text(Whole.Shop(line))),
        ["certificate-price"] = new(
            line => (Fraction.Of(line["amount"]), ""), line => Text(CertificatePrice(Amount(line, "amount")))),
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

    private static int Decimals(WorkedLine line) => line.Currency switch { "JPY" or "ISK" => 0, "KWD" => 3, _ => 2 };

    private static Money CertificatePrice(Money amount)
    {
        var wish = GivenACertificate.BuyFifty with
        {
            Request = GivenACertificate.Card with { Amount = amount },
        };
        return CertificateMachine.CoreOf(GivenACertificate.Nothing.When(wish).Accepted().State)!.PaidWith!
            .Request.Amount;
    }

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
