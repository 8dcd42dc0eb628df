using Commerce.Grains.Checkout;
using Commerce.Grains.Orders;
using Commerce.Grains.Pricing;
using Commerce.Grains.Products;
using Commerce.Grains.Tests.Orders;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Pricing;

/// <summary>What staff add to an order (ORD-19, PRC-12): every amount rounded by itself, and all added up.</summary>
internal static class WorkedAdditions
{
    public static IReadOnlyDictionary<string, WorkedStep> All { get; } = new Dictionary<string, WorkedStep>
    {
        ["added"] = new(
            line => (Plain(line), line.Find("agreed") is null ? PriceChoice.OurPrice : "Agreed Price"), Shop),
    };

    private static Fraction Plain(WorkedLine line)
    {
        var quantity = Fraction.Of(line["quantity"]);
        var usual = line.Find("shipping") ?? line.Find("item");
        var further = Fraction.Of(line.Find("additional") ?? usual);
        var first = line["order-has"] == "yes" ? further : Fraction.Of(usual);
        return quantity * WithTax(line, Fraction.Of(line.Find("agreed") ?? line["price"])) + WithTax(line, first)
            + new Fraction(quantity.Top - 1, 1) * WithTax(line, further);
    }

    // By the order's own machine: Ada's has atlases, and no stove.
    private static string Shop(WorkedLine line)
    {
        var item = (line["order-has"] == "yes" ? Atlas : Item("STOVE", 0)) with
        {
            Price = WorkedStep.Amount(line, "price"),
            Prices = ProductPrices.None with
            {
                Shipping = WorkedStep.Find(line, "shipping"),
                ShippingAdditional = WorkedStep.Find(line, "additional"),
            },
        };
        var agreed = WorkedStep.Find(line, "agreed") is { } price
            ? new PriceChoice(price, AdditionTerms.AgreedPrice)
            : null;
        var tax = new TaxRule("GB", null, WorkedStep.Rate(line, "percent")!.Value / 100m, TaxesShipping: true);
        var costs = new ShippingCosts(PerItem: WorkedStep.Find(line, "item"), Order: Dollars(300));
        var add = GivenAnOrder.Adding("1", item) with
        {
            Terms = new(new(item, Worked.Int(line["quantity"]), agreed), new(costs, [tax]), TaxExempt: false),
        };
        var order = (OrderState.Placed)AddingItems.Sold.GivenDone(add).State;
        var added = order.Items.Where(one => one.AddedBy is not null).ToList();
        return $"{added.Sum(one => Amounts.Of(one.Bought).Total)} {added[0].Bought.PriceName}";
    }

    private static Fraction WithTax(WorkedLine line, Fraction amount) => amount
        + new Fraction((amount * Fraction.Of(line["percent"]) * new Fraction(1, 100)).Nearest(1), 1);
}
