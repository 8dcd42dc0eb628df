using Commerce.Api.Http;
using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing;
using Commerce.Grains.Pricing.Charges;

namespace Commerce.Api.Pricing;

/// <summary>What the shop asks for shipping and tax; a change holds from the next quote on (SHP-06, TAX-03, TAX-04,
/// TAX-07).</summary>
internal static class ChargeEndpoints
{
    public static void MapCharges(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/tax-rules", Taxes).WithTags("Carts").RequireCors(Edges.Storefronts)
            .Says(Access.Browse, "Lists the regions that are taxed, with their rates")
            .Answers<TaxRulesBody>(200, "The rules.");

        var shipping = routes.MapGroup("/v1/admin/shipping-rules").WithTags("Shipping and tax, for staff");
        shipping.MapGet("", Shipping).Says(Access.AnyStaff, "Shows what shipping costs")
            .Answers<ShippingRulesBody>(200, "The rules; left out is nothing.");
        shipping.MapPut("", SetShipping).Says(Access.EditCharges, "Says what shipping costs")
            .Takes(new ShippingRulesBody(new(100, "USD"), Order: new(300, "USD"), ExpressOrder: new(500, "USD")))
            .Answers<ShippingRulesBody>(200, "The rules as they are then.")
            .Refuses(typeof(InvalidValue), typeof(VersionStale));
        shipping.MapGet("/history", (ApiRequest request, IClusterClient grains) =>
                History(request, grains, "shipping-rules", IShippingRulesGrain.Only))
            .Says(Access.AnyStaff, "Shows how shipping rules changed, newest first")
            .Filters(QueryParameter.Limit, QueryParameter.Cursor)
            .Answers<PageBody<HistoryBody>>(200, "One page: what, who, when, from where, why.")
            .Refuses(typeof(CursorInvalid));

        var taxes = routes.MapGroup("/v1/admin/tax-rules").WithTags("Shipping and tax, for staff");
        taxes.MapGet("", Taxes).Says(Access.AnyStaff, "Lists the tax rules")
            .Answers<TaxRulesBody>(200, "The rules.");
        taxes.MapPut("", SetTaxes).Says(Access.EditCharges, "Replaces all tax rules")
            .Takes(new TaxRulesBody([new("US", 8.25m, "CA"), new("US", 6.25m, "MA", TaxesShipping: false)]))
            .Answers<TaxRulesBody>(200, "The rules as they are then; regions left out are not taxed any more.")
            .Refuses(typeof(InvalidValue), typeof(VersionStale));
        taxes.MapPost("/clear", ClearTaxes).Says(Access.EditCharges, "Removes all tax rules")
            .Takes(new Nothing())
            .Answers<TaxRulesBody>(200, "None: no tax is taken.")
            .Refuses(typeof(VersionStale));
        taxes.MapGet("/history", (ApiRequest request, IClusterClient grains) =>
                History(request, grains, "tax-rules", ITaxRulesGrain.Only))
            .Says(Access.AnyStaff, "Shows how tax rules changed, newest first")
            .Filters(QueryParameter.Limit, QueryParameter.Cursor)
            .Answers<PageBody<HistoryBody>>(200, "One page: what, who, when, from where, why.")
            .Refuses(typeof(CursorInvalid));
    }

    private static Task<IResult> Shipping(ApiRequest request, IClusterClient grains) =>
        request.Read(() => grains.ShippingRules().View(), Show);

    private static Task<IResult> SetShipping(
        Body<ShippingRulesBody> body, ApiRequest request, IClusterClient grains) =>
        request.Do(call => grains.ShippingRules().Set(body.Value.ToCosts(), call), Show);

    private static Task<IResult> Taxes(ApiRequest request, IClusterClient grains) =>
        request.Read(() => grains.TaxRules().View(), Show);

    private static Task<IResult> SetTaxes(Body<TaxRulesBody> body, ApiRequest request, IClusterClient grains) =>
        request.Do(call => grains.TaxRules().Replace(body.Value.ToRules(), call), Show);

    private static Task<IResult> ClearTaxes(Body<Nothing> body, ApiRequest request, IClusterClient grains) =>
        request.Do(call => grains.TaxRules().Replace([], call), Show);

    private static Task<IResult> History(ApiRequest request, IClusterClient grains, string entity, string id) =>
        request.Read(
            () => grains.History().List(entity, id, request.Query.Page()), page => Pages.Show(page, HistoryBody.Of));

    private static Shown Show(ShippingCosts costs) => Shown.Ok(ShippingRulesBody.Of(costs));

    private static Shown Show(TaxRuleList list) => Shown.Ok(TaxRulesBody.Of(list));
}
