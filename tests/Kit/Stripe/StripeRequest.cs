using Microsoft.AspNetCore.Http;

namespace Commerce.Kit.Stripe;

/// <summary>A request as it came.</summary>
/// <param name="Key">The key under which something is to be done once.</param>
/// <param name="Version">The form in which the answer is to be.</param>
/// <param name="Text">Method, path, and the parameters in the order of their names.</param>
internal sealed record StripeRequest(string? Key, string? Version, string Text)
{
    public static StripeRequest Of(HttpRequest request, StripeForm form) => new(
        (string?)request.Headers["Idempotency-Key"],
        (string?)request.Headers["Stripe-Version"],
        $"{request.Method} {request.Path} {form.Sorted}".TrimEnd());
}
