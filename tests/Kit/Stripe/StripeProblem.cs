using System.Text.Json.Nodes;

namespace Commerce.Kit.Stripe;

/// <summary>A request is not done, and why, in Stripe's words.</summary>
internal sealed class StripeProblem(int status, string kind, string? code, string message) : Exception(message)
{
    public int Status => status;

    public string Kind => kind;

    public string? Code => code;

    public string? DeclineCode { get; init; }

    public string? Param { get; init; }

    public JsonObject? Payment { get; init; }

    /// <summary>Whether nothing had begun, so that the key does not remember it.</summary>
    public bool IsOfForm => Param is not null || status is 401 or 404 or 409 or 429;

    public JsonObject Body()
    {
        var error = new JsonObject
        {
            ["type"] = kind,
            ["message"] = Message,
            ["doc_url"] = "https://stripe.com/docs/error-codes",
        };
        if (code is not null) error["code"] = code;
        if (DeclineCode is not null) error["decline_code"] = DeclineCode;
        if (Param is not null) error["param"] = Param;
        if (Payment is not null) error["payment_intent"] = Payment.DeepClone();
        return new() { ["error"] = error };
    }

    public static StripeProblem Missing(string what, string id) =>
        new(404, "invalid_request_error", "resource_missing", $"No such {what}: '{id}'") { Param = "id" };

    public static StripeProblem Invalid(string? code, string message, string? param = null) =>
        new(400, "invalid_request_error", code, message) { Param = param };

    public static StripeProblem Declined(string code, string? declineCode, JsonObject payment) =>
        new(402, "card_error", code, "Your card was declined.") { DeclineCode = declineCode, Payment = payment };
}
