using Orleans.Runtime;

namespace Commerce.Grains.Kernel;

/// <summary>The shell: decide, commit, answer. One turn at a time, one durable write a command, no rule of its
/// own.</summary>
/// <remarks>After a write that threw, its outcome is unknown: this activation answers nothing any more, and the next
/// one reads what is true.</remarks>
internal abstract class Entity<TState, TCommand, TEvent, TView>(
    IPersistentState<Stored<TState, TEvent>> stored,
    Blueprint<TState, TCommand, TEvent, TView> blueprint,
    EntityTools tools) : Grain, IDueGrain
    where TState : class
{
    private bool broken;

    /// <summary>The state as stored.</summary>
    protected TState State => broken ? throw new StoreUnavailableException() : stored.State.State ?? blueprint.Initial;

    /// <summary>The shop's settings.</summary>
    protected ShopSettings Settings => tools.Settings;

    /// <summary>The version that clients know; 0 before anything happened.</summary>
    protected long Version => stored.State.Revision;

    private string Key => this.GetPrimaryKeyString();

    /// <summary>What others may see, with the version for their If-Match.</summary>
    protected Outcome<TView> Seen() => new Outcome<TView>.Done(blueprint.View(Key, State), Version);

    /// <summary>The answer to a request that was made before, if it was.</summary>
    protected Outcome<TView>? Recalled(CallKey? key)
    {
        var draft = new Draft<TState, TCommand, TEvent, TView>(blueprint, tools.Settings, Key, OrThrow());
        return draft.Known(key, tools.Clock.Now()) is { } known ? Repeat(known, key!) : null;
    }

    /// <summary>Carries out a command once.</summary>
    protected async Task<Outcome<TView>> Apply(TCommand command, Call call)
    {
        var now = tools.Clock.Now();
        var draft = new Draft<TState, TCommand, TEvent, TView>(blueprint, tools.Settings, Key, OrThrow());
        if (draft.Known(call.Key, now) is { } known) return Repeat(known, call.Key!);
        if (call.IfVersion is { } version && version != Version) return new VersionStale(Version);

        switch (blueprint.Decide(draft.State, command, now))
        {
            case Decision<TEvent>.Refused(var why):
                return why;
            case Decision<TEvent>.Unchanged(var answer):
                return answer is null ? Seen() : answer;
            case Decision<TEvent>.Accepted(var events, var answer):
                if (!draft.HasRoomFor(call.Key, now)) return new TooManyKeys(KernelLimits.KeysMost);
                draft.Happen(events, call, now);
                Outcome<TView> outcome =
                    answer is null ? new Outcome<TView>.Done(blueprint.View(Key, draft.State), draft.Revision) : answer;
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
        var now = tools.Clock.Now();
        if (blueprint.Elapse(State, now) is { } command) await Apply(command, Call.System);
        var waiting = stored.State.Errands;
        Send([.. waiting, .. blueprint.Questions(Key, State, now).Select(question => new PendingErrand(0, question))]);
        var next = blueprint.DueAt(State);
        if (next <= now) next = now + tools.Settings.LookAgain;
        var retry = now + tools.Settings.ErrandRetry;
        return waiting.IsEmpty || next < retry ? next : retry;
    }

    public Task Acknowledge(ImmutableArray<long> numbers)
    {
        var before = OrThrow();
        if (!before.Errands.Any(errand => numbers.Contains(errand.Number))) return Task.CompletedTask;
        var draft = new Draft<TState, TCommand, TEvent, TView>(blueprint, tools.Settings, Key, before);
        draft.Acknowledge(numbers);
        return Write(draft.Seal(tools.Clock.Now()));
    }

    private Stored<TState, TEvent> OrThrow() => broken ? throw new StoreUnavailableException() : stored.State;

    private Outcome<TView> Repeat(KeptKey known, CallKey key)
    {
        if (known.Body != key.Body) return new IdempotencyKeyUsed();
        return known.Kept ? new Outcome<TView>.Repeated(known.Key) : Seen();
    }

    private async Task Write(Stored<TState, TEvent> next)
    {
        var before = stored.State;
        stored.State = next;
        try
        {
            await stored.WriteStateAsync();
        }
        catch (Exception failure)
        {
            broken = true;
            stored.State = before;
            this.DeactivateOnIdle();
            throw StoreUnavailableException.For(failure);
        }
    }

    private void Send(ImmutableArray<PendingErrand> errands)
    {
        if (errands.IsEmpty) return;
        var id = this.GetGrainId();
        GrainFactory.GetGrain<IErrandPumpGrain>("pump").Deliver(id.Type.ToString()!, Key, errands).Ignore();
    }
}
