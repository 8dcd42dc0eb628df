using System.Globalization;
using Commerce.Grains.Kernel;

namespace Commerce.Grains.Payments;

/// <summary>What a gateway says of a payment. Whatever it does not say for sure is <see cref="Unknown"/>.</summary>
[GenerateSerializer, Immutable, Alias("payment-fact")]
public abstract record PaymentFact
{
    private PaymentFact() { }

    /// <summary>The gateway broke down over the request itself, and this was read after it; null: it did not.</summary>
    [Id(0)]
    public BreakdownHeard? Broke { get; init; }

    /// <summary>The money is promised, or taken already.</summary>
    /// <param name="PaymentId">The gateway's id.</param>
    /// <param name="Amount">How much.</param>
    /// <param name="Captured">How much of it was taken.</param>
    /// <param name="Refunded">How much of that was given back.</param>
    /// <param name="AddressMatches">Whether the address check passed (PAY-07); it never blocks (ORD-08).</param>
    /// <param name="Card">What may be shown of the card (P-05).</param>
    /// <param name="CaptureBefore">When the promise ends; null: the gateway does not say.</param>
    [GenerateSerializer, Immutable, Alias("payment-fact.approved")]
    public sealed record Approved(
        string PaymentId, Money Amount, Money Captured, Money Refunded, bool AddressMatches, CardFace Card,
        DateTimeOffset? CaptureBefore) : PaymentFact
    {
        /// <summary>Whether something of the promise can still be taken.</summary>
        [Id(0)]
        public bool Open { get; init; }

        /// <summary>Whether it can be taken in several parts (C4).</summary>
        [Id(1)]
        public bool ManyCaptures { get; init; }

        /// <summary>Minor units of the captured that the customer's bank took back in a dispute (PAY-21).</summary>
        [Id(2)]
        public long Disputed { get; init; }

        /// <summary>The method it was paid with, if it can be used again (C6).</summary>
        [Id(3)]
        public string? Method { get; init; }

        /// <summary>When and as what the captured reached the shop's balance; null: it has not.</summary>
        [Id(4)]
        public Settlement? Settlement { get; init; }

        /// <summary>Nothing was taken of it, so that it can be cancelled.</summary>
        internal bool IsOnlyPromised => Captured.Amount == 0;
    }

    /// <summary>The shopper must take a step of their own first.</summary>
    /// <param name="PaymentId">The gateway's id.</param>
    /// <param name="ClientSecret">What the shopper's browser needs for it; shown to the shopper only.</param>
    [GenerateSerializer, Immutable, Alias("payment-fact.action-needed")]
    public sealed record ActionNeeded(string PaymentId, string ClientSecret) : PaymentFact
    {
        /// <summary>Leaves the secret out.</summary>
        public override string ToString() => $"ActionNeeded {{ {PaymentId} }}";
    }

    /// <summary>No, and no money moved (G2).</summary>
    /// <param name="PaymentId">The gateway's id, if it gave one.</param>
    /// <param name="DeclineCode">The gateway's reason; for staff.</param>
    [GenerateSerializer, Immutable, Alias("payment-fact.declined")]
    public sealed record Declined(string? PaymentId, string DeclineCode) : PaymentFact;

    /// <summary>It was cancelled and can no longer be paid (G2).</summary>
    /// <param name="PaymentId">The gateway's id.</param>
    [GenerateSerializer, Immutable, Alias("payment-fact.cancelled")]
    public sealed record Cancelled(string PaymentId) : PaymentFact;

    /// <summary>The gateway knows no such payment.</summary>
    [GenerateSerializer, Immutable, Alias("payment-fact.absent")]
    public sealed record Absent : PaymentFact;

    /// <summary>The gateway did not take the request: our fault, no money moved.</summary>
    /// <param name="Reason">The gateway's reason; for staff.</param>
    [GenerateSerializer, Immutable, Alias("payment-fact.rejected")]
    public sealed record Rejected(string Reason) : PaymentFact
    {
        /// <summary>Whether an earlier sending of the same call was not answered, and may have been taken.</summary>
        [Id(0)]
        public bool Doubted { get; init; }
    }

    /// <summary>No answer, or none that says anything for sure. Never a 'no' (G2).</summary>
    /// <param name="Why">What happened: <c>timeout</c>, <c>processing</c>; for staff.</param>
    [GenerateSerializer, Immutable, Alias("payment-fact.unknown")]
    public sealed record Unknown(string Why) : PaymentFact
    {
        /// <summary>Whether the call was repeated and heard the same again.</summary>
        [Id(0)]
        public bool Twice { get; init; }

        /// <summary>Whether the gateway answered, and says of this payment what the shop cannot read: asking again will
        /// hear the same.</summary>
        [Id(1)]
        public bool Unreadable { get; init; }
    }
}

/// <summary>Captured money in the shop's balance.</summary>
/// <param name="Id">The gateway's id of the balance transaction.</param>
/// <param name="AvailableOn">When it can be paid out.</param>
[GenerateSerializer, Immutable, Alias("settlement")]
public sealed record Settlement(string Id, DateTimeOffset AvailableOn);

/// <summary>What may be shown of a card.</summary>
/// <param name="Brand"><c>visa</c>.</param>
/// <param name="Last4">Last four digits.</param>
/// <param name="ExpiryMonth">1 to 12.</param>
/// <param name="ExpiryYear">Four digits.</param>
[GenerateSerializer, Immutable, Alias("card-face")]
public sealed record CardFace(string Brand, string Last4, int ExpiryMonth, int ExpiryYear)
{
    /// <summary>Until when it is good: <c>2030-12</c>; null: it is not known.</summary>
    public string? Expires() => ExpiryMonth > 0 && ExpiryYear > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{ExpiryYear:0000}-{ExpiryMonth:00}")
        : null;
}
