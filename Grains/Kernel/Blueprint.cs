namespace Commerce.Grains.Kernel;

/// <summary>Everything a feature says about its entity, as pure functions. The shell does the rest.</summary>
internal sealed record Blueprint<TState, TCommand, TEvent, TView> where TState : class
{
    /// <summary>What the entity is before anything happened.</summary>
    public required TState Initial { get; init; }

    /// <summary>What a command comes to.</summary>
    public required Func<TState, TCommand, DateTimeOffset, Decision<TEvent>> Decide { get; init; }

    /// <summary>What the entity is after an event.</summary>
    public required Func<TState, TEvent, TState> Evolve { get; init; }

    /// <summary>What others may see of the entity with this key.</summary>
    public required Func<string, TState, TView> View { get; init; }

    /// <summary>The view as it may be kept for repeats: without what must never lie in clear.</summary>
    public Func<TView, TView> WithoutSecrets { get; init; } = static view => view;

    /// <summary>The rows that lists read.</summary>
    public Func<string, TState, RowSet> Rows { get; init; } = static (_, _) => RowSet.None;

    /// <summary>Child rows that an event sets.</summary>
    public Func<string, TEvent, RowSet> Changes { get; init; } = static (_, _) => RowSet.None;

    /// <summary>When time will matter to this state, apart from errands. Null: never.</summary>
    public Func<TState, DateTimeOffset?> DueAt { get; init; } = static _ => null;

    /// <summary>The command that time itself gives, if it gives one now.</summary>
    public Func<TState, DateTimeOffset, TCommand?> Elapse { get; init; } = static (_, _) => default;

    /// <summary>What must be asked while this state lasts and time has come; asked anew at each look.</summary>
    public Func<string, TState, DateTimeOffset, ImmutableArray<Errand>> Questions { get; init; } = static (_, _, _) =>
        [];

    /// <summary>What others must be told of an event. The state is the one after all events of the command.</summary>
    public Func<string, TState, TEvent, ImmutableArray<Errand>> Errands { get; init; } = static (_, _, _) => [];

    /// <summary>The mails that an event sends. The state is the one after all events of the command.</summary>
    public Func<string, TState, TEvent, ImmutableArray<Outgoing>> Outgoing { get; init; } = static (_, _, _) => [];

    /// <summary>What a person must hear of an event.</summary>
    public Func<string, TState, TEvent, ImmutableArray<Problem>> Problems { get; init; } = static (_, _, _) => [];
}
