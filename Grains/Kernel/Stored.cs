using System.Text.Json;
using System.Text.Json.Serialization;

namespace Commerce.Grains.Kernel;

/// <summary>
/// The one row an entity is stored in, and everything that one write carries: the state, what just happened, what must
/// be sent, the rows that lists read, when to look again, and the idempotency keys. The database's triggers copy
/// <see cref="Events"/>, <see cref="Outgoing"/>, <see cref="Problems"/>, <see cref="Rows"/>, <see cref="Changes"/>,
/// <see cref="Answers"/> and <see cref="Due"/> into their tables in the same transaction.
/// </summary>
/// <remarks>Immutable: storage may serialize it on another thread while the next turn runs.</remarks>
internal sealed record Stored<TState, TEvent> : IEnvelope where TState : class
{
    private const int Mark = 1, Behind = 2;
    private static readonly ImmutableArray<ImmutableArray<int>> NothingInNothing = [[]];

    private readonly Lazy<RowSet?>? rows;

    bool IEnvelope.Sends => !Outgoing.IsEmpty;

    object? IEnvelope.State => State;

    IEnumerable<object> IEnvelope.Events => Events.Select(happened => (object)happened.Event!);

    /// <summary>The entity's key, <c>order-…</c>.</summary>
    public string Id { get; init; } = "";

    /// <summary>Counts the writes, from 1.</summary>
    public long Version { get; init; }

    /// <summary>Counts the writes that made something happen: the version that clients know. An acknowledged errand
    /// changes nothing for them.</summary>
    [JsonPropertyOrder(Behind)]
    public long Revision { get; init; }

    /// <summary>What the entity is now; null before its first write.</summary>
    [JsonPropertyOrder(Behind)]
    public TState? State { get; init; }

    /// <summary>Where the triggers stop reading: before it stands what they copy, behind it what only the entity
    /// wants, which is most of a row. Nothing else becomes these bytes: what somebody else named has text for its
    /// value.</summary>
    [JsonPropertyOrder(Mark)]
    public ImmutableArray<ImmutableArray<int>> Cut { get; } = NothingInNothing;

    /// <summary>What this write made happen.</summary>
    public ImmutableArray<Happened<TEvent>> Events { get; init; } = [];

    /// <summary>Mails that this write sends.</summary>
    public ImmutableArray<Outgoing> Outgoing { get; init; } = [];

    /// <summary>What this write found that only a person can settle.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];

    /// <summary>The read tables whose rows of this entity change, each with all its rows. Null: none change. They
    /// follow from the states and are made when the write becomes JSON.</summary>
    public RowSet? Rows
    {
        get => rows?.Value;
        init => rows = value is null ? null : new(value);
    }

    /// <summary>Makes <see cref="Rows"/> when they are wanted.</summary>
    [JsonIgnore]
    public Func<RowSet?> RowsWhenWanted
    {
        init => rows = new(value);
    }

    /// <summary>Child rows that are set one by one, by key. Null: none.</summary>
    public RowSet? Changes { get; init; }

    /// <summary>When to look again, if the table <c>due</c> must change. Null: it stays as it is.</summary>
    public Due? Due { get; init; }

    /// <summary>What this entity last wrote into <c>due</c>, in milliseconds; a sweeper may have moved it to
    /// later.</summary>
    [JsonPropertyOrder(Behind)]
    public long? DueAt { get; init; }

    /// <summary>Idempotency keys that are still remembered.</summary>
    [JsonPropertyOrder(Behind)]
    public ImmutableArray<KeptKey> Keys { get; init; } = [];

    /// <summary>Answers that this write gives, to be kept for repeats.</summary>
    public ImmutableArray<Answer> Answers { get; init; } = [];

    /// <summary>What others have not yet answered to.</summary>
    [JsonPropertyOrder(Behind)]
    public ImmutableArray<PendingErrand> Errands { get; init; } = [];

    /// <summary>How many errands there ever were.</summary>
    [JsonPropertyOrder(Behind)]
    public long ErrandCount { get; init; }

    /// <summary>What the entity goes on with once this is stored: nothing that was copied, which would take as much
    /// memory as the state.</summary>
    public Stored<TState, TEvent> Settled() => this with
    {
        Events = [],
        Outgoing = [],
        Problems = [],
        Rows = null,
        Changes = null,
        Due = null,
        Answers = [],
    };
}

/// <summary>A write as the storage sees it, whatever it is of; see <see cref="Stored{TState, TEvent}"/>.</summary>
internal interface IEnvelope
{
    /// <summary>Whether it puts a message into the outbox.</summary>
    bool Sends { get; }

    /// <summary>The entity's key.</summary>
    string Id { get; }

    /// <summary>Counts the writes.</summary>
    long Version { get; }

    /// <summary>What the entity is now.</summary>
    object? State { get; }

    /// <summary>What this write made happen.</summary>
    IEnumerable<object> Events { get; }

    /// <summary>What this write sends.</summary>
    ImmutableArray<Outgoing> Outgoing { get; }

    /// <summary>What only a person can settle.</summary>
    ImmutableArray<Problem> Problems { get; }

    /// <summary>The read tables that change.</summary>
    RowSet? Rows { get; }

    /// <summary>Child rows that are set.</summary>
    RowSet? Changes { get; }

    /// <summary>When to look again, if that changes.</summary>
    Due? Due { get; }

    /// <summary>Answers to keep.</summary>
    ImmutableArray<Answer> Answers { get; }

    /// <summary>What others have not answered to.</summary>
    ImmutableArray<PendingErrand> Errands { get; }
}

/// <summary>One event and who caused it. No personal data stands here: only what changed, ids and amounts.</summary>
/// <param name="At">Milliseconds since 1970.</param>
/// <param name="Who">See <see cref="Call.Who"/>.</param>
/// <param name="From">Network address, if known.</param>
/// <param name="Why">The reason staff gave, if any.</param>
/// <param name="Event">What happened.</param>
internal sealed record Happened<TEvent>(long At, string Who, string? From, string? Why, TEvent Event);

/// <summary>When somebody must look at the entity again.</summary>
/// <param name="At">Milliseconds since 1970; null: nothing is due any more.</param>
internal sealed record Due([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? At);

/// <summary>A message to the outside world, sent once it is stored.</summary>
/// <param name="Kind"><c>mail</c>.</param>
/// <param name="Template">The template's name.</param>
/// <param name="To">The recipient.</param>
/// <param name="Values">The template's values by name.</param>
internal sealed record Outgoing(
    string Kind, string Template, string To, ImmutableSortedDictionary<string, string> Values);

/// <summary>Something that only a person can settle (PRB-01); one per key, however often it is found
/// (PRB-06).</summary>
/// <param name="Key">Names the matter: <c>payment/pi_1/money-on-dead-attempt</c>.</param>
/// <param name="Details">What happened and what to do, at most 4,000 characters, without personal data.</param>
/// <param name="Order">The order concerned, if one is.</param>
internal sealed record Problem(string Key, string Details, string? Order);

/// <summary>A remembered idempotency key.</summary>
/// <param name="Key">See <see cref="CallKey.Key"/>.</param>
/// <param name="Body">See <see cref="CallKey.Body"/>.</param>
/// <param name="Until">Milliseconds since 1970; forgotten from then on.</param>
/// <param name="Kept">Whether the answer is in the table <c>answers</c>.</param>
internal sealed record KeptKey(string Key, string Body, long Until, bool Kept);

/// <summary>An answer for repeats of the same request.</summary>
/// <param name="Key">The key it is found by.</param>
/// <param name="RequestId">The request that was answered.</param>
/// <param name="Outcome">The outcome as the grain gave it.</param>
internal sealed record Answer(string Key, string? RequestId, KeptOutcome Outcome);

/// <summary>An outcome that is kept, whatever it is of. It becomes JSON together with its write, and never comes back
/// with it.</summary>
[JsonConverter(typeof(KeptOutcomeConverter))]
internal abstract record KeptOutcome
{
    /// <summary>Keeps an outcome.</summary>
    public static KeptOutcome Of<T>(Outcome<T> outcome) => new Typed<T>(outcome);

    /// <summary>Writes it as an outcome of its own type.</summary>
    public abstract void WriteTo(Utf8JsonWriter writer, JsonSerializerOptions options);

    private sealed record Typed<T>(Outcome<T> Outcome) : KeptOutcome
    {
        public override void WriteTo(Utf8JsonWriter writer, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, Outcome, options);
    }
}

/// <summary>Writes kept outcomes.</summary>
internal sealed class KeptOutcomeConverter : JsonConverter<KeptOutcome>
{
    public override KeptOutcome? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        reader.Skip();
        return null;
    }

    public override void Write(Utf8JsonWriter writer, KeptOutcome value, JsonSerializerOptions options) =>
        value.WriteTo(writer, options);
}
