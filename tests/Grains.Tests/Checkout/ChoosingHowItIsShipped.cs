using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Checkout;

/// <summary>CHK-05, CHK-08: what the shop offers, and no shipping where nothing is shipped.</summary>
public sealed class ChoosingHowItIsShipped
{
    [Theory]
    [InlineData("standard", false, false, true)]
    [InlineData("express", false, false, false)]
    [InlineData("express", true, false, true)]
    [InlineData("pickup", true, false, false)]
    [InlineData("pickup", false, true, true)]
    [InlineData("none", true, true, false)]
    [InlineData("by-balloon", true, true, false)]
    public void Takes_what_the_shop_offers(string method, bool express, bool pickup, bool taken)
    {
        var shop = Shop with { ExpressShipping = express, Pickup = pickup };
        var fault = Deliveries.FaultOf(ToAda with { Method = method }, softOnly: false, shop);
        if (taken) Assert.Null(fault);
        else Assert.Equal("/method", Assert.IsType<InvalidValue>(fault).Param);
    }

    [Fact]
    public void Needs_an_address_unless_it_is_fetched_or_nothing_is_shipped()
    {
        var nowhere = ToAda with { Address = null };
        Assert.Equal("/address", Deliveries.FaultOf(nowhere, softOnly: false, Shop)?.Param);
        Assert.Null(Deliveries.FaultOf(nowhere, softOnly: true, Shop));
        Assert.Null(Deliveries.FaultOf(nowhere with { Method = "pickup" }, false, Shop with { Pickup = true }));
        Assert.Equal("none", Deliveries.Settled(ToAda, softOnly: true).Method);
    }
}
