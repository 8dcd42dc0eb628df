using Commerce.Grains.Kernel;

namespace Commerce.Grains.Checkout;

/// <summary>Works out what an order costs: pure. Later rules change its tables, not its callers.</summary>
internal static class Quotes
{
    /// <summary>Most minor units an order may come to.</summary>
    public const long TotalMost = 99_999_999;

    /// <summary>Most units of an order.</summary>
    public const int UnitsMost = 10_000;

    /// <summary>The quote of these lines; all of them have a price. All shipping settings are blank, so shipping is
    /// included in the price (SHP-06, SHP-07); there are no tax rules, so tax is nothing (TAX-01).</summary>
    public static Quote Of(ImmutableArray<QuoteLine> lines, string currency)
    {
        var none = Money.Zero(currency);
        ImmutableArray<QuoteItem> items = [.. lines.Select((line, place) => new QuoteItem(
            Id: (place + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
            line.Item.Sku,
            line.Item.Product,
            line.Item.Name,
            line.Item.Options,
            line.Quantity,
            UnitPrice: line.Item.Price!.Value,
            QuoteItem.OurPrice,
            UnitShipping: none,
            UnitPriceTax: none,
            UnitShippingTax: none,
            line.Item.SoftGood,
            line.Item.Tracked))];
        return new(items, BaseShipping: none, BaseShippingTax: none, TotalsOf(items, none, none));
    }

    /// <summary>Why an order like this cannot be taken, if it cannot.</summary>
    public static Refusal? LimitOf(Quote quote)
    {
        if (quote.Items.Sum(item => (long)item.Quantity) > UnitsMost) return new TooManyUnits(UnitsMost);
        var due = quote.Totals.Due;
        return due.Amount > TotalMost ? new OrderTotalTooHigh(due with { Amount = TotalMost }) : null;
    }

    private static Totals TotalsOf(ImmutableArray<QuoteItem> items, Money baseShipping, Money baseShippingTax)
    {
        var none = Money.Zero(baseShipping.Currency);
        var prices = items.Aggregate(none, (sum, item) => sum + item.UnitPrice * item.Quantity);
        var shipping = items.Aggregate(baseShipping, (sum, item) => sum + item.UnitShipping * item.Quantity);
        var tax = items.Aggregate(
            baseShippingTax, (sum, item) => sum + (item.UnitPriceTax + item.UnitShippingTax) * item.Quantity);
        return new(prices, shipping, tax, Certificates: none, Due: prices + shipping + tax);
    }
}
