using Commerce.Api.Http;
using Commerce.Grains.Carts;
using Commerce.Grains.Kernel;

namespace Commerce.Api.Carts;

/// <summary>Carts as staff see them (ORD-28).</summary>
internal static class AdminCartEndpoints
{
    private static readonly string[] Statuses = ["open", "frozen", "closed", "expired", "merged"];

    public static void MapAdminCarts(this IEndpointRouteBuilder routes)
    {
        var carts = routes.MapGroup("/v1/admin/carts").WithTags("Carts, for staff");

        carts.MapGet("", List).Says(Access.SeeOrders, "Lists carts, those changed last first")
            .Filters(
                new QueryParameter("status", "Only carts that stand so.") { Values = Statuses },
                new QueryParameter("from", "Changed at this time or later.") { Format = "date-time" },
                new QueryParameter("to", "Changed before this time.") { Format = "date-time" },
                QueryParameter.Sort("-changed", "changed"),
                QueryParameter.Limit,
                QueryParameter.Cursor)
            .Answers<PageBody<CartEntryBody>>(200, "One page.")
            .Refuses(typeof(CursorInvalid), typeof(SortUnknown));

        carts.MapGet("/{id}", View).Says(Access.SeeOrders, "Shows a cart")
            .Answers<CartBody>(200, "The cart.");

        carts.MapGet("/{id}/history", History).Says(Access.SeeOrders, "Shows what happened to a cart, newest first")
            .Filters(QueryParameter.Limit, QueryParameter.Cursor)
            .Answers<PageBody<HistoryBody>>(200, "One page: what, who, when, from where, why.")
            .Refuses(typeof(CursorInvalid));
    }

    private static Task<IResult> List(ApiRequest request, IClusterClient grains) => request.Read(
        () => grains.GetGrain<ICartListGrain>("carts").List(
            new(request.Query.Text("status"), request.Query.Time("from"), request.Query.Time("to")),
            request.Query.Page()),
        page => Pages.Show(page, CartEntryBody.Of));

    private static Task<IResult> View(string id, ApiRequest request, IClusterClient grains) => request.Read(
        () => Known(id, () => Stored(id, grains)), cart => Shown.Ok(CartBody.Of(cart)));

    // One that nothing was ever put into is only an id.
    private static async Task<Outcome<CartView>> Stored(string id, IClusterClient grains) =>
        await grains.HistoryOf("cart", id, new(1)) is Outcome<Page<HistoryEntry>>.Refused(var why)
            ? why
            : await grains.Cart(id).View();

    private static Task<IResult> History(string id, ApiRequest request, IClusterClient grains) => request.Read(
        () => Known(id, () => grains.HistoryOf("cart", id, request.Query.Page())),
        page => Pages.Show(page, HistoryBody.Of));

    // What cannot be a cart's id never becomes a grain's key.
    private static Task<Outcome<T>> Known<T>(string id, Func<Task<Outcome<T>>> ask) =>
        CartId.IsOne(id) ? ask() : Task.FromResult<Outcome<T>>(new NotFound("cart"));
}

/// <summary>A cart in staff's list.</summary>
internal sealed record CartEntryBody(
    string Id, string Status, int Lines, int Units, Money Total, string? OrderId, DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt)
{
    public static CartEntryBody Of(CartListEntry cart) => new(
        cart.Id.Value, cart.Status, cart.Lines, cart.Units, cart.Total, cart.Order?.Value, cart.CreatedAt,
        cart.ChangedAt);
}
