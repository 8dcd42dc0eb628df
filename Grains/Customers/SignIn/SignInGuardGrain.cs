using Commerce.Grains.Kernel;
using Orleans.Runtime;

namespace Commerce.Grains.Customers.SignIn;

[GrainType("sign-in-guard")]
internal sealed class SignInGuardGrain(
    [PersistentState("sign-in-guard")] IPersistentState<Stored<GuardState, GuardEvent>> stored, EntityTools tools)
    : Entity<GuardState, GuardCommand, GuardEvent, SignInTries>(stored, Plan(tools.Settings), tools), ISignInGuardGrain
{
    internal static Blueprint<GuardState, GuardCommand, GuardEvent, SignInTries> Plan(ShopSettings settings) => new()
    {
        Initial = new GuardState.Quiet(),
        Decide = (state, command, now) => SignInGuardMachine.Decide(settings, state, command, now),
        Evolve = SignInGuardMachine.Evolve,
        View = static (_, state) => new(state is GuardState.Counting counting ? counting.Count : 0),
        DueAt = static state => state is GuardState.Counting counting ? counting.Until : null,
        Elapse = static (state, now) =>
            state is GuardState.Counting counting && now >= counting.Until ? new GuardCommand.Forget() : null,
    };

    public Task<Outcome<SignInTries>> Try(Call call) => Apply(new GuardCommand.Try(), call);

    public Task<Outcome<SignInTries>> Forget(Call call) => Apply(new GuardCommand.Forget(), call);
}
