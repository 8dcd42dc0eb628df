using Commerce.Grains.Carts;
using Commerce.Grains.Checkout;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Tests.Faults;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Carts;

/// <summary>CART-12: the order that a guest's cart did not become is over with it.</summary>
public sealed class MergingAfterADecline
{
    private static readonly CustomerId Ada = CustomerId.Of("customer-ada");
    private static readonly CartId Hers = CartId.Of("cart-hers");

    [Fact]
    public async Task Ends_the_order_that_was_declined()
    {
        using var shop = await FaultyShop.Open((Atlas, 10), (Globe, 10));
        await shop.Ask(grains => Accounts(grains).Register(Ada, new("Ada", "ada@example.com", "hash"), Call.System));
        await shop.Ask(grains => Accounts(grains).TakeCart(Hers, Ada, Call.System));
        await shop.Ask(grains => grains.GetGrain<ICheckoutGrain>("checkout").AddLine(Hers, Globe.Sku, 1, Call.System));
        var declined = new OneSale(shop, "pm_card_chargeDeclined", Client.RepeatsAtOnce);
        await declined.Fill();
        await declined.Pay();
        Assert.Equal("in_basket", await StatusOf(shop));

        await shop.Ask(grains => Accounts(grains).TakeCart(AdasCart, Ada, Call.System));
        await shop.ComeToRest();
        Assert.Equal("expired", await StatusOf(shop));
        Assert.Empty(shop.Store.WithErrands);
    }

    private static async Task<string> StatusOf(FaultyShop shop) => Assert.IsType<Outcome<OrderView>.Done>(
        await shop.Ask(grains => grains.GetGrain<IOrderGrain>(AdasOrder.Value).View())).Value.Status;

    private static IAccountGrain Accounts(IGrainFactory grains) => grains.GetGrain<IAccountGrain>("accounts");
}
