using Commerce.Grains.Kernel;
using Orleans.Runtime;

namespace Commerce.Silo.Tests;

/// <summary>Something to be done at a time: an entity of the tests' own, which mails when it is done.</summary>
[Alias("chore")]
public interface IChoreGrain : IGrainWithStringKey
{
    /// <summary>Says when it is due.</summary>
    [Alias("plan")]
    Task<Outcome<ChoreView>> Plan(DateTimeOffset at, Call call);

    /// <summary>Reads it.</summary>
    [Alias("view")]
    Task<Outcome<ChoreView>> View();
}

/// <summary>A chore as it stands.</summary>
[GenerateSerializer, Immutable, Alias("chore-view")]
public sealed record ChoreView(int Planned, int Done);

internal sealed record ChoreState(int Planned, int Done, DateTimeOffset? At);

internal abstract record ChoreCommand
{
    private ChoreCommand() { }

    public sealed record Plan(DateTimeOffset At) : ChoreCommand;

    public sealed record Finish : ChoreCommand;
}

internal abstract record ChoreEvent
{
    private ChoreEvent() { }

    [Alias("chore.planned")]
    public sealed record Planned(DateTimeOffset At) : ChoreEvent;

    [Alias("chore.finished")]
    public sealed record Finished : ChoreEvent;
}

internal static class Chore
{
    public static readonly Blueprint<ChoreState, ChoreCommand, ChoreEvent, ChoreView> Blueprint = new()
    {
        Initial = new(0, 0, null),
        Decide = (state, command, _) => command switch
        {
            ChoreCommand.Plan(var at) => new ChoreEvent.Planned(at),
            _ when state.At is null => Already.Done,
            _ => new ChoreEvent.Finished(),
        },
        Evolve = (state, happened) => happened switch
        {
            ChoreEvent.Planned(var at) => state with { Planned = state.Planned + 1, At = at },
            _ => state with { Done = state.Done + 1, At = null },
        },
        View = (_, state) => new(state.Planned, state.Done),
        DueAt = state => state.At,
        Elapse = (state, now) => state.At <= now ? new ChoreCommand.Finish() : null,
        Outgoing = (id, _, happened) => happened is ChoreEvent.Finished ? [Mail(id)] : [],
    };

    private static Outgoing Mail(string id) => new(
        "mail", "chore-finished", "ada@shop.example", ImmutableSortedDictionary<string, string>.Empty.Add("id", id));
}

/// <summary>Lets a test make looking fail.</summary>
internal sealed class ChoreFaults
{
    public bool Fail { get; set; }

    public int Looks;
}

[GrainType("chore")]
internal sealed class ChoreGrain(
    [PersistentState("chore")] IPersistentState<Stored<ChoreState, ChoreEvent>> stored,
    EntityTools tools,
    ChoreFaults faults)
    : Entity<ChoreState, ChoreCommand, ChoreEvent, ChoreView>(stored, Chore.Blueprint, tools), IChoreGrain, IDueGrain
{
    public Task<Outcome<ChoreView>> Plan(DateTimeOffset at, Call call) => Apply(new ChoreCommand.Plan(at), call);

    public Task<Outcome<ChoreView>> View() => Task.FromResult(Seen());

    Task<DateTimeOffset?> IDueGrain.Look()
    {
        Interlocked.Increment(ref faults.Looks);
        return faults.Fail ? throw new InvalidOperationException("It cannot be looked at.") : Look();
    }
}
