using Commerce.Api.Http;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Products;

namespace Commerce.Api.Orders;

/// <summary>What is there to be shipped.</summary>
internal static class FulfilmentEndpoints
{
    public static void MapFulfilment(this IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/v1/admin/orders").WithTags("Orders, for staff");
        orders.MapGet("/fulfilment", List)
            .Says(Access.SeeOrders, "Lists orders with something to ship, by shipping method, then state, then id")
            .Filters(
                new QueryParameter("method", "Only orders that go this way.")
                {
                    Values = ["standard", "express", "pickup", "none"],
                },
                new QueryParameter(
                    "stale", "Only orders whose promise of money is over or ends within a day, by when it ends.")
                {
                    Values = ["true", "false"],
                },
                QueryParameter.Limit,
                QueryParameter.Cursor)
            .Answers<PageBody<FulfilmentBody>>(200, "One page; ship no stale order before its money is settled.")
            .Refuses(typeof(CursorInvalid));

        orders.MapGet("/items-needed", Needed)
            .Says(Access.SeeOrders, "Counts what it takes to ship everything, most units first")
            .Filters(QueryParameter.Limit, QueryParameter.Cursor)
            .Answers<PageBody<NeededBody>>(200, "One page; one entry a variant.")
            .Refuses(typeof(CursorInvalid));
    }

    private static Task<IResult> List(ApiRequest request, IClusterClient grains) => request.Read(
        () => grains.Fulfilment().List(
            new(request.Query.Text("method"), request.Query.Text("stale") == "true"), request.Query.Page()),
        page => Pages.Show(page, FulfilmentBody.Of));

    private static Task<IResult> Needed(ApiRequest request, IClusterClient grains) => request.Read(
        () => grains.Fulfilment().Needed(request.Query.Page()), page => Pages.Show(page, NeededBody.Of));
}

/// <summary>An order with something to ship.</summary>
internal sealed record FulfilmentBody(
    string Id,
    long Number,
    string Method,
    string Status,
    DateTimeOffset ConfirmedAt,
    string? Name,
    string? Email,
    DateTimeOffset? AuthorizationEnds,
    bool Stale,
    IReadOnlyList<UnshippedItem> Items)
{
    public static FulfilmentBody Of(FulfilmentEntry order) => new(
        order.Id.Value, order.Number, order.Method, order.Status, order.ConfirmedAt, order.Name, order.Email,
        order.AuthorizationEnds, order.Stale, order.Items);
}

/// <summary>What is needed of one variant.</summary>
internal sealed record NeededBody(string ProductId, Sku Sku, string Name, string Options, long Units)
{
    public static NeededBody Of(NeededItem item) =>
        new(item.Product.Value, item.Sku, item.Name, item.Options, item.Units);
}
