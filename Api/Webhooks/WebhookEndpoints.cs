using Commerce.Api.Http;
using Commerce.Grains.Payments;

namespace Commerce.Api.Webhooks;

/// <summary>What gateways send on their own.</summary>
internal static class WebhookEndpoints
{
    private const string Example = """{"id":"evt_1","type":"payment_intent.succeeded","data":{"object":{}}}""";

    public static void MapWebhooks(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/webhooks/stripe", TakeStripes)
            .WithTags("Webhooks")
            .Says(Access.Open, "Takes an event that Stripe signed; repeats of it change nothing")
            .WithMetadata(new StreamsBody("application/json", Example), new BodyLimit(RawBody.BytesMost))
            .Answers<WebhookBody>(200, "It is kept; what it is about is asked of the gateway soon.")
            .Refuses(typeof(WebhookInvalid));

    private static Task<IResult> TakeStripes(
        RawBody body, HttpContext context, ApiRequest request, IClusterClient grains) => request.Read(
            () => grains.GetGrain<IGatewayInboxGrain>("stripe")
                .TakeStripes(body.Bytes, context.Request.Headers["Stripe-Signature"]),
            _ => Shown.Ok(new WebhookBody(true)));
}

/// <summary>An event is kept.</summary>
internal sealed record WebhookBody(bool Received);

/// <summary>A body as it came, to the byte.</summary>
internal sealed record RawBody(ImmutableArray<byte> Bytes)
{
    /// <summary>Most bytes of an event.</summary>
    public const long BytesMost = 512 * 1024;

    public static async ValueTask<RawBody?> BindAsync(HttpContext context)
    {
        var limit = BodyLimit.Of(context);
        var bytes = ImmutableArray.CreateBuilder<byte>();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            if (bytes.Count + read > limit) throw new ProblemException(KnownProblems.BodyTooLarge(limit));
            bytes.AddRange(buffer.AsSpan(0, read));
        }

        return new(bytes.ToImmutable());
    }
}
