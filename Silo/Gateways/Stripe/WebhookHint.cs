using System.Text.Json;

namespace Commerce.Silo.Gateways.Stripe;

/// <summary>What a webhook says has changed. A hint, not a fact: the object is read.</summary>
/// <param name="EventId">The event's id.</param>
/// <param name="Kind"><c>payment_intent.succeeded</c>.</param>
/// <param name="PaymentId">Which payment; null: it names none.</param>
/// <param name="RefundId">Which refund; null: it is about none.</param>
/// <param name="Reference">Our reference from the metadata; null: it has none.</param>
internal sealed record WebhookHint(
    string EventId, string Kind, string? PaymentId, string? RefundId, string? Reference)
{
    /// <summary>Reads an event; null: it is none.</summary>
    public static WebhookHint? Of(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            return reader.Read() ? null : Of(new StripeObject(document.RootElement));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static WebhookHint? Of(StripeObject happened)
    {
        if (happened.Text("id") is not { } id || happened.Text("type") is not { } kind) return null;
        if (happened.Child("data")?.Child("object") is not { } about) return new(id, kind, null, null, null);
        var metadata = about.Child("metadata");
        return new(
            id,
            kind,
            about.Text("object") == "payment_intent" ? about.Text("id") : about.IdOf("payment_intent"),
            about.Text("object") == "refund" ? about.Text("id") : null,
            metadata?.Text("refund") ?? metadata?.Text("attempt"));
    }
}
