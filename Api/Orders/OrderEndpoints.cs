using Commerce.Api.Carts;
using Commerce.Api.Http;
using Commerce.Grains.Carts;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Api.Orders;

/// <summary>A shopper's order, opened by the token of its cart.</summary>
internal static class OrderEndpoints
{
    public static void MapOrders(this IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/v1/orders/{id}").WithTags("Orders").RequireCors(Edges.Storefronts);

        orders.MapGet("", View).Says(Access.OwnOrderOrStaff, "Shows an order")
            .Answers<OrderBody>(200, "The order; a storefront sees it with its cart's token, for 30 days.");

        orders.MapPost("/payment/refresh", Refresh)
            .Says(Access.OwnOrderOrSolvers, "Asks the gateway now what became of the payment")
            .Takes(new Nothing())
            .Answers<OrderBody>(200, "The order as it is then; asked by staff, its buyer hears of a decline by mail.")
            .Refuses(typeof(VersionStale));

        orders.MapPost("/cancel", CancelOrder).Says(Access.OwnOrder, "Cancels an order of which nothing has shipped")
            .Takes(new Nothing())
            .Answers<OrderBody>(200, "The order, void; nothing is charged.")
            .Answers<OrderBody>(202, "The order, still confirmed: it is void once the gateway has ended the payment.")
            .Refuses(typeof(NotAllowed), typeof(OrderHasShipped), typeof(ShipmentUnsettled),
                typeof(AttemptUnfinished), typeof(VersionStale));

        orders.MapPost("/payment/cancel", Cancel).Says(Access.OwnOrder, "Gives the payment under way up")
            .Takes(new Nothing())
            .Answers<CartBody>(200, "The cart, open again; or the order, if it was paid for after all.")
            .Refuses(typeof(NotAllowed), typeof(VersionStale));
    }

    // Shoppers have proved their order at the door; staff may write anything.
    private static Task<IResult> View(string id, ApiRequest request, IClusterClient grains) => request.Read(
        () => OrderDoor.Known(id, () => grains.Order(id).View()), order => Show(order, request));

    private static Task<IResult> Refresh(string id, Body<Nothing> body, ApiRequest request, IClusterClient grains) =>
        request.Do(
            call => OrderDoor.Known(id, () => grains.Checkout().Refresh(OrderId.Of(id), !request.IsStaff, call)),
            order => Show(order, request),
            revive: kept => Refreshed(kept, id, grains));

    // CHK-25; in the history it is the customer's own word.
    private static Task<IResult> CancelOrder(
        string id, Body<Nothing> body, ApiRequest request, IClusterClient grains) => request.Do(
        call => grains.Order(id).Void(new("Cancelled by the customer.", UnshippedOnly: false), call),
        order => new Shown(
            order.Status == "confirmed" ? StatusCodes.Status202Accepted : StatusCodes.Status200OK,
            OrderBody.ForShopper(order)));

    private static Task<IResult> Cancel(string id, Body<Nothing> body, ApiRequest request, IClusterClient grains) =>
        request.Do(
            call => GiveUp(OrderId.Of(id), call, grains),
            Shown.Ok,
            revive: async _ => await Left(await grains.Order(id).View(), grains));

    private static async Task<Outcome<object>> GiveUp(OrderId id, Call call, IClusterClient grains) =>
        await Left(await grains.Checkout().Abandon(id, call), grains);

    // What the gateway said is kept; a decline of it was shown as the order that it left.
    private static async Task<Outcome<OrderView>?> Refreshed(KeptAnswer kept, string id, IClusterClient grains) =>
        await Replays.Order(kept, grains) is Outcome<OrderView>.Done order ? order : await grains.Order(id).View();

    private static Shown Show(OrderView order, ApiRequest request) =>
        Shown.Ok(request.IsStaff ? OrderBody.ForStaff(order) : OrderBody.ForShopper(order));

    // What is left after giving up: the cart, unless the money had come after all.
    private static async Task<Outcome<object>> Left(Outcome<OrderView> outcome, IClusterClient grains) => outcome switch
    {
        Outcome<OrderView>.Done({ Status: "in_basket" or "expired" } order, _) =>
            await grains.Cart(CartId.Of(order.Id).Value).View() switch
            {
                Outcome<CartView>.Done(var cart, var version) => new Outcome<object>.Done(CartBody.Of(cart), version),
                Outcome<CartView>.Refused(var why) => why,
                _ => throw new System.Diagnostics.UnreachableException(),
            },
        Outcome<OrderView>.Done(var order, var version) =>
            new Outcome<object>.Done(OrderBody.ForShopper(order), version),
        Outcome<OrderView>.Refused(var why) => why,
        Outcome<OrderView>.Repeated(var key) => new Outcome<object>.Repeated(key),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
