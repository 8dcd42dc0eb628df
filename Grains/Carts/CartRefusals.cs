using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Products;

namespace Commerce.Grains.Carts;

/// <summary>The cart is being paid; nothing in it can change (X-05, CART-03).</summary>
/// <param name="OrderId">The order it is becoming.</param>
[GenerateSerializer, Immutable, Alias("refusal.cart-frozen")]
public sealed record CartFrozen(OrderId OrderId)
    : Refusal(RefusalKind.NotAllowed, "The cart is being paid; wait for its order or cancel the payment.");

/// <summary>The cart has become an order, lapsed or was merged.</summary>
/// <param name="CartStatus"><c>closed</c>, <c>expired</c> or <c>merged</c>.</param>
/// <param name="OrderId">The order it became, if it did.</param>
[GenerateSerializer, Immutable, Alias("refusal.cart-ended")]
public sealed record CartEnded(string CartStatus, OrderId? OrderId)
    : Refusal(RefusalKind.NotAllowed, $"The cart is {CartStatus}; make a new one.");

/// <summary>The cart changed while its quote was made; asking again helps.</summary>
/// <param name="Version">The version it has now.</param>
[GenerateSerializer, Immutable, Alias("refusal.cart-changed")]
public sealed record CartChanged(long Version)
    : Refusal(RefusalKind.NotAllowed, "The cart changed meanwhile; look at it and try again.")
{
    /// <inheritdoc/>
    public override bool Retryable => true;
}

/// <summary>The variant cannot be ordered: unknown, discontinued, without a price, or not out yet.</summary>
/// <param name="Sku">Which.</param>
[GenerateSerializer, Immutable, Alias("refusal.not-orderable")]
public sealed record NotOrderable(Sku Sku) : Refusal(RefusalKind.NotAllowed, $"'{Sku}' cannot be ordered.");

/// <summary>The quantity is not one a line can have.</summary>
/// <param name="Quantity">What the line would hold.</param>
/// <param name="Least">Fewest.</param>
/// <param name="Most">Most (PRM-07).</param>
[GenerateSerializer, Immutable, Alias("refusal.quantity-out-of-range")]
public sealed record QuantityOutOfRange(long Quantity, int Least, int Most)
    : Refusal(RefusalKind.Invalid, $"{Quantity} is not between {Least} and {Most}.");

/// <summary>The cart is full.</summary>
/// <param name="Limit">Most lines of a cart.</param>
[GenerateSerializer, Immutable, Alias("refusal.too-many-lines")]
public sealed record TooManyLines(int Limit) : Refusal(RefusalKind.NotAllowed, $"A cart holds at most {Limit} lines.");

/// <summary>No more attempts to pay this cart.</summary>
/// <param name="Limit">Most attempts of one order.</param>
[GenerateSerializer, Immutable, Alias("refusal.too-many-attempts")]
public sealed record TooManyAttempts(int Limit)
    : Refusal(RefusalKind.NotAllowed, $"Paying was tried {Limit} times; make a new cart.");

/// <summary>Something is missing before the cart can be paid.</summary>
/// <param name="Missing"><c>lines</c>, <c>delivery</c> or <c>email</c>.</param>
[GenerateSerializer, Immutable, Alias("refusal.cart-incomplete")]
public sealed record CartIncomplete(string Missing)
    : Refusal(RefusalKind.NotAllowed, $"The cart cannot be paid yet: {Missing} missing.");
