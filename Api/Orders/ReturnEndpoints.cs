using Commerce.Api.Http;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Api.Orders;

/// <summary>Goods that come back, and the money for them.</summary>
internal static class ReturnEndpoints
{
    public static void MapReturns(this IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/v1/admin/orders").WithTags("Orders, for staff");
        orders.MapPost("/{id}/returns", Return)
            .Says(Access.Refund, "Records what came back, and gives the money for it back")
            .Takes(new ReturnBody("It does not fit.", [new("1")], Restock: true))
            .Answers<OrderBody>(201, "The order with the refund; its parts say how far the money is.")
            .Refuses(
                typeof(NotAllowed), typeof(ItemUnknown), typeof(ShipmentUnsettled), typeof(RefundTooLarge),
                typeof(VersionStale));

        orders.MapPost("/{id}/refunds/{refund}/repeat", Repeat)
            .Says(Access.Refund, "Makes a refund again that failed")
            .Takes(new RepeatBody("order-01kbq7vx5t9d3c8h2m6r4w0zaf/refund-1/1"))
            .Answers<OrderBody>(200, "The order with the new transaction.")
            .Refuses(typeof(NotAllowed), typeof(RefundTooLarge), typeof(VersionStale));
    }

    private static Task<IResult> Return(
        string id, Body<ReturnBody> body, ApiRequest request, IClusterClient grains, ServerSecrets secrets)
    {
        var command = body.Value.ToCommand("refund-" + secrets.Derive(request.Key));
        return request.Do(
            call => OrderDoor.Known(id, () => grains.OrderDesk().Return(OrderId.Of(id), command, call)),
            order => Shown.Made(OrderBody.ForStaff(order), $"/v1/admin/orders/{id}"),
            why: body.Value.Reason);
    }

    private static Task<IResult> Repeat(
        string id, string refund, Body<RepeatBody> body, ApiRequest request, IClusterClient grains) => request.Do(
        call => OrderDoor.Known(id, () => grains.OrderDesk().Repeat(
            OrderId.Of(id), new(refund, body.Value.Reference, 0), call)),
        order => Shown.Ok(OrderBody.ForStaff(order)));
}
