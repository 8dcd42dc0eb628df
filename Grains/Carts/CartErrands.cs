using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Grains.Carts;

/// <summary>Asks the order what became of the attempt that froze the cart.</summary>
/// <param name="Cart">Who asks.</param>
/// <param name="Attempt">Which attempt.</param>
[GenerateSerializer, Immutable, Alias("errand.cart-asks-verdict")]
internal sealed record AskVerdict(CartId Cart, AttemptId Attempt) : Errand(Attempt.Order.Value);

/// <summary>Tells the order of a lapsed cart.</summary>
/// <param name="Order">Who is told.</param>
[GenerateSerializer, Immutable, Alias("errand.cart-lapses-order")]
internal sealed record LapseOrder(OrderId Order) : Errand(Order.Value);

/// <summary>Delivers a cart's errands; nobody opens or closes a cart on anything but a verdict.</summary>
internal sealed class CartCourier(IGrainFactory grains) : ICourier
{
    public bool Carries(Errand errand) => errand is AskVerdict or LapseOrder;

    public async Task<bool> Deliver(Errand errand)
    {
        switch (errand)
        {
            case LapseOrder lapse:
                await grains.GetGrain<IOrderGrain>(lapse.Order.Value).Lapse();
                return true;
            case AskVerdict ask:
                var cart = grains.GetGrain<ICartGrain>(ask.Cart.Value);
                var verdict = await grains.GetGrain<IOrderGrain>(ask.Attempt.Order.Value).Verdict(ask.Attempt);
                if (verdict == Verdict.Paid) await cart.Close(ask.Attempt);
                if (verdict == Verdict.Dead) await cart.Thaw(ask.Attempt);
                return true;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
