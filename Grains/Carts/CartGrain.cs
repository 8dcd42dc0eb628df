using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Orleans.Runtime;

namespace Commerce.Grains.Carts;

/// <summary>The shell of one cart.</summary>
[GrainType("cart")]
internal sealed class CartGrain(
    [PersistentState(
        "cart")] IPersistentState<Stored<CartState, CartEvent>> stored, IGrainContext context, EntityTools tools)
    : Entity<CartState, CartCommand, CartEvent, CartView>(
        stored, CartBlueprint.Of(CartId.Of(context.GrainId.Key.ToString()!), tools.Settings), tools), ICartGrain
{
    private CartId Id => CartId.Of(this.GetPrimaryKeyString());

    // As it was made, whatever has become of it since: a repeat hears the same.
    public async Task<Outcome<CartView>> Make() =>
        await Apply(new CartCommand.Make(), Call.System) is Outcome<CartView>.Refused refused
            ? refused
            : new Outcome<CartView>.Done(Basis(new CartState.Blank()).View);

    public Task<Outcome<CartView>> AddLine(CartCommand.AddLine command, Call call) => Apply(command, call);

    public Task<Outcome<CartView>> SetQuantity(CartCommand.SetQuantity command, Call call) => Apply(command, call);

    public Task<Outcome<CartView>> TakeQuote(CartCommand.TakeQuote command, Call call) => Apply(command, call);

    public Task<Outcome<CartView>> HoldOffer(CartCommand.HoldOffer command, Call call) => Apply(command, call);

    public async Task<Outcome<CartBasis>> Freeze(CartCommand.Freeze command, Call call) =>
        await Apply(command, call) switch
        {
            Outcome<CartView>.Done(_, var version) => new Outcome<CartBasis>.Done(Basis(State), version),
            Outcome<CartView>.Refused(var why) => why,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public Task<Outcome<CartView>> Thaw(AttemptId attempt) => Apply(new CartCommand.Thaw(attempt), Call.System);

    public Task<Outcome<CartView>> Close(AttemptId attempt) => Apply(new CartCommand.Close(attempt), Call.System);

    public Task<Outcome<CartView>> Claim(CustomerId customer, Call call) =>
        Apply(new CartCommand.Claim(customer), call);

    public Task<Outcome<CartView>> Merge(CartCommand.Merge command, Call call) => Apply(command, call);

    public Task<Outcome<CartView>> TakeLines(CartCommand.TakeLines command) => Apply(command, Call.System);

    public Task<Outcome<CartView>> View() => Task.FromResult(Seen());

    public Task<CartBasis> Basis() => Task.FromResult(Basis(State));

    public Task<CustomerId?> Owner() => Task.FromResult(CartBlueprint.OwnerOf(State));

    private CartBasis Basis(CartState state) => CartBlueprint.Basis(Id, Settings.Currency, state);
}
