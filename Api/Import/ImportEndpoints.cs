using Commerce.Api.Http;
using Commerce.Grains.Kernel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Commerce.Api.Import;

/// <summary>Stands on routes that read their body themselves, bit by bit: the entrance leaves it to them.</summary>
/// <param name="MediaType">The one it may have.</param>
internal sealed record StreamsBody(string MediaType);

/// <summary>Imports product files that are sent.</summary>
internal static class ImportEndpoints
{
    private const string MediaType = "text/csv";
    private const long BytesMost = 1024L * 1024 * 1024;

    private static readonly Problem NotCsv =
        new(StatusCodes.Status415UnsupportedMediaType, "media_type_unsupported",
            $"Send the file as 'Content-Type: {MediaType}'.")
        {
            Param = "Content-Type",
        };

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
                new StreamsBody(MediaType), new BodyLimit(BytesMost), new RequestSizeLimitAttribute(BytesMost))
            .Answers<ImportBody>(200, "What became of each row; repeating an import changes nothing.");

    private static async Task<IResult> Import(
        HttpContext context, ApiRequest request, IClusterClient grains, ShopSettings settings)
    {
        if (!IsCsv(context.Request)) return NotCsv;

        using var file = await ProductFile.Open(context.Request.Body, context.RequestAborted);
        if (file.Stopped is { } unreadable)
            return new Problem(StatusCodes.Status400BadRequest, "file_unreadable", unreadable);

        // One request is many commands: each is repeatable by what it says, none by the request's key.
        var call = request.Call("import") with { Key = null, IfVersion = null };
        var options = new ImportOptions(call, Currency.Of(settings.Currency), request.Query.Text("stock") == "true");
        await using var report = new ImportReport();
        await foreach (var row in new Importer(grains, options).Import(file, context.RequestAborted)) await report
            .Add(row);
        await report.Send(file, context.Response);
        return Results.Empty;
    }

    private static bool IsCsv(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase);
}
