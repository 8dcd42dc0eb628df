using Commerce.Grains.Kernel;

namespace Commerce.Grains.Payments;

/// <summary>Takes what the gateway sends on its own.</summary>
[Alias("gateway-inbox")]
public interface IGatewayInboxGrain : IGrainWithStringKey
{
    /// <summary>Keeps a webhook of Stripe's, once per event. It is a hint; the object is read later.</summary>
    /// <remarks>Refusals: <see cref="WebhookInvalid"/>; <see cref="NotFound"/> where nothing of Stripe's is
    /// expected.</remarks>
    /// <param name="body">The bytes as they came.</param>
    /// <param name="signature">The header <c>Stripe-Signature</c>.</param>
    [Alias("take-stripes")]
    Task<Outcome<WebhookTaken>> TakeStripes(ImmutableArray<byte> body, string? signature);
}

/// <summary>A webhook is kept.</summary>
/// <param name="IsNew">Whether it was not kept before.</param>
[GenerateSerializer, Immutable, Alias("webhook-taken")]
public sealed record WebhookTaken(bool IsNew);

/// <summary>It is not signed by the gateway, or not lately, or is no event.</summary>
[GenerateSerializer, Immutable, Alias("refusal.webhook-invalid")]
public sealed record WebhookInvalid() : Refusal(
    RefusalKind.Invalid, "This is no event that was signed with the endpoint's secret in the last minutes.");
