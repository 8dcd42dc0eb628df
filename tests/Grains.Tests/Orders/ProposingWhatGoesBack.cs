using Commerce.Grains.Checkout;
using Commerce.Grains.Orders;
using Commerce.Grains.Pricing;
using Commerce.Kit;
using static Commerce.Grains.Tests.Orders.GivenAnOrder;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Orders;

/// <summary>SHP-11: how much of its shipping is proposed to go back with an item.</summary>
public sealed class ProposingWhatGoesBack
{
    [Theory]
    [InlineData(0, 1999)]
    [InlineData(50, 1999 + 167)] // 166.5
    [InlineData(100, 1999 + 333)]
    public void Is_a_percentage_of_what_was_charged(int percent, long total)
    {
        var quote = Quotes.Of(
            Lines((Atlas, 1)), new QuoteTerms("USD", "standard", new ShippingCosts(PerItem: Dollars(333)), null));
        var confirm = Confirming(FirstTry) with
        {
            Quote = quote,
            Request = Asking(FirstTry) with { Amount = quote.Totals.Due },
        };
        var order = Spec.Of(OrderBlueprint.Of(AdasOrder, Shop with { ShippingRefundPercent = percent }), Noon)
            .GivenDone(confirm, Told(Approved(quote)))
            .Sent(ShipAll)
            .GivenDone(Back);
        Assert.Equal(Dollars(total), Assert.Single(OrderViews.Of(AdasOrder, "USD", order.State).Refunds).Total);
    }
}
