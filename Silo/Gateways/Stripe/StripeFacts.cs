using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;

namespace Commerce.Silo.Gateways.Stripe;

/// <summary>What Stripe's objects mean: pure.</summary>
internal static class StripeFacts
{
    /// <summary>Our reference on a payment; null: it is none of ours.</summary>
    public static string? ReferenceOf(StripeObject payment) => payment.Child("metadata")?.Text("attempt");

    /// <summary>What a payment is.</summary>
    /// <param name="payment">The PaymentIntent, its latest charge expanded.</param>
    /// <param name="disputed">Minor units of its charge that are disputed.</param>
    public static PaymentFact Of(StripeObject payment, long disputed) => payment.Required("status") switch
    {
        "requires_capture" or "succeeded" => Approved(payment, disputed),
        "canceled" when payment.Optional("amount_received") > 0 => Approved(payment, disputed),
        "canceled" => new PaymentFact.Cancelled(payment.Id),
        "requires_action" => new PaymentFact.ActionNeeded(payment.Id, payment.Required("client_secret")),
        "requires_payment_method" when payment.Child("last_payment_error") is { } error =>
            new PaymentFact.Declined(payment.Id, ReasonOf(error)),
        var other => new PaymentFact.Unknown(other),
    };

    /// <summary>What a refund is.</summary>
    public static RefundFact OfRefund(StripeObject refund)
    {
        var payment = refund.IdOf("payment_intent") ?? "";
        return refund.Required("status") switch
        {
            "succeeded" => new RefundFact.Made(refund.Id, payment, refund.Money("amount"), Succeeded: true),
            "pending" or "requires_action" =>
                new RefundFact.Made(refund.Id, payment, refund.Money("amount"), Succeeded: false),
            "failed" => new RefundFact.Failed(refund.Id, payment, refund.Text("failure_reason") ?? "unknown"),
            "canceled" => new RefundFact.Failed(refund.Id, payment, "canceled"),
            var other => new RefundFact.Unknown(other) { Unreadable = true },
        };
    }

    /// <summary>How much a dispute takes from the shop: an inquiry, and one that was won, nothing.</summary>
    public static long OfDispute(StripeObject dispute) => dispute.Required("status") switch
    {
        "won" or "prevented" => 0,
        var status when status.StartsWith("warning_", StringComparison.Ordinal) => 0,
        _ => dispute.Money("amount").Amount,
    };

    /// <summary>Why a card was declined.</summary>
    public static string ReasonOf(StripeObject error) =>
        error.Text("decline_code") ?? error.Text("code") ?? error.Text("type") ?? "card_declined";

    private static PaymentFact.Approved Approved(StripeObject payment, long disputed)
    {
        var charge = ChargeOf(payment);
        var card = charge?.Child("payment_method_details")?.Child("card");
        if (card is null && ReferenceOf(payment) is not null)
            throw new UnreadableAnswerException("payment_method_details");
        var isKept = payment.Text("setup_future_usage") == "off_session" || payment.IdOf("customer") is not null;
        var amount = payment.Money("amount");
        return new(
            payment.Id,
            amount,
            payment.Money("amount_received"),
            charge is { } given ? GivenBackOf(payment, given) : amount with { Amount = 0 },
            Passes(card, "address_line1_check") || Passes(card, "address_postal_code_check"),
            FaceOf(card),
            TimeOf(card?.Optional("capture_before")))
        {
            Open = payment.Text("status") == "requires_capture",
            ManyCaptures = card?.Child("multicapture")?.Text("status") == "available",
            Disputed = disputed,
            Method = isKept ? payment.IdOf("payment_method") : null,
            Settlement = charge is { } made ? SettlementOf(made) : null,
        };
    }

    // When the last capture takes less than was promised, Stripe counts the rest that it lets go as refunded, and lists
    // a refund for it that nobody asked for. Where the refunds are listed and that one is not among them, it is not
    // counted.
    private static Money GivenBackOf(StripeObject payment, StripeObject charge)
    {
        var counted = charge.Money("amount_refunded");
        if (payment.Text("status") == "requires_capture") return counted;
        var released = payment.Money("amount") - payment.Money("amount_received");
        return released.IsPositive && counted >= released && MayCount(charge, released)
            ? counted - released
            : counted;
    }

    private static bool MayCount(StripeObject charge, Money released) =>
        charge.Child("refunds") is not { } refunds || refunds.Flag("has_more") || refunds.Items.Any(refund =>
            refund.Child("metadata")?.Text("refund") is null && refund.Money("amount") == released
            && refund.Text("status") is not ("failed" or "canceled"));

    // Others are paid into the same account without a card, or without a charge: what is ours always has both.
    private static StripeObject? ChargeOf(StripeObject payment) =>
        payment.Child("latest_charge") ?? (ReferenceOf(payment) is null && payment.IdOf("latest_charge") is null
            ? null
            : throw new UnreadableAnswerException("latest_charge"));

    private static bool Passes(StripeObject? card, string check) => card?.Child("checks")?.Text(check) == "pass";

    private static CardFace FaceOf(StripeObject? card) => new(
        card?.Text("brand") ?? "unknown",
        card?.Text("last4") ?? "",
        (int)(card?.Optional("exp_month") ?? 0),
        (int)(card?.Optional("exp_year") ?? 0));

    private static Settlement? SettlementOf(StripeObject charge) =>
        charge.Flag("captured") && charge.Child("balance_transaction") is { } entry
            ? new(entry.Id, DateTimeOffset.FromUnixTimeSeconds(entry.Number("available_on")))
            : null;

    private static DateTimeOffset? TimeOf(long? seconds) =>
        seconds is { } time ? DateTimeOffset.FromUnixTimeSeconds(time) : null;
}
