using Commerce.Grains.Kernel;
using static Commerce.Grains.Carts.CartCommand;
using static Commerce.Grains.Carts.CartEvent;
using static Commerce.Grains.Carts.CartState;

namespace Commerce.Grains.Carts;

/// <summary>How a guest's cart becomes a customer's: pure. The guest's cart gives all its lines away in one
/// write and ends; the customer's remembers whose lines it took, so that they come in once however often they are
/// brought.</summary>
internal static class MergeRules
{
    public static Decision<CartEvent> Decide(
        CartId id, ShopSettings settings, CartState state, CartCommand command, DateTimeOffset now) =>
        (state, command) switch
        {
            // What came in before came in, whatever became of the cart since.
            (_, TakeLines take) when HasTaken(state, take.From) => Already.Done,
            (Merged merged, Merge merge) when merged.Customer == merge.Customer => Already.Done,
            (Blank, Merge) => Already.Done,
            (Blank, Claim claim) => new Claimed(claim.Customer, now, now + settings.CartDuration),
            (Open { Content.Customer: { } owner }, Claim claim) when owner == claim.Customer => Already.Done,
            (Open cart, TakeLines take) when cart.Content.Customer != take.Customer => new NotFound("cart"),
            (Open { Content.Customer: not null }, Claim or Merge) => new NotFound("cart"),
            (Open cart, Claim claim) => new Claimed(claim.Customer, now, cart.ExpiresAt),
            (Open, Merge merge) => new MergedInto(merge.Into, merge.Customer),
            (Blank, TakeLines take) => Take(CartContent.Empty(now), take, now, now + settings.CartDuration),
            (Open cart, TakeLines take) => Take(cart.Content, take, now, cart.ExpiresAt),
            (Frozen, _) => new CartFrozen(id.Order),
            (Closed, _) => new CartEnded("closed", id.Order),
            (Merged, _) => new CartEnded("merged", null),
            (Expired, _) => new CartEnded("expired", null),
            _ => NotAllowed.When(state, command),
        };

    public static CartState Evolve(CartState state, CartEvent happened) => (state, happened) switch
    {
        (Blank, Claimed e) => new Open(CartContent.Empty(e.At) with { Customer = e.Customer }, e.ExpiresAt),
        (Open s, Claimed e) => s with { Content = s.Content with { Customer = e.Customer, ChangedAt = e.At } },
        (Open s, MergedInto e) => new Merged(s.Content, e.Into, e.Customer),
        (Blank, LinesTaken e) => new Open(With(CartContent.Empty(e.At), e), e.ExpiresAt),
        (Open s, LinesTaken e) => s with { Content = With(s.Content, e) },
        _ => throw new ImpossibleHistoryException(state, happened),
    };

    private static bool HasTaken(CartState state, CartId from) =>
        CartBlueprint.ContentOf(state)?.Took?.Contains(from) == true;

    private static CartContent With(CartContent content, LinesTaken taken) => content with
    {
        Lines = taken.Lines,
        LineCount = content.LineCount + taken.Came,
        Quote = null,
        Revision = content.Revision + 1,
        ChangedAt = taken.At,
        Customer = taken.Customer,
        Offers = taken.Offers.IsEmpty ? content.Offers : CartMachine.Kept(content.OffersHeld(), taken.Offers),
        Took = (content.Took ?? []).Add(taken.From),
    };

    // The same variant adds up, seen as the guest saw it last, at the price that it has here unless codes came along:
    // then it was priced for this customer just now. What a line or a cart cannot hold is left out, and still
    // stands in the guest's cart.
    private static LinesTaken Take(CartContent content, TakeLines take, DateTimeOffset now, DateTimeOffset expiresAt)
    {
        var lines = content.Lines.ToList();
        var (came, leftOut) = (0, 0);
        foreach (var wanted in take.Lines)
        {
            var place = lines.FindIndex(line => line.Wanted.Item.Sku == wanted.Item.Sku);
            var before = place < 0 ? 0 : lines[place].Wanted.Quantity;
            var quantity = Math.Min(before + wanted.Quantity, CartLimits.QuantityMost);
            if (place < 0 && lines.Count >= CartLimits.LinesMost)
            {
                leftOut += wanted.Quantity;
                continue;
            }

            leftOut += before + wanted.Quantity - quantity;
            var price = place >= 0 && take.Offers.IsEmpty ? lines[place].Wanted.Price ?? wanted.Price : wanted.Price;
            var together = wanted with { Quantity = quantity, Price = price };
            if (place >= 0) lines[place] = lines[place] with { Wanted = together };
            else lines.Add(new($"line-{content.LineCount + ++came}", together));
        }

        return new(take.From, take.Customer, [.. lines], came, leftOut, now, expiresAt) { Offers = take.Offers };
    }
}
