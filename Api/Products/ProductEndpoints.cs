using Commerce.Api.Http;
using Commerce.Grains.Kernel;
using Commerce.Grains.Products;

namespace Commerce.Api.Products;

/// <summary>What shoppers browse.</summary>
internal static class ProductEndpoints
{
    public static void MapProducts(this IEndpointRouteBuilder routes)
    {
        var shop = routes.MapGroup("/v1").WithTags("Products").RequireCors(Edges.Storefronts);

        shop.MapGet("/products", List).Says(Access.Browse, "Lists and searches products")
            .Filters(
                new QueryParameter("q", "Words to look for; best match first."),
                new QueryParameter("category", "Only products in this category and inside it: Books/Science."),
                QueryParameter.Sort("name", "-name", "price", "-price", "newest"),
                QueryParameter.Limit,
                QueryParameter.Cursor)
            .Answers<PageBody<ProductEntryBody>>(
                200, "One page; the price is the lowest, the SKU the first that can be ordered.")
            .Refuses(typeof(CursorInvalid), typeof(SortUnknown));

        shop.MapGet("/products/{idOrSlug}", View).Says(Access.Browse, "Shows a product with its variants")
            .Filters(new QueryParameter("offer_code", "The code of an offer that the shopper came with."))
            .Answers<ProductBody>(200, "The product; a variant's offer is the price below the regular one, if any.");

        shop.MapGet("/products/{idOrSlug}/also-bought", AlsoBought)
            .Says(Access.Browse, "Lists what buyers of a product also bought, most often first")
            .Answers<AlsoBoughtBody>(200, "At most five products; none where the shop does not want it.");

        shop.MapGet("/categories", Categories).Says(Access.Browse, "Shows the categories, at most three levels")
            .Answers<CategoriesBody>(200, "The tree.");
    }

    private static Task<IResult> List(ApiRequest request, IClusterClient grains) => request.Read(
        () =>
            grains.Products().List(new(request.Query.Text("q"), request.Query.Text("category")), request.Query.Page()),
        page => Pages.Show(page, ProductEntryBody.Of));

    private static Task<IResult> View(
        string idOrSlug, ApiRequest request, IClusterClient grains, Availability availability, TimeProvider clock) =>
        request.Read(
            () => ShownProduct.Find(idOrSlug, request.Query.Text("offer_code"), request.Caller, grains, availability),
            product => Shown.Ok(ProductBody.Of(product, clock.GetUtcNow())));

    private static Task<IResult> AlsoBought(string idOrSlug, ApiRequest request, IClusterClient grains) =>
        request.Read<ImmutableArray<ProductListEntry>>(
            async () => await grains.Catalogue().LookUp(idOrSlug) is Outcome<ProductView>.Done(var known, _)
                ? new Outcome<ImmutableArray<ProductListEntry>>.Done(await grains.Products().AlsoBought(known.Id))
                : new NotFound("product"),
            found => Shown.Ok(new AlsoBoughtBody([.. found.Select(ProductEntryBody.Of)])));

    private static Task<IResult> Categories(ApiRequest request, IClusterClient grains) =>
        request.Read<ImmutableArray<CategoryNode>>(
        async () => new Outcome<ImmutableArray<CategoryNode>>.Done(await grains.Products().Categories()),
        tree => Shown.Ok(new CategoriesBody([.. tree.Select(CategoryBody.Of)])));
}

/// <summary>What buyers of a product also bought.</summary>
internal sealed record AlsoBoughtBody(IReadOnlyList<ProductEntryBody> Items);
