using Commerce.Grains.Carts;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;

namespace Commerce.Grains.Checkout;

/// <summary>Serves shoppers: a stateless worker that prices what they ask for and walks an attempt through its steps.
/// It owns nothing and may die anywhere.</summary>
[Alias("checkout")]
public interface ICheckoutGrain : IGrainWithStringKey
{
    /// <summary>Puts units of a variant in a cart, at the catalogue's price of this moment.</summary>
    /// <remarks>Refusals: <see cref="NotOrderable"/>, and those of <see cref="ICartGrain.AddLine"/>.</remarks>
    /// <param name="cart">Which cart.</param>
    /// <param name="sku">Which variant.</param>
    /// <param name="quantity">How many.</param>
    /// <param name="call">Who asks.</param>
    [Alias("add-line")]
    Task<Outcome<CartView>> AddLine(CartId cart, Sku sku, int quantity, Call call);

    /// <summary>Keeps the code of an offer for a product on a cart; its lines cost what they cost with it
    /// (PRC-08).</summary>
    /// <remarks>Refusals: <see cref="NotFound"/>, <see cref="NotOrderable"/>, and those of
    /// <see cref="ICartGrain.HoldOffer"/>.</remarks>
    /// <param name="cart">Which cart.</param>
    /// <param name="product">The product's id or slug.</param>
    /// <param name="code">The code; one that no sale has does nothing.</param>
    /// <param name="call">Who asks.</param>
    [Alias("hold-offer")]
    Task<Outcome<CartView>> HoldOffer(CartId cart, string product, string code, Call call);

    /// <summary>Reads a cart, with what shipping would cost (CART-06).</summary>
    /// <param name="cart">Which cart.</param>
    [Alias("view")]
    Task<Outcome<CartView>> View(CartId cart);

    /// <summary>Says where a cart goes; prices, shipping and tax are quoted anew.</summary>
    /// <remarks>Refusals: <see cref="CartIncomplete"/>, <see cref="InvalidValue"/>, <see cref="NotOrderable"/>,
    /// <see cref="OrderTotalTooHigh"/>, and those of <see cref="ICartGrain.TakeQuote"/>.</remarks>
    /// <param name="cart">Which cart.</param>
    /// <param name="delivery">Where and how.</param>
    /// <param name="call">Who asks.</param>
    [Alias("set-delivery")]
    Task<Outcome<CartView>> SetDelivery(CartId cart, Delivery delivery, Call call);

    /// <summary>Buys what is in a cart (design: placing an order).</summary>
    /// <remarks>Refusals: <see cref="CartIncomplete"/>, <see cref="CartFrozen"/>, <see cref="CartEnded"/>,
    /// <see cref="PriceChanged"/>, <see cref="OutOfStock"/>, <see cref="PaymentDeclined"/>,
    /// <see cref="PaymentUnavailable"/>, <see cref="TooManyAttempts"/>, <see cref="NotOrderable"/>.</remarks>
    /// <param name="cart">Which cart.</param>
    /// <param name="request">How it is paid.</param>
    /// <param name="call">Who asks.</param>
    [Alias("submit"), ResponseTimeout("00:01:30")]
    Task<Outcome<Placement>> Submit(CartId cart, SubmitRequest request, Call call);

    /// <summary>Asks the gateway now what became of an order's payment.</summary>
    /// <remarks>Refusals: <see cref="NotFound"/>, <see cref="VersionStale"/>.</remarks>
    /// <param name="order">Which order.</param>
    /// <param name="present">Whether the shopper waits for the answer; else a decline is told by mail (PAY-24).</param>
    /// <param name="call">Who asks.</param>
    [Alias("refresh"), ResponseTimeout("00:01:30")]
    Task<Outcome<OrderView>> Refresh(OrderId order, bool present, Call call);

    /// <summary>Gives the attempt under way up: the gateway is told first, and what it says is the fact (G4).</summary>
    /// <remarks>Refusals: those of <see cref="IOrderGrain.Abandon"/>, <see cref="VersionStale"/>.</remarks>
    /// <param name="order">Which order.</param>
    /// <param name="call">Who asks.</param>
    [Alias("abandon"), ResponseTimeout("00:01:30")]
    Task<Outcome<OrderView>> Abandon(OrderId order, Call call);
}

/// <summary>How a cart is to be paid.</summary>
/// <param name="Method">The gateway's token of a payment method.</param>
/// <param name="ReturnUrl">Where the shopper comes back to after a step of their own.</param>
/// <param name="ExpectedTotal">What the shopper was shown; another amount due is refused.</param>
[GenerateSerializer, Immutable, Alias("submit-request")]
public sealed record SubmitRequest(string Method, string? ReturnUrl, Money? ExpectedTotal)
{
    /// <summary>Says nothing of the payment.</summary>
    public override string ToString() => "SubmitRequest";
}

/// <summary>What a submitted cart became.</summary>
/// <param name="Order">The order.</param>
/// <param name="Earlier">True when the cart had become this order before (CHK-15).</param>
[GenerateSerializer, Immutable, Alias("placement")]
public sealed record Placement(OrderView Order, bool Earlier);

/// <summary>It costs another amount than the shopper was shown.</summary>
/// <param name="Shown">What the shop showed last.</param>
/// <param name="Now">What it comes to now.</param>
/// <param name="Expected">What the client expects to be due, when that is another amount: it must ask the shopper
/// and expect what is due now. Null: the same request again accepts the new total.</param>
[GenerateSerializer, Immutable, Alias("refusal.price-changed")]
public sealed record PriceChanged(Totals Shown, Totals Now, Money? Expected = null)
    : Refusal(
        RefusalKind.NotAllowed,
        Expected is { } expected
            ? $"{expected} was expected to be due, and {Now.Due} is; expect that to accept it."
            : $"The total changed from {Shown.Due} to {Now.Due}; the same request again accepts it.")
{
    /// <inheritdoc/>
    public override bool Retryable => Expected is null;
}

/// <summary>More money than one order may come to.</summary>
/// <param name="Most">The limit.</param>
[GenerateSerializer, Immutable, Alias("refusal.order-total-too-high")]
public sealed record OrderTotalTooHigh(Money Most) : Refusal(
    RefusalKind.NotAllowed, $"An order comes to at most {Most}.");

/// <summary>More units than one order may have.</summary>
/// <param name="Most">The limit.</param>
[GenerateSerializer, Immutable, Alias("refusal.too-many-units")]
public sealed record TooManyUnits(int Most) : Refusal(RefusalKind.NotAllowed, $"An order has at most {Most} units.");
