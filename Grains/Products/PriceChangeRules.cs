using Commerce.Grains.Kernel;

namespace Commerce.Grains.Products;

/// <summary>What may be changed of a product's prices, and what they are then: pure (PRC-05 to PRC-07).</summary>
internal static class PriceChangeRules
{
    public const int SalesMost = 1_000;
    public const int ClassPricesMost = 10_000;
    public const int SaleNameMost = 30;
    public const int CodeMost = 20;

    /// <summary>Why the change cannot be made, if it cannot.</summary>
    public static Refusal? FaultOf(ProductContent content, ProductPrices prices, PriceChange change, string currency) =>
        change switch
        {
            PriceChange.AddSale when prices.Sales.Length >= SalesMost =>
                Wrong("", $"A product has at most {SalesMost} sales, past ones included."),
            PriceChange.AddSale(var sale) when prices.Sales.Any(known => known.Id == sale.Id) =>
                new NotAllowed("listed", "add_sale"),
            PriceChange.AddSale(var sale) => FaultOf(content, sale, currency),
            PriceChange.ChangeSale(var sale) when prices.Sales.All(known => known.Id != sale.Id) =>
                new NotFound("sale"),
            PriceChange.ChangeSale(var sale) => FaultOf(content, sale, currency),
            PriceChange.ExpireSale(var id) when prices.Sales.All(known => known.Id != id) => new NotFound("sale"),
            PriceChange.SetClass set => FaultOf(content, prices, set, currency),
            PriceChange.SetShipping set => FaultOf("/shipping", set.First, currency)
                ?? FaultOf("/shippingAdditional", set.Additional, currency),
            _ => null,
        };

    /// <summary>The prices after the change.</summary>
    public static ProductPrices Apply(ProductPrices prices, PriceChange change, DateTimeOffset now) => change switch
    {
        PriceChange.AddSale(var sale) => prices with { Sales = prices.Sales.Add(sale) },
        PriceChange.ChangeSale(var sale) => prices with { Sales = Replaced(prices, sale) },
        PriceChange.ExpireSale(var id) => prices with { Sales = Expired(prices, id, now) },
        PriceChange.SetClass(var one, var set) => prices with
        {
            ClassPrices = [.. prices.ClassPrices.Where(price => price.Class != one), .. set],
        },
        PriceChange.SetShipping(var first, var more) => prices with { Shipping = first, ShippingAdditional = more },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Whether both are the same prices.</summary>
    public static bool Same(ProductPrices one, ProductPrices other) =>
        one.Sales.SequenceEqual(other.Sales) && one.ClassPrices.SequenceEqual(other.ClassPrices)
        && one.Shipping == other.Shipping && one.ShippingAdditional == other.ShippingAdditional;

    private static ImmutableArray<Sale> Replaced(ProductPrices prices, Sale sale) =>
        [.. prices.Sales.Select(known => known.Id == sale.Id ? sale : known)];

    private static ImmutableArray<Sale> Expired(ProductPrices prices, string id, DateTimeOffset now) =>
        [.. prices.Sales.Select(known => known.Id == id && now < known.Ends ? known with { Ends = now } : known)];

    private static InvalidValue? FaultOf(ProductContent content, Sale sale, string currency)
    {
        if (string.IsNullOrWhiteSpace(sale.Name) || sale.Name.Length > SaleNameMost || sale.Name.Any(char.IsControl))
            return Wrong("/name", $"1 to {SaleNameMost} characters are expected.");
        if (sale.Code is { } code && (code.Length is 0 or > CodeMost || !code.All(IsVisible)))
            return Wrong("/code", $"1 to {CodeMost} visible characters without blanks are expected.");
        if (sale.Begins >= sale.Ends) return Wrong("/ends", "A sale ends after it begins.");
        if (FaultOf("/amount", sale.Amount, currency) is { } wrong) return wrong;
        if (FaultOf(content, sale.Sku) is { } unknown) return unknown;

        // A sale for several variants may be above the cheapest of them: there it never wins (PRC-01).
        return content.Variants.Any(variant => sale.IsFor(variant.Sku) && sale.Amount.Amount < variant.Price?.Amount)
            ? null
            : Wrong("/amount", "A sale's price is lower than the regular price.");
    }

    private static InvalidValue? FaultOf(
        ProductContent content, ProductPrices prices, PriceChange.SetClass set, string currency)
    {
        if (prices.ClassPrices.Length + set.Prices.Length > ClassPricesMost)
            return Wrong("/prices", $"A product has at most {ClassPricesMost} prices of classes.");
        for (var place = 0; place < set.Prices.Length; place++)
        {
            var price = set.Prices[place];
            if (FaultOf($"/prices/{place}/price", price.Price, currency) is { } wrong) return wrong;
            if (FaultOf(content, price.Sku) is { } unknown) return unknown with { Param = $"/prices/{place}/sku" };
            if (set.Prices.Take(place).Any(before => before.Sku == price.Sku))
                return Wrong($"/prices/{place}/sku", "This variant stands twice.");
        }

        return null;
    }

    private static InvalidValue? FaultOf(ProductContent content, Sku? sku) =>
        sku is null || content.Variants.Any(variant => variant.Sku == sku)
            ? null
            : Wrong("/sku", "The product has no such variant.");

    private static InvalidValue? FaultOf(string at, Money? price, string currency) => price switch
    {
        null => null,
        { Currency: var given } when given != currency => Wrong(at, $"The shop's currency is {currency}."),
        { Amount: < 0 or > ProductLimits.PriceMost } =>
            Wrong(at, $"0 to {ProductLimits.PriceMost} minor units are expected."),
        { Amount: var amount } when amount % Currency.Of(currency).Step != 0 =>
            Wrong(at, $"A multiple of {Currency.Of(currency).Step} is expected."),
        _ => null,
    };

    private static bool IsVisible(char letter) => !char.IsControl(letter) && !char.IsWhiteSpace(letter);

    private static InvalidValue Wrong(string param, string reason) => new(reason) { Param = param };
}
