using Commerce.Api.Http;
using Commerce.Grains.Kernel;
using Microsoft.AspNetCore.Mvc;

namespace Commerce.Api.Import;

/// <summary>Imports product files that are sent.</summary>
internal static class ImportEndpoints
{
    private const string MediaType = "text/csv";
    private const string Example = "Handle,Title,Variant SKU,Variant Price\nblue-mug,Blue Mug,MUG-BLUE,14.90\n";
    private const long BytesMost = 1024L * 1024 * 1024;

    public static void MapImport(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/admin/products/import", Import)
            .WithTags("Products, for staff")
            .Says(Access.EditProducts, "Imports a product CSV as Shopify exports it")
            .Filters(new QueryParameter(
                "stock", "true: quantities are counts, also of variants that were there before.")
            {
                Values = ["true", "false"],
            })
            .WithMetadata(
                new StreamsBody(MediaType, Example),
                new BodyLimit(BytesMost),
                new RequestSizeLimitAttribute(BytesMost))
            .Answers<ImportBody>(200, "What became of each row; repeating an import changes nothing.");

    private static async Task<IResult> Import(
        HttpContext context, ApiRequest request, IClusterClient grains, ShopSettings settings)
    {
        using var file = await ProductFile.Open(context.Request.Body, context.RequestAborted);
        if (file.Stopped is { } unreadable) return KnownProblems.FileUnreadable(unreadable);

        // One request is many commands: each is repeatable by what it says, none by the request's key.
        var call = request.Call("import") with { Key = null, IfVersion = null };
        var options = new ImportOptions(call, Currency.Of(settings.Currency), request.Query.Text("stock") == "true");
        await using var report = new ImportReport();
        var importer = new Importer(grains, options);
        await foreach (var row in importer.Import(file, context.RequestAborted)) await report.Add(row);
        await report.Send(file, context.Response);
        return Results.Empty;
    }
}
