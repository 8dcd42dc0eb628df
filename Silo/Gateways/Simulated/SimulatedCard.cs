namespace Commerce.Silo.Gateways.Simulated;

/// <summary>One payment method of the simulated gateway and how it behaves.</summary>
/// <param name="Last4">Last four digits of its card.</param>
/// <param name="AddressMatches">Whether the address check passes (PAY-07).</param>
/// <param name="DeclineCode">Why it is declined; null: it is not.</param>
/// <param name="NeedsAction">Whether the shopper must take a step first.</param>
/// <param name="Manner">What is wrong with its answers.</param>
internal sealed record SimulatedCard(
    string Last4,
    bool AddressMatches = true,
    string? DeclineCode = null,
    bool NeedsAction = false,
    Manner Manner = Manner.Plain)
{
    /// <summary>What becomes of its refunds.</summary>
    public RefundManner Refunds { get; init; }

    /// <summary>Whether it is declined as soon as it is charged as a kept method.</summary>
    public bool FailsLater { get; init; }

    /// <summary>Whether whatever is captured is disputed.</summary>
    public bool Disputed { get; init; }

    /// <summary>Whether a promise can be taken in several parts (C4).</summary>
    public bool ManyCaptures { get; init; }

    /// <summary>Whether the money is taken with the promise itself, whatever is asked for.</summary>
    public bool TakenAtOnce { get; init; }

    private static readonly Dictionary<string, SimulatedCard> Known = new()
    {
        ["pm_card_visa"] = new("4242"),
        ["pm_card_avsFail"] = new("0010", AddressMatches: false),
        ["pm_card_chargeDeclined"] = new("0002", DeclineCode: "generic_decline"),
        ["pm_card_chargeDeclinedInsufficientFunds"] = new("9995", DeclineCode: "insufficient_funds"),
        ["pm_card_chargeDeclinedExpiredCard"] = new("0069", DeclineCode: "expired_card"),
        ["pm_card_authenticationRequired"] = new("3184", NeedsAction: true),
        ["pm_card_chargeCustomerFail"] = new("0341") { FailsLater = true },
        ["pm_card_refundFail"] = new("5126") { Refunds = RefundManner.Fails },
        ["pm_card_pendingRefund"] = new("7726") { Refunds = RefundManner.Pending },
        ["pm_card_createDispute"] = new("0259") { Disputed = true },
        ["pm_sim_manyCaptures"] = new("4242") { ManyCaptures = true },
        ["pm_sim_takenAtOnce"] = new("4242") { TakenAtOnce = true },
        ["pm_sim_noAnswer"] = new("4242", Manner: Manner.NoAnswer),
        ["pm_sim_answerLost"] = new("4242", Manner: Manner.AnswerLost),
        ["pm_sim_inconclusive"] = new("4242", Manner: Manner.Inconclusive),
    };

    /// <summary>Every method there is.</summary>
    public static IReadOnlyCollection<string> Methods => Known.Keys;

    /// <summary>The card behind a method; null: there is none.</summary>
    public static SimulatedCard? Of(string method) => Known.GetValueOrDefault(method);
}

/// <summary>What is wrong with the answers of a payment method.</summary>
internal enum Manner
{
    /// <summary>Nothing.</summary>
    Plain,

    /// <summary>The first request is lost on its way: nothing happens and nobody answers.</summary>
    NoAnswer,

    /// <summary>The first answer is lost on its way back: it happened.</summary>
    AnswerLost,

    /// <summary>The gateway says twice that it does not know yet.</summary>
    Inconclusive,
}

/// <summary>What becomes of a card's refunds.</summary>
internal enum RefundManner
{
    /// <summary>They succeed at once.</summary>
    AtOnce,

    /// <summary>They are pending first and succeed later.</summary>
    Pending,

    /// <summary>They seem to succeed, and fail later.</summary>
    Fails,
}
