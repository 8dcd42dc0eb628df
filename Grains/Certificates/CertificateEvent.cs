using System.Text.Json.Serialization;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;

namespace Commerce.Grains.Certificates;

/// <summary>What can happen to a gift certificate. People and claim checks stand in the state only.</summary>
/// <param name="At">When.</param>
internal abstract record CertificateEvent(DateTimeOffset At)
{
    [Alias("certificate.issued")]
    public sealed record Issued(
        DateTimeOffset At, long Number, CustomerId Owner, Money Amount, DateTimeOffset ExpiresAt, string By)
        : CertificateEvent(At);

    [Alias("certificate.purchased")]
    public sealed record Purchased(
        DateTimeOffset At,
        long Number,
        CustomerId Buyer,
        DateTimeOffset ExpiresAt,
        [property: JsonIgnore] string BuyerEmail,
        [property: JsonIgnore] GiftLetter Letter,
        [property: JsonIgnore] string ClaimCheck,
        [property: JsonIgnore] AuthorizeRequest Request,
        DateTimeOffset AskAt) : CertificateEvent(At)
    {
        public long Transaction { get; init; }

        public Money Amount => Request.Amount;

        public override string ToString() => $"Purchased {{ {Number} }}";
    }

    /// <summary>The gateway said nothing for sure.</summary>
    [Alias("certificate.payment-unanswered")]
    public sealed record PaymentUnanswered(DateTimeOffset At, string Why) : CertificateEvent(At)
    {
        /// <summary>Whether it broke down twice over the request: it is not sent again.</summary>
        public bool Broken { get; init; }
    }

    /// <summary>The gateway broke down over the capture.</summary>
    [Alias("certificate.capture-broke")]
    public sealed record CaptureBroke(DateTimeOffset At, Breakdown Broke) : CertificateEvent(At);

    /// <summary>A try to take it is over, and took nothing: it is tried anew, under a key of its own.</summary>
    [Alias("certificate.capture-repeated")]
    public sealed record CaptureRepeated(DateTimeOffset At) : CertificateEvent(At);

    /// <summary>For long the gateway has not said what became of the payment (SCH-09).</summary>
    [Alias("certificate.payment-silent")]
    public sealed record PaymentSilent(DateTimeOffset At, string Why) : CertificateEvent(At);

    [Alias("certificate.action-requested")]
    public sealed record ActionRequested(
        DateTimeOffset At, string GatewayId, [property: JsonIgnore] string ClientSecret, DateTimeOffset Until)
        : CertificateEvent(At);

    /// <summary>From now on the gateway may have cancelled its payment, which is asked about at <paramref
    /// name="AskAt"/> at the latest (G4).</summary>
    [Alias("certificate.cancel-asked")]
    public sealed record CancelAsked(DateTimeOffset At, string GatewayId, DateTimeOffset AskAt) : CertificateEvent(At);

    /// <summary>The money is promised: it is valid from now on, and the money is taken next.</summary>
    [Alias("certificate.payment-authorized")]
    public sealed record PaymentAuthorized(DateTimeOffset At, string GatewayId, bool AddressMatches, long Captured)
        : CertificateEvent(At)
    {
        [JsonIgnore]
        public CardFace? Card { get; init; }
    }

    /// <summary>The payment ended without money. <paramref name="Present"/>: the buyer saw it happen.</summary>
    [Alias("certificate.payment-refused")]
    public sealed record PaymentRefused(
        DateTimeOffset At, string? GatewayId, string Reason, bool Present, bool OurFault) : CertificateEvent(At)
    {
        /// <summary>Why the buyer's bank declined it; null: it did not.</summary>
        public string? Declined { get; init; }
    }

    [Alias("certificate.money-taken")]
    public sealed record MoneyTaken(DateTimeOffset At, Money Amount) : CertificateEvent(At)
    {
        public Settlement? Settlement { get; init; }

        public long Disputed { get; init; }
    }

    /// <summary>The gateway said how the payment stands: settled or not, disputed or not.</summary>
    [Alias("certificate.payment-seen")]
    public sealed record PaymentSeen(DateTimeOffset At, Settlement? Settlement, long Disputed) : CertificateEvent(At);

    /// <summary>The promised money cannot be taken any more.</summary>
    [Alias("certificate.money-lost")]
    public sealed record MoneyLost(DateTimeOffset At, string Why) : CertificateEvent(At);

    /// <summary>Money on a payment that is over (G5).</summary>
    [Alias("certificate.stray-money-found")]
    public sealed record StrayMoneyFound(DateTimeOffset At, string GatewayId, Money Amount) : CertificateEvent(At)
    {
        [JsonIgnore]
        public CardFace? Card { get; init; }
    }

    /// <summary>Money that must not stay is being given back, or something was heard of that (G5).</summary>
    [Alias("certificate.return-moved")]
    public sealed record ReturnMoved(DateTimeOffset At, MoneyReturn Return) : CertificateEvent(At);

    /// <summary>No try to give it back is left: it is for a person.</summary>
    [Alias("certificate.return-given-up")]
    public sealed record ReturnGivenUp(DateTimeOffset At, MoneyReturn Last) : CertificateEvent(At);

    /// <summary>For long the gateway has not let money go that must not stay (PAY-14, PRB-04).</summary>
    [Alias("certificate.money-stays")]
    public sealed record MoneyStays(DateTimeOffset At, string Why) : CertificateEvent(At);

    /// <summary>Money that must not stay is gone.</summary>
    [Alias("certificate.money-returned")]
    public sealed record MoneyReturned(DateTimeOffset At, string How, long Refunded) : CertificateEvent(At);

    [Alias("certificate.claimed")]
    public sealed record Claimed(DateTimeOffset At, CustomerId Owner) : CertificateEvent(At);

    [Alias("certificate.expiry-set")]
    public sealed record ExpirySet(DateTimeOffset At, DateTimeOffset ExpiresAt) : CertificateEvent(At);

    /// <summary>Its owner's account had no room for it: it is in no balance.</summary>
    [Alias("certificate.left-out")]
    public sealed record LeftOut(DateTimeOffset At, CustomerId Owner) : CertificateEvent(At);

    [Alias("certificate.voided")]
    public sealed record Voided(DateTimeOffset At, string By, Money Taken) : CertificateEvent(At)
    {
        [JsonIgnore]
        public string? Reason { get; init; }
    }

    [Alias("certificate.held")]
    public sealed record Held(DateTimeOffset At, AttemptId Attempt, Money Amount, DateTimeOffset Until)
        : CertificateEvent(At);

    [Alias("certificate.used")]
    public sealed record Used(DateTimeOffset At, AttemptId Attempt) : CertificateEvent(At);

    /// <summary>Also written down when nothing was held, so that a hold still under way finds the door shut.</summary>
    [Alias("certificate.released")]
    public sealed record Released(
        DateTimeOffset At, AttemptId Attempt, Money Amount, DateTimeOffset? UsableUntil) : CertificateEvent(At);

    /// <summary>Given back to its owner; never more than was used.</summary>
    [Alias("certificate.reinstated")]
    public sealed record Reinstated(
        DateTimeOffset At, AttemptId Attempt, string Part, Money Amount, Money Asked, DateTimeOffset? UsableUntil)
        : CertificateEvent(At);
}
