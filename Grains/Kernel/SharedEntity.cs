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
    EntityTools tools) : Grain, IDueGrain
    where TState : class
{
    private Draft<TState, TCommand, TEvent, TView>? waiting;
    private Task? writing, next;
    private bool broken;

    private string Key => this.GetPrimaryKeyString();

    /// <summary>Stored plus waiting: what a decision is made upon. Never to be answered before <see
    /// cref="Settled"/>.</summary>
    protected TState State => broken
        ? throw new StoreUnavailableException()
        : waiting?.State ?? stored.State.State ?? blueprint.Initial;

    /// <summary>The time, cut as it is stored.</summary>
    protected DateTimeOffset Now => tools.Clock.Now();

    /// <summary>Reads, once everything it rests on is stored.</summary>
    protected async Task<Outcome<TView>> Seen()
    {
        var seen = new Outcome<TView>.Done(blueprint.View(Key, State), waiting?.Revision ?? stored.State.Revision);
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
        var now = tools.Clock.Now();
        if (blueprint.Elapse(State, now) is { } command) await Apply(command, Call.System);
        await Settled();
        var errands = stored.State.Errands;
        Send([.. errands, .. blueprint.Questions(Key, State, now).Select(question => new PendingErrand(0, question))]);
        var due = blueprint.DueAt(State);
        if (due <= now) due = now + tools.Settings.LookAgain;
        var retry = now + tools.Settings.ErrandRetry;
        return errands.IsEmpty || due < retry ? due : retry;
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
        var now = tools.Clock.Now();
        var state = State;
        var version = waiting?.Revision ?? stored.State.Revision;
        var draft = waiting ?? NewDraft();
        if (draft.Known(call.Key, now) is { } known) return Repeat(known, call.Key!, state, version);
        if (call.IfVersion is { } wanted && wanted != version) return new VersionStale(version);

        switch (blueprint.Decide(state, command, now))
        {
            case Decision<TEvent>.Refused(var why):
                return why;
            case Decision<TEvent>.Unchanged(var answer):
                return answer is null ? new Outcome<TView>.Done(blueprint.View(Key, state), version) : answer;
            case Decision<TEvent>.Accepted(var events, var answer):
                if (!draft.HasRoomFor(call.Key, now)) return new TooManyKeys(KernelLimits.KeysMost);
                waiting = draft;
                var before = draft.ToldCount;
                draft.Happen(events, call, now);
                if (draft.ToldCount > before) told = draft.ToSend;
                Outcome<TView> outcome =
                    answer is null ? new Outcome<TView>.Done(blueprint.View(Key, draft.State), draft.Revision) : answer;
                draft.Keep(call, outcome, now);
                return outcome;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private Outcome<TView> Repeat(KeptKey known, CallKey key, TState state, long version)
    {
        if (known.Body != key.Body) return new IdempotencyKeyUsed();
        return known.Kept
            ? new Outcome<TView>.Repeated(known.Key)
            : new Outcome<TView>.Done(blueprint.View(Key, state), version);
    }

    private Draft<TState, TCommand, TEvent, TView> NewDraft() => new(blueprint, tools.Settings, Key, stored.State);

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
        stored.State = waiting!.Seal(tools.Clock.Now());
        waiting = null;
        try
        {
            await stored.WriteStateAsync();
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

    private void Send(ImmutableArray<PendingErrand> errands)
    {
        if (errands.IsEmpty) return;
        var id = this.GetGrainId();
        GrainFactory.GetGrain<IErrandPumpGrain>("pump").Deliver(id.Type.ToString()!, Key, errands).Ignore();
    }
}
