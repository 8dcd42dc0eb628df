using Orleans.Runtime;

namespace Commerce.Grains.Kernel;

/// <summary>What both shells do alike: answer repeats, send errands, say when to look again.</summary>
internal abstract class Shell<TState, TCommand, TEvent, TView>(
    IPersistentState<Stored<TState, TEvent>> stored,
    Blueprint<TState, TCommand, TEvent, TView> blueprint,
    EntityTools tools) : Grain
    where TState : class
{
    /// <summary>What is stored, and the way to store it.</summary>
    protected IPersistentState<Stored<TState, TEvent>> Store => stored;

    /// <summary>What the feature says about its entity.</summary>
    protected Blueprint<TState, TCommand, TEvent, TView> Rules => blueprint;

    /// <summary>The entity's key, <c>order-…</c>.</summary>
    protected string Key => this.GetPrimaryKeyString();

    /// <summary>Clock and settings.</summary>
    protected EntityTools Tools => tools;

    /// <summary>The shop's settings.</summary>
    protected ShopSettings Settings => tools.Settings;

    /// <summary>The time, cut as it is stored.</summary>
    protected DateTimeOffset Now => tools.Clock.Now();

    /// <summary>The next write, put together upon what is stored.</summary>
    protected Draft<TState, TCommand, TEvent, TView> NewDraft() => new(blueprint, tools.Settings, Key, stored.State);

    /// <summary>What a state looks like to others.</summary>
    protected Outcome<TView> Done(TState state, long version) =>
        new Outcome<TView>.Done(blueprint.View(Key, state), version);

    /// <summary>The answer to a request that was made before.</summary>
    protected Outcome<TView> Repeat(KeptKey known, CallKey key, TState state, long version)
    {
        if (known.Body != key.Body) return new IdempotencyKeyUsed();
        return known.Kept ? new Outcome<TView>.Repeated(known.Key) : Done(state, version);
    }

    /// <summary>Sends what others have not answered to and asks what the state wants to know; says when to do so
    /// again.</summary>
    protected DateTimeOffset? Tell(TState state, DateTimeOffset now)
    {
        var errands = stored.State.Errands;
        Send([.. errands, .. blueprint.Questions(Key, state, now).Select(question => new PendingErrand(0, question))]);
        var due = blueprint.DueAt(state);
        if (due <= now) due = now + tools.Settings.LookAgain;
        if (errands.IsEmpty) return due;
        var retry = PendingErrand.RetryOf(errands, tools.Settings, now);
        return due < retry ? due : retry;
    }

    /// <summary>Hands errands to the pump, without waiting for it.</summary>
    protected void Send(ImmutableArray<PendingErrand> errands)
    {
        if (errands.IsEmpty) return;
        var id = this.GetGrainId();
        GrainFactory.GetGrain<IErrandPumpGrain>("pump").Deliver(id.Type.ToString()!, Key, errands).Ignore();
    }
}
