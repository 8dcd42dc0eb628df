using Orleans.Runtime;

namespace Commerce.Grains.Kernel;

/// <summary>
/// The shell of something that many want at once: it takes commands while a write is under way and stores them
/// together in the next one. Every answer, refusals and reads included, waits for the write it rests on.
/// </summary>
/// <remarks>The class that derives from it is <c>[Reentrant]</c>; nothing but this shell may be.</remarks>
internal abstract class SharedEntity<TState, TCommand, TEvent, TView>(
    IPersistentState<Stored<TState, TEvent>> stored,
    Blueprint<TState, TCommand, TEvent, TView> blueprint,
    EntityTools tools)
    : Shell<TState, TCommand, TEvent, TView>(stored, blueprint, tools), IDueGrain
    where TState : class
{
    private Draft<TState, TCommand, TEvent, TView>? waiting;
    private Task? writing, next;
    private bool broken;

    /// <summary>Stored plus waiting: what a decision is made upon. Never to be answered before <see
    /// cref="Settled"/>.</summary>
    protected TState State => broken
        ? throw new StoreUnavailableException()
        : waiting?.State ?? Store.State.State ?? Rules.Initial;

    private long Version => waiting?.Revision ?? Store.State.Revision;

    /// <summary>Reads, once everything it rests on is Store.</summary>
    protected async Task<Outcome<TView>> Seen()
    {
        var seen = Done(State, Version);
        await Settled();
        return seen;
    }

    /// <summary>Carries out a command once.</summary>
    protected async Task<Outcome<TView>> Apply(TCommand command, Call call)
    {
        var outcome = Decide(command, call, out var told);
        await Settled();
        Send(told);
        return outcome;
    }

    public async Task<DateTimeOffset?> Look()
    {
        var now = Now;
        if (Rules.Elapse(State, now) is { } command) await Apply(command, Call.System);
        await Settled();
        return Tell(State, now);
    }

    public async Task Acknowledge(ImmutableArray<long> numbers)
    {
        _ = State;
        Waiting().Acknowledge(numbers);
        await Settled();
    }

    // No await in here: the decision and the state it rests on belong to one turn.
    private Outcome<TView> Decide(TCommand command, Call call, out ImmutableArray<PendingErrand> told)
    {
        told = [];
        var now = Now;
        var state = State;
        var version = Version;
        var draft = waiting ?? NewDraft();
        if (draft.Known(call.Key, now) is { } known) return Repeat(known, call.Key!, state, version);
        if (call.IfVersion is { } wanted && wanted != version) return new VersionStale(version);

        Tools.Witness?.Invoke(state, command!);
        switch (Rules.Decide(state, command, now))
        {
            case Decision<TEvent>.Refused(var why):
                return why;
            case Decision<TEvent>.Unchanged(var answer):
                return answer is null ? Done(state, version) : answer;
            case Decision<TEvent>.Accepted(var events, var answer):
                if (!draft.HasRoomFor(call.Key, now)) return new TooManyKeys(KernelLimits.KeysMost);
                waiting = draft;
                var before = draft.ToldCount;
                draft.Happen(events, call, now);
                if (draft.ToldCount > before) told = draft.ToSend;
                var outcome = answer is null ? Done(draft.State, draft.Revision) : answer;
                draft.Keep(call, outcome, now);
                return outcome;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private Draft<TState, TCommand, TEvent, TView> Waiting() => waiting ??= NewDraft();

    // Nothing waits: the answer still rests on the write under way, if there is one.
    private Task Settled()
    {
        if (broken) throw new StoreUnavailableException();
        return waiting is null ? writing ?? Task.CompletedTask : next ??= WriteNext(writing);
    }

    private async Task WriteNext(Task? previous)
    {
        // A failed write fails those who built on it.
        if (previous is not null) await previous;
        else await Task.Yield();

        next = null;
        await (writing = Write());
    }

    private async Task Write()
    {
        // Assigned here and nowhere else: the provider reads it later, perhaps on another thread.
        var next = Store.State = waiting!.Seal(Now);
        waiting = null;
        try
        {
            await Store.WriteStateAsync();
            Store.State = next.Settled();
        }
        catch (Exception failure)
        {
            broken = true;
            this.DeactivateOnIdle();
            throw StoreUnavailableException.For(failure);
        }
        finally
        {
            writing = null;
        }
    }
}
