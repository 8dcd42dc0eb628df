using System.Text.Json.Serialization;
using Commerce.Grains.Checkout;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Pricing;
using Commerce.Grains.Products;

namespace Commerce.Grains.Carts;

/// <summary>What can happen to a cart. What is personal or large stands in the state only: it is left out of what
/// is stored of the event.</summary>
internal abstract record CartEvent
{
    private CartEvent() { }

    [Alias("cart.line-added")]
    public sealed record LineAdded(
        string LineId,
        [property: JsonIgnore] CatalogueItem Item,
        int Quantity,
        DateTimeOffset At,
        DateTimeOffset ExpiresAt,
        [property: JsonIgnore] PriceChoice? Choice = null)
        : CartEvent
    {
        public Sku Sku => Item.Sku;

        public Money? Price => Choice?.Amount ?? Item.Price;

        public QuoteLine Wanted() => new(Item, Quantity, Choice);
    }

    /// <summary>Also when more of the same came in: then the variant is the one seen last.</summary>
    [Alias("cart.quantity-changed")]
    public sealed record QuantityChanged(
        string LineId,
        [property: JsonIgnore] CatalogueItem Item,
        int Quantity,
        DateTimeOffset At,
        [property: JsonIgnore] PriceChoice? Choice = null) : CartEvent
    {
        public QuoteLine Wanted() => new(Item, Quantity, Choice);
    }

    [Alias("cart.line-removed")]
    public sealed record LineRemoved(string LineId, DateTimeOffset At) : CartEvent;

    [Alias("cart.quoted")]
    public sealed record Quoted(
        [property: JsonIgnore] Delivery Delivery,
        [property: JsonIgnore] ImmutableArray<QuoteLine> Lines,
        [property: JsonIgnore] Quote Quote,
        DateTimeOffset At) : CartEvent
    {
        public string Method => Delivery.Method;

        public Totals Totals => Quote.Totals;
    }

    [Alias("cart.offer-held")]
    public sealed record OfferHeld(
        OfferCode Offer, [property: JsonIgnore] ImmutableArray<QuoteLine> Lines, DateTimeOffset At,
        DateTimeOffset ExpiresAt) : CartEvent;

    [Alias("cart.payment-begun")]
    public sealed record PaymentBegun(
        AttemptId Attempt, [property: JsonIgnore] Quote Quote, string Request, DateTimeOffset AskAt) : CartEvent
    {
        public Money Due => Quote.Totals.Due;
    }

    [Alias("cart.payment-ended")]
    public sealed record PaymentEnded(AttemptId Attempt, DateTimeOffset ExpiresAt) : CartEvent;

    [Alias("cart.ordered")]
    public sealed record Ordered(AttemptId Attempt) : CartEvent;

    [Alias("cart.claimed")]
    public sealed record Claimed(CustomerId Customer, DateTimeOffset At, DateTimeOffset ExpiresAt) : CartEvent;

    /// <summary>All its lines go to another cart.</summary>
    [Alias("cart.merged")]
    public sealed record MergedInto(CartId Into, CustomerId Customer) : CartEvent;

    /// <summary>The lines of another cart came in; what is left out was beyond the limits.</summary>
    [Alias("cart.lines-taken")]
    public sealed record LinesTaken(
        CartId From, CustomerId Customer, [property: JsonIgnore] ImmutableArray<CartLine> Lines, int Came,
        int LeftOut, DateTimeOffset At, DateTimeOffset ExpiresAt) : CartEvent
    {
        /// <summary>The codes that came with them.</summary>
        public ImmutableArray<OfferCode> Offers { get; init; } = [];
    }

    [Alias("cart.lapsed")]
    public sealed record Lapsed(bool HasOrder) : CartEvent;
}
