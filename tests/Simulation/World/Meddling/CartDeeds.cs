using Commerce.Grains.Carts;
using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Products;

namespace Commerce.Simulation.World.Meddling;

/// <summary>What is asked of carts, whatever has become of them.</summary>
internal static class CartDeeds
{
    private const int OldRevision = -1;

    public static ImmutableArray<Deed> All { get; } =
    [
        (who, grains, _) => Cart(who, grains).Make(),
        (who, grains, call) => grains.GetGrain<ICheckoutGrain>("checkout").AddLine(who.Cart(), new("SKU-00"), 1, call),
        (who, grains, call) => Cart(who, grains).SetQuantity(new("1", who.Chance.Between(0, 3)), call),
        (who, grains, call) => grains.GetGrain<ICheckoutGrain>("checkout").HoldOffer(
            who.Cart(), "product-0001", "NONE", call),
        (who, grains, call) => Cart(who, grains).HoldOffer(
            new(OldRevision, new(ProductId.Of("product-0001"), "NONE"), []), call),
        TakeOldQuote,
        FreezeOld,
        (who, grains, _) => OfStranger(who, (cart, attempt) => grains.GetGrain<ICartGrain>(cart).Thaw(attempt)),
        (who, grains, _) => OfStranger(who, (cart, attempt) => grains.GetGrain<ICartGrain>(cart).Close(attempt)),
        MergeAgain,
        TakeNothing,
        (who, grains, _) => grains.GetGrain<IDueGrain>(
            Orleans.Runtime.GrainId.Create("cart", who.Cart().Value)).Look(),
    ];

    // Of a cart that is over for shoppers, or that has an owner: nobody else's goods change hands.
    private static async Task MergeAgain(Meddler who, IGrainFactory grains, Call call)
    {
        var (cart, customer) = (who.Cart(), who.Customer());
        var grain = grains.GetGrain<ICartGrain>(cart.Value);
        if (await grain.View() is Outcome<CartView>.Done({ Status: not "open" }, _)
            || await grain.Owner() is { } owner && owner != customer
            || await grain.Basis() is { Revision: 0 })
            await (who.Chance.Percent(50) ? grain.Merge(new(who.Cart(), customer), call) : grain.Claim(customer, call));
    }

    private static async Task TakeNothing(Meddler who, IGrainFactory grains, Call call)
    {
        var grain = Cart(who, grains);
        await grain.TakeLines(new(who.Cart(), await grain.Owner() ?? who.Customer(), []));
    }

    private static Task TakeOldQuote(Meddler who, IGrainFactory grains, Call call) =>
        who.Names.Confirms is { Count: > 0 } some && who.Chance.Of(some) is var old
            ? Cart(who, grains).TakeQuote(new(OldRevision, old.Delivery, [], old.Quote), call)
            : Task.CompletedTask;

    private static Task FreezeOld(Meddler who, IGrainFactory grains, Call call) =>
        who.Names.Confirms is { Count: > 0 } some
            ? Cart(who, grains).Freeze(new(OldRevision, who.Chance.Of(some).Quote, "an old page"), call)
            : Task.CompletedTask;

    private static Task OfStranger(Meddler who, Func<string, Grains.Orders.AttemptId, Task> tell)
    {
        var cart = who.Cart();
        return tell(cart.Value, Meddler.StrangerOf(cart.Order));
    }

    private static ICartGrain Cart(Meddler who, IGrainFactory grains) => grains.GetGrain<ICartGrain>(who.Cart().Value);
}
