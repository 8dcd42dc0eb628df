using Commerce.Grains.Kernel;
using Commerce.Grains.Products;

namespace Commerce.Grains.Pricing;

/// <summary>Which price a buyer pays: pure.</summary>
public static class PriceRules
{
    /// <summary>The lowest of four: the regular price, those of the buyer's classes, those of current sales without a
    /// code, those of current sales with the code that the buyer holds. Only a strictly lower one replaces what was
    /// found before (PRC-01).</summary>
    /// <param name="regular">The variant's regular price.</param>
    /// <param name="sku">The variant.</param>
    /// <param name="prices">Its product's prices.</param>
    /// <param name="ask">Who asks, and when.</param>
    public static PriceChoice Lowest(Money regular, Sku sku, ProductPrices prices, PriceAsk ask)
    {
        ArgumentNullException.ThrowIfNull(prices);
        ArgumentNullException.ThrowIfNull(ask);
        var sales = prices.Sales.Where(sale => sale.IsFor(sku) && sale.IsCurrent(ask.Now)).ToList();
        var best = new PriceChoice(regular, PriceChoice.OurPrice);
        foreach (var (name, price) in ClassPrices(sku, prices, ask)) best = best.Or(price, name);
        foreach (var sale in sales.Where(sale => sale.Code is null)) best = best.Or(sale.Amount, sale.Name);
        foreach (var sale in sales.Where(sale => sale.Code is not null && sale.Code == ask.OfferCode))
            best = best.Or(sale.Amount, sale.Name);
        return best;
    }

    /// <summary>The classes whose prices a buyer may have (PRC-03): where staff approve, those approved; else
    /// also those that nobody has spoken about.</summary>
    /// <param name="buyer">The buyer.</param>
    /// <param name="approval">Whether staff approve who is in a class.</param>
    public static ImmutableArray<ClassId> ClassesOf(BuyerTerms buyer, bool approval)
    {
        ArgumentNullException.ThrowIfNull(buyer);
        return [.. buyer.Classes
            .Where(membership => membership.Approved ?? !approval)
            .Select(membership => membership.Class)
            .Distinct()];
    }

    private static IEnumerable<(string Name, Money Price)> ClassPrices(Sku sku, ProductPrices prices, PriceAsk ask) =>
        from known in ask.Classes
        from price in prices.ClassPrices
        where price.Class == known.Id && price.IsFor(sku)
        select (ask.ShowClassNames ? $"{known.Name} Price" : PriceChoice.SpecialPrice, price.Price);
}
