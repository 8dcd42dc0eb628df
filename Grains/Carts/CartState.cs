using System.Text.Json.Serialization;
using Commerce.Grains.Checkout;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Grains.Carts;

/// <summary>What a cart can be. Each state holds only what is true in it.</summary>
internal abstract record CartState
{
    private CartState() { }

    /// <summary>Nobody has put anything in yet; it is not stored.</summary>
    [Alias("cart.blank")]
    public sealed record Blank : CartState;

    /// <summary>Being filled.</summary>
    [Alias("cart.open")]
    public sealed record Open(CartContent Content, DateTimeOffset ExpiresAt) : CartState;

    /// <summary>Being paid: nothing in it can change .</summary>
    [Alias("cart.frozen")]
    public sealed record Frozen(
        CartContent Content, DateTimeOffset ExpiresAt, AttemptId Attempt, string Request,
            DateTimeOffset AskAt) : CartState;

    /// <summary>It became its order.</summary>
    [Alias("cart.closed")]
    public sealed record Closed(CartContent Content, AttemptId Attempt) : CartState;

    /// <summary>Its lines went to a customer's cart; they are kept here as they were.</summary>
    [Alias("cart.merged-state")]
    public sealed record Merged(CartContent Content, CartId Into, CustomerId Customer) : CartState;

    /// <summary>Its time is up (CART-12).</summary>
    [Alias("cart.expired")]
    public sealed record Expired(CartContent Content) : CartState;
}

/// <summary>What is in a cart.</summary>
/// <param name="Lines">One per variant.</param>
/// <param name="LineCount">How many lines there ever were; names the next one.</param>
/// <param name="Revision">Counts the changes of lines, prices and delivery.</param>
/// <param name="Delivery">Where it goes, once said.</param>
/// <param name="Quote">The quote of exactly this content; null since the last change of a line.</param>
/// <param name="Attempts">How often paying was begun.</param>
/// <param name="CreatedAt">Time of the first line.</param>
/// <param name="ChangedAt">Time of the last change.</param>
/// <param name="Offers">The codes that it keeps, one a product, the newest last.</param>
/// <param name="Customer">Whose it is; null: a guest's, opened by its token.</param>
/// <param name="Took">The carts whose lines came in.</param>
internal sealed record CartContent(
    [property: JsonConverter(typeof(LargeArrayConverter<CartLine>))] ImmutableArray<CartLine> Lines,
    int LineCount,
    int Revision,
    Delivery? Delivery,
    Quote? Quote,
    int Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt,
    ImmutableArray<OfferCode>? Offers = null,
    CustomerId? Customer = null,
    ImmutableArray<CartId>? Took = null)
{
    /// <summary>Nothing yet.</summary>
    public static CartContent Empty(DateTimeOffset at) => new([], 0, 0, null, null, 0, at, at);

    /// <summary>The codes that it keeps.</summary>
    public ImmutableArray<OfferCode> OffersHeld() => Offers ?? [];

    /// <summary>The place of a line, or -1.</summary>
    public int PlaceOf(string lineId)
    {
        for (var place = 0; place < Lines.Length; place++)
        {
            if (Lines[place].Id == lineId) return place;
        }

        return -1;
    }
}

/// <summary>Units of one variant.</summary>
/// <param name="Id">Its id within the cart.</param>
/// <param name="Wanted">The variant as it was when added or last priced, and how many.</param>
internal sealed record CartLine(string Id, QuoteLine Wanted);
