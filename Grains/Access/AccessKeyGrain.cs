using System.Security.Cryptography;
using System.Text;
using Commerce.Grains.Kernel;
using Orleans.Runtime;

namespace Commerce.Grains.Access;

[GrainType("access-key")]
internal sealed class AccessKeyGrain(
    [PersistentState("access-key")] IPersistentState<Stored<AccessKeyState, AccessKeyEvent>> stored, EntityTools tools)
    : Entity<AccessKeyState, AccessKeyCommand, AccessKeyEvent, AccessKeyView>(stored, Plan, tools), IAccessKeyGrain
{
    internal static Blueprint<AccessKeyState, AccessKeyCommand, AccessKeyEvent, AccessKeyView> Plan { get; } = new()
    {
        Initial = new AccessKeyState.Blank(),
        Decide = AccessKeyMachine.Decide,
        Evolve = AccessKeyMachine.Evolve,
        View = (key, state) => AccessKeyViews.Of(key, state) ?? throw new System.Diagnostics.UnreachableException(),
        Rows = AccessKeyRow.Of,
    };

    public Task<Outcome<AccessKeyView>> Make(AccessKeyCommand.Make command, Call call) => Apply(command, call);

    public Task<Outcome<AccessKeyView>> Revoke(Call call) => Apply(new AccessKeyCommand.Revoke(), call);

    public Task<AccessKeyView?> Verify(string hash) => Task.FromResult(
        State is AccessKeyState.Valid key && Same(key.Hash, hash)
            ? AccessKeyViews.Of(this.GetPrimaryKeyString(), State)
            : null);

    // The time this takes tells nothing of how much of the hash was right.
    private static bool Same(string stored, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(stored), Encoding.UTF8.GetBytes(given));
}
