namespace Commerce.Kit.Stripe;

/// <summary>How one of Stripe's test cards behaves.</summary>
internal sealed record StripeCard(string Last4, string? Code = null, string? DeclineCode = null)
{
    public bool NeedsAction { get; init; }

    public bool AddressPasses { get; init; } = true;

    public bool FailsOnceAttached { get; init; }

    public bool Disputes { get; init; }

    /// <summary>What it really is: not everything that pays at Stripe is a card.</summary>
    public string Kind { get; init; } = "card";

    public string Refunds { get; init; } = "succeeded";

    public bool FailsRefunds { get; init; }

    private static readonly Dictionary<string, StripeCard> Known = new()
    {
        ["pm_card_visa"] = new("4242"),
        ["pm_card_avsFail"] = new("0010") { AddressPasses = false },
        ["pm_card_chargeDeclined"] = new("0002", "card_declined", "generic_decline"),
        ["pm_card_chargeDeclinedInsufficientFunds"] = new("9995", "card_declined", "insufficient_funds"),
        ["pm_card_chargeDeclinedExpiredCard"] = new("0069", "expired_card", "expired_card"),
        ["pm_card_chargeDeclinedProcessingError"] = new("0119", "processing_error"),
        ["pm_card_authenticationRequired"] = new("3184") { NeedsAction = true },
        ["pm_card_chargeCustomerFail"] = new("0341") { FailsOnceAttached = true },
        ["pm_card_refundFail"] = new("5126") { FailsRefunds = true },
        ["pm_card_pendingRefund"] = new("7726") { Refunds = "pending" },
        ["pm_usBankAccount_success"] = new("6789") { Kind = "us_bank_account" },
        ["pm_card_createDispute"] = new("0259") { Disputes = true },
    };

    public static StripeCard? Of(string token) => Known.GetValueOrDefault(token);
}
