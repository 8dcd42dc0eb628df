using System.ComponentModel.DataAnnotations;
using Commerce.Api.Carts;
using Commerce.Api.Http;
using Commerce.Grains.Carts;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Api.Orders;

/// <summary>How customers pay the rest of an order anew.</summary>
internal static class PaymentLinkEndpoints
{
    public static void MapPaymentLinks(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/admin/orders/{id}/payment-link", Send)
            .WithTags("Orders, for staff")
            .Says(Access.EditOrders, "Sends the customer a link by which the rest can be paid, once and within 7 days")
            .Takes(new Nothing())
            .Answers<OrderBody>(200, "The order; nobody but the customer sees the link, and one sent before ends.")
            .Refuses(
                typeof(NotAllowed), typeof(NothingToCharge), typeof(ShipmentUnsettled), typeof(AttemptUnfinished),
                typeof(VersionStale));

        routes.MapPost("/v1/orders/{id}/payment-link", Pay)
            .WithTags("Orders")
            .RequireCors(Edges.Storefronts)
            .Says(Access.Shop, "Pays the rest of an order by the link that its customer was sent")
            .Takes(new LinkPaymentBody("AbCdEfGhIjKlMnPqRsTuVwXyZ23456789AbCdEfG", new("pm_card_visa")))
            .Answers<OrderBody>(200, "The order, whose rest is promised; it is charged as it ships.")
            .Answers<OrderBody>(
                202, "The order; the customer has a step to take, or nothing is known yet: ask again with a new key.")
            .Refuses(
                typeof(NothingToCharge), typeof(ShipmentUnsettled), typeof(AttemptUnfinished), typeof(TooManyAttempts),
                typeof(PaymentDeclined), typeof(PaymentUnavailable), typeof(VersionStale));
    }

    private static Task<IResult> Send(string id, Body<Nothing> body, ApiRequest request, IClusterClient grains) =>
        request.Do(
            call => OrderDoor.Known(id, () => grains.PaymentLinks().Send(OrderId.Of(id), call)),
            order => Shown.Ok(OrderBody.ForStaff(order)));

    private static Task<IResult> Pay(
        string id, Body<LinkPaymentBody> body, ApiRequest request, IClusterClient grains) => request.Do(
        call => OrderDoor.Known(id, () => grains.PaymentLinks().Pay(OrderId.Of(id), body.Value.ToPayment(), call)),
        order => new Shown(
            order.PaymentLink?.UnderWay is null ? StatusCodes.Status200OK : StatusCodes.Status202Accepted,
            OrderBody.ForShopper(order)),
        revive: kept => Replays.Order(kept, grains));
}

/// <summary>The secret of a payment link, and how the rest is paid.</summary>
internal sealed record LinkPaymentBody(
    [property: StringLength(100, MinimumLength = 1)] string Token, PaymentChoice Payment)
{
    public LinkPayment ToPayment() => new(Token, Payment.Method, Payment.ReturnUrl);

    /// <summary>Leaves the secret out.</summary>
    public override string ToString() => "LinkPaymentBody";
}
