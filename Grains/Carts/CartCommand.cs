using Commerce.Grains.Checkout;
using Commerce.Grains.Customers;
using Commerce.Grains.Orders;
using Commerce.Grains.Pricing;
using Commerce.Grains.Products;

namespace Commerce.Grains.Carts;

/// <summary>What a cart may be told.</summary>
[GenerateSerializer, Immutable, Alias("cart-command")]
public abstract record CartCommand
{
    private CartCommand() { }

    /// <summary>Is handed out to a shopper, empty. Nothing is stored; but a cart that was used longer ago than keys are
    /// remembered is not handed out again (H-01).</summary>
    [GenerateSerializer, Immutable, Alias("cart-command.make")]
    public sealed record Make : CartCommand;

    /// <summary>Puts units of a variant in; the same variant twice adds up (CART-02).</summary>
    /// <param name="Item">The variant as the catalogue has it now.</param>
    /// <param name="Quantity">1 to 999.</param>
    /// <param name="Price">What its buyer pays for one; null: the regular price.</param>
    [GenerateSerializer, Immutable, Alias("cart-command.add-line")]
    public sealed record AddLine(CatalogueItem Item, int Quantity, PriceChoice? Price = null) : CartCommand;

    /// <summary>Sets a line's quantity; 0 removes it (CART-04, CART-05).</summary>
    /// <param name="LineId">Which line.</param>
    /// <param name="Quantity">0 to 999.</param>
    [GenerateSerializer, Immutable, Alias("cart-command.set-quantity")]
    public sealed record SetQuantity(string LineId, int Quantity) : CartCommand;

    /// <summary>Says where it goes and how, with the quote made for that (PRC-11).</summary>
    /// <param name="Revision">The cart's revision that the quote was made of.</param>
    /// <param name="Delivery">Where and how.</param>
    /// <param name="Lines">Its lines with the variants as the catalogue has them now.</param>
    /// <param name="Quote">The quote.</param>
    [GenerateSerializer, Immutable, Alias("cart-command.take-quote")]
    public sealed record TakeQuote(int Revision, Delivery Delivery, ImmutableArray<QuoteLine> Lines, Quote Quote)
        : CartCommand;

    /// <summary>Keeps the code of an offer for a product; the newest one counts (PRC-08).</summary>
    /// <param name="Revision">The cart's revision that the prices were looked up for.</param>
    /// <param name="Offer">Product and code.</param>
    /// <param name="Lines">Its lines with the prices that they have with the code.</param>
    [GenerateSerializer, Immutable, Alias("cart-command.hold-offer")]
    public sealed record HoldOffer(int Revision, OfferCode Offer, ImmutableArray<QuoteLine> Lines) : CartCommand;

    /// <summary>Stands still while it is being paid (W1, X-05).</summary>
    /// <param name="Revision">The cart's revision that the quote was made of.</param>
    /// <param name="Quote">The whole quote.</param>
    /// <param name="Request">By which the same request is known again.</param>
    [GenerateSerializer, Immutable, Alias("cart-command.freeze")]
    public sealed record Freeze(int Revision, Quote Quote, string Request) : CartCommand;

    /// <summary>The attempt is dead: the cart is open again.</summary>
    /// <param name="Attempt">Which attempt.</param>
    [GenerateSerializer, Immutable, Alias("cart-command.thaw")]
    public sealed record Thaw(AttemptId Attempt) : CartCommand;

    /// <summary>The attempt is paid: the cart has become its order.</summary>
    /// <param name="Attempt">Which attempt.</param>
    [GenerateSerializer, Immutable, Alias("cart-command.close")]
    public sealed record Close(AttemptId Attempt) : CartCommand;

    /// <summary>Is a customer's from now on: the token of a guest opens it no more.</summary>
    /// <param name="Customer">Whose.</param>
    [GenerateSerializer, Immutable, Alias("cart-command.claim")]
    public sealed record Claim(CustomerId Customer) : CartCommand;

    /// <summary>Gives all lines to a customer's cart, and ends .</summary>
    /// <param name="Into">Which cart takes them.</param>
    /// <param name="Customer">Whose it is.</param>
    [GenerateSerializer, Immutable, Alias("cart-command.merge")]
    public sealed record Merge(CartId Into, CustomerId Customer) : CartCommand;

    /// <summary>Takes the lines of a guest's cart, once .</summary>
    /// <param name="From">Which cart gave them.</param>
    /// <param name="Customer">Whose they are.</param>
    /// <param name="Lines">The lines.</param>
    [GenerateSerializer, Immutable, Alias("cart-command.take-lines")]
    public sealed record TakeLines(CartId From, CustomerId Customer, ImmutableArray<QuoteLine> Lines) : CartCommand
    {
        /// <summary>The codes that came with them, one a product (PRC-09).</summary>
        [Id(0)]
        public ImmutableArray<OfferCode> Offers { get; init; } = [];
    }

    /// <summary>Its time is up (CART-12).</summary>
    [GenerateSerializer, Immutable, Alias("cart-command.lapse")]
    public sealed record Lapse : CartCommand;
}
