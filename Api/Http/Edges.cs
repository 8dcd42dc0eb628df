namespace Commerce.Api.Http;

/// <summary>Who may call from other sites, and what browsers are told (Security, Edges).</summary>
internal static class Edges
{
    /// <summary>The policy of routes that a storefront's pages call; staff routes have none.</summary>
    public const string Storefronts = "storefronts";

    private const string RequestIdHeader = "X-Request-Id";

    private const string Nothing = "default-src 'none'; frame-ancestors 'none'";

    private const string OwnPages = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
        + "frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    public static void AddStorefronts(this IServiceCollection services, ApiSettings settings, bool firstStart) =>
        services.AddCors(cors => cors.AddPolicy(Storefronts, policy => policy
            .SetIsOriginAllowed(origin => IsListed(origin, settings) || (firstStart && IsLoopback(origin)))
            .WithMethods("GET", "POST", "PATCH", "PUT", "DELETE")
            .WithHeaders("authorization", "cart-token", "content-type", "idempotency-key", "if-match", "x-request-id")
            .WithExposedHeaders("etag", "location", "retry-after", "idempotent-replayed", "x-request-id")));

    /// <summary>Names the request and tells browsers to do nothing clever with the answer.</summary>
    public static Task Guard(HttpContext context, RequestDelegate next)
    {
        context.TraceIdentifier = RequestIds.Of(context.Request.Headers[RequestIdHeader]);
        var isPage = context.Request.Path.StartsWithSegments("/docs", StringComparison.Ordinal);
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers[RequestIdHeader] = context.TraceIdentifier;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers.ContentSecurityPolicy = isPage ? OwnPages : Nothing;
            if (!isPage) headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next(context);
    }

    private static bool IsListed(string origin, ApiSettings settings) => settings.Cors.Origins
        .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Contains(origin, StringComparer.OrdinalIgnoreCase);

    private static bool IsLoopback(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.IsLoopback;
}

/// <summary>Names of requests in logs and errors: the client's own if it is a plain one, else ours.</summary>
internal static class RequestIds
{
    private const int LengthMost = 64;
    private const int Bytes = 12;

    public static string Of(string? given) => given is { Length: > 0 and <= LengthMost }
        && given.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
        ? given
        : Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(Bytes));
}
