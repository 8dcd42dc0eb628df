using System.Text.Json.Serialization;
using Commerce.Grains.Payments;

namespace Commerce.Grains.Certificates;

/// <summary>What a certificate is bought with, stored before the gateway is first asked (GC-07, GC-24: by card
/// only).</summary>
/// <param name="Request">The exact request.</param>
/// <param name="BuyerEmail">Where the buyer is written to.</param>
/// <param name="Status">How it stands.</param>
/// <param name="FirstSentAt">When it was stored, just before its first sending.</param>
/// <param name="AskAt">When the gateway is asked next, while it is in doubt.</param>
internal sealed record CertificatePayment(
    AuthorizeRequest Request,
    string BuyerEmail,
    PurchaseStatus Status,
    DateTimeOffset FirstSentAt,
    DateTimeOffset AskAt)
{
    /// <summary>The number of the transaction (PAY-01).</summary>
    public long Number { get; init; }

    /// <summary>The gateway's id, once known.</summary>
    public string? GatewayId { get; init; }

    /// <summary>What the buyer's browser needs, once it was given out.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>What may be shown of the card, once known (P-05).</summary>
    public CardFace? Card { get; init; }

    /// <summary>Whether the address fitted the card.</summary>
    public bool AddressMatches { get; init; }

    /// <summary>Why it failed, or is in doubt; for staff.</summary>
    public string? Reason { get; init; }

    /// <summary>When the gateway was heard to have broken down twice over the request: it is not sent again.</summary>
    public DateTimeOffset? BrokenAt { get; init; }

    /// <summary>That the gateway broke down over the capture; null: it did not.</summary>
    public Breakdown? CaptureBroke { get; init; }

    /// <summary>How many tries to take it are over.</summary>
    public int CapturesBefore { get; init; }

    /// <summary>When the try of now was stored, just before its first sending; null: with the promise.</summary>
    public DateTimeOffset? CaptureSentAt { get; init; }

    /// <summary>Minor units taken.</summary>
    public long Captured { get; init; }

    /// <summary>When the money was taken.</summary>
    public DateTimeOffset? MarkedAt { get; init; }

    /// <summary>Minor units given back.</summary>
    public long Refunded { get; init; }

    /// <summary>Whether a person was told that the gateway does not say what became of it (SCH-09).</summary>
    public bool IsSilent { get; init; }

    /// <summary>When the gateway was first to be told to cancel it while it was in doubt: a promise may be gone since
    /// (G4).</summary>
    public DateTimeOffset? CancelAskedAt { get; init; }

    /// <summary>What the taken became in the shop's balance.</summary>
    public Settlement? Settlement { get; init; }

    /// <summary>When that was first heard of.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>When the gateway is asked next whether it settled.</summary>
    public DateTimeOffset? SettleAskAt { get; init; }

    /// <summary>Minor units that the buyer's bank took back (PAY-21).</summary>
    public long Disputed { get; init; }

    /// <summary>When a dispute was last heard of, or that it is about more.</summary>
    public DateTimeOffset? DisputedAt { get; init; }

    /// <summary>Since when its money is to be let go.</summary>
    public DateTimeOffset? EndingAt { get; init; }

    /// <summary>Whether a person was told that the gateway does not let it go (PRB-04).</summary>
    public bool Stays { get; init; }

    /// <summary>The last try to give back money that must not stay; null: there was none.</summary>
    public MoneyReturn? Return { get; init; }

    /// <summary>What is followed of the money taken of it.</summary>
    [JsonIgnore]
    public MoneyTrail Trail => new(MarkedAt, Settlement, SettledAt, SettleAskAt, Disputed, DisputedAt);

    /// <summary>The same after a word from the gateway.</summary>
    public CertificatePayment With(MoneyTrail trail) => this with
    {
        MarkedAt = trail.TakenAt,
        Settlement = trail.Settlement,
        SettledAt = trail.SettledAt,
        SettleAskAt = trail.AskAt,
        Disputed = trail.Disputed,
        DisputedAt = trail.DisputedAt,
    };

    /// <summary>Says nothing of the person.</summary>
    public override string ToString() => $"CertificatePayment {{ {Status} }}";
}

/// <summary>How the payment of a certificate stands.</summary>
internal enum PurchaseStatus
{
    /// <summary>Stored, and nothing is known.</summary>
    InDoubt,

    /// <summary>The buyer must take a step.</summary>
    ActionRequired,

    /// <summary>The money is promised; it is being taken.</summary>
    Authorized,

    /// <summary>The money is there.</summary>
    Captured,

    /// <summary>Ended without money.</summary>
    Dead,

    /// <summary>There is money on a dead one; the gateway is being told (G5).</summary>
    Ending,

    /// <summary>There was money on a dead one, and it is gone.</summary>
    Ended,

    /// <summary>There is money on a dead one that the gateway would not give back: it is for a person.</summary>
    ReturnFailed,
}
