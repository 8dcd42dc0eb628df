using Commerce.Grains.Checkout;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Grains.Carts;

/// <summary>One cart, keyed by its id. It is stored from its first line on.</summary>
[Alias("cart")]
public interface ICartGrain : IGrainWithStringKey
{
    /// <summary>Is handed out to a shopper. Nothing is stored.</summary>
    /// <remarks>Refusals: <see cref="IdempotencyKeyUsed"/> when it was used longer ago than keys are
    /// remembered.</remarks>
    [Alias("make")]
    Task<Outcome<CartView>> Make();

    /// <summary>Puts units of a variant in.</summary>
    /// <remarks>Refusals: <see cref="CartFrozen"/>, <see cref="CartEnded"/>, <see cref="NotOrderable"/>,
    /// <see cref="QuantityOutOfRange"/>, <see cref="TooManyLines"/>.</remarks>
    /// <param name="command">What to add.</param>
    /// <param name="call">Who asks.</param>
    [Alias("add-line")]
    Task<Outcome<CartView>> AddLine(CartCommand.AddLine command, Call call);

    /// <summary>Sets a line's quantity; 0 removes it.</summary>
    /// <remarks>Refusals: <see cref="NotFound"/>, <see cref="CartFrozen"/>, <see cref="CartEnded"/>,
    /// <see cref="QuantityOutOfRange"/>.</remarks>
    /// <param name="command">Which line, how many.</param>
    /// <param name="call">Who asks.</param>
    [Alias("set-quantity")]
    Task<Outcome<CartView>> SetQuantity(CartCommand.SetQuantity command, Call call);

    /// <summary>Takes the delivery and the quote made for it.</summary>
    /// <remarks>Refusals: <see cref="CartChanged"/> when the quote is of an older version, <see cref="CartFrozen"/>,
    /// <see cref="CartEnded"/>.</remarks>
    /// <param name="command">Delivery and quote.</param>
    /// <param name="call">Who asks.</param>
    [Alias("take-quote")]
    Task<Outcome<CartView>> TakeQuote(CartCommand.TakeQuote command, Call call);

    /// <summary>Keeps the code of an offer for a product (PRC-08).</summary>
    /// <remarks>Refusals: <see cref="InvalidValue"/>, <see cref="CartChanged"/>, <see cref="CartFrozen"/>,
    /// <see cref="CartEnded"/>.</remarks>
    /// <param name="command">Code, product, and the lines with their prices.</param>
    /// <param name="call">Who asks.</param>
    [Alias("hold-offer")]
    Task<Outcome<CartView>> HoldOffer(CartCommand.HoldOffer command, Call call);

    /// <summary>Stands still for one attempt to pay it; the same request again meets the same attempt.</summary>
    /// <remarks>Refusals: <see cref="CartFrozen"/>, <see cref="CartChanged"/>, <see cref="CartEnded"/>,
    /// <see cref="TooManyAttempts"/>.</remarks>
    /// <param name="command">Version, quote and request.</param>
    /// <param name="call">Who asks.</param>
    [Alias("freeze")]
    Task<Outcome<CartBasis>> Freeze(CartCommand.Freeze command, Call call);

    /// <summary>Opens it again; on a verdict only.</summary>
    /// <param name="attempt">The dead attempt.</param>
    [Alias("thaw")]
    Task<Outcome<CartView>> Thaw(AttemptId attempt);

    /// <summary>Closes it; on a verdict only.</summary>
    /// <param name="attempt">The paid attempt.</param>
    [Alias("close")]
    Task<Outcome<CartView>> Close(AttemptId attempt);

    /// <summary>Makes it a customer's.</summary>
    /// <remarks>Refusals: <see cref="CartFrozen"/>, <see cref="CartEnded"/>, <see cref="NotFound"/> when it is
    /// somebody else's.</remarks>
    /// <param name="customer">Whose.</param>
    /// <param name="call">Who asks.</param>
    [Alias("claim")]
    Task<Outcome<CartView>> Claim(CustomerId customer, Call call);

    /// <summary>Gives a guest's lines to a customer's cart, and ends .</summary>
    /// <remarks>Refusals: <see cref="CartFrozen"/>, <see cref="CartEnded"/>, <see cref="NotFound"/> when it is
    /// a customer's.</remarks>
    /// <param name="command">To which cart.</param>
    /// <param name="call">Who asks.</param>
    [Alias("merge")]
    Task<Outcome<CartView>> Merge(CartCommand.Merge command, Call call);

    /// <summary>Takes the lines that a guest's cart gave, once.</summary>
    /// <remarks>Refusals: <see cref="CartFrozen"/>, <see cref="CartEnded"/>, <see cref="NotFound"/> when it is
    /// somebody else's.</remarks>
    /// <param name="command">Whose lines.</param>
    [Alias("take-lines")]
    Task<Outcome<CartView>> TakeLines(CartCommand.TakeLines command);

    /// <summary>Reads it as its shopper sees it.</summary>
    /// <remarks>Refusals: <see cref="NotFound"/> never: a cart without lines is empty and open.</remarks>
    [Alias("view")]
    Task<Outcome<CartView>> View();

    /// <summary>Reads what a quote and a checkout are made of.</summary>
    [Alias("basis")]
    Task<CartBasis> Basis();

    /// <summary>Whose it is, or whose its lines are; null: a guest's.</summary>
    [Alias("owner")]
    Task<CustomerId?> Owner();
}

/// <summary>A cart as the checkout needs it.</summary>
/// <param name="View">What the shopper sees.</param>
/// <param name="Revision">Counts the changes of its content.</param>
/// <param name="Lines">Its lines, with the variants as they were when added or last priced.</param>
/// <param name="Quote">The quote it holds, if it has one that fits its lines and delivery.</param>
/// <param name="Attempt">The attempt it is or was last frozen for.</param>
/// <param name="Request">The request it is frozen for.</param>
/// <param name="Offers">The offer codes it keeps, one a product.</param>
/// <param name="Customer">Whose it is, or whose its lines are; null: a guest's.</param>
/// <param name="Into">The cart that its lines went to, if they did.</param>
[GenerateSerializer, Immutable, Alias("cart-basis")]
public sealed record CartBasis(
    CartView View,
    int Revision,
    ImmutableArray<QuoteLine> Lines,
    Quote? Quote,
    AttemptId? Attempt,
    string? Request,
    ImmutableArray<OfferCode> Offers,
    CustomerId? Customer = null,
    CartId? Into = null)
{
    /// <summary>When it got its first line (ORD-13).</summary>
    [Id(0)]
    public DateTimeOffset? InBasketAt { get; init; }
}
