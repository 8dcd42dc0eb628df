using Commerce.Grains.Checkout;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Grains.Carts;

/// <summary>Asks the order what became of the attempt that froze the cart.</summary>
/// <param name="Cart">Who asks.</param>
/// <param name="Attempt">Which attempt.</param>
[GenerateSerializer, Immutable, Alias("errand.cart-asks-verdict")]
internal sealed record AskVerdict(CartId Cart, AttemptId Attempt) : Errand(Attempt.Order.Value);

/// <summary>Tells the order of a cart that lapsed, or whose lines went to another.</summary>
/// <param name="Order">Who is told.</param>
[GenerateSerializer, Immutable, Alias("errand.cart-lapses-order")]
internal sealed record LapseOrder(OrderId Order) : Errand(Order.Value);

/// <summary>Tells a customer which cart is theirs.</summary>
/// <param name="Customer">Who is told.</param>
/// <param name="Cart">Which cart.</param>
[GenerateSerializer, Immutable, Alias("errand.cart-tells-customer")]
internal sealed record TellCustomer(CustomerId Customer, CartId Cart) : Errand(Customer.Value);

/// <summary>Brings a guest's lines to the customer's cart .</summary>
/// <param name="Into">Which cart takes them.</param>
/// <param name="From">Which cart gave them.</param>
/// <param name="Customer">Whose they are.</param>
/// <param name="Lines">The lines.</param>
[GenerateSerializer, Immutable, Alias("errand.cart-brings-lines")]
internal sealed record BringLines(CartId Into, CartId From, CustomerId Customer, ImmutableArray<QuoteLine> Lines)
    : Errand(Into.Value)
{
    /// <summary>The codes that the cart kept (PRC-09).</summary>
    [Id(0)]
    public ImmutableArray<OfferCode> Offers { get; init; } = [];
}

/// <summary>What others must hear when something happens to a cart.</summary>
internal static class CartErrands
{
    public static ImmutableArray<Errand> Of(CartId cart, CartState state, CartEvent happened) => happened switch
    {
        CartEvent.Lapsed { HasOrder: true } => [new LapseOrder(cart.Order)],
        CartEvent.Claimed e => [new TellCustomer(e.Customer, cart)],
        CartEvent.LinesTaken { Customer: var customer } => [new TellCustomer(customer, cart)],
        CartEvent.MergedInto e =>
        [
            new BringLines(
                e.Into, cart, e.Customer,
                [.. CartBlueprint.ContentOf(state)!.Lines.Select(line => line.Wanted)])
            {
                Offers = CartBlueprint.ContentOf(state)!.OffersHeld(),
            },

            // What it was to become lapses with it (CART-12).
            .. CartBlueprint.ContentOf(state)!.Attempts > 0 ? (Errand[])[new LapseOrder(cart.Order)] : [],
        ],
        _ => [],
    };
}

/// <summary>Delivers a cart's errands; nobody opens or closes a cart on anything but a verdict.</summary>
internal sealed class CartCourier(IGrainFactory grains) : ICourier
{
    public bool Carries(Errand errand) => errand is AskVerdict or LapseOrder or TellCustomer or BringLines;

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
            case TellCustomer tell:
                await grains.GetGrain<ICustomerGrain>(tell.Customer.Value).UseCart(tell.Cart);
                return true;
            case BringLines bring:
                return await Bring(bring, bring.Into);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    // A cart that is being paid takes them once it is open again or closed. One that ended is no place for them:
    // they go to a cart of their own, whose id follows from theirs, so that a repeat finds the same one.
    private async Task<bool> Bring(BringLines bring, CartId into)
    {
        var command = await grains.GetGrain<ICartMergerGrain>("merger").Taking(
            into, new(bring.From, bring.Customer, bring.Lines) { Offers = bring.Offers });
        return await grains.GetGrain<ICartGrain>(into.Value).TakeLines(command) switch
        {
            Outcome<CartView>.Refused { Why: CartFrozen or TryAgain } => false,
            Outcome<CartView>.Refused when into == bring.Into => await Bring(bring, bring.From.Aside),
            _ => true,
        };
    }
}
