using Commerce.Api.Http;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Api.Orders;

/// <summary>What staff set right on an order.</summary>
internal static class CorrectionEndpoints
{
    public static void MapCorrections(this IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/v1/admin/orders").WithTags("Orders, for staff");
        orders.MapGet("/carriers", Offered).Says(Access.SeeOrders, "Lists the carriers that are offered")
            .Answers<CarriersBody>(200, "Names; any other text is a carrier too.");

        orders.MapPut("/{id}/comments", Comment).Says(Access.EditOrders, "Notes something of an order, in any state")
            .Takes(new CommentsBody("Leave it with the neighbour."))
            .Answers<OrderBody>(200, "The order.")
            .Refuses(typeof(VersionStale));

        orders.MapPut("/{id}/address", ChangeAddress)
            .Says(Access.EditOrders, "Sends what has not left elsewhere; prices and tax stay as they are")
            .Takes(new ShipToBody(new("Ada Lovelace", "7 Other Street", "London", "GB", PostalCode: "N1 7AB")))
            .Answers<OrderBody>(200, "The order; shipments that left keep the address they went to.")
            .Refuses(typeof(NotAllowed), typeof(VersionStale));

        orders.MapPut("/{id}/shipments/{shipment}/tracking", CorrectTracking)
            .Says(Access.ShipOrders, "Corrects who carries a shipment, and its number")
            .Takes(new TrackingBody("FedEx", "123456789012"))
            .Answers<OrderBody>(200, "The order.")
            .Refuses(typeof(NotAllowed), typeof(VersionStale));
    }

    private static ShownAnswer Offered() => new ShownAnswer(Shown.Ok(new CarriersBody(Carriers.Offered)));

    private static Task<IResult> Comment(
        string id, Body<CommentsBody> body, ApiRequest request, IClusterClient grains) => request.Do(
        call => OrderDoor.Known(id, () => grains.OrderStaff(id).Comment(new(body.Value.Comments), call)),
        order => Shown.Ok(OrderBody.ForStaff(order)));

    private static Task<IResult> ChangeAddress(
        string id, Body<ShipToBody> body, ApiRequest request, IClusterClient grains) => request.Do(
        call => OrderDoor.Known(
            id, () => grains.OrderStaff(id).ChangeAddress(new(body.Value.Address.ToAddress()), call)),
        order => Shown.Ok(OrderBody.ForStaff(order)));

    private static Task<IResult> CorrectTracking(
        string id, string shipment, Body<TrackingBody> body, ApiRequest request, IClusterClient grains) => request.Do(
        call => OrderDoor.Known(id, () => grains.OrderStaff(id).CorrectTracking(
            new(shipment, body.Value.Carrier, body.Value.Tracking), call)),
        order => Shown.Ok(OrderBody.ForStaff(order)));
}
