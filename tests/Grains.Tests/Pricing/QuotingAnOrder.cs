using Commerce.Grains.Checkout;
using Commerce.Grains.Pricing;
using Commerce.Grains.Products;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Pricing;

public sealed class QuotingAnOrder
{
    private static readonly TaxRule California = new("US", "CA", 0.0825m, TaxesShipping: true);
    private static readonly ShippingCosts PerItem = new(PerItem: Dollars(100), Order: Dollars(300));

    private static readonly CatalogueItem Sofa = Atlas with
    {
        Sku = new("SOFA-red"),
        Prices = ProductPrices.None with { Shipping = Dollars(500), ShippingAdditional = Dollars(200) },
    };

    [Fact]
    public void Gives_the_first_unit_an_item_of_its_own_when_its_shipping_differs()
    {
        var quote = Quote(PerItem, null, (Sofa, 3));
        Assert.Equal([("1", 1, 500L), ("2", 2, 200L)], Shipping(quote));
        Assert.Equal(Dollars(300 + 500 + 400), quote.Totals.Shipping);
    }

    [Fact]
    public void Counts_the_first_unit_over_all_variants_of_the_product()
    {
        var quote = Quote(PerItem, null, (Sofa, 1), (Globe, 2), (Sofa with { Sku = new("SOFA-blue") }, 2));
        Assert.Equal([("1", 1, 500L), ("2", 2, 100L), ("3", 2, 200L)], Shipping(quote));
    }

    [Fact]
    public void Ships_no_soft_goods_and_counts_none_as_first()
    {
        var quote = Quote(PerItem, null, (Sofa with { Sku = new("SOFA-plan"), SoftGood = true }, 2), (Sofa, 2));
        Assert.Equal([("1", 2, 0L), ("2", 1, 500L), ("3", 1, 200L)], Shipping(quote));
        var soft = Quote(PerItem, null, (Course, 2));
        Assert.Equal(Dollars(0), soft.Totals.Shipping);
    }

    [Fact]
    public void Rounds_each_unit_and_never_a_sum()
    {
        var quote = Quote(ShippingCosts.Included, California, (Item("PEN", 106), 3));
        // 106 × 0.0825 = 8.745 → 9 a unit; 318 × 0.0825 = 26.235 would be 26.
        Assert.Equal(Dollars(27), quote.Totals.Tax);
        Assert.Equal(Dollars(318 + 27), quote.Totals.Due);
    }

    [Fact]
    public void Taxes_price_shipping_and_the_orders_charge_apart()
    {
        var quote = Quote(PerItem, California, (Atlas, 2));
        var item = Assert.Single(quote.Items);
        Assert.Equal((165L, 8L, 25L), (
            item.UnitPriceTax.Amount, item.UnitShippingTax.Amount, quote.BaseShippingTax.Amount));
        Assert.Equal(Dollars((165 + 8) * 2 + 25), quote.Totals.Tax);
    }

    [Fact]
    public void Keeps_the_name_of_the_price()
    {
        var line = new QuoteLine(Atlas, 1, new(Dollars(1500), "Student Price"));
        var quote = Quotes.Of([line], QuoteTerms.Plain("USD"));
        Assert.Equal((Dollars(1500), "Student Price"), (quote.Items[0].UnitPrice, quote.Items[0].PriceName));
    }

    private static Quote Quote(
        ShippingCosts costs, TaxRule? tax, params (CatalogueItem Item, int Quantity)[] lines) =>
        Quotes.Of(Lines(lines), new("USD", "standard", costs, tax));

    private static IEnumerable<(string Id, int Quantity, long Shipping)> Shipping(Quote quote) =>
        quote.Items.Select(item => (item.Id, item.Quantity, item.UnitShipping.Amount));
}
