using Commerce.Grains.Carts;
using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;

namespace Commerce.Bench;

/// <summary>What a cart's grain would store, made by the shop's own rules without the grain.</summary>
internal static class CartWrites
{
    private static readonly ShopSettings Settings = new();

    /// <summary>The name under which carts are stored.</summary>
    public const string Entity = "cart";

    /// <summary>A cart's next write: all that these commands make happen, each a call of its own.</summary>
    public static Stored<CartState, CartEvent> Next(
        CartId cart,
        Stored<CartState, CartEvent> before,
        IEnumerable<CartCommand> commands,
        Func<Call> calls,
        DateTimeOffset now)
    {
        var blueprint = CartBlueprint.Of(cart, Settings);
        var draft = new Draft<CartState, CartCommand, CartEvent, CartView>(
            blueprint, Settings, cart.Value, before);
        foreach (var command in commands)
        {
            if (blueprint.Decide(draft.State, command, now) is not Decision<CartEvent>.Accepted(var events, _))
                throw new InvalidOperationException($"A cart does not take {command}.");
            var call = calls();
            draft.Happen(events, call, now);
            draft.Keep(call, new Outcome<CartView>.Done(blueprint.View(cart.Value, draft.State)), now);
        }

        return draft.Seal(now);
    }

    /// <summary>Puts in what somebody wants.</summary>
    public static CartCommand Add(QuoteLine wanted) =>
        new CartCommand.AddLine(wanted.Item, wanted.Quantity, wanted.Price);

    /// <summary>What is in an open cart.</summary>
    public static ImmutableArray<QuoteLine> Wanted(Stored<CartState, CartEvent> stored) =>
        stored.State is CartState.Open { Content.Lines: var lines }
            ? [.. lines.Select(line => line.Wanted)]
            : throw new InvalidOperationException("The cart is not open.");
}
