namespace Commerce.Grains.Kernel;

/// <summary>The next write of an entity while it is being put together: one command's, or, for a shared item,
/// many's.</summary>
internal sealed class Draft<TState, TCommand, TEvent, TView>(
    Blueprint<TState, TCommand, TEvent, TView> blueprint, ShopSettings settings, string id, Stored<TState,
        TEvent> before)
    where TState : class
{
    private static readonly TimeSpan OwnKeyTime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SafelyAhead = TimeSpan.FromMinutes(1);

    private readonly List<Happened<TEvent>> events = [];
    private readonly List<Outgoing> outgoing = [];
    private readonly List<Problem> problems = [];
    private readonly List<Answer> answers = [];
    private readonly List<PendingErrand> told = [];
    private ImmutableArray<KeptKey> keys = before.Keys;
    private ImmutableArray<PendingErrand> errands = before.Errands;
    private RowSet changes = RowSet.None;
    private long errandCount = before.ErrandCount;

    /// <summary>The state with everything that waits to be written.</summary>
    public TState State { get; private set; } = before.State ?? blueprint.Initial;

    /// <summary>The version that the write will have.</summary>
    public long Version => before.Version + 1;

    /// <summary>The version that clients know, after the write.</summary>
    public long Revision => before.Revision + (events.Count > 0 ? 1 : 0);

    /// <summary>How many errands this write makes.</summary>
    public int ToldCount => told.Count;

    /// <summary>What is to be sent once it is stored: nothing without a new errand, else all that are unanswered, so
    /// that a receiver hears them in order.</summary>
    public ImmutableArray<PendingErrand> ToSend => told.Count == 0 ? [] : [.. errands, .. told];

    /// <summary>Takes the events of one command.</summary>
    public void Happen(ImmutableArray<TEvent> happened, Call call, DateTimeOffset now)
    {
        State = happened.Aggregate(State, blueprint.Evolve);
        foreach (var one in happened)
        {
            events.Add(new(now.ToUnixTimeMilliseconds(), call.Who, call.From, call.Why, one));
            foreach (var mail in blueprint.Outgoing(id, State, one)) outgoing.Add(mail);
            foreach (var problem in blueprint.Problems(id, State, one)) problems.Add(problem);
            changes = changes.Plus(blueprint.Changes(id, one));
            foreach (var errand in blueprint.Errands(id, State, one)) Tell(errand, now);
        }
    }

    /// <summary>The remembered key of a call, if it was used before.</summary>
    public KeptKey? Known(CallKey? key, DateTimeOffset now) =>
        key is null
            ? null
            : keys.FirstOrDefault(kept => kept.Key == key.Key && kept.Until > now.ToUnixTimeMilliseconds());

    /// <summary>Whether one key more can be remembered.</summary>
    public bool HasRoomFor(CallKey? key, DateTimeOffset now) => key is not { Kept: true }
        || keys.Count(kept => kept.Kept && kept.Until > now.ToUnixTimeMilliseconds()) < KernelLimits.KeysMost;

    /// <summary>Remembers the call's key and, for a key that the client gave, the answer. A no is kept in any case: the
    /// state that a repeat would see does not tell of it.</summary>
    public void Keep(Call call, Outcome<TView> outcome, DateTimeOffset now)
    {
        if (call.Key is not { } key) return;
        var at = now.ToUnixTimeMilliseconds();
        var until = (now + (key.Kept ? KernelLimits.KeyTime : OwnKeyTime)).ToUnixTimeMilliseconds();
        var isKept = key.Kept || outcome is Outcome<TView>.Refused;
        keys = [.. keys.Where(kept => kept.Until > at), new KeptKey(key.Key, key.Body, until, isKept)];
        if (!isKept) return;
        var kept = outcome is Outcome<TView>.Done(var view, var version)
            ? new Outcome<TView>.Done(blueprint.WithoutSecrets(view), version)
            : outcome;
        answers.Add(new(key.Key, call.RequestId, KeptOutcome.Of(kept)));
    }

    /// <summary>Drops errands that were answered.</summary>
    public void Acknowledge(ImmutableArray<long> numbers) =>
        errands = errands.RemoveAll(errand => numbers.Contains(errand.Number));

    /// <summary>The finished write.</summary>
    public Stored<TState, TEvent> Seal(DateTimeOffset now)
    {
        errands = errands.AddRange(told);
        var due = NextDue(now);
        return new()
        {
            Id = id,
            Version = Version,
            Revision = Revision,
            State = State,
            Events = [.. events],
            Outgoing = [.. outgoing],
            Problems = [.. problems],
            RowsWhenWanted = RowsSince(before.State, State),
            Changes = changes.Tables.IsEmpty ? null : changes,
            Due = due,
            DueAt = due is null ? before.DueAt : due.At,
            Keys = keys,
            Answers = [.. answers],
            Errands = errands,
            ErrandCount = errandCount,
        };
    }

    private void Tell(Errand errand, DateTimeOffset now) =>
        told.Add(new(++errandCount, errand) { Since = now.ToUnixTimeMilliseconds() });

    private Func<RowSet?> RowsSince(TState? was, TState now)
    {
        var (rows, name) = (blueprint.Rows, id);
        return () => rows(name, now).Since(was is null ? RowSet.None : rows(name, was));
    }

    // May stay unsaid only while the entry in the table cannot have been taken: at least a minute ahead, and not later
    // than wanted. Said anew, it differs from the old time, so that a sweeper's guarded move cannot mistake it.
    private Due? NextDue(DateTimeOffset now)
    {
        var wanted = Wanted(now)?.ToUnixTimeMilliseconds();
        if (wanted is null) return before.DueAt is null ? null : new(null);
        if (before.DueAt is { } stored && stored >= (now + SafelyAhead).ToUnixTimeMilliseconds() && stored <= wanted)
            return null;
        return new(wanted == before.DueAt ? wanted + 1 : wanted);
    }

    private DateTimeOffset? Wanted(DateTimeOffset now)
    {
        var own = blueprint.DueAt(State);
        if (errands.IsEmpty) return own;
        var retry = PendingErrand.RetryOf(errands, settings, now);
        return own < retry ? own : retry;
    }
}
