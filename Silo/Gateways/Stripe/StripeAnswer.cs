using System.Text.Json;

namespace Commerce.Silo.Gateways.Stripe;

/// <summary>What came back from Stripe.</summary>
internal abstract record StripeAnswer
{
    private StripeAnswer() { }

    /// <summary>It did what was asked.</summary>
    /// <param name="Object">What it is then.</param>
    public sealed record Done(StripeObject Object) : StripeAnswer;

    /// <summary>It did not.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Error">Why.</param>
    public sealed record Refused(int Status, StripeError Error) : StripeAnswer
    {
        /// <summary>Whether the same request was sent before in this call, and nothing was known then.</summary>
        public bool Doubted { get; init; }
    }

    /// <summary>Nothing is known: it may have done it, or not, or may do it still.</summary>
    /// <param name="Why">What happened: <c>timeout</c>, <c>reset</c>, <c>http_503</c>, <c>unreadable</c>.</param>
    public sealed record Nothing(string Why) : StripeAnswer
    {
        /// <summary>Whether a repeat heard the same.</summary>
        public bool Twice { get; init; }

        /// <summary>Whether Stripe itself broke down.</summary>
        public bool IsBreakdown => Why.StartsWith("http_5", StringComparison.Ordinal);
    }

    /// <summary>Reads an answer.</summary>
    public static StripeAnswer Of(int status, string body)
    {
        if (status is 408 or 409 or 429 or >= 500 or (>= 300 and < 400)) return new Nothing($"http_{status}");
        if (Parse(body) is not { ValueKind: JsonValueKind.Object } json)
            return status is 401 or 403 ? new Refused(status, StripeError.Of(status)) : new Nothing("unreadable");
        if (status < 300) return new Done(new(json));
        return new StripeObject(json).Child("error") is { } error
            ? new Refused(status, StripeError.Of(error, status))
            : status is 401 or 403 ? new Refused(status, StripeError.Of(status)) : new Nothing("unreadable");
    }

    private static JsonElement? Parse(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Why Stripe did not do something.</summary>
/// <param name="Kind"><c>card_error</c>, <c>invalid_request_error</c>, <c>idempotency_error</c>, ….</param>
/// <param name="Code"><c>card_declined</c>, <c>resource_missing</c>, ….</param>
/// <param name="DeclineCode">The bank's reason.</param>
/// <param name="PaymentId">The payment that it is about.</param>
internal sealed record StripeError(string Kind, string? Code, string? DeclineCode, string? PaymentId)
{
    private static readonly string[] StateCodes =
    [
        "payment_intent_unexpected_state", "charge_already_captured", "charge_already_refunded",
        "charge_expired_for_capture",
    ];

    /// <summary>Whether the card, not the request, is at fault.</summary>
    public bool IsDecline => Kind == "card_error";

    /// <summary>Whether the object is not what the request thought it was: it must be read.</summary>
    public bool IsOfState => StateCodes.Contains(Code);

    /// <summary>Whether there is no such thing.</summary>
    public bool IsMissing => Code == "resource_missing";

    /// <summary>The reason for staff.</summary>
    public string Reason => Code ?? Kind;

    public static StripeError Of(StripeObject error, int status) => new(
        error.Text("type") ?? $"http_{status}",
        error.Text("code"),
        error.Text("decline_code"),
        error.Child("payment_intent")?.Text("id"));

    public static StripeError Of(int status) => new($"http_{status}", null, null, null);
}
