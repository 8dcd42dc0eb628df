using System.Runtime.InteropServices;
using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Commerce.Silo.Gateways.Stripe;
using Orleans.Concurrency;

namespace Commerce.Silo.Gateways.Inbox;

/// <summary>Takes webhooks: checked by their bytes, kept by their event's id.</summary>
[StatelessWorker, Reentrant, GrainType("gateway-inbox")]
internal sealed class GatewayInboxGrain(IInboxTable inbox, StripeSettings stripe, TimeProvider clock)
    : Grain, IGatewayInboxGrain
{
    public async Task<Outcome<WebhookTaken>> TakeStripes(ImmutableArray<byte> body, string? signature)
    {
        if (!stripe.TakesWebhooks) return new NotFound("address");
        var bytes = ImmutableCollectionsMarshal.AsArray(body) ?? [];
        string?[] secrets = [stripe.WebhookSecret, stripe.WebhookSecretNext];
        if (!WebhookSignature.IsGood(bytes, signature, secrets, clock.GetUtcNow())) return new WebhookInvalid();
        if (WebhookHint.Of(bytes) is not { } hint || hint.EventId.Length > 255) return new WebhookInvalid();
        return new Outcome<WebhookTaken>.Done(new(await inbox.Add(hint)));
    }
}
