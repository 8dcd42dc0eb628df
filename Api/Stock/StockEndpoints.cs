using System.ComponentModel.DataAnnotations;
using Commerce.Api.Http;
using Commerce.Grains.Kernel;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;

namespace Commerce.Api.Stock;

/// <summary>Stock as staff count it.</summary>
internal static class StockEndpoints
{
    public static void MapStock(this IEndpointRouteBuilder routes)
    {
        var stock = routes.MapGroup("/v1/admin/stock/{sku}").WithTags("Stock, for staff");

        stock.MapGet("", View).Says(Access.AnyStaff, "Shows the stock of a variant")
            .Answers<StockBody>(200, "Units here, promised, and to be had.");

        stock.MapPost("/adjustments", Adjust).Says(Access.CountStock, "Counts or corrects the stock of a variant")
            .Takes(new AdjustmentBody("Counted by hand.", SetTo: 50))
            .Answers<StockBody>(200, "The stock as it is then.")
            .Refuses(typeof(InvalidValue));
    }

    private static Task<IResult> View(string sku, ApiRequest request, IClusterClient grains) =>
        request.Read(() => Known(sku, grains, known => grains.Stock(known).View()), Show);

    private static Task<IResult> Adjust(
        string sku, Body<AdjustmentBody> body, ApiRequest request, IClusterClient grains) => request.Do(
        call =>
            Known(sku, grains, known => grains.Stock(known).Adjust(known, body.Value.SetTo, body.Value.Change, call)),
        Show,
        why: body.Value.Reason);

    // A SKU that no product has never gets a stock item, nor does one whose product does not track it.
    private static async Task<Outcome<StockView>> Known(
        string text, IClusterClient grains, Func<Sku, Task<Outcome<StockView>>> ask)
    {
        if (!Sku.TryParse(text, out var sku) || await Tracked(sku, grains) is not { } known) return new NotFound("SKU");
        return await ask(known) is var outcome && outcome is Outcome<StockView>.Done(var stock, var version)
            ? new Outcome<StockView>.Done(stock with { Sku = known }, version)
            : outcome;
    }

    // As its product writes it: an item that nobody has counted yet does not know its own name.
    private static async Task<Sku?> Tracked(Sku sku, IClusterClient grains) =>
        await grains.Catalogue().OwnerOf(sku) is { } owner
        && await grains.Catalogue().LookUp(owner.Value) is Outcome<ProductView>.Done(var product, _)
            ? product.Content.Variants.FirstOrDefault(variant => variant.Sku == sku && variant.Tracked)?.Sku
            : null;

    private static Shown Show(StockView stock) => Shown.Ok(StockBody.Of(stock));
}

/// <summary>The stock of one variant.</summary>
internal sealed record StockBody(Sku Sku, int OnHand, int Held, int Available, Backorder Backorder)
{
    public static StockBody Of(StockView stock) =>
        new(stock.Sku, stock.OnHand, stock.Held, stock.Available, stock.Backorder);
}

/// <summary>Counts (<c>setTo</c>) or corrects (<c>change</c>) what is there.</summary>
internal sealed record AdjustmentBody(
    [property: Lines, StringLength(4_000, MinimumLength = 1)] string Reason,
    int? SetTo = null,
    int? Change = null);
