using Commerce.Grains.Kernel;
using Orleans.Runtime;

namespace Commerce.Grains.Pricing.UserClasses;

[GrainType("user-class")]
internal sealed class UserClassGrain(
    [PersistentState("user-class")] IPersistentState<Stored<UserClassState, UserClassEvent>> stored, EntityTools tools)
    : Entity<UserClassState, UserClassCommand, UserClassEvent, UserClassView>(stored, Plan, tools), IUserClassGrain
{
    internal static Blueprint<UserClassState, UserClassCommand, UserClassEvent, UserClassView> Plan { get; } = new()
    {
        Initial = new UserClassState.Blank(),
        Decide = UserClassMachine.Decide,
        Evolve = UserClassMachine.Evolve,
        View = ViewOf,
        Rows = static (_, state) => UserClassRow.Of(state),
        Errands = static (key, _, happened) =>
            happened is UserClassEvent.Removed ? [new EndMemberships(ClassId.Of(key))] : [],
    };

    public Task<Outcome<UserClassView>> Create(string name, Call call) =>
        Apply(new UserClassCommand.Create(name), call);

    public Task<Outcome<UserClassView>> Rename(string name, Call call) =>
        Apply(new UserClassCommand.Rename(name), call);

    public Task<Outcome<UserClassView>> Remove(Call call) => Apply(new UserClassCommand.Remove(), call);

    public Task<Outcome<UserClassView>> View() =>
        Task.FromResult(State is UserClassState.Open ? Seen() : new NotFound("user class"));

    private static UserClassView ViewOf(string key, UserClassState state) => state switch
    {
        UserClassState.Open s => new(ClassId.Of(key), s.Name, s.CreatedAt, s.ChangedAt),
        UserClassState.Ended s => new(ClassId.Of(key), s.Name, s.CreatedAt, s.EndedAt),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
