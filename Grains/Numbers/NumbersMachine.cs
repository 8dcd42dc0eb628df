using Commerce.Grains.Kernel;

namespace Commerce.Grains.Numbers;

/// <summary>How far numbers of a kind were handed out.</summary>
/// <param name="Next">The first number nobody has; null before the first block.</param>
internal sealed record NumbersState(long? Next);

/// <summary>What a row of numbers may be told.</summary>
internal abstract record NumbersCommand
{
    private NumbersCommand() { }

    /// <summary>Hand out a block; the very first begins at <paramref name="Start"/>. Twice is two blocks.</summary>
    public sealed record Take(long Start) : NumbersCommand;
}

/// <summary>What can happen to a row of numbers.</summary>
internal abstract record NumbersEvent
{
    private NumbersEvent() { }

    /// <summary>A block was handed out.</summary>
    [Alias("numbers.taken")]
    public sealed record Taken(long First) : NumbersEvent;
}

/// <summary>The rules of a row of numbers (GEN-09).</summary>
internal static class NumbersMachine
{
    public static Blueprint<NumbersState, NumbersCommand, NumbersEvent, long> Plan { get; } = new()
    {
        Initial = new(null),
        Decide = static (state, command, _) => Decide(state, command),
        Evolve = Evolve,
        View = static (_, state) => (state.Next ?? 0) - INumbersGrain.BlockSize,
    };

    public static Decision<NumbersEvent> Decide(NumbersState state, NumbersCommand command) => command switch
    {
        NumbersCommand.Take take => new NumbersEvent.Taken(state.Next ?? take.Start),
        _ => NotAllowed.When(state, command),
    };

    public static NumbersState Evolve(NumbersState state, NumbersEvent happened) => happened switch
    {
        NumbersEvent.Taken e => new(e.First + INumbersGrain.BlockSize),
        _ => throw new ImpossibleHistoryException(state, happened),
    };
}
