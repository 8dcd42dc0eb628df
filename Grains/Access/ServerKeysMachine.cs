using System.Text.Json.Serialization;
using Commerce.Grains.Kernel;
using static Commerce.Grains.Access.ServerKeysCommand;
using static Commerce.Grains.Access.ServerKeysEvent;
using static Commerce.Grains.Access.ServerKeysState;

namespace Commerce.Grains.Access;

/// <summary>What the server's secrets can be.</summary>
internal abstract record ServerKeysState
{
    private ServerKeysState() { }

    [Alias("server-keys.blank")]
    public sealed record Blank : ServerKeysState;

    [Alias("server-keys.held")]
    public sealed record Held(ImmutableArray<string> Tokens, ImmutableArray<string> Ids) : ServerKeysState
    {
        public override string ToString() => "Held";
    }
}

/// <summary>What happens to them. The secrets stand in the state alone, not in the history.</summary>
internal abstract record ServerKeysEvent
{
    private ServerKeysEvent() { }

    [Alias("server-keys.opened")]
    public sealed record Opened([property: JsonIgnore] string Tokens, [property: JsonIgnore] string Ids)
        : ServerKeysEvent
    {
        public override string ToString() => "Opened";
    }

    [Alias("server-keys.replaced")]
    public sealed record Replaced(ServerKeyUse Use, [property: JsonIgnore] string Key) : ServerKeysEvent
    {
        public override string ToString() => $"Replaced {{ {Use} }}";
    }
}

/// <summary>Two secrets of a use at most: what the one before signed stays good until the next replacement.</summary>
internal static class ServerKeysMachine
{
    public static Decision<ServerKeysEvent> Decide(
        ServerKeysState state, ServerKeysCommand command, DateTimeOffset now) =>
        (state, command) switch
        {
            (Blank, Open open) => new Opened(open.Tokens, open.Ids),
            (Held, Open) => Already.Done,
            (Held held, Replace replace) when Of(held, replace.Use)[0] == replace.Key => Already.Done,
            (Held, Replace replace) => new Replaced(replace.Use, replace.Key),
            _ => NotAllowed.When(state, command),
        };

    public static ServerKeysState Evolve(ServerKeysState state, ServerKeysEvent happened) => (state, happened) switch
    {
        (Blank, Opened e) => new Held([e.Tokens], [e.Ids]),
        (Held held, Replaced { Use: ServerKeyUse.Tokens } e) => held with { Tokens = [e.Key, held.Tokens[0]] },
        (Held held, Replaced { Use: ServerKeyUse.Ids } e) => held with { Ids = [e.Key, held.Ids[0]] },
        _ => throw new ImpossibleHistoryException(state, happened),
    };

    private static ImmutableArray<string> Of(Held held, ServerKeyUse use) =>
        use == ServerKeyUse.Tokens ? held.Tokens : held.Ids;
}
