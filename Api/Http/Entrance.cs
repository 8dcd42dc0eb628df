using Commerce.Grains.Access;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Commerce.Api.Http;

/// <summary>Reads a request as its route declares it, before anything is done: parameters, size, type, body,
/// key.</summary>
internal sealed class Entrance(RequestDelegate next)
{
    private static readonly byte[] NoBody = "{}"u8.ToArray();

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is RouteEndpoint endpoint) context.Features.Set(await Read(context, endpoint));
        await next(context);
    }

    private static async Task<ApiRequest> Read(HttpContext context, RouteEndpoint endpoint)
    {
        QueryValues.Check(context, endpoint);
        if (endpoint.Metadata.GetMetadata<NeedsIfMatch>() is not null && context.Request.Headers.IfMatch.Count == 0)
            throw new ProblemException(KnownProblems.IfMatchMissing);
        var body = await ReadBody(context, endpoint.Metadata.GetMetadata<TakesBody>());
        var caller = context.Features.Get<Caller>() ?? Caller.Guest;
        return new(context, caller, CallKeys.Of(context, Scope(context, endpoint, caller), body), body);
    }

    // The credential that opens the resource: who works here, else the cart in the address, else the key itself (H-01).
    private static string Scope(HttpContext context, RouteEndpoint endpoint, Caller caller) =>
        caller.Kind == AccessKind.Admin ? caller.Who
        : endpoint.Metadata.GetMetadata<Access>() is { Secret: not Secret.None }
            ? (string?)context.Request.RouteValues["id"] ?? ""
            : caller.Customer?.Value ?? "storefront";

    private static async Task<byte[]> ReadBody(HttpContext context, TakesBody? takes)
    {
        var limit = BodyLimit.Of(context);
        var request = context.Request;
        if (request.ContentLength > limit) throw new ProblemException(KnownProblems.BodyTooLarge(limit));
        if (context.GetEndpoint()?.Metadata.GetMetadata<StreamsBody>() is { MediaType: var wanted })
        {
            return IsOf(wanted, request)
                ? NoBody
                : throw new ProblemException(KnownProblems.MediaTypeOtherThan(wanted));
        }

        if (!HasBody(request)) return NoBody;
        var bytes = await ReadAll(request, limit);
        if (bytes.Length == 0) return NoBody;
        if (takes is null) throw new ProblemException(KnownProblems.BodyUnexpected);
        if (!IsJson(request)) throw new ProblemException(KnownProblems.MediaType);
        return bytes;
    }

    private static async Task<byte[]> ReadAll(HttpRequest request, long limit)
    {
        if (request.ContentLength is { } length)
        {
            var exactly = new byte[length];
            await request.Body.ReadExactlyAsync(exactly, request.HttpContext.RequestAborted);
            return exactly;
        }

        using var bytes = new MemoryStream();
        var buffer = new byte[8 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            if (bytes.Length + read > limit) throw new ProblemException(KnownProblems.BodyTooLarge(limit));
            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    private static bool HasBody(HttpRequest request) =>
        request.ContentLength > 0 || (request.ContentLength is null && request.Headers.TransferEncoding.Count > 0)
        || (request.ContentLength is null && request.Protocol != "HTTP/1.1" && request.Protocol != "HTTP/1.0"
            && request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true);

    private static bool IsJson(HttpRequest request) => IsOf("application/json", request);

    private static bool IsOf(string mediaType, HttpRequest request) =>
        request.Headers.ContentEncoding.Count == 0
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase)
        && (type.Charset.Length == 0 || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}

/// <summary>Stands on routes that take a body.</summary>
/// <param name="Type">The record it is read as.</param>
/// <param name="Example">One that works.</param>
internal sealed record TakesBody(Type Type, object Example);

/// <summary>Stands on routes that read their body themselves, bit by bit: none is held in memory whole.</summary>
/// <param name="MediaType">The one it may have.</param>
/// <param name="Example">One that works.</param>
internal sealed record StreamsBody(string MediaType, string Example);
