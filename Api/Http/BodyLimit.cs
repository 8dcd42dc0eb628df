namespace Commerce.Api.Http;

/// <summary>How large a body an endpoint takes, in bytes.</summary>
/// <param name="Bytes">The limit.</param>
internal sealed record BodyLimit(long Bytes)
{
    /// <summary>Enough for everything but a whole product.</summary>
    public const long Usual = 64 * 1024;

    /// <summary>A product with 1,000 variants.</summary>
    public const long Large = 2 * 1024 * 1024;

    /// <summary>What the server itself reads and throws away after a refusal, so that whoever still sends hears
    /// it.</summary>
    public const long Drained = 64 * 1024 * 1024;

    public static long Of(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>()?.Bytes ?? Usual;
}
