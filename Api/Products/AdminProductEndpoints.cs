using Commerce.Api.Http;
using Commerce.Grains.Kernel;
using Commerce.Grains.Products;

namespace Commerce.Api.Products;

/// <summary>Products as staff keep them.</summary>
internal static class AdminProductEndpoints
{
    public static void MapAdminProducts(this IEndpointRouteBuilder routes)
    {
        var products = routes.MapGroup("/v1/admin/products").WithTags("Products, for staff");

        products.MapGet("", List).Says(Access.AnyStaff, "Lists and searches all products, discontinued ones too")
            .Filters(
                new QueryParameter("q", "Words to look for; best match first."),
                new QueryParameter("category", "Only products in this category and inside it: Books/Science."),
                QueryParameter.Sort("name", "-name", "price", "-price", "newest"),
                QueryParameter.Limit,
                QueryParameter.Cursor)
            .Answers<PageBody<AdminProductEntryBody>>(200, "One page.")
            .Refuses(typeof(CursorInvalid), typeof(SortUnknown));

        products.MapPost("", Create).Says(Access.EditProducts, "Makes a product")
            .Takes(Examples.Product, BodyLimit.Large)
            .Answers<AdminProductBody>(201, "The product.")
            .Refuses(typeof(InvalidValue), typeof(SlugTaken), typeof(SkuTaken));

        products.MapGet("/{id}", View).Says(Access.AnyStaff, "Shows a product, by id or slug")
            .Answers<AdminProductBody>(200, "The product; its ETag is what a change must send back.");

        products.MapPut("/{id}", Change).Says(Access.EditProducts, "Replaces all that is said of a product")
            .WithMetadata(new NeedsIfMatch())
            .Takes(Examples.Product, BodyLimit.Large)
            .Answers<AdminProductBody>(200, "The product as it is then.")
            .Refuses(typeof(InvalidValue), typeof(SlugTaken), typeof(SkuTaken), typeof(VersionStale));

        products.MapPost("/{id}/remove", Remove)
            .Says(Access.EditProducts, "Removes a product; one that was ever ordered is discontinued instead")
            .Takes(new Nothing())
            .Answers<AdminProductBody>(200, "The product as it was, or as it is then.")
            .Refuses(typeof(VersionStale));

        products.MapGet("/{id}/history", History)
            .Says(Access.AnyStaff, "Shows what happened to a product, newest first")
            .Filters(QueryParameter.Limit, QueryParameter.Cursor)
            .Answers<PageBody<HistoryBody>>(200, "One page: what, who, when, from where, why.")
            .Refuses(typeof(CursorInvalid));
    }

    private static Task<IResult> List(ApiRequest request, IClusterClient grains) => request.Read(
        () => grains.Products().List(
            new(request.Query.Text("q"), request.Query.Text("category"), Everything: true), request.Query.Page()),
        page => Pages.Show(page, AdminProductEntryBody.Of));

    private static Task<IResult> View(string id, ApiRequest request, IClusterClient grains) =>
        request.Read(() => grains.Catalogue().LookUp(id), Show);

    private static Task<IResult> History(string id, ApiRequest request, IClusterClient grains) => request.Read(
        () => Happened(id, request.Query.Page(), grains), page => Pages.Show(page, HistoryBody.Of));

    private static Task<IResult> Create(
        Body<ProductContentBody> body, ApiRequest request, IClusterClient grains, ServerSecrets secrets)
    {
        var id = ProductId.Named(secrets.Derive(request.Key));
        return request.Do(
            call => grains.Catalogue().Create(id, body.Value.ToContent(), call),
            product => Shown.Made(AdminProductBody.Of(product), $"/v1/admin/products/{product.Id}"));
    }

    private static Task<IResult> Change(
        string id, Body<ProductContentBody> body, ApiRequest request, IClusterClient grains) =>
        request.Do(call => Replace(id, body.Value.ToContent(), call, grains), Show);

    private static Task<IResult> Remove(
        string id, Body<Nothing> body, ApiRequest request, IClusterClient grains) => request.Do(
        call => ProductId.IsOne(id)
            ? grains.Catalogue().Remove(ProductId.Of(id), call)
            : Task.FromResult<Outcome<ProductView>>(new NotFound("product")),
        Show);

    private static Task<Outcome<ProductView>> Replace(
        string id, ProductContent content, Call call, IClusterClient grains) =>
        ProductId.IsOne(id)
            ? grains.Catalogue().Change(ProductId.Of(id), content, call)
            : Task.FromResult<Outcome<ProductView>>(new NotFound("product"));

    private static async Task<Outcome<Page<HistoryEntry>>> Happened(
        string id, PageRequest page, IClusterClient grains) =>
        await grains.Catalogue().LookUp(id) switch
        {
            Outcome<ProductView>.Done(var product, _) => await grains.History().List("product", product.Id.Value, page),
            Outcome<ProductView>.Refused(var why) => why,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static Shown Show(ProductView product) => Shown.Ok(AdminProductBody.Of(product));
}
