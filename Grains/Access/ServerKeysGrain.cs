using Commerce.Grains.Kernel;
using Orleans.Runtime;

namespace Commerce.Grains.Access;

[GrainType("server-keys")]
internal sealed class ServerKeysGrain(
    [PersistentState(
        "server-keys")] IPersistentState<Stored<ServerKeysState, ServerKeysEvent>> stored, EntityTools tools)
    : Entity<ServerKeysState, ServerKeysCommand, ServerKeysEvent, ServerKeys>(stored, Plan, tools), IServerKeysGrain
{
    internal static Blueprint<ServerKeysState, ServerKeysCommand, ServerKeysEvent, ServerKeys> Plan { get; } = new()
    {
        Initial = new ServerKeysState.Blank(),
        Decide = ServerKeysMachine.Decide,
        Evolve = ServerKeysMachine.Evolve,
        View = (_, state) => state is ServerKeysState.Held held ? new(held.Tokens, held.Ids) : new([], []),
    };

    public Task<Outcome<ServerKeys>> Open(ServerKeysCommand.Open command) => Apply(command, Call.System);

    public Task<Outcome<ServerKeys>> View() => Task.FromResult(Seen());

    public Task<Outcome<ServerKeys>> Replace(ServerKeysCommand.Replace command, Call call) => Apply(command, call);
}
