using Commerce.Api.Http;
using Commerce.Api.Orders;
using Commerce.Grains.Carts;
using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Stock;

namespace Commerce.Api.Carts;

/// <summary>A shopper's cart, from empty to bought.</summary>
internal static class CartEndpoints
{
    public static void MapCarts(this IEndpointRouteBuilder routes)
    {
        var carts = routes.MapGroup("/v1/carts").WithTags("Carts").RequireCors(Edges.Storefronts);

        carts.MapPost("", Create).Says(Access.Shop, "Makes an empty cart and gives a guest its token, once")
            .WithMetadata(new Creates())
            .Takes(new Nothing())
            .Answers<CartBody>(201, "The cart, with the token that opens it.");

        carts.MapGet("/{id}", View).Says(Access.OwnCart, "Shows a cart")
            .Answers<CartBody>(200, "The cart; what shipping would cost is estimated for each method.");

        carts.MapPost("/{id}/lines", AddLine).Says(Access.OwnCart, "Puts units of a variant in")
            .Takes(new AddLineBody(new("MUG-BLUE"), 2))
            .Answers<CartBody>(200, "The cart with the line in it; the same SKU twice adds up.")
            .Refuses(
                typeof(NotOrderable), typeof(QuantityOutOfRange), typeof(TooManyLines), typeof(CartFrozen),
                typeof(CartEnded));

        carts.MapPatch("/{id}/lines/{lineId}", SetQuantity).Says(Access.OwnCart, "Sets a line's quantity; 0 removes it")
            .Takes(new LineBody(3))
            .Answers<CartBody>(200, "The cart as it is then.")
            .Refuses(typeof(QuantityOutOfRange), typeof(CartFrozen), typeof(CartEnded), typeof(VersionStale));

        carts.MapPut("/{id}/delivery", SetDelivery).Says(Access.OwnCart, "Says where it goes, and quotes what it costs")
            .Takes(Examples.Delivery)
            .Answers<CartBody>(200, "The cart with shipping, tax and what is due.")
            .Refuses(
                typeof(CartIncomplete), typeof(NotOrderable), typeof(OrderTotalTooHigh), typeof(TooManyUnits),
                typeof(CartChanged), typeof(CartFrozen), typeof(CartEnded), typeof(VersionStale));

        carts.MapPut("/{id}/offers/{product}", HoldOffer)
            .Says(Access.OwnCart, "Keeps an offer code for a product, by its id or slug")
            .Takes(new OfferBody("SPRING26"))
            .Answers<CartBody>(200, "The cart at the prices that the code gives; the newest code of a product counts.")
            .Refuses(
                typeof(InvalidValue), typeof(NotOrderable), typeof(CartChanged), typeof(CartFrozen), typeof(CartEnded),
                typeof(VersionStale));

        carts.MapPost("/{id}/checkout", Checkout).Says(Access.OwnCart, "Buys what is in it")
            .Takes(new CheckoutBody(new("pm_card_visa"), new Money(3998, "USD")))
            .Answers<OrderBody>(201, "The order, paid for.")
            .Answers<OrderBody>(
                202, "The order, not yet paid for: nothing is known yet, or the shopper must take a step.")
            .Answers<OrderBody>(200, "The order that this cart had become before.")
            .Refuses(
                typeof(PaymentDeclined), typeof(PaymentMethodFailed), typeof(OutOfStock), typeof(PriceChanged),
                typeof(CartFrozen), typeof(CartIncomplete),
                typeof(CartEnded), typeof(TooManyAttempts), typeof(NotOrderable), typeof(AttemptUnfinished),
                typeof(AmountBelowMinimum),
                typeof(PaymentUnavailable), typeof(TryAgain));
    }

    // A guest's cart is stored from its first line on; a customer's at once, since it has no token to tell whose it is.
    private static Task<IResult> Create(
        Body<Nothing> body,
        ApiRequest request,
        IClusterClient grains,
        ServerSecrets secrets,
        ShopSettings settings)
    {
        var id = CartId.Named(secrets.Derive(request.Key));
        if (request.Caller.Customer is { } customer)
        {
            return request.Do(
                call => grains.Cart(id.Value).Claim(customer, call),
                cart => Shown.Made(CartBody.Of(cart), $"/v1/carts/{id}"));
        }

        return request.Read(
            () => grains.Cart(id.Value).Make(),
            _ => Shown.Made(CartBody.Fresh(id, secrets.TokenOf(id), settings.Currency), $"/v1/carts/{id}"));
    }

    private static Task<IResult> View(string id, ApiRequest request, IClusterClient grains) =>
        request.Read(() => grains.Checkout().View(CartId.Of(id)), Show);

    private static Task<IResult> AddLine(
        string id, Body<AddLineBody> body, ApiRequest request, IClusterClient grains) =>
        request.Do(call => grains.Checkout().AddLine(CartId.Of(id), body.Value.Sku, body.Value.Quantity, call), Show);

    private static Task<IResult> SetQuantity(
        string id, string lineId, Body<LineBody> body, ApiRequest request, IClusterClient grains) =>
        request.Do(call => grains.Cart(id).SetQuantity(new(lineId, body.Value.Quantity), call), Show);

    private static Task<IResult> HoldOffer(
        string id, string product, Body<OfferBody> body, ApiRequest request, IClusterClient grains) =>
        request.Do(call => grains.Checkout().HoldOffer(CartId.Of(id), product, body.Value.Code, call), Show);

    private static Task<IResult> SetDelivery(
        string id, Body<DeliveryBody> body, ApiRequest request, IClusterClient grains) =>
        request.Do(call => grains.Checkout().SetDelivery(CartId.Of(id), body.Value.ToDelivery(), call), Show);

    private static Task<IResult> Checkout(
        string id, Body<CheckoutBody> body, ApiRequest request, IClusterClient grains) =>
        request.Do(
            call => grains.Checkout().Submit(CartId.Of(id), body.Value.ToRequest(), call),
            Show,
            revive: kept => Replays.Placement(kept, grains));

    private static Shown Show(CartView cart) => Shown.Ok(CartBody.Of(cart));

    private static Shown Show(Placement placement) => new(
        placement switch
        {
            { Earlier: true } => StatusCodes.Status200OK,
            { Order.Status: "confirmed" } => StatusCodes.Status202Accepted,
            _ => StatusCodes.Status201Created,
        },
        OrderBody.ForShopper(placement.Order),
        $"/v1/orders/{placement.Order.Id}");
}
