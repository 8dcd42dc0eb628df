using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing;
using Commerce.Grains.Products;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Pricing;

/// <summary>What holds of every quote, over catalogues, rules and carts made by chance from a seed.</summary>
public sealed class AnyQuote
{
    private const int RoundsEach = 400;

    private static readonly string[] Currencies = ["USD", "JPY", "KWD"];
    private static readonly string[] Methods = ["standard", "express", "pickup", "none"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 5)];

    [Theory, MemberData(nameof(Seeds))]
    public void Has_no_amount_below_nothing_and_none_beside_the_step(int seed)
    {
        foreach (var (quote, currency) in Some(seed).Select(one => (one.Quote, one.Currency)))
        {
            var amounts = quote.Items.SelectMany(item =>
                new[] { item.UnitPrice, item.UnitShipping, item.UnitPriceTax, item.UnitShippingTax });
            Assert.All([.. amounts, quote.BaseShipping, quote.BaseShippingTax, quote.Totals.Due], amount =>
            {
                Assert.True(amount.Amount >= 0, $"{amount}");
                Assert.Equal(0, amount.Amount % currency.Step);
            });
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Comes_to_the_sum_of_its_units(int seed)
    {
        foreach (var quote in Some(seed).Select(one => one.Quote))
        {
            var units = quote.Items.SelectMany(item => Enumerable.Repeat(item, item.Quantity)).ToList();
            var totals = quote.Totals;
            Assert.Equal(units.Sum(unit => unit.UnitPrice.Amount), totals.Items.Amount);
            Assert.Equal(
                units.Sum(unit => unit.UnitShipping.Amount) + quote.BaseShipping.Amount, totals.Shipping.Amount);
            Assert.Equal(
                units.Sum(unit => unit.UnitPriceTax.Amount + unit.UnitShippingTax.Amount)
                + quote.BaseShippingTax.Amount,
                totals.Tax.Amount);
            Assert.Equal(totals.Items + totals.Shipping + totals.Tax, totals.Due);
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Ships_for_what_is_said_before_there_is_a_quote(int seed)
    {
        foreach (var one in Some(seed))
            Assert.Equal(one.Quote.Totals.Shipping, Quotes.ShippingOf(one.Lines, one.Terms));
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Comes_to_the_same_however_its_lines_are_split(int seed)
    {
        foreach (var one in Some(seed))
        {
            var split = one.Lines.SelectMany(line => Enumerable.Repeat(line with { Quantity = 1 }, line.Quantity));
            Assert.Equal(one.Quote.Totals, Quotes.Of([.. split], one.Terms).Totals);
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Holds_every_unit_that_was_asked_for(int seed)
    {
        foreach (var one in Some(seed))
            Assert.Equal(
                one.Lines.GroupBy(line => line.Item.Sku).Select(same => (same.Key, same.Sum(line => line.Quantity))),
                one.Quote.Items.GroupBy(item => item.Sku).Select(same => (same.Key, same.Sum(item => item.Quantity))));
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Rounds_by_half_a_step_at_most(int seed)
    {
        foreach (var one in Some(seed))
        {
            foreach (var item in one.Quote.Items)
            {
                var tax = item.UnitPrice.Amount * (one.Terms.Tax?.Rate ?? 0m);
                Assert.True(Math.Abs(tax - item.UnitPriceTax.Amount) * 2 <= one.Currency.Step, $"{tax}");
            }
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Never_charges_more_than_the_regular_price(int seed)
    {
        var chance = new Random(seed);
        for (var round = 0; round < RoundsEach; round++)
        {
            var regular = Dollars(chance.Next(0, 5_000));
            ImmutableArray<Sale> sales =
            [
                .. Enumerable.Range(0, chance.Next(4)).Select(number => new Sale(
                    $"{number}", $"S{number}", null, Dollars(chance.Next(0, 5_000)), Noon.AddHours(chance.Next(-9, 9)),
                    Noon.AddHours(chance.Next(10, 20)), chance.Next(2) == 0 ? null : "CODE")),
            ];
            var ask = new PriceAsk([], true, chance.Next(2) == 0 ? null : "CODE", Noon);
            var choice = PriceRules.Lowest(regular, new("X"), ProductPrices.None with { Sales = sales }, ask);
            var open = sales.Where(sale => sale.IsCurrent(Noon) && (sale.Code is null || sale.Code == ask.OfferCode));
            Assert.Equal(open.Select(sale => sale.Amount).Append(regular).Min(amount => amount.Amount),
                choice.Amount.Amount);
        }
    }

    private static IEnumerable<Made> Some(int seed)
    {
        var chance = new Random(seed);
        for (var round = 0; round < RoundsEach; round++) yield return One(chance);
    }

    /// <summary>A cart of goods made by chance, under rules made by chance.</summary>
    internal static Made One(Random chance)
    {
        var currency = Currency.Of(Currencies[chance.Next(Currencies.Length)]);
        var terms = new QuoteTerms(
            currency.Code, Methods[chance.Next(Methods.Length)], CostsBy(chance, currency), TaxBy(chance));
        ImmutableArray<QuoteLine> lines =
            [.. Enumerable.Range(0, chance.Next(1, 6)).Select(number => LineBy(chance, currency, number))];
        return new(lines, terms, Quotes.Of(lines, terms), currency);
    }

    private static QuoteLine LineBy(Random chance, Currency currency, int number)
    {
        var product = chance.Next(3);
        // A product has one set of charges, whichever of its variants is bought.
        var own = new Random(product);
        var prices = ProductPrices.None with
        {
            Shipping = Perhaps(own, currency),
            ShippingAdditional = Perhaps(own, currency),
        };
        var item = Item($"SKU-{product}-{number}", 0) with
        {
            Product = ProductId.Named($"p{product}"),
            Price = Amount(chance, currency),
            Weight = chance.Next(3) == 0 ? null : chance.Next(0, 100_000) / 1_000m,
            SoftGood = chance.Next(5) == 0,
            Prices = prices,
        };
        return new(item, chance.Next(1, 8));
    }

    private static ShippingCosts CostsBy(Random chance, Currency currency)
    {
        var byWeight = chance.Next(2) == 0;
        return new(
            byWeight ? null : Perhaps(chance, currency),
            byWeight ? chance.Next(0, 100_000) / 1_000m : null,
            Perhaps(chance, currency),
            Perhaps(chance, currency),
            chance.Next(0, 50_000) / 1_000m,
            Perhaps(chance, currency));
    }

    private static TaxRule? TaxBy(Random chance) => chance.Next(4) == 0
        ? null
        : new("US", "CA", chance.Next(0, 1_000_001) / 1_000_000m, chance.Next(2) == 0);

    private static Money? Perhaps(Random chance, Currency currency) =>
        chance.Next(2) == 0 ? null : Amount(chance, currency);

    private static Money Amount(Random chance, Currency currency) =>
        new(chance.Next(0, 10_000) * currency.Step, currency.Code);

    internal sealed record Made(ImmutableArray<QuoteLine> Lines, QuoteTerms Terms, Quote Quote, Currency Currency);
}
