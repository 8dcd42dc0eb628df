using Orleans.Runtime;

namespace Commerce.Grains.Kernel;

/// <summary>The shell: decide, commit, answer. One turn at a time, one durable write a command, no rule of its
/// own.</summary>
/// <remarks>After a write that threw, its outcome is unknown: this activation answers nothing any more, and the next
/// one reads what is true.</remarks>
internal abstract class Entity<TState, TCommand, TEvent, TView>(
    IPersistentState<Stored<TState, TEvent>> stored,
    Blueprint<TState, TCommand, TEvent, TView> blueprint,
    EntityTools tools)
    : Shell<TState, TCommand, TEvent, TView>(stored, blueprint, tools), IDueGrain
    where TState : class
    where TCommand : class
{
    private readonly Dictionary<Errand, TCommand?> brought = [];
    private bool broken;

    /// <summary>The state as Store.</summary>
    protected TState State => broken ? throw new StoreUnavailableException() : Store.State.State ?? Rules.Initial;

    /// <summary>The version that clients know; 0 before anything happened.</summary>
    protected long Version => Store.State.Revision;

    /// <summary>What others may see, with the version for their If-Match.</summary>
    protected Outcome<TView> Seen() => Done(State, Version);

    /// <summary>The answer to a request that was made before, if it was.</summary>
    protected Outcome<TView>? Recalled(CallKey? key)
    {
        var state = State;
        return NewDraft().Known(key, Now) is { } known ? Repeat(known, key!, state, Version) : null;
    }

    /// <summary>Puts onto what was decided what only the grain can get: numbers. None is drawn for what is not decided,
    /// and all in one turn, so that only a crash leaves a gap (GEN-09).</summary>
    protected virtual ValueTask<ImmutableArray<TEvent>> Complete(ImmutableArray<TEvent> decided) => new(decided);

    /// <summary>Carries out a command once.</summary>
    protected async Task<Outcome<TView>> Apply(TCommand command, Call call)
    {
        var (state, now) = (State, Now);
        var draft = NewDraft();
        if (draft.Known(call.Key, now) is { } known) return Repeat(known, call.Key!, state, Version);
        if (call.IfVersion is { } version && version != Version) return new VersionStale(Version);

        Tools.Witness?.Invoke(state, command!);
        switch (Rules.Decide(state, command, now))
        {
            case Decision<TEvent>.Refused(var why):
                return why;
            case Decision<TEvent>.Unchanged(var answer):
                return answer is null ? Seen() : answer;
            case Decision<TEvent>.Accepted(var events, var answer):
                if (!draft.HasRoomFor(call.Key, now)) return new TooManyKeys(KernelLimits.KeysMost);
                draft.Happen(await Complete(events), call, now);
                var outcome = answer is null ? Done(draft.State, draft.Revision) : answer;
                draft.Keep(call, outcome, now);
                var errands = draft.ToSend;
                await Write(draft.Seal(now));
                Send(errands);
                return outcome;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    public async Task<DateTimeOffset?> Look()
    {
        var now = Now;
        if (Rules.Elapse(State, now) is { } command) await Apply(command, Call.System);

        // Very many come to rest in one sweep, and hardly anybody asks for them again.
        if (Tell(State, now) is { } next) return next;
        this.DeactivateOnIdle();
        return null;
    }

    /// <summary>Takes what an errand found out, or that there is nothing, to be written together with its
    /// acknowledgement. An activation that lost it takes no acknowledgement either: the errand is delivered
    /// again. What is found for an errand that is none any more, because it was acknowledged before, is old
    /// news.</summary>
    protected void Bring(Errand errand, TCommand? command)
    {
        if (Store.State.Errands.Any(pending => pending.Errand == errand)) brought[errand] = command;
    }

    public async Task Acknowledge(ImmutableArray<long> numbers)
    {
        _ = State;
        ImmutableArray<PendingErrand> answered =
        [
            .. Store.State.Errands.Where(pending => numbers.Contains(pending.Number)
                && (!pending.Errand.Brings || brought.ContainsKey(pending.Errand))),
        ];
        if (answered.IsEmpty) return;
        var now = Now;
        var draft = NewDraft();
        draft.Acknowledge([.. answered.Select(pending => pending.Number)]);
        foreach (var pending in answered)
        {
            if (!brought.Remove(pending.Errand, out var command) || command is null) continue;
            Tools.Witness?.Invoke(draft.State, command);
            if (Rules.Decide(draft.State, command, now) is Decision<TEvent>.Accepted(var events, _))
                draft.Happen(await Complete(events), Call.System, now);
        }

        var errands = draft.ToSend;
        await Write(draft.Seal(now));
        Send(errands);
    }

    private async Task Write(Stored<TState, TEvent> next)
    {
        var before = Store.State;
        Store.State = next;
        try
        {
            await Store.WriteStateAsync();
            Store.State = next.Settled();
        }
        catch (Exception failure)
        {
            broken = true;
            Store.State = before;
            this.DeactivateOnIdle();
            throw StoreUnavailableException.For(failure);
        }
    }
}
