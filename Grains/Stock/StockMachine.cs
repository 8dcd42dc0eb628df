using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using static Commerce.Grains.Stock.Promise;
using static Commerce.Grains.Stock.StockCommand;
using static Commerce.Grains.Stock.StockEvent;

namespace Commerce.Grains.Stock;

/// <summary>The rules of a stock item: what was decided first for an attempt stands, and nothing is promised
/// twice.</summary>
internal static class StockMachine
{
    public static Decision<StockEvent> Decide(
        StockState state, StockCommand command, DateTimeOffset now, int openHoldsMost) => command switch
        {
            Hold hold => Decide(state, hold, now, openHoldsMost),
            Commit commit => Decide(state, commit, now),
            Release release => Decide(state, release, now),
            Ship ship => Decide(state, ship, now),
            Return back => Decide(state, back, now),
            Adjust adjust => Decide(state, adjust, now),
            SetBackorder said => Decide(state, said, now),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public static StockState Evolve(StockState state, StockEvent happened) => happened switch
    {
        Held e => state with
        {
            Sku = e.Sku,
            Held = state.Held + e.Quantity,
            Open = state.Open.Add(new(e.Attempt, e.Quantity, e.Until)),
            ChangedAt = e.At,
        },
        Committed e => state.Moved(e.Attempt, e.Kept, e.At),
        Released e => state.Moved(e.Attempt, e.Kept, e.At) with { Held = state.Held - e.Quantity },
        Shipped e => state.Moved(e.Attempt, e.Kept, e.At) with
        {
            Held = state.Held - e.Quantity,
            OnHand = state.OnHand - e.Quantity + e.Missing,
        },
        Returned e => state.Moved(e.Attempt, e.Kept, e.At) with { OnHand = state.OnHand + e.Quantity },
        Counted e => state with { Sku = e.Sku, OnHand = e.OnHand, ChangedAt = e.At },
        Corrected e => state with { Sku = e.Sku, OnHand = state.OnHand + e.Change, ChangedAt = e.At },
        BackorderSet e => state with
        {
            Sku = e.Sku,
            Backorder = e.Backorder,
            BackorderWord = e.Word,
            ChangedAt = e.At,
        },
        _ => throw new ImpossibleHistoryException(state, happened),
    };

    /// <summary>What the attempt was promised: the item knows its open holds, the child row all others.</summary>
    private static Promise PromiseTo(StockState state, AttemptId attempt, Kept? kept) =>
        state.OpenOf(attempt) is { } hold ? new Open(hold.Quantity, hold.Until) : Of(kept);

    // The promise leaves the open holds for its child row, or stays there.
    private static StockState Moved(this StockState state, AttemptId attempt, Kept kept, DateTimeOffset at)
    {
        var newest = state.Newest.RemoveAll(paid => paid.Attempt == attempt);
        if (kept.Remaining > 0) newest = newest.Add(new(attempt, kept.Remaining));
        return state with
        {
            Open = state.Open.RemoveAll(hold => hold.Attempt == attempt),
            Newest = newest[Math.Max(0, newest.Length - StockLimits.NewestMost)..],
            ChangedAt = at,
        };
    }

    private static Decision<StockEvent> Decide(StockState state, Hold hold, DateTimeOffset now, int openHoldsMost)
    {
        switch (PromiseTo(state, hold.Attempt, hold.Kept))
        {
            case Open or Paid:
                return Already.Done;
            case Closed:
                return new AttemptDead(hold.Attempt);
        }

        if (hold.Quantity is < 1 or > StockLimits.QuantityMost) return Wrong("/quantity", QuantityRange);
        var room = state.Room() - (hold.OfPlenty ? StockLimits.PlentyLeast : 0);
        if (hold.Quantity > room)
        {
            return new OutOfStock([new(hold.Sku, hold.Quantity, (int)Math.Max(0, room))]);
        }

        if (state.Open.Length >= openHoldsMost) return new TryAgain($"The stock of {hold.Sku}");
        return new Held(now, hold.Attempt, hold.Quantity, hold.Until, hold.Sku);
    }

    private static Decision<StockEvent> Decide(StockState state, Commit commit, DateTimeOffset now) =>
        PromiseTo(state, commit.Attempt, commit.Kept) switch
        {
            Unknown => new HoldUnknown(commit.Attempt),
            Open open => new Committed(now, commit.Attempt, new(state.Sku, open.Quantity, open.Quantity, [])),
            _ => Already.Done,
        };

    private static Decision<StockEvent> Decide(StockState state, Release release, DateTimeOffset now)
    {
        if (CheckPart(release.Part, release.Quantity) is { } wrong) return wrong;
        switch (PromiseTo(state, release.Attempt, release.Kept))
        {
            // Written down although nothing was held, so that a hold still under way finds the door shut.
            case Unknown when release.Quantity is null:
                return new Released(now, release.Attempt, release.Part, 0, new(state.Sku, 0, 0, [release.Part]));
            case Open open:
                return Release(new(state.Sku, open.Quantity, open.Quantity, []));
            case Paid paid:
                return paid.Kept.Parts.Contains(release.Part) ? Already.Done : Release(paid.Kept);
            case Closed:
                return Already.Done;
            default:
                return new HoldUnknown(release.Attempt);
        }

        Decision<StockEvent> Release(Kept kept)
        {
            var quantity = release.Quantity ?? kept.Remaining;
            if (quantity > kept.Remaining) return new HoldTooSmall(release.Attempt, kept.Remaining, quantity);
            return new Released(now, release.Attempt, release.Part, quantity, kept.Less(quantity, release.Part));
        }
    }

    private static Decision<StockEvent> Decide(StockState state, Ship ship, DateTimeOffset now)
    {
        if (CheckPart(ship.Part, ship.Quantity) is { } wrong) return wrong;
        var kept = PromiseTo(state, ship.Attempt, ship.Kept) switch
        {
            // Whatever ships has been paid, also when the word of it comes later.
            Open open => new Kept(state.Sku, open.Quantity, open.Quantity, []),
            Paid paid => paid.Kept,
            Closed closed => closed.Kept,
            _ => null,
        };
        if (kept is null) return new HoldUnknown(ship.Attempt);
        if (kept.Parts.Contains(ship.Part)) return Already.Done;
        if (ship.Quantity > kept.Remaining) return new HoldTooSmall(ship.Attempt, kept.Remaining, ship.Quantity);

        var missing = Math.Max(0, ship.Quantity - state.OnHand);
        return new Shipped(now, ship.Attempt, ship.Part, ship.Quantity, missing, kept.Less(ship.Quantity, ship.Part));
    }

    // Not more than left, and never beyond what can be counted.
    private static Decision<StockEvent> Decide(StockState state, Return back, DateTimeOffset now)
    {
        if (CheckPart(back.Part, back.Quantity) is { } wrong) return wrong;
        if (back.Kept is not { } kept) return new HoldUnknown(back.Attempt);
        if (kept.Parts.Contains(back.Part)) return Already.Done;
        var gone = kept.Quantity - kept.Remaining;
        if (back.Quantity > gone) return new HoldTooSmall(back.Attempt, gone, back.Quantity);
        if (state.OnHand + (long)back.Quantity > StockLimits.OnHandMost)
            return Wrong("/quantity", $"{state.OnHand} are on hand already.");
        return new Returned(now, back.Attempt, back.Part, back.Quantity, kept.Less(0, back.Part));
    }

    private static Decision<StockEvent> Decide(StockState state, Adjust adjust, DateTimeOffset now) => adjust switch
    {
        { SetTo: not null, Change: not null } => Wrong("", "Give either setTo or change, not both."),
        { SetTo: < 0 or > StockLimits.OnHandMost } => Wrong("/setTo", $"A count is 0 to {StockLimits.OnHandMost}."),
        { SetTo: { } count } when count == state.OnHand && !state.IsBlank() => Already.Done,
        { SetTo: { } count } => new Counted(now, adjust.Sku, count),
        { Change: 0 } => Already.Done,
        { Change: { } change } when state.OnHand + (long)change is < 0 or > StockLimits.OnHandMost =>
            Wrong("/change", $"{state.OnHand} are on hand; after the change it must be 0 to {StockLimits.OnHandMost}."),
        { Change: { } change } => new Corrected(now, adjust.Sku, change),
        _ => Wrong("", "Give setTo or change."),
    };

    // Told by the product, possibly twice and late: the latest word counts. A SKU may move to another product, whose
    // versions are counted anew.
    private static Decision<StockEvent> Decide(StockState state, SetBackorder said, DateTimeOffset now)
    {
        if (said.Backorder.Most < 0) return Wrong("/backorder", "A backorder is 0 or more.");
        if (state.BackorderWord is { } last && last.Product == said.Word.Product && said.Word.Version <= last.Version)
            return Already.Done;
        return new BackorderSet(now, said.Sku, said.Backorder, said.Word);
    }

    private static InvalidValue? CheckPart(string part, int? quantity)
    {
        if (part.Length is 0 or > StockLimits.PartLengthMost || part.Contains(','))
        {
            return Wrong("/part", $"A part's name is 1 to {StockLimits.PartLengthMost} characters without comma.");
        }

        return quantity is < 1 or > StockLimits.QuantityMost ? Wrong("/quantity", QuantityRange) : null;
    }

    private static string QuantityRange => $"A quantity is 1 to {StockLimits.QuantityMost}.";

    private static InvalidValue Wrong(string param, string reason) => new(reason) { Param = param };
}
