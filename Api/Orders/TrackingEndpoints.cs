using Commerce.Api.Http;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Api.Orders;

/// <summary>Where a parcel is (CHK-24).</summary>
internal static class TrackingEndpoints
{
    public static void MapTracking(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/orders/{id}/shipments/{shipmentId}/tracking", View).WithTags("Orders")
            .RequireCors(Edges.Storefronts)
            .Says(Access.OwnOrderOrStaff, "Shows how a shipment is followed")
            .Answers<ParcelBody>(200, "Carrier, its number, and its page where it is known: FedEx and UPS.");

    private static Task<IResult> View(string id, string shipmentId, ApiRequest request, IClusterClient grains) =>
        request.Read(
            () => OrderDoor.Known(id, () => Find(id, shipmentId, grains)), body => Shown.Ok(body));

    private static async Task<Outcome<ParcelBody>> Find(string id, string shipmentId, IClusterClient grains) =>
        await grains.Order(id).View() is Outcome<OrderView>.Done(var order, _)
            && order.Shipments.FirstOrDefault(one => one.Id == shipmentId) is { } shipment
            ? new Outcome<ParcelBody>.Done(new(shipment.Carrier, shipment.Tracking, shipment.TrackingUrl))
            : new NotFound("shipment");
}

/// <summary>How a shipment is followed.</summary>
internal sealed record ParcelBody(string? Carrier, string? Tracking, string? Url);
