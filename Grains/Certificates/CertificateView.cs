using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;

namespace Commerce.Grains.Certificates;

/// <summary>A gift certificate (GC-03).</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">For people.</param>
/// <param name="Kind"><c>purchased</c> or <c>issued</c> (GC-02).</param>
/// <param name="Status">See <see cref="CertificateStatus"/> (GC-01).</param>
/// <param name="Amount">What it was issued for.</param>
/// <param name="Left">What is left on it (MON-13).</param>
/// <param name="ExpiresAt">From when on it counts no more (GC-19).</param>
/// <param name="Record">Who did what when.</param>
/// <param name="Uses">What orders took and got back (GC-18).</param>
/// <param name="Returned">Money that came back after the expiry.</param>
[GenerateSerializer, Immutable, Alias("certificate-view")]
public sealed record CertificateView(
    CertificateId Id,
    long Number,
    string Kind,
    string Status,
    Money Amount,
    Money Left,
    DateTimeOffset ExpiresAt,
    CertificateRecord Record,
    ImmutableArray<UsageView> Uses,
    ImmutableArray<ReturnedMoney> Returned)
{
    /// <summary>What the recipient is told; null: it was issued.</summary>
    [Id(0)]
    public GiftLetter? Letter { get; init; }

    /// <summary>What opens it; for staff and for the recipient's mail only.</summary>
    [Id(1)]
    public string? ClaimCheck { get; init; }

    /// <summary>What the buyer's browser needs for a step of their own; null: none is wanted.</summary>
    [Id(2)]
    public string? ClientSecret { get; init; }

    /// <summary>What may be shown of the card that it was bought with (P-05); null: it was issued, or the card is not
    /// known.</summary>
    [Id(3)]
    public CardFace? Card { get; init; }

    /// <summary>Whether anything is left on it (GC-16).</summary>
    public bool HasMoney() => Left.IsPositive;

    /// <summary>What it counts for in its owner's balance at this time (GC-14).</summary>
    /// <param name="now">The time.</param>
    public Money UsableAt(DateTimeOffset now) => Record.Owner is not null && CertificateStatus.IsValid(Status)
        ? Balance.Usable(Left, ExpiresAt, Returned, now)
        : Money.Zero(Amount.Currency);

    /// <summary>Says nothing of the people or the claim check.</summary>
    public override string ToString() => $"CertificateView {{ {Id} }}";
}

/// <summary>Who did what with a certificate, and when.</summary>
/// <param name="IssuedAt">When it was bought or issued.</param>
/// <param name="AuthorizedAt">When its money was there.</param>
/// <param name="ClaimedAt">When it was claimed.</param>
/// <param name="VoidedAt">When it was voided.</param>
/// <param name="IssuedBy">Which staff issued it.</param>
/// <param name="PurchasedBy">Who bought it.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="VoidedBy">Which staff voided it.</param>
[GenerateSerializer, Immutable, Alias("certificate-record")]
public sealed record CertificateRecord(
    DateTimeOffset IssuedAt,
    DateTimeOffset? AuthorizedAt,
    DateTimeOffset? ClaimedAt,
    DateTimeOffset? VoidedAt,
    string? IssuedBy,
    CustomerId? PurchasedBy,
    CustomerId? Owner,
    string? VoidedBy)
{
    /// <summary>Why it was voided; for staff.</summary>
    [Id(0)]
    public string? VoidReason { get; init; }
}

/// <summary>What one attempt took.</summary>
/// <param name="Attempt">Which attempt.</param>
/// <param name="Amount">What it took.</param>
/// <param name="Reinstated">What it gave back.</param>
/// <param name="Status"><c>held</c>, <c>used</c> or <c>released</c>.</param>
/// <param name="At">When it was taken.</param>
[GenerateSerializer, Immutable, Alias("certificate-usage")]
public sealed record UsageView(
    AttemptId Attempt, Money Amount, Money Reinstated, string Status, DateTimeOffset At);

/// <summary>Money that came back after the certificate's expiry, through no fault of its owner.</summary>
/// <param name="Amount">How much of it is not used again.</param>
/// <param name="Until">How long it may be used.</param>
[GenerateSerializer, Immutable, Alias("certificate-returned-money")]
public sealed record ReturnedMoney(Money Amount, DateTimeOffset Until);

/// <summary>Who gives a certificate to whom.</summary>
/// <param name="To">Who gets it, at most 100 characters.</param>
/// <param name="From">Who gives it, at most 100 characters.</param>
/// <param name="Message">At most 200 characters.</param>
/// <param name="RecipientEmail">Where its claim check is sent.</param>
[GenerateSerializer, Immutable, Alias("gift-letter")]
public sealed record GiftLetter(string To, string From, string Message, string RecipientEmail)
{
    /// <summary>Says nothing of the people.</summary>
    public override string ToString() => "GiftLetter";
}
