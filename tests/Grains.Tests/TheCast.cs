using Commerce.Grains.Carts;
using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Grains.Products;

namespace Commerce.Grains.Tests;

/// <summary>The people and things that the tests speak of.</summary>
internal static class TheCast
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly ShopSettings Shop = new();

    public static readonly CartId AdasCart = CartId.Of("cart-ada");

    public static readonly OrderId AdasOrder = AdasCart.Order;

    public static readonly AttemptId FirstTry = AttemptId.Of(AdasOrder, 1);

    public static readonly AttemptId SecondTry = AttemptId.Of(AdasOrder, 2);

    public static readonly CatalogueItem Atlas = Item("ATLAS", 1999);

    public static readonly CatalogueItem Globe = Item("GLOBE", 4500);

    public static readonly CatalogueItem Course = Item("COURSE", 9900) with { SoftGood = true, Tracked = false };

    public static readonly Delivery ToAda = new(
        "ada@example.com", new("Ada", "1 Analytical Row", null, "London", null, "N1", "GB", null), "standard");

    public static readonly CardFace Visa = new("visa", "4242", 12, 2030);

    public static Money Dollars(long minor) => new(minor, "USD");

    public static CatalogueItem Item(string sku, long price) => new(
        Sku.Of(sku), ProductId.Of("product-" + sku), 1, sku, "", Dollars(
            price), null, SoftGood: false, Tracked: true, Active: true, null);

    public static ImmutableArray<QuoteLine> Lines(params (CatalogueItem Item, int Quantity)[] lines) =>
        [.. lines.Select(line => new QuoteLine(line.Item, line.Quantity))];

    public static Quote QuoteOf(params (CatalogueItem Item, int Quantity)[] lines) =>
        Quotes.Of(Lines(lines), QuoteTerms.Plain("USD"));

    public static PaymentFact.Approved Approved(Quote quote, string id = "pi_1") =>
        new(id, quote.Totals.Due, Dollars(0), Dollars(0), AddressMatches: true, Visa, null) { Open = true };
}
