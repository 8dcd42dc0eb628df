using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using static Commerce.Grains.Carts.CartCommand;
using static Commerce.Grains.Carts.CartEvent;
using static Commerce.Grains.Carts.CartState;

namespace Commerce.Grains.Carts;

/// <summary>The rules of a cart: pure.</summary>
internal static class CartMachine
{
    public static Decision<CartEvent> Decide(
        CartId id, ShopSettings settings, CartState state, CartCommand command, DateTimeOffset now) =>
        (state, command) switch
        {
            (_, Make) => CartBlueprint.ContentOf(state)?.CreatedAt + KernelLimits.KeyTime <= now
                ? new IdempotencyKeyUsed()
                : Already.Done,
            (_, Claim or Merge or TakeLines) => MergeRules.Decide(id, settings, state, command, now),
            (Blank, AddLine add) => Decide(null, add, settings, now),
            (Open cart, AddLine add) => Decide(cart.Content, add, settings, now),
            (Open cart, SetQuantity set) => Decide(cart.Content, set, now),
            (Open cart, TakeQuote take) => Decide(cart.Content, take, now),
            (Blank, HoldOffer hold) => Decide(null, hold, settings, now),
            (Open cart, HoldOffer hold) => Decide(cart.Content, hold, settings, now),
            (Open cart, Freeze freeze) => Decide(id, cart.Content, freeze, settings, now),
            (Frozen cart, Freeze freeze) when cart.Request == freeze.Request => Already.Done,
            (Frozen cart, Thaw thaw) when thaw.Attempt == cart.Attempt =>
                new PaymentEnded(thaw.Attempt, now + settings.CartDuration),
            (Frozen cart, Close close) when close.Attempt == cart.Attempt => new Ordered(close.Attempt),
            (Open cart, Lapse) when now >= cart.ExpiresAt => new Lapsed(cart.Content.Attempts > 0),
            (_, Lapse) => Already.Done,
            (_, Thaw thaw) => IsPast(id, state, thaw.Attempt) ? Already.Done : NotAllowed.When(state, thaw),
            (Closed cart, Close close) when close.Attempt == cart.Attempt => Already.Done,
            (Open cart, Close close) when close.Attempt.Order == id.Order
                && close.Attempt.Number == cart.Content.Attempts =>
                new Ordered(close.Attempt),
            (_, Close close) => NotAllowed.When(state, close),
            (Blank, SetQuantity) => new NotFound("line"),
            (Blank, TakeQuote or Freeze) => new CartIncomplete("lines"),
            (Frozen, _) => new CartFrozen(id.Order),
            (Closed, _) => new CartEnded("closed", id.Order),
            (Expired, _) => new CartEnded("expired", null),
            (Merged, _) => new CartEnded("merged", null),
            _ => NotAllowed.When(state, command),
        };

    public static CartState Evolve(CartState state, CartEvent happened) => (state, happened) switch
    {
        (_, Claimed or MergedInto or LinesTaken) => MergeRules.Evolve(state, happened),
        (Blank, LineAdded e) => new Open(
            new CartContent([new(e.LineId, e.Wanted())], 1, 1, null, null, 0, e.At, e.At), e.ExpiresAt),
        (Blank, OfferHeld e) => new Open(
            new CartContent([], 0, 1, null, null, 0, e.At, e.At, [e.Offer]), e.ExpiresAt),
        (Open s, LineAdded e) => s with
        {
            Content = Changed(s.Content, s.Content.Lines.Add(new(e.LineId, e.Wanted())), e.At) with
            {
                LineCount = s.Content.LineCount + 1,
            },
        },
        (Open s, QuantityChanged e) => s with
        {
            Content = Changed(
                s.Content,
                s.Content.Lines.SetItem(s.Content.PlaceOf(e.LineId), new(e.LineId, e.Wanted())),
                e.At),
        },
        (Open s, LineRemoved e) => s with
        {
            Content = Changed(s.Content, s.Content.Lines.RemoveAt(s.Content.PlaceOf(e.LineId)), e.At),
        },
        (Open s, Quoted e) => s with { Content = Priced(s.Content, e) },
        (Open s, OfferHeld e) => s with { Content = Held(s.Content, e) },
        (Open s, PaymentBegun e) => new Frozen(
            s.Content with { Attempts = e.Attempt.Number, Quote = e.Quote }, s.ExpiresAt, e.Attempt, e.Request,
                e.AskAt),
        (Frozen s, PaymentEnded e) => new Open(s.Content, e.ExpiresAt),
        (Frozen s, Ordered e) => new Closed(s.Content, e.Attempt),
        (Open s, Ordered e) => new Closed(s.Content, e.Attempt),
        (Open s, Lapsed) => new Expired(s.Content),
        _ => throw new ImpossibleHistoryException(state, happened),
    };

    private static Decision<CartEvent> Decide(
        CartContent? content, AddLine add, ShopSettings settings, DateTimeOffset now)
    {
        if (add.Quantity is < 1 or > CartLimits.QuantityMost) return OutOfRange(add.Quantity, least: 1);
        if (!add.Item.IsOrderable(now, settings.AllowPreOrders)) return new NotOrderable(add.Item.Sku);

        // The same variant twice adds up; a double click is told apart by its idempotency key (CART-02).
        var line = content?.Lines.FirstOrDefault(one => one.Wanted.Item.Sku == add.Item.Sku);
        if (line is not null)
        {
            var quantity = line.Wanted.Quantity + add.Quantity;
            if (quantity > CartLimits.QuantityMost) return OutOfRange(quantity, least: 1);
            return new QuantityChanged(line.Id, add.Item, quantity, now, add.Price);
        }

        if (content?.Lines.Length >= CartLimits.LinesMost) return new TooManyLines(CartLimits.LinesMost);
        var number = (content?.LineCount ?? 0) + 1;
        return new LineAdded($"line-{number}", add.Item, add.Quantity, now, now + settings.CartDuration, add.Price);
    }

    private static Decision<CartEvent> Decide(CartContent content, SetQuantity set, DateTimeOffset now)
    {
        if (set.Quantity is < 0 or > CartLimits.QuantityMost) return OutOfRange(set.Quantity, least: 0);
        var place = content.PlaceOf(set.LineId);
        if (place < 0) return set.Quantity == 0 ? Already.Done : new NotFound("line");
        var wanted = content.Lines[place].Wanted;
        if (set.Quantity == 0) return new LineRemoved(set.LineId, now);
        return set.Quantity == wanted.Quantity
            ? Already.Done
            : new QuantityChanged(set.LineId, wanted.Item, set.Quantity, now, wanted.Price);
    }

    private static Decision<CartEvent> Decide(CartContent content, TakeQuote take, DateTimeOffset now)
    {
        if (content.Lines.IsEmpty) return new CartIncomplete("lines");
        if (take.Revision != content.Revision) return new CartChanged(content.Revision);
        var same = take.Delivery == content.Delivery && content.Quote is { } quote && quote.SameAs(take.Quote);
        return same ? Already.Done : new Quoted(take.Delivery, take.Lines, take.Quote, now);
    }

    private static Decision<CartEvent> Decide(
        CartContent? content, HoldOffer hold, ShopSettings settings, DateTimeOffset now)
    {
        if (hold.Offer.Code.Length is 0 or > CartLimits.OfferCodeMost)
            return new InvalidValue($"1 to {CartLimits.OfferCodeMost} characters are expected.") { Param = "/code" };
        if (content is not null && content.OffersHeld().Contains(hold.Offer)) return Already.Done;
        if (content is not null && hold.Revision != content.Revision) return new CartChanged(content.Revision);
        return new OfferHeld(hold.Offer, hold.Lines, now, now + settings.CartDuration);
    }

    private static Decision<CartEvent> Decide(
        CartId id, CartContent content, Freeze freeze, ShopSettings settings, DateTimeOffset now)
    {
        if (content.Lines.IsEmpty) return new CartIncomplete("lines");
        if (content.Delivery is null) return new CartIncomplete("delivery");
        if (freeze.Revision != content.Revision) return new CartChanged(content.Revision);
        if (content.Attempts >= settings.AttemptsMost) return new TooManyAttempts(settings.AttemptsMost);
        return new PaymentBegun(
            AttemptId.Of(id.Order, content.Attempts + 1), freeze.Quote, freeze.Request, now + settings.FreezeTime);
    }

    private static QuantityOutOfRange OutOfRange(long quantity, int least) =>
        new(quantity, least, CartLimits.QuantityMost) { Param = "/quantity" };

    // An attempt that ended before, or one of an order that this cart never tried to become.
    private static bool IsPast(CartId id, CartState state, AttemptId attempt)
    {
        if (attempt.Order != id.Order) return false;
        return state switch
        {
            Open s => attempt.Number <= s.Content.Attempts,
            Expired s => attempt.Number <= s.Content.Attempts,
            Frozen s => attempt.Number < s.Attempt.Number,
            Closed s => attempt.Number < s.Attempt.Number,
            _ => false,
        };
    }

    private static CartContent Changed(CartContent content, ImmutableArray<CartLine> lines, DateTimeOffset at) =>
        content with { Lines = lines, Quote = null, Revision = content.Revision + 1, ChangedAt = at };

    /// <summary>Codes with newer ones, one a product (PRC-08): the oldest make room for the newest.</summary>
    public static ImmutableArray<OfferCode> Kept(ImmutableArray<OfferCode> before, ImmutableArray<OfferCode> newer) =>
    [
        .. before.Where(offer => newer.All(one => one.Product != offer.Product)).Concat(newer)
            .TakeLast(CartLimits.OffersMost),
    ];

    private static CartContent Held(CartContent content, OfferHeld held) =>
        Changed(content, Repriced(content, held.Lines), held.At) with
        {
            Offers = Kept(content.OffersHeld(), [held.Offer]),
        };

    private static ImmutableArray<CartLine> Repriced(CartContent content, ImmutableArray<QuoteLine> lines) =>
        [.. content.Lines.Zip(lines, (line, wanted) => line with { Wanted = wanted })];

    private static CartContent Priced(CartContent content, Quoted quoted) => content with
    {
        Lines = Repriced(content, quoted.Lines),
        Delivery = quoted.Delivery,
        Quote = quoted.Quote,
        Revision = content.Revision + 1,
        ChangedAt = quoted.At,
    };
}
