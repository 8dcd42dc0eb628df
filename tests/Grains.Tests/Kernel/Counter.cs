using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Products;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Commerce.Grains.Tests.Kernel;

/// <summary>The smallest entity that does everything: it counts, refuses, tells others, and has rows and a due
/// time.</summary>
internal sealed record CounterState(int Total, int Names, DateTimeOffset? Wake);

internal abstract record CounterCommand
{
    private CounterCommand() { }

    public sealed record Add(int Amount) : CounterCommand;

    public sealed record Raise(int To) : CounterCommand;

    public sealed record Wake(DateTimeOffset? At) : CounterCommand;

    public sealed record Ring : CounterCommand;
}

internal abstract record CounterEvent
{
    private CounterEvent() { }

    [Alias("counter.added")]
    public sealed record Added(int Amount) : CounterEvent;

    [Alias("counter.named")]
    public sealed record Named : CounterEvent;

    [Alias("counter.woken")]
    public sealed record Woken(DateTimeOffset? At) : CounterEvent;

    [Alias("counter.rung")]
    public sealed record Rung : CounterEvent;
}

internal sealed record CounterRow(int Total);

internal static class Counter
{
    public static readonly InvalidValue TooMuch = new("Too much.");
    /// <summary>An errand that finds something out.</summary>
    public static readonly Errand Finding = new OrderErrand.KeepMethod(AttemptId.Of("order-1/1"));

    public static readonly InvalidValue Odd = new("Odd, but taken.");

    public static Blueprint<CounterState, CounterCommand, CounterEvent, int> Plan { get; } = new()
    {
        Initial = new(0, 0, null),
        Decide = static (state, command, _) => Decide(state, command),
        Evolve = static (state, happened) => happened switch
        {
            CounterEvent.Added e => state with { Total = state.Total + e.Amount },
            CounterEvent.Woken e => state with { Wake = e.At },
            CounterEvent.Rung => state with { Wake = null },
            _ => state with { Names = state.Names + 1 },
        },
        View = static (_, state) => state.Total,
        Rows = static (_, state) => RowSet.None
            .With("totals", [new CounterRow(state.Total)])
            .With("names", Enumerable.Repeat<object>(new CounterRow(1), state.Names)),
        DueAt = static state => state.Wake,
        Elapse = static (state, now) => state.Wake <= now ? new CounterCommand.Ring() : null,
        Errands = static (_, _, happened) => happened switch
        {
            CounterEvent.Named => [new TellBackorder(new("bell"), new("product-b"))],
            CounterEvent.Added { Amount: 78 } => [Finding],
            _ => [],
        },
    };

    public static (int Events, int Tables, int Total) KeptBy(Stored<CounterState, CounterEvent> stored) =>
        (stored.Events.Length, stored.Rows?.Tables.Length ?? 0, stored.State!.Total);

    private static Decision<CounterEvent> Decide(CounterState state, CounterCommand command) => command switch
    {
        CounterCommand.Add { Amount: > 100 } => TooMuch,
        CounterCommand.Add { Amount: 13 } => new Decision<CounterEvent>.Accepted([new CounterEvent.Added(13)], Odd),
        CounterCommand.Add { Amount: 77 } =>
            ImmutableArray.Create<CounterEvent>(new CounterEvent.Added(77), new CounterEvent.Named()),
        CounterCommand.Add add => new CounterEvent.Added(add.Amount),
        CounterCommand.Raise raise when raise.To <= state.Total => Already.Done,
        CounterCommand.Raise raise => new CounterEvent.Added(raise.To - state.Total),
        CounterCommand.Wake wake => new CounterEvent.Woken(wake.At),
        _ => new CounterEvent.Rung(),
    };
}

[Alias("test-counter")]
public interface ICounterGrain : IGrainWithStringKey
{
    [Alias("add")]
    Task<Outcome<int>> Add(int amount, Call call);

    [Alias("raise")]
    Task<Outcome<int>> Raise(int to, Call call);

    [Alias("wake")]
    Task<Outcome<int>> Wake(DateTimeOffset? at);

    [Alias("view")]
    Task<Outcome<int>> View();

    /// <summary>How much of its last write it still has in memory, and its total.</summary>
    [Alias("keeps")]
    Task<(int Events, int Tables, int Total)> Keeps();
}

[Alias("test-shared-counter")]
public interface ISharedCounterGrain : ICounterGrain;

[Alias("test-lone-counter")]
public interface ILoneCounterGrain : ICounterGrain
{
    [Alias("bring")]
    Task Bring(int amount, Errand errand);
}

[GrainType("lone-counter")]
internal sealed class LoneCounterGrain(
    [PersistentState("lone-counter")] IPersistentState<Stored<CounterState, CounterEvent>> stored, EntityTools tools)
    : Entity<CounterState, CounterCommand, CounterEvent, int>(stored, Counter.Plan, tools), ILoneCounterGrain
{
    public Task Bring(int amount, Errand errand)
    {
        Bring(errand, new CounterCommand.Add(amount));
        return Task.CompletedTask;
    }

    public Task<Outcome<int>> Add(int amount, Call call) => Apply(new CounterCommand.Add(amount), call);

    public Task<Outcome<int>> Raise(int to, Call call) => Apply(new CounterCommand.Raise(to), call);

    public Task<Outcome<int>> Wake(DateTimeOffset? at) => Apply(new CounterCommand.Wake(at), Call.System);

    public Task<Outcome<int>> View() => Task.FromResult(Seen());

    public Task<(int Events, int Tables, int Total)> Keeps() => Task.FromResult(Counter.KeptBy(Store.State));
}

[Reentrant, GrainType("shared-counter")]
internal sealed class SharedCounterGrain(
    [PersistentState("shared-counter")] IPersistentState<Stored<CounterState, CounterEvent>> stored, EntityTools tools)
    : SharedEntity<CounterState, CounterCommand, CounterEvent, int>(stored, Counter.Plan, tools), ISharedCounterGrain
{
    public Task<Outcome<int>> Add(int amount, Call call) => Apply(new CounterCommand.Add(amount), call);

    public Task<Outcome<int>> Raise(int to, Call call) => Apply(new CounterCommand.Raise(to), call);

    public Task<Outcome<int>> Wake(DateTimeOffset? at) => Apply(new CounterCommand.Wake(at), Call.System);

    public Task<Outcome<int>> View() => Seen();

    public Task<(int Events, int Tables, int Total)> Keeps() => Task.FromResult(Counter.KeptBy(Store.State));
}
