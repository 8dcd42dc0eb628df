using System.Diagnostics;
using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;

namespace Commerce.Silo.Gateways.Simulated;

/// <summary>One payment as the ledger holds it.</summary>
internal sealed record SimulatedPayment
{
    public required string Id { get; init; }

    /// <summary>The reference of the attempt that it pays.</summary>
    public required string Attempt { get; init; }

    public required string RequestKey { get; init; }

    /// <summary>One of <see cref="PaymentStatus"/>.</summary>
    public required string Status { get; init; }

    public long Amount { get; init; }

    public required string Currency { get; init; }

    public long Captured { get; init; }

    public long Refunded { get; init; }

    public long Disputed { get; init; }

    public bool AddressMatches { get; init; }

    public required string Last4 { get; init; }

    public string? DeclineCode { get; init; }

    public string? ClientSecret { get; init; }

    /// <summary>Whether approval takes the money at once.</summary>
    public bool CaptureNow { get; init; }

    public bool ManyCaptures { get; init; }

    /// <summary>Whether whatever is captured is disputed.</summary>
    public bool DisputedAtOnce { get; init; }

    public RefundManner RefundManner { get; init; }

    /// <summary>The method, if it can be used again.</summary>
    public string? Method { get; init; }

    /// <summary>When the promise ends; milliseconds since 1970.</summary>
    public long? CaptureBefore { get; init; }

    /// <summary>When the captured reaches the shop's balance; milliseconds since 1970.</summary>
    public long? SettledAt { get; init; }

    /// <summary>How often somebody was told that it is not decided yet.</summary>
    public long Undecided { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public long CreatedAt { get; init; }

    /// <summary>How much of the captured money is left.</summary>
    public long Rest => Captured - Refunded;

    /// <summary>Whether money of the customer's is promised or taken.</summary>
    public bool HoldsMoney => Status == PaymentStatus.RequiresCapture || Rest > 0;

    /// <summary>What the card decides.</summary>
    public SimulatedPayment Decided(Desk desk) => this switch
    {
        { DeclineCode: not null } => this with { Status = PaymentStatus.Declined },
        { ClientSecret: not null } => this with { Status = PaymentStatus.RequiresAction },
        _ => Approved(desk),
    };

    /// <summary>The money is promised, or taken.</summary>
    public SimulatedPayment Approved(Desk desk) => CaptureNow
        ? Taken(Amount, desk).Ended()
        : this with
        {
            Status = PaymentStatus.RequiresCapture,
            CaptureBefore = desk.Now + (long)desk.Settings.CaptureTime.TotalMilliseconds,
        };

    /// <summary>A part of the promised is taken.</summary>
    public SimulatedPayment Taken(long amount, Desk desk) => this with
    {
        Captured = Captured + amount,
        Disputed = DisputedAtOnce ? Captured + amount : Disputed,
        SettledAt = desk.Now + (long)desk.Settings.SettlementTime.TotalMilliseconds,
    };

    /// <summary>Nothing more will be taken.</summary>
    public SimulatedPayment Ended() =>
        this with { Status = Captured > 0 ? PaymentStatus.Succeeded : PaymentStatus.Cancelled };

    /// <summary>What the gateway says of it.</summary>
    /// <param name="now">Milliseconds since 1970.</param>
    public PaymentFact Fact(long now) => Status switch
    {
        PaymentStatus.Processing => new PaymentFact.Unknown("processing"),
        PaymentStatus.RequiresAction => new PaymentFact.ActionNeeded(Id, ClientSecret!),
        PaymentStatus.RequiresCapture or PaymentStatus.Succeeded => new PaymentFact.Approved(
            Id, Money(Amount), Money(Captured), Money(Refunded), AddressMatches, Face(), End())
        {
            Open = Status == PaymentStatus.RequiresCapture,
            ManyCaptures = ManyCaptures,
            Disputed = Disputed,
            Method = Method,
            Settlement = SettlementAt(now),
        },
        PaymentStatus.Declined => new PaymentFact.Declined(Id, DeclineCode!),
        PaymentStatus.Cancelled => new PaymentFact.Cancelled(Id),
        _ => throw new UnreachableException(Status),
    };

    private Settlement? SettlementAt(long now) => SettledAt <= now
        ? new("txn_" + Id, ShopClock.FromMilliseconds(SettledAt.Value).AddDays(2))
        : null;

    private DateTimeOffset? End() => CaptureBefore is { } end ? ShopClock.FromMilliseconds(end) : null;

    private Money Money(long amount) => new(amount, Currency);

    private CardFace Face() => new("visa", Last4, 12, ShopClock.FromMilliseconds(CreatedAt).Year + 3);

    /// <summary>Says nothing of the secret.</summary>
    public override string ToString() => $"SimulatedPayment {{ {Id} {Status} }}";
}

/// <summary>What a payment can be.</summary>
internal static class PaymentStatus
{
    public const string Processing = "processing";
    public const string RequiresAction = "requires_action";
    public const string RequiresCapture = "requires_capture";
    public const string Succeeded = "succeeded";
    public const string Declined = "declined";
    public const string Cancelled = "canceled";
}

/// <summary>One refund as the ledger holds it.</summary>
internal sealed record SimulatedRefund
{
    public required string Id { get; init; }

    public required string Payment { get; init; }

    public required string Reference { get; init; }

    public long Amount { get; init; }

    public required string Currency { get; init; }

    /// <summary>One of <see cref="RefundStatus"/>.</summary>
    public required string Status { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public long CreatedAt { get; init; }

    /// <summary>What the gateway says of it.</summary>
    public RefundFact Fact() => Status == RefundStatus.Failed
        ? new RefundFact.Failed(Id, Payment, "unknown")
        : new RefundFact.Made(Id, Payment, new(Amount, Currency), Status == RefundStatus.Succeeded);
}

/// <summary>What a refund can be.</summary>
internal static class RefundStatus
{
    public const string Pending = "pending";
    public const string Succeeded = "succeeded";
    public const string Failed = "failed";
}

/// <summary>A payment method that was used or kept.</summary>
internal sealed record SimulatedMethod
{
    public required string Id { get; init; }

    /// <summary>The test card that it was made of.</summary>
    public required string Card { get; init; }

    /// <summary>Whose it is; null: nobody's, and it cannot be used again.</summary>
    public string? Customer { get; init; }

    public bool Forgotten { get; init; }
}
