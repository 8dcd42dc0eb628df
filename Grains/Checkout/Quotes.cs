using System.Globalization;
using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing;
using Commerce.Grains.Products;

namespace Commerce.Grains.Checkout;

/// <summary>What holds for a whole quote.</summary>
/// <param name="Currency">ISO 4217 code of the shop's currency.</param>
/// <param name="Method">How it is shipped; see <see cref="ShippingMethods"/>.</param>
/// <param name="Shipping">What the shop asks for shipping.</param>
/// <param name="Tax">The tax rule that holds for destination and buyer; null: no tax.</param>
internal sealed record QuoteTerms(string Currency, string Method, ShippingCosts Shipping, TaxRule? Tax)
{
    /// <summary>Shipping is part of the price, and no tax is taken.</summary>
    public static QuoteTerms Plain(string currency) =>
        new(currency, ShippingMethods.Standard, ShippingCosts.Included, null);
}

/// <summary>Works out what an order costs: pure. Every amount is rounded once for each unit; sums are never rounded
/// (PRC-11, SHP-08, TAX-02).</summary>
internal static class Quotes
{
    /// <summary>Most minor units an order may come to.</summary>
    public const long TotalMost = 99_999_999;

    /// <summary>Most units of an order.</summary>
    public const int UnitsMost = 10_000;

    /// <summary>The quote of these lines; all of them have a price.</summary>
    public static Quote Of(ImmutableArray<QuoteLine> lines, QuoteTerms terms)
    {
        var currency = Currency.Of(terms.Currency);
        var items = ImmutableArray.CreateBuilder<QuoteItem>();
        foreach (var (line, first) in InOrder(lines))
        {
            foreach (var item in ItemsOf(line, first, terms))
                items.Add(item with { Id = (items.Count + 1).ToString(CultureInfo.InvariantCulture) });
        }

        var order = OfOrder(lines, terms, currency);
        var orderTax = TaxRules.OnShipping(order, terms.Tax, currency);
        return new(items.ToImmutable(), order, orderTax, TotalsOf(items, order, orderTax));
    }

    /// <summary>What shipping comes to in the quote of these lines, which need no price.</summary>
    public static Money ShippingOf(ImmutableArray<QuoteLine> lines, QuoteTerms terms)
    {
        var currency = Currency.Of(terms.Currency);
        var shipping = OfOrder(lines, terms, currency);
        foreach (var (line, first) in InOrder(lines))
        {
            var further = OfUnit(line.Item, first: false, terms, currency);
            shipping += first
                ? OfUnit(line.Item, first: true, terms, currency) + further * (line.Quantity - 1)
                : further * line.Quantity;
        }

        return shipping;
    }

    /// <summary>The items of one line, which have no ids yet.</summary>
    public static ImmutableArray<QuoteItem> ItemsOf(QuoteLine line, bool first, QuoteTerms terms) =>
    [
        .. Split(line, first && !line.Item.SoftGood, terms, Currency.Of(terms.Currency))
            .Select(part => ItemOf(line, part.Quantity, part.Shipping, terms)),
    ];

    /// <summary>Why an order like this cannot be taken, if it cannot.</summary>
    public static Refusal? LimitOf(Quote quote)
    {
        return LimitOf(
            quote.Items.Sum(item => (long)item.Quantity), quote.Totals.Due + quote.Totals.Certificates);
    }

    /// <summary>Why an order of so many units, or that comes to so much, cannot be taken, if it cannot.</summary>
    public static Refusal? LimitOf(long units, Money total)
    {
        if (units > UnitsMost) return new TooManyUnits(UnitsMost);
        return total.Amount > TotalMost ? new OrderTotalTooHigh(total with { Amount = TotalMost }) : null;
    }

    // The first unit of a product is the first that is shipped, whichever variant it is (SHP-01).
    private static IEnumerable<(QuoteLine Line, bool First)> InOrder(ImmutableArray<QuoteLine> lines)
    {
        var begun = new HashSet<ProductId>();
        foreach (var line in lines) yield return (line, !line.Item.SoftGood && begun.Add(line.Item.Product));
    }

    private static Money OfOrder(ImmutableArray<QuoteLine> lines, QuoteTerms terms, Currency currency) =>
        lines.Any(line => !line.Item.SoftGood)
            ? ShippingRules.OfOrder(terms.Shipping, terms.Method, currency)
            : Money.Zero(terms.Currency);

    // The first unit is an item of its own when its shipping differs.
    private static ImmutableArray<(int Quantity, Money Shipping)> Split(
        QuoteLine line, bool first, QuoteTerms terms, Currency currency)
    {
        var further = OfUnit(line.Item, first: false, terms, currency);
        if (!first) return [(line.Quantity, further)];
        var one = OfUnit(line.Item, first: true, terms, currency);
        return line.Quantity == 1 || one == further
            ? [(line.Quantity, one)]
            : [(1, one), (line.Quantity - 1, further)];
    }

    private static Money OfUnit(CatalogueItem item, bool first, QuoteTerms terms, Currency currency)
    {
        if (item.SoftGood) return Money.Zero(terms.Currency);
        var prices = item.PricesOf();
        var unit = new ShippedUnit(prices.Shipping, prices.ShippingAdditional, item.Weight, first);
        return ShippingRules.OfUnit(unit, terms.Shipping, terms.Method, currency);
    }

    private static QuoteItem ItemOf(QuoteLine line, int quantity, Money shipping, QuoteTerms terms)
    {
        var (currency, price) = (Currency.Of(terms.Currency), line.UnitPrice());
        return new(
            Id: "",
            line.Item.Sku,
            line.Item.Product,
            line.Item.Name,
            line.Item.Options,
            quantity,
            UnitPrice: price.Amount,
            PriceName: price.Name,
            UnitShipping: shipping,
            UnitPriceTax: TaxRules.OnPrice(price.Amount, terms.Tax, currency),
            UnitShippingTax: TaxRules.OnShipping(shipping, terms.Tax, currency),
            line.Item.SoftGood,
            line.Item.Tracked);
    }

    private static Totals TotalsOf(IEnumerable<QuoteItem> items, Money order, Money orderTax)
    {
        var none = Money.Zero(order.Currency);
        var (prices, shipping, tax) = (none, order, orderTax);
        foreach (var item in items)
        {
            prices += item.UnitPrice * item.Quantity;
            shipping += item.UnitShipping * item.Quantity;
            tax += (item.UnitPriceTax + item.UnitShippingTax) * item.Quantity;
        }

        return new(prices, shipping, tax, Certificates: none, Due: prices + shipping + tax);
    }
}
