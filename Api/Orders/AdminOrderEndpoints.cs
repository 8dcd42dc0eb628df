using Commerce.Api.Http;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Api.Orders;

/// <summary>Orders as staff work on them.</summary>
internal static class AdminOrderEndpoints
{
    private static readonly string[] Statuses =
    [
        "in_basket", "expired", "confirmed", "authorized_plus_avs", "authorized_minus_avs", "failed_authorization",
        "partially_fulfilled", "fulfilled", "returned", "void",
    ];

    public static void MapAdminOrders(this IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/v1/admin/orders").WithTags("Orders, for staff");

        orders.MapGet("", List).Says(Access.SeeOrders, "Lists orders, newest first")
            .Filters(
                new QueryParameter("q", "Beginnings of words: number, recipient's last name, SKU, product's name."),
                new QueryParameter("status", "Only orders in this state, or in those that reports count.")
                {
                    Values = [OrderFilter.Reportable, .. Statuses],
                },
                new QueryParameter("from", "Submitted at this time or later.") { Format = "date-time" },
                new QueryParameter("to", "Submitted before this time.") { Format = "date-time" },
                QueryParameter.Sort("-confirmed", "confirmed", "number", "-number", "total", "-total"),
                QueryParameter.Limit,
                QueryParameter.Cursor)
            .Answers<PageBody<OrderEntryBody>>(200, "One page.")
            .Refuses(typeof(CursorInvalid), typeof(SortUnknown));

        orders.MapGet("/{id}", View).Says(Access.SeeOrders, "Shows an order")
            .Answers<OrderBody>(200, "The order.");

        orders.MapGet("/{id}/history", History).Says(Access.SeeOrders, "Shows what happened to an order, newest first")
            .Filters(QueryParameter.Limit, QueryParameter.Cursor)
            .Answers<PageBody<HistoryBody>>(200, "One page: what, who, when, from where, why.")
            .Refuses(typeof(CursorInvalid));

        orders.MapPost("/{id}/shipments", Ship).Says(Access.ShipOrders, "Records what left the house")
            .Takes(new ShipBody(Carrier: "Northern Post", Tracking: "NP123456789"))
            .Answers<OrderBody>(201, "The order with the shipment, which is paid for and may leave.")
            .Answers<OrderBody>(202, "The order with the shipment, whose money is not known yet: do not ship it.")
            .Refuses(
                typeof(NotAllowed), typeof(ItemUnknown), typeof(NothingToShip), typeof(OrderShipsWhole),
                typeof(ShipmentPaymentFailed), typeof(VersionStale));

        orders.MapPost("/{id}/shipments/{shipment}/release", Release)
            .Says(Access.ReleaseShipments, "Lets a shipment leave although its money did not come")
            .Takes(new ReasonBody("A good customer; an invoice follows."))
            .Answers<OrderBody>(200, "The order; what was not charged is booked as uncollected.")
            .Refuses(typeof(NotAllowed), typeof(ItemUnknown), typeof(VersionStale));

        orders.MapPost("/{id}/shipments/{shipment}/abort", Abort)
            .Says(Access.ShipOrders, "Gives a shipment up whose money did not come")
            .Takes(new ReasonBody("The customer has no other card."))
            .Answers<OrderBody>(200, "The order; the shipment's items are free again.")
            .Refuses(typeof(NotAllowed), typeof(ShipmentUnsettled), typeof(VersionStale));

        orders.MapPost("/{id}/void", Void).Says(Access.VoidOrders, "Voids an order, or what is left of it")
            .Takes(new VoidBody("The customer changed her mind."))
            .Answers<OrderBody>(200, "The order, void.")
            .Answers<OrderBody>(
                202, "The order, still confirmed: it is void once the gateway has ended the payment under way.")
            .Refuses(
                typeof(NotAllowed), typeof(OrderHasShipped), typeof(ItemUnknown), typeof(ShipmentUnsettled),
                typeof(AttemptUnfinished), typeof(VersionStale));
    }

    private static Task<IResult> List(ApiRequest request, IClusterClient grains) => request.Read(
        () => grains.Orders().List(
            new(
                request.Query.Text("status"), request.Query.Time("from"), request.Query.Time("to"),
                Words: request.Query.Text("q")),
            request.Query.Page()),
        page => Pages.Show(page, OrderEntryBody.Of));

    private static Task<IResult> View(string id, ApiRequest request, IClusterClient grains) =>
        request.Read(
            () => OrderDoor.Known(id, () => grains.Order(id).View()), order => Shown.Ok(OrderBody.ForStaff(order)));

    private static Task<IResult> History(string id, ApiRequest request, IClusterClient grains) => request.Read(
        () => OrderDoor.Known(id, () => Happened(id, request.Query.Page(), grains)),
        page => Pages.Show(page, HistoryBody.Of));

    // An order that is not there has no history, not even an empty one.
    private static async Task<Outcome<Page<HistoryEntry>>> Happened(
        string id, PageRequest page, IClusterClient grains) =>
        await grains.Order(id).View() is Outcome<OrderView>.Refused(var why)
            ? why
            : await grains.History().List("order", id, page);

    private static Task<IResult> Ship(
        string id, Body<ShipBody> body, ApiRequest request, IClusterClient grains, ServerSecrets secrets)
    {
        var command = body.Value.ToCommand("shipment-" + secrets.Derive(request.Key));
        return request.Do(
            call => OrderDoor.Known(id, () => grains.OrderDesk().Ship(OrderId.Of(id), command, call)),
            order => order.Shipments.First(shipment => shipment.Id == command.ShipmentId).Status == "awaiting_payment"
                ? new Shown(StatusCodes.Status202Accepted, OrderBody.ForStaff(order))
                : Shown.Made(OrderBody.ForStaff(order), $"/v1/admin/orders/{id}"),
            revive: async _ => await grains.OrderDesk().Charge(
                OrderId.Of(id), command.ShipmentId, request.Call()));
    }

    private static Task<IResult> Release(
        string id, string shipment, Body<ReasonBody> body, ApiRequest request, IClusterClient grains) => request.Do(
        call => OrderDoor.Known(id, () => grains.OrderMoney(id).Release(new(shipment, body.Value.Reason), call)),
        order => Shown.Ok(OrderBody.ForStaff(order)),
        why: body.Value.Reason);

    private static Task<IResult> Abort(
        string id, string shipment, Body<ReasonBody> body, ApiRequest request, IClusterClient grains) => request.Do(
        call => OrderDoor.Known(id, () => grains.OrderMoney(id).Abort(new(shipment, body.Value.Reason), call)),
        order => Shown.Ok(OrderBody.ForStaff(order)),
        why: body.Value.Reason);

    private static Task<IResult> Void(string id, Body<VoidBody> body, ApiRequest request, IClusterClient grains) =>
        request.Do(
        call => OrderDoor.Known(
            id, () => grains.Order(id).Void(body.Value.ToCommand(), call)),
        order => new Shown(
            order.Status == "confirmed" ? StatusCodes.Status202Accepted : StatusCodes.Status200OK,
            OrderBody.ForStaff(order)),
        why: body.Value.Reason);
}
