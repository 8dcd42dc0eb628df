using Commerce.Grains.Orders;
using Commerce.Grains.Pricing;
using Commerce.Grains.Products;
using Commerce.Kit;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderState;
using static Commerce.Grains.Tests.Orders.GivenAnOrder;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Orders;

/// <summary>What added items cost: the rules of this day, at the place where the order goes now.</summary>
public sealed class PricingWhatIsAdded
{
    private static readonly CatalogueItem Stove = Item("STOVE", 1_000) with
    {
        Prices = ProductPrices.None with { Shipping = Dollars(500), ShippingAdditional = Dollars(200) },
    };

    private static readonly ShippingCosts Costs = new(PerItem: Dollars(100), Order: Dollars(300));
    private static readonly TaxRule Britain = new("GB", null, 0.0825m, TaxesShipping: true);
    private static readonly TaxRule Elbonia = new("EB", null, 0.1m, TaxesShipping: false);

    [Fact]
    public void Has_the_first_units_shipping_once_a_product()
    {
        var after = Add(AddingItems.Sold, Stove, 3);
        Assert.Equal([(1, 500L, 83L, 41L), (2, 200L, 83L, 17L)], AmountsOf(after, "1"));
        var more = after.GivenDone(Taxed("2", Stove, 2));
        Assert.Equal([(2, 200L, 83L, 17L)], AmountsOf(more, "2"));
    }

    /// <summary>A void does not move what is first; a product without an extra charge has none.</summary>
    [Fact]
    public void Has_further_units_shipping_where_the_order_ever_had_the_product()
    {
        var gone = Add(AddingItems.Sold, Stove, 1);
        var id = ((Placed)gone.State).Items[^1].Id;
        var after = gone.GivenDone(new VoidOrder("no", true) { Items = [new(id, null)] }, Taxed("2", Stove, 1));
        Assert.Equal([(1, 200L, 83L, 17L)], AmountsOf(after, "2"));
        Assert.Equal([(2, 100L, 371L, 8L)], AmountsOf(Add(AddingItems.Sold, Globe, 2), "1"));
    }

    /// <summary>What needs no parcel was never anybody's first unit in one.</summary>
    [Fact]
    public void Has_the_first_units_shipping_where_the_order_had_the_product_without_a_parcel()
    {
        var after = Add(AddingItems.Sold, Stove with { SoftGood = true }, 1).GivenDone(Taxed("2", Stove, 2));
        Assert.Equal([(1, 500L, 83L, 41L), (1, 200L, 83L, 17L)], AmountsOf(after, "2"));
    }

    [Fact]
    public void Is_taxed_where_the_order_goes_now_and_changes_nothing_else()
    {
        var there = ToAda.Address! with { Country = "EB" };
        var after = AddingItems.Sold.GivenDone(new ChangeAddress(there), Taxed("1", Stove, 1));
        Assert.Equal([(1, 500L, 100L, 0L)], AmountsOf(after, "1"));
        var order = (Placed)after.State;
        Assert.Equal((0L, 0L), (OrderMoney.Base(order.Core.Quote), Amounts.Of(order.Items[0].Bought).Tax));
        Assert.Equal(
            [(1, 500L, 0L, 0L)],
            AmountsOf(AddingItems.Sold.GivenDone(Taxed("1", Stove, 1, exempt: true)), "1"));
    }

    [Fact]
    public void Has_no_shipping_when_nothing_is_shipped()
    {
        var soft = Stove with { SoftGood = true };
        Assert.Equal([(2, 0L, 83L, 0L)], AmountsOf(Add(AddingItems.Sold, soft, 2), "1"));
    }

    private static Spec<OrderState, OrderCommand, OrderEvent, OrderView> Add(
        Spec<OrderState, OrderCommand, OrderEvent, OrderView> order, CatalogueItem item, int quantity) =>
        order.GivenDone(Taxed("1", item, quantity));

    private static AddItems Taxed(string name, CatalogueItem item, int quantity, bool exempt = false) =>
        Adding(name, item, quantity) with
        {
            Terms = new(new(item, quantity), new(Costs, [Britain, Elbonia]), exempt),
        };

    private static IEnumerable<(int, long, long, long)> AmountsOf(
        Spec<OrderState, OrderCommand, OrderEvent, OrderView> order, string name) =>
        ((Placed)order.State).Items.Where(item => item.AddedBy == AttemptId.OfAddition(AdasOrder, name))
            .Select(item => item.Bought).Select(item =>
                (item.Quantity, item.UnitShipping.Amount, item.UnitPriceTax.Amount, item.UnitShippingTax.Amount));
}
