using Commerce.Grains.Kernel;
using Commerce.Grains.Stock;
using Commerce.Kit;
using static Commerce.Grains.Tests.Stock.TheStock;

namespace Commerce.Grains.Tests.Stock;

public sealed class TheTruthTableOfStock
{
    private static readonly Promise[] Promises =
    [
        new Promise.Unknown(),
        new Promise.Open(3, Until),
        new Promise.Paid(Kept(3, 2, "s1")),
        new Promise.Closed(Kept(3, 0, "s1", "s2")),
    ];

    [Fact]
    public void Is_the_one_in_the_readme() => Assert.Equal(
        TruthTable.InReadmeOf("Stock"),
        TruthTable.Draw(
            Promises.Select(promise => (promise.GetType().Name, promise)),
            CommandsWith(null).Select(command => (command.GetType().Name, command)),
            (promise, command) => Blueprint.Decide(StateWith(promise), With(promise, command), Now)));

    [Fact]
    public void Leaves_no_promise_and_no_command_out()
    {
        Assert.Equal([.. typeof(Promise).GetNestedTypes()], Promises.Select(promise => promise.GetType()).ToHashSet());
        var commands = CommandsWith(null).Concat(Others).Select(command => command.GetType()).ToHashSet();
        Assert.Equal([.. typeof(StockCommand).GetNestedTypes()], commands);
    }

    [Fact]
    public void No_command_happens_twice()
    {
        var twice = from promise in Promises
                    from command in CommandsWith(RowOf(promise)).Concat(Others)
                    let first = Blueprint.Decide(StateWith(promise), command, Now) as Decision<StockEvent>.Accepted
                    where first is not null
                    let after = first.Events.Aggregate(StateWith(promise), Blueprint.Evolve)
                    let again = With(RowAfter(first.Events) ?? RowOf(promise), command)
                    where Blueprint.Decide(after, again, Now) is not Decision<StockEvent>.Unchanged
                    select $"{promise.GetType().Name} × {command.GetType().Name}";
        Assert.Equal([], twice);
    }

    private static StockCommand[] CommandsWith(Kept? kept) =>
    [
        Hold(Ada, 3, kept),
        new StockCommand.Commit(Ada, kept),
        new StockCommand.Release(Ada, "r1", null, kept),
        new StockCommand.Ship(Ada, "s9", 1, kept),
        new StockCommand.Return(Ada, "b1", 1, kept),
    ];

    private static StockCommand[] Others =>
    [
        new StockCommand.Adjust(Mug, 7, null),
        new StockCommand.SetBackorder(Mug, new(5), Said(1)),
    ];

    private static StockCommand With(Promise promise, StockCommand command) => With(RowOf(promise), command);

    private static StockCommand With(Kept? kept, StockCommand command) =>
        CommandsWith(kept).Concat(Others).Single(other => other.GetType() == command.GetType());

    private static Kept? RowOf(Promise promise) => promise switch
    {
        Promise.Paid paid => paid.Kept,
        Promise.Closed closed => closed.Kept,
        _ => null,
    };

    private static Kept? RowAfter(IEnumerable<StockEvent> events) => events.Last() switch
    {
        StockEvent.Committed e => e.Kept,
        StockEvent.Released e => e.Kept,
        StockEvent.Shipped e => e.Kept,
        StockEvent.Returned e => e.Kept,
        _ => null,
    };

    private static StockState StateWith(Promise promise) => promise switch
    {
        Promise.Open => Given(TenOnHand, Held(Ada, 3)).State,
        Promise.Paid => Given(TenOnHand).State with { Held = 2 },
        _ => Given(TenOnHand).State,
    };
}
