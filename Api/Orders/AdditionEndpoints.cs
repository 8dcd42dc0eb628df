using System.ComponentModel.DataAnnotations;
using Commerce.Api.Http;
using Commerce.Grains.Carts;
using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;

namespace Commerce.Api.Orders;

/// <summary>What staff add to orders that were placed.</summary>
internal static class AdditionEndpoints
{
    public static void MapAdditions(this IEndpointRouteBuilder routes) => routes
        .MapGroup("/v1/admin/orders").WithTags("Orders, for staff")
        .MapPost("/{id}/items", Add)
        .Says(Access.AddToOrders, "Adds a product to an order, by the prices, shipping and tax of today")
        .Takes(new AddItemBody(new("MUG-BLUE"), 2, new(1_500, "USD")))
        .Answers<OrderBody>(201, "The order with the item, which is charged when it is shipped.")
        .Refuses(
            typeof(NotAllowed), typeof(NoReusableMethod), typeof(NotOrderable), typeof(OutOfStock),
            typeof(TooManyUnits), typeof(OrderTotalTooHigh), typeof(TooManyAdditions), typeof(AttemptUnfinished),
            typeof(AttemptDead), typeof(TryAgain), typeof(VersionStale));

    private static Task<IResult> Add(
        string id, Body<AddItemBody> body, ApiRequest request, IClusterClient grains, ServerSecrets secrets) =>
        request.Do(
            call => OrderDoor.Known(id, () => grains.Additions().Add(
                body.Value.ToAddition(AttemptId.OfAddition(OrderId.Of(id), secrets.Derive(request.Key))), call)),
            order => Shown.Made(OrderBody.ForStaff(order), $"/v1/admin/orders/{id}"));
}

/// <summary>Adds units of a variant; without a price they cost what the customer would pay today, offer codes
/// apart.</summary>
internal sealed record AddItemBody(Sku Sku, [property: Range(1, 999)] int Quantity = 1, Money? UnitPrice = null)
{
    public Addition ToAddition(AttemptId id) => new(id, Sku, Quantity, UnitPrice);
}
