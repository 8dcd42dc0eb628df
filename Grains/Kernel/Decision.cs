namespace Commerce.Grains.Kernel;

/// <summary>What a machine makes of a command: events, nothing new, or a refusal.</summary>
internal abstract record Decision<TEvent>
{
    private Decision() { }

    /// <summary>These happened. <paramref name="Answer"/> is set when the caller hears a no although something
    /// happened (a declined payment is an event and a refusal).</summary>
    public sealed record Accepted(ImmutableArray<TEvent> Events, Refusal? Answer = null) : Decision<TEvent>;

    /// <summary>It was done before; a repeat hears the same answer and nothing is written.</summary>
    public sealed record Unchanged(Refusal? Answer = null) : Decision<TEvent>;

    /// <summary>No, and nothing is written.</summary>
    public sealed record Refused(Refusal Why) : Decision<TEvent>;

    public static implicit operator Decision<TEvent>(TEvent happened) => new Accepted([happened]);

    public static implicit operator Decision<TEvent>(ImmutableArray<TEvent> events) =>
        events.IsEmpty ? new Unchanged() : new Accepted(events);

    public static implicit operator Decision<TEvent>(Refusal why) => new Refused(why);

    public static implicit operator Decision<TEvent>(Already already) => new Unchanged(already.Answer);
}

/// <summary>Says that a command was carried out before.</summary>
internal sealed record Already(Refusal? Answer = null)
{
    public static Already Done { get; } = new();
}
