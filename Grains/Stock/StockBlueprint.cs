using System.Globalization;
using Commerce.Grains.Kernel;
using static Commerce.Grains.Stock.StockEvent;

namespace Commerce.Grains.Stock;

/// <summary>What a stock item is to the Kernel.</summary>
internal static class StockBlueprint
{
    public static Blueprint<StockState, StockCommand, StockEvent, StockView> Of(ShopSettings settings) => new()
    {
        Initial = StockState.Blank,
        Decide = (state, command, now) => StockMachine.Decide(state, command, now, settings.OpenHoldsMost),
        Evolve = StockMachine.Evolve,
        View = static (_, state) =>
            new(state.Sku, state.OnHand, state.Held, state.Available(), state.Backorder),
        Rows = static (_, state) => state.IsBlank() ? RowSet.None : RowSet.None.With("stock", [StockRow.Of(state)]),
        Changes = static (_, happened) => ChangesOf(happened),
        DueAt = static state => state.Open.IsEmpty ? null : state.Open.Min(hold => hold.Until),
        Questions = (key, state, now) => QuestionsOf(key, state, now + settings.HoldMargin),
        Problems = ProblemsOf,
    };

    private static RowSet ChangesOf(StockEvent happened) => happened switch
    {
        Committed e => Row(e.Kept.ToRow(e.Attempt, e.At)),
        Released e => Row(e.Kept.ToRow(e.Attempt, e.At)),
        Shipped e => Row(e.Kept.ToRow(e.Attempt, e.At)),
        Returned e => Row(e.Kept.ToRow(e.Attempt, e.At)),
        _ => RowSet.None,
    };

    private static RowSet Row(StockHoldRow row) => RowSet.None.With("stock_holds", [row]);

    // An attempt whose hold is about to end cannot be confirmed any more: asking about it kills nothing that lives.
    private static ImmutableArray<Errand> QuestionsOf(string key, StockState state, DateTimeOffset endingBefore) =>
        [.. state.Open.Where(hold => hold.Until < endingBefore).Select(hold => new AskVerdict(hold.Attempt, key))];

    private static ImmutableArray<Problem> ProblemsOf(string id, StockState state, StockEvent happened) =>
        happened switch
        {
            Counted or Corrected when state.Room() < 0 =>
                [new($"{id}/promised-beyond-count/{Stamp(happened)}", PromisedBeyond(state), null)],
            Shipped { Missing: > 0 } e =>
                [new($"{id}/shipped-beyond-count/{Stamp(happened)}", ShippedBeyond(state, e), e.Attempt.Order.Value)],
            _ => [],
        };

    private static string Stamp(StockEvent happened) =>
        happened.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private static string PromisedBeyond(StockState state)
    {
        var newest = state.Newest.Select(paid => $"{paid.Attempt} ({paid.Quantity}, paid)")
            .Concat(state.Open.Select(hold => $"{hold.Attempt} ({hold.Quantity}, not yet paid)"))
            .Reverse()
            .Take(StockLimits.NewestMost);
        return $"{state.Sku}: {state.OnHand} on hand, {state.Held} promised; {-state.Room()} more than can be served. "
            + $"Count again, buy more, or void orders. Newest promises: {string.Join(", ", newest)}.";
    }

    private static string ShippedBeyond(StockState state, Shipped shipped) =>
        $"{state.Sku}: {shipped.Quantity} shipped for {shipped.Attempt}, {shipped.Missing} more than were counted. "
        + "Count again.";
}

/// <summary>The row of the table <c>stock</c>.</summary>
internal sealed record StockRow(
    string Sku, string SkuKey, int OnHand, int Held, int Available, int Backorder, long ChangedAt)
{
    public static StockRow Of(StockState state) => new(
        state.Sku.Value,
        state.Sku.Value.ToLowerInvariant(),
        state.OnHand,
        state.Held,
        state.Available(),
        state.Backorder.Most,
        state.ChangedAt.ToUnixTimeMilliseconds());
}
