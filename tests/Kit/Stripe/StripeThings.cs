using System.Text.Json.Nodes;

namespace Commerce.Kit.Stripe;

/// <summary>A PaymentIntent.</summary>
internal sealed class StripePayment
{
    public required string Id { get; init; }

    public required long Amount { get; init; }

    public required string Currency { get; init; }

    public required long Created { get; init; }

    public required string CaptureMethod { get; init; }

    public required Dictionary<string, string> Metadata { get; init; }

    public string? Customer { get; set; }

    public string? SetupFutureUsage { get; init; }

    public bool WantsManyCaptures { get; init; }

    public string Status { get; set; } = "requires_payment_method";

    public StripeMethod? Method { get; set; }

    public long Capturable { get; set; }

    public long Received { get; set; }

    public long? CanceledAt { get; set; }

    public (string Code, string? DeclineCode)? Error { get; set; }

    public StripeCharge? Charge { get; set; }

    public JsonObject Json(StripeExpansion expand) => new()
    {
        ["id"] = Id,
        ["object"] = "payment_intent",
        ["amount"] = Amount,
        ["amount_capturable"] = Capturable,
        ["amount_received"] = Received,
        ["canceled_at"] = CanceledAt,
        ["capture_method"] = CaptureMethod,
        ["client_secret"] = $"{Id}_secret_abc",
        ["confirmation_method"] = "automatic",
        ["created"] = Created,
        ["currency"] = Currency,
        ["customer"] = Customer,
        ["last_payment_error"] = Error is { } error
            ? new JsonObject
            {
                ["type"] = "card_error",
                ["code"] = error.Code,
                ["decline_code"] = error.DeclineCode,
                ["message"] = "Your card was declined.",
            }
            : null,
        ["latest_charge"] = Charge is null ? null
            : expand.Has("latest_charge") ? Charge.Json(expand.Within("latest_charge")) : Charge.Id,
        ["livemode"] = false,
        ["metadata"] = StripeExpansion.Texts(Metadata),
        ["next_action"] = Status == "requires_action" ? new JsonObject { ["type"] = "use_stripe_sdk" } : null,
        ["payment_method"] = Method?.Id,
        ["payment_method_types"] = new JsonArray(Method?.Card.Kind ?? "card"),
        ["setup_future_usage"] = SetupFutureUsage,
        ["status"] = Status,
    };
}

/// <summary>A charge.</summary>
internal sealed class StripeCharge
{
    public required string Id { get; init; }

    public required StripePayment Payment { get; init; }

    public required StripeCard Card { get; init; }

    public required long Created { get; init; }

    public long? CaptureBefore { get; init; }

    public bool ManyCaptures { get; init; }

    /// <summary>Why the bank said no; null: it said yes.</summary>
    public string? Failure { get; init; }

    /// <summary>What was given back on request.</summary>
    public long Refunded { get; set; }

    /// <summary>What was let go of the promise; Stripe counts it as refunded.</summary>
    public long Released { get; set; }

    /// <summary>Its refunds, oldest first, that of the released rest among them.</summary>
    public List<StripeRefund> Refunds { get; } = [];

    public string? Entry { get; set; }

    public long SettledAt { get; set; }

    public bool Disputed { get; set; }

    public JsonObject Json(StripeExpansion expand) => new()
    {
        ["id"] = Id,
        ["object"] = "charge",
        ["amount"] = Payment.Amount,
        ["amount_captured"] = Payment.Received,
        ["amount_refunded"] = Refunded + Released,
        ["balance_transaction"] = Entry is null ? null
            : expand.Has("balance_transaction") ? EntryJson() : Entry,
        ["captured"] = Payment.Received > 0 && Payment.Status != "requires_capture",
        ["created"] = Created,
        ["currency"] = Payment.Currency,
        ["disputed"] = Disputed,
        ["failure_code"] = Failure,
        ["metadata"] = StripeExpansion.Texts(Payment.Metadata),
        ["paid"] = Failure is null,
        ["payment_intent"] = Payment.Id,
        ["payment_method"] = Payment.Method?.Id,
        ["payment_method_details"] = new JsonObject
        {
            ["type"] = Card.Kind,
            [Card.Kind] = Card.Kind == "card" ? CardJson() : new JsonObject { ["last4"] = Card.Last4 },
        },
        ["refunded"] = Refunded + Released == Payment.Amount,
        ["refunds"] = expand.Has("refunds") ? RefundsJson() : null,
        ["status"] = Failure is null ? "succeeded" : "failed",
    };

    private JsonObject RefundsJson() => new()
    {
        ["object"] = "list",
        ["data"] = new JsonArray([.. Refunds.AsEnumerable().Reverse().Take(10).Select(one => (JsonNode)one.Json())]),
        ["has_more"] = Refunds.Count > 10,
        ["url"] = $"/v1/charges/{Id}/refunds",
    };

    private JsonObject CardJson() => new()
    {
        ["brand"] = "visa",
        ["capture_before"] = CaptureBefore,
        ["checks"] = new JsonObject
        {
            ["address_line1_check"] = Card.AddressPasses ? "pass" : "fail",
            ["address_postal_code_check"] = Card.AddressPasses ? null : "fail",
            ["cvc_check"] = "pass",
        },
        ["exp_month"] = 12,
        ["exp_year"] = 2029,
        ["last4"] = Card.Last4,
        ["multicapture"] = new JsonObject { ["status"] = ManyCaptures ? "available" : "unavailable" },
    };

    private JsonObject EntryJson() => new()
    {
        ["id"] = Entry,
        ["object"] = "balance_transaction",
        ["amount"] = Payment.Received,
        ["available_on"] = SettledAt + (2 * 24 * 3600),
        ["created"] = SettledAt,
        ["currency"] = Payment.Currency,
        ["source"] = Id,
        ["status"] = "pending",
        ["type"] = "charge",
    };
}

/// <summary>A refund.</summary>
internal sealed class StripeRefund
{
    public required string Id { get; init; }

    public required StripePayment Payment { get; init; }

    public required long Amount { get; init; }

    public required long Created { get; init; }

    public required Dictionary<string, string> Metadata { get; init; }

    public required string Status { get; set; }

    /// <summary>Whether nobody asked for it: it is the released rest of a promise.</summary>
    public bool IsRest { get; init; }

    public JsonObject Json() => new()
    {
        ["id"] = Id,
        ["object"] = "refund",
        ["amount"] = Amount,
        ["charge"] = Payment.Charge!.Id,
        ["created"] = Created,
        ["currency"] = Payment.Currency,
        ["failure_reason"] = Status == "failed" ? "lost_or_stolen_card" : null,
        ["metadata"] = StripeExpansion.Texts(Metadata),
        ["payment_intent"] = Payment.Id,
        ["status"] = Status,
    };
}

/// <summary>A payment method.</summary>
internal sealed class StripeMethod
{
    public required string Id { get; init; }

    public required StripeCard Card { get; init; }

    public required long Created { get; init; }

    public string? Customer { get; set; }

    /// <summary>Whether it was used, or detached, and can never be used again.</summary>
    public bool IsSpent { get; set; }

    public JsonObject Json() => new()
    {
        ["id"] = Id,
        ["object"] = "payment_method",
        ["card"] = new JsonObject { ["brand"] = "visa", ["last4"] = Card.Last4 },
        ["created"] = Created,
        ["customer"] = Customer,
        ["metadata"] = new JsonObject(),
        ["type"] = "card",
    };
}

/// <summary>A customer.</summary>
internal sealed record StripeCustomer(string Id, long Created, Dictionary<string, string> Metadata)
{
    public JsonObject Json() => new()
    {
        ["id"] = Id,
        ["object"] = "customer",
        ["created"] = Created,
        ["metadata"] = StripeExpansion.Texts(Metadata),
    };
}

/// <summary>A dispute.</summary>
internal sealed record StripeDispute(string Id, StripePayment Payment, long Amount, string Status, long Created)
{
    public JsonObject Json() => new()
    {
        ["id"] = Id,
        ["object"] = "dispute",
        ["amount"] = Amount,
        ["charge"] = Payment.Charge!.Id,
        ["created"] = Created,
        ["currency"] = Payment.Currency,
        ["payment_intent"] = Payment.Id,
        ["reason"] = "fraudulent",
        ["status"] = Status,
    };
}

/// <summary>Which objects within an answer are wanted whole.</summary>
internal sealed class StripeExpansion(IReadOnlyCollection<string> paths)
{
    public static readonly StripeExpansion None = new([]);

    public bool Has(string member) =>
        paths.Any(path => path == member || path.StartsWith(member + ".", StringComparison.Ordinal));

    public StripeExpansion Within(string member) => new(
        [.. paths.Where(path => path.StartsWith(member + ".", StringComparison.Ordinal))
            .Select(path => path[(member.Length + 1)..])]);

    public static JsonObject Texts(Dictionary<string, string> texts) =>
        new(texts.Select(text => KeyValuePair.Create(text.Key, (JsonNode?)text.Value)));
}
