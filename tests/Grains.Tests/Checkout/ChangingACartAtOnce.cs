using Commerce.Grains.Carts;
using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Tests.Faults;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Checkout;

/// <summary>X-05: parallel changes to a cart all succeed, without a client that tries again.</summary>
public sealed class ChangingACartAtOnce
{
    [Fact]
    public async Task Takes_every_delivery_and_every_offer()
    {
        using var shop = await FaultyShop.Open((Atlas, 10));
        await shop.Ask(grains => Checkout(grains).AddLine(AdasCart, Atlas.Sku, 2, Call.System));
        var outcomes = await shop.Ask(grains => Task.WhenAll(
            Enumerable.Range(0, 10).SelectMany(number => new[]
            {
                Checkout(grains).SetDelivery(AdasCart, ToAda with { Email = $"ada{number}@example.com" }, Call.System),
                Checkout(grains).HoldOffer(AdasCart, Atlas.Product.Value, $"CODE{number}", Call.System),
            })));
        Assert.All(outcomes, outcome => Assert.IsType<Outcome<CartView>.Done>(outcome));
    }

    private static ICheckoutGrain Checkout(IGrainFactory grains) => grains.GetGrain<ICheckoutGrain>("checkout");
}
