using Commerce.Grains.Kernel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Commerce.Api.Import;

/// <summary>Stands on routes that read their body themselves, bit by bit.</summary>
/// <param name="MediaType">The one it may have.</param>
internal sealed record StreamsBody(string MediaType);

internal static class ImportEndpoints
{
    private const string MediaType = "text/csv";
    private const long BytesMost = 1024L * 1024 * 1024;

    public static RouteHandlerBuilder MapImport(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/admin/products/import", Import)
            .WithTags("Products")
            .WithSummary("Imports a product CSV as Shopify exports it")
            .WithDescription("Good rows land and the others say why not. Stock is set for new SKUs only; with "
                + "stock=true every quantity is a count. Repeating an import changes nothing.")
            .WithMetadata(new StreamsBody(MediaType), new RequestSizeLimitAttribute(BytesMost));

    private static async Task<IResult> Import(
        HttpContext context, IGrainFactory grains, ShopSettings settings, bool stock = false)
    {
        if (!IsCsv(context.Request)) return Problem(StatusCodes.Status415UnsupportedMediaType, $"The body is {MediaType}.");

        using var file = await ProductFile.Open(context.Request.Body, context.RequestAborted);
        if (file.Stopped is { } unreadable) return Problem(StatusCodes.Status400BadRequest, unreadable);

        var options = new ImportOptions(CallOf(context), Currency.Of(settings.Currency), stock);
        await using var report = new ImportReport();
        await foreach (var row in new Importer(grains, options).Import(file, context.RequestAborted)) await report.Add(row);
        await report.Send(file, context.Response);
        return Results.Empty;
    }

    private static Call CallOf(HttpContext context) => new(
        context.User.Identity?.Name ?? "system",
        context.Connection.RemoteIpAddress?.ToString(),
        "import",
        RequestId: context.TraceIdentifier);

    private static bool IsCsv(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase);

    private static IResult Problem(int status, string detail) => Results.Problem(detail, statusCode: status);
}
