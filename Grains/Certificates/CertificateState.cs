using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Grains.Certificates;

/// <summary>What a gift certificate can be (GC-01).</summary>
internal abstract record CertificateState
{
    private CertificateState() { }

    /// <summary>Never bought and never issued.</summary>
    [Alias("certificate.blank")]
    public sealed record Blank : CertificateState;

    /// <summary>Being bought: its payment is in doubt.</summary>
    [Alias("certificate.confirmed-state")]
    public sealed record Confirmed(CertificateCore Core) : CertificateState;

    /// <summary>Bought or issued: its money can be used once somebody owns it.</summary>
    [Alias("certificate.valid")]
    public sealed record Valid(CertificateCore Core) : CertificateState;

    /// <summary>Its payment failed (GC-07); no money is on it.</summary>
    [Alias("certificate.failed")]
    public sealed record Failed(CertificateCore Core) : CertificateState;

    /// <summary>What was neither used nor held was taken back (GC-13).</summary>
    [Alias("certificate.void-state")]
    public sealed record Voided(CertificateCore Core, DateTimeOffset At, string By) : CertificateState
    {
        /// <summary>Why (GC-03); null: it is from before that was kept.</summary>
        public string? Reason { get; init; }
    }
}

/// <summary>What every certificate has (GC-03).</summary>
/// <param name="Number">For people (GEN-09).</param>
/// <param name="Amount">What it was issued for.</param>
/// <param name="IssuedAt">When it was bought or issued.</param>
/// <param name="ExpiresAt">From when on no hold is taken any more (GC-19).</param>
/// <param name="ChangedAt">Time of the last change.</param>
internal sealed record CertificateCore(
    long Number, Money Amount, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, DateTimeOffset ChangedAt)
{
    /// <summary>Which staff issued it; null: it was bought.</summary>
    public string? IssuedBy { get; init; }

    /// <summary>Who bought it; null: it was issued.</summary>
    public CustomerId? PurchasedBy { get; init; }

    /// <summary>Whose balance it counts for; null: not claimed yet.</summary>
    public CustomerId? Owner { get; init; }

    /// <summary>Whether a person was told that its owner's account has no room for it.</summary>
    public bool IsLeftOut { get; init; }

    /// <summary>When it was claimed.</summary>
    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>When its money was there.</summary>
    public DateTimeOffset? AuthorizedAt { get; init; }

    /// <summary>What opens it, until it is claimed and after; null: it was issued.</summary>
    public string? ClaimCheck { get; init; }

    /// <summary>What the recipient is told; null: it was issued.</summary>
    public GiftLetter? Letter { get; init; }

    /// <summary>The payment that it was bought with; null: it was issued.</summary>
    public CertificatePayment? PaidWith { get; init; }

    /// <summary>What orders took and got back, one entry an attempt, oldest first (GC-18).</summary>
    public ImmutableArray<Usage> Uses { get; init; } = [];

    /// <summary>Money that came back after the expiry, and may be used a while longer.</summary>
    public ImmutableArray<ReturnedMoney> Returned { get; init; } = [];

    /// <summary>What is left on it (MON-13); held money is not.</summary>
    public Money Left() => Uses.Aggregate(Amount, (left, use) => left - use.Net());

    /// <summary>What a hold may take now (GC-14): everything left, or after the expiry what came back since.</summary>
    public Money UsableAt(DateTimeOffset now) => Balance.Usable(Left(), ExpiresAt, Returned, now);

    /// <summary>What an attempt took.</summary>
    public Usage? UseOf(AttemptId attempt) => Uses.FirstOrDefault(use => use.Attempt == attempt);

    /// <summary>Says nothing of the people or the claim check.</summary>
    public override string ToString() => $"CertificateCore {{ {Number} }}";
}

/// <summary>What one attempt took (GC-18): held first, then used or released.</summary>
/// <param name="Attempt">Which attempt.</param>
/// <param name="Amount">What it took; nothing is an answer too.</param>
/// <param name="Status">How it stands.</param>
/// <param name="At">When it was taken.</param>
/// <param name="Until">While it is held: when the order is asked what became of the attempt.</param>
internal sealed record Usage(
    AttemptId Attempt, Money Amount, UsageStatus Status, DateTimeOffset At, DateTimeOffset Until)
{
    /// <summary>What was given back, part by part.</summary>
    public ImmutableArray<PartBack> Back { get; init; } = [];

    /// <summary>How much of it is not given back (MON-04).</summary>
    public Money Net() => Back.Aggregate(Amount, (net, part) => net - part.Amount);
}

/// <summary>Money that an attempt gave back.</summary>
/// <param name="Part">By which it is known again: <c>refund-1</c>.</param>
/// <param name="Amount">How much.</param>
/// <param name="At">When.</param>
internal sealed record PartBack(string Part, Money Amount, DateTimeOffset At);

/// <summary>How a use stands.</summary>
internal enum UsageStatus
{
    /// <summary>Promised to an attempt that is not judged yet.</summary>
    Held,

    /// <summary>Its order is paid with it.</summary>
    Used,

    /// <summary>The attempt is dead; all of it is back.</summary>
    Released,
}
