using Commerce.Api.Http;
using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing;
using Commerce.Grains.Pricing.UserClasses;
using Commerce.Grains.Products;

namespace Commerce.Api.Pricing;

/// <summary>Sales, class prices and shipping of a product, as staff keep them (PRC-05 to -07, UCL-06).</summary>
internal static class PriceEndpoints
{
    private const int CodeLength = 8;
    private const int SaleIdLength = 16;

    private static readonly SaleContentBody ExampleSale = new(
        "Spring sale", new(1_499, "USD"), "2026-03-01", "2026-03-31T22:00:00Z", GenerateCode: true);

    public static void MapPrices(this IEndpointRouteBuilder routes)
    {
        var prices = routes.MapGroup("/v1/admin/prices/{product}").WithTags("Prices, for staff");

        prices.MapGet("", View).Says(Access.AnyStaff, "Shows all prices of a product, past and coming sales too")
            .Answers<PricesBody>(200, "The prices; changes take the product's ETag, if one is sent.");

        prices.MapPost("/sales", AddSale).Says(Access.EditPrices, "Makes a sale, with a code or without")
            .Takes(ExampleSale)
            .Answers<PricesBody>(201, "The prices with the sale among them, its code and its link.")
            .Refuses(typeof(InvalidValue), typeof(VersionStale));

        prices.MapPut("/sales/{saleId}", ChangeSale).Says(Access.EditPrices, "Replaces all that is said of a sale")
            .Takes(ExampleSale with { GenerateCode = false, Code = "SPRING" })
            .Answers<PricesBody>(200, "The prices as they are then.")
            .Refuses(typeof(InvalidValue), typeof(VersionStale));

        prices.MapPost("/sales/{saleId}/expire", ExpireSale).Says(Access.EditPrices, "Ends a sale now")
            .Takes(new Nothing())
            .Answers<PricesBody>(200, "The prices; the sale stays in the list.")
            .Refuses(typeof(VersionStale));

        prices.MapPut("/classes/{classId}", SetClass).Says(Access.EditPrices, "Says what a user class pays")
            .Takes(new ClassPricesBody([new(new(1_299, "USD"))]))
            .Answers<PricesBody>(200, "The prices; no price at all: the class pays what everybody does.")
            .Refuses(typeof(InvalidValue), typeof(VersionStale));

        prices.MapPut("/shipping", SetShipping).Says(Access.EditPrices, "Says what shipping a unit costs")
            .Takes(new ProductShippingBody(new(500, "USD"), new(200, "USD")))
            .Answers<PricesBody>(200, "The prices; left out: what the shop's rules say.")
            .Refuses(typeof(InvalidValue), typeof(VersionStale));
    }

    private static Task<IResult> View(string product, ApiRequest request, PriceTools tools) =>
        request.Read(() => tools.Grains.Catalogue().LookUp(product), tools.Show);

    private static Task<IResult> AddSale(
        string product, Body<SaleContentBody> body, ApiRequest request, PriceTools tools)
    {
        var sale = body.Value.ToSale(
            $"sale-{tools.Secrets.Derive(request.Key, SaleIdLength)}", tools.Zone, () => NewCode(request, tools));
        return request.Do(
            call => tools.Change(product, new PriceChange.AddSale(sale), call),
            changed => Shown.Made(tools.Show(changed).Body, $"/v1/admin/prices/{changed.Id}"));
    }

    private static Task<IResult> ChangeSale(
        string product, string saleId, Body<SaleContentBody> body, PriceRequest request)
    {
        var (api, tools) = (request.Api, request.Tools);
        var sale = body.Value.ToSale(saleId, tools.Zone, () => NewCode(api, tools));
        return api.Do(call => tools.Change(product, new PriceChange.ChangeSale(sale), call), tools.Show);
    }

    private static Task<IResult> ExpireSale(
        string product, string saleId, Body<Nothing> body, PriceRequest request) => request.Api.Do(
            call => request.Tools.Change(product, new PriceChange.ExpireSale(saleId), call), request.Tools.Show);

    private static Task<IResult> SetClass(
        string product, string classId, Body<ClassPricesBody> body, PriceRequest request) => request.Api.Do(
            call => request.Tools.ChangeFor(product, classId, body.Value, call), request.Tools.Show);

    private static Task<IResult> SetShipping(
        string product, Body<ProductShippingBody> body, ApiRequest request, PriceTools tools) => request.Do(
            call => tools.Change(
                product, new PriceChange.SetShipping(body.Value.Shipping, body.Value.ShippingAdditional), call),
            tools.Show);

    // The same request again finds the same code (H-01).
    private static string NewCode(ApiRequest request, PriceTools tools) => tools.Secrets
        .Derive(request.Key with { Key = request.Key.Key + " offer code" }, CodeLength).ToUpperInvariant();
}

/// <summary>What the routes of prices need beside their request.</summary>
internal sealed class PriceTools(
    IClusterClient grains, ServerSecrets secrets, ShopSettings settings, TimeProvider clock)
{
    public IClusterClient Grains => grains;

    public ServerSecrets Secrets => secrets;

    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone);

    public Shown Show(ProductView product) => Shown.Ok(PricesBody.Of(product, clock.GetUtcNow()));

    public async Task<Outcome<ProductView>> Change(string product, PriceChange change, Call call) =>
        await grains.Catalogue().LookUp(product) switch
        {
            Outcome<ProductView>.Done(var known, _) => await grains.Catalogue().Reprice(known.Id, change, call),
            Outcome<ProductView>.Refused(var why) => why,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    // No product gets a price for a class that is not there.
    public async Task<Outcome<ProductView>> ChangeFor(string product, string text, ClassPricesBody body, Call call) =>
        ClassId.IsOne(text) && await grains.UserClass(text).View() is Outcome<UserClassView>.Done
            ? await Change(product, body.ToChange(ClassId.Of(text)), call)
            : new NotFound("user class");
}

/// <summary>A request about prices.</summary>
internal sealed record PriceRequest(ApiRequest Api, PriceTools Tools)
{
    public static async ValueTask<PriceRequest?> BindAsync(HttpContext context) =>
        await ApiRequest.BindAsync(context) is { } request
            ? new(request, context.RequestServices.GetRequiredService<PriceTools>())
            : null;
}
