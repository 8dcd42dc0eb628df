using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Products;
using Orleans.Concurrency;
using Orleans.Runtime;
using static Commerce.Grains.Stock.StockCommand;

namespace Commerce.Grains.Stock;

[Reentrant, GrainType("stock")]
internal sealed class StockGrain(
    [PersistentState("stock")] IPersistentState<Stored<StockState, StockEvent>> stored,
    IStockHoldTable rows,
    EntityTools tools)
    : SharedEntity<StockState, StockCommand, StockEvent, StockView>(stored, StockBlueprint.Of(tools.Settings), tools),
        IStockGrain
{
    private readonly AttemptTurns turns = new();
    private DateTimeOffset askedAt;

    public async Task<Outcome<StockView>> Hold(AttemptId attempt, int quantity, DateTimeOffset until, Sku sku)
    {
        var outcome = await InTurn(attempt, kept => new Hold(attempt, quantity, until, sku, kept));
        if (outcome is Outcome<StockView>.Refused { Why: TryAgain }) await AskVerdicts();
        return outcome;
    }

    public Task<Outcome<StockView>> HoldOfPlenty(AttemptId attempt, int quantity, DateTimeOffset until, Sku sku) =>
        InTurn(attempt, kept => new Hold(attempt, quantity, until, sku, kept, OfPlenty: true));

    public Task<Outcome<StockView>> Commit(AttemptId attempt) =>
        InTurn(attempt, kept => new Commit(attempt, kept));

    public Task<Outcome<StockView>> Release(AttemptId attempt, string part, int? quantity) =>
        InTurn(attempt, kept => new Release(attempt, part, quantity, kept));

    public Task<Outcome<StockView>> Ship(AttemptId attempt, string part, int quantity) =>
        InTurn(attempt, kept => new Ship(attempt, part, quantity, kept));

    public Task<Outcome<StockView>> Return(AttemptId attempt, string part, int quantity) =>
        InTurn(attempt, kept => new Return(attempt, part, quantity, kept));

    public Task<Outcome<StockView>> Adjust(Sku sku, int? setTo, int? change, Call call) =>
        Apply(new Adjust(sku, setTo, change), call);

    public Task<Outcome<StockView>> SetBackorder(Sku sku, Backorder backorder, ProductWord word, Call call) =>
        Apply(new SetBackorder(sku, backorder, word), call);

    public Task<Outcome<StockView>> View() => Seen();

    private Task<Outcome<StockView>> InTurn(AttemptId attempt, Func<Kept?, StockCommand> command) =>
        turns.Take(attempt, async () =>
        {
            var known = State.OpenOf(attempt) is not null;
            var kept = known ? null : Kept.Of(await rows.Find(this.GetPrimaryKeyString(), attempt));
            return await Apply(command(kept), Call.System);
        });

    // Full of open holds: those of dead attempts go first, and are asked for at once, but not once per buyer.
    private async Task AskVerdicts()
    {
        if (Now - askedAt < TimeSpan.FromSeconds(1)) return;
        askedAt = Now;
        await Look();
    }
}
