using Commerce.Grains.Kernel;
using Orleans.Runtime;

namespace Commerce.Grains.Certificates;

[GrainType("claim-guard")]
internal sealed class ClaimGuardGrain(
    [PersistentState("claim-guard")] IPersistentState<Stored<ClaimGuardState, ClaimGuardEvent>> stored,
    EntityTools tools)
    : Entity<ClaimGuardState, ClaimGuardCommand, ClaimGuardEvent, ClaimTries>(stored, Plan(tools.Settings), tools),
        IClaimGuardGrain
{
    /// <summary>What every key starts with.</summary>
    public const string Prefix = "claims-";

    internal static Blueprint<ClaimGuardState, ClaimGuardCommand, ClaimGuardEvent, ClaimTries> Plan(
        ShopSettings settings) => new()
        {
            Initial = new ClaimGuardState.Quiet(),
            Decide = (state, command, now) => ClaimGuardMachine.Decide(settings, state, command, now),
            Evolve = ClaimGuardMachine.Evolve,
            View = static (_, state) => new(state is ClaimGuardState.Counting counting ? counting.Count : 0),
            DueAt = static state => state is ClaimGuardState.Counting counting ? counting.Until : null,
            Elapse = static (state, now) => state is ClaimGuardState.Counting counting && now >= counting.Until
                ? new ClaimGuardCommand.Forget()
                : null,
            Problems = static (key, _, happened) => ClaimGuardMachine.ProblemsOf(key, happened),
        };

    public Task<Outcome<ClaimTries>> Try(Call call) => Apply(new ClaimGuardCommand.Try(), call);

    public Task<Outcome<ClaimTries>> Miss(CertificateId? certificate, Call call) =>
        Apply(new ClaimGuardCommand.Miss(certificate), call);

    public Task<Outcome<ClaimTries>> Forget(Call call) => Apply(new ClaimGuardCommand.Forget(), call);
}
