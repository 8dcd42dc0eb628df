using System.Text.Json.Serialization;
using Commerce.Grains.Kernel;

namespace Commerce.Grains.Orders;

/// <summary>A parcel, or what stands for one.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Items">What is in it.</param>
/// <param name="Carrier">Who carries it.</param>
/// <param name="Tracking">The carrier's number.</param>
/// <param name="ShippedAt">When it left.</param>
/// <param name="Cost">What is charged for it (MON-08), worked out once.</param>
/// <param name="Uncollected">What of it was not charged and will not be.</param>
/// <param name="ExpectedAt">When it should arrive.</param>
internal sealed record Shipment(
    string Id,
    ImmutableArray<ShippedItem> Items,
    string? Carrier,
    string? Tracking,
    DateTimeOffset ShippedAt,
    Money Cost,
    Money Uncollected,
    DateTimeOffset? ExpectedAt = null)
{
    /// <summary>How it stands (C8).</summary>
    public ShipmentStatus Status { get; init; } = ShipmentStatus.Shipped;

    /// <summary>When it was recorded; null: by an earlier version.</summary>
    public DateTimeOffset? RecordedAt { get; init; }

    /// <summary>What certificates pay of it (MON-07), worked out once.</summary>
    public long Certificates { get; init; }

    /// <summary>Whether the order's own shipping is charged with it (FUL-08).</summary>
    public bool CarriesBase { get; init; }

    /// <summary>What left before it was charged, and still is to be (C5).</summary>
    public long Owed { get; init; }

    /// <summary>When the customer was asked to pay what is owed (C7); null: not yet.</summary>
    public AskedFor? Asked { get; init; }

    /// <summary>The payment that paid it.</summary>
    public AttemptId? PaidBy { get; init; }

    /// <summary>Nothing is carried: goods without a parcel (FUL-03).</summary>
    public bool Soft { get; init; }

    /// <summary>Where it went: its own copy (ORD-20).</summary>
    public Checkout.Address? Address { get; init; }

    /// <summary>When it arrived, as a carrier's feed says (FUL-05).</summary>
    public DateTimeOffset? ArrivedAt { get; init; }

    /// <summary>What the carrier says of the arrival (FUL-05).</summary>
    public string? ArrivalDetail { get; init; }

    /// <summary>Why its money was refused, or why it left without or not at all.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether its goods left, or are about to.</summary>
    [JsonIgnore]
    public bool IsLive => Status is ShipmentStatus.Shipped or ShipmentStatus.AwaitingPayment;

    /// <summary>Whether its goods left.</summary>
    [JsonIgnore]
    public bool HasLeft => Status == ShipmentStatus.Shipped;
}

/// <summary>The customer was asked to pay what left uncharged.</summary>
/// <param name="At">When.</param>
/// <param name="Last">Number of the last payment that was tried before.</param>
internal sealed record AskedFor(DateTimeOffset At, int Last);

/// <summary>How a shipment stands (C8).</summary>
internal enum ShipmentStatus
{
    /// <summary>It left.</summary>
    Shipped,

    /// <summary>Its money is being asked for.</summary>
    AwaitingPayment,

    /// <summary>Its money was refused; its items are free again.</summary>
    PaymentFailed,

    /// <summary>It never left, by staff's word.</summary>
    Aborted,
}

/// <summary>What is asked of the gateway for a shipment: stored before it is first sent.</summary>
/// <param name="ShipmentId">The shipment that it was recorded with, and its name.</param>
/// <param name="Covers">Every shipment it pays (C5).</param>
/// <param name="Attempt">The payment it is taken from.</param>
/// <param name="Amount">How much, in minor units.</param>
/// <param name="FirstSentAt">When it was stored, just before its first sending.</param>
/// <param name="AskAt">When the gateway is asked next.</param>
internal sealed record Charge(
    string ShipmentId,
    ImmutableArray<string> Covers,
    AttemptId Attempt,
    long Amount,
    DateTimeOffset FirstSentAt,
    DateTimeOffset AskAt)
{
    /// <summary>What is taken of a promise (C2); null: the payment's own request takes it at once (C3).</summary>
    public StoredCapture? Capture { get; init; }

    /// <summary>That the gateway broke down over the capture; null: it did not.</summary>
    public Payments.Breakdown? Broke { get; init; }

    /// <summary>When what this did not take of a promise may be asked for anew, if the promise stands then; null: it
    /// was taken, or refused for certain.</summary>
    public DateTimeOffset? AnewAt { get; init; }

    /// <summary>Whether it is paid of what was taken with the promise itself: the gateway is not asked.</summary>
    public bool Ahead { get; init; }

    /// <summary>How it stands.</summary>
    public ChargeStatus Status { get; init; }

    /// <summary>Whether a person was told that the gateway says nothing of it (PAY-14).</summary>
    public bool IsSilent { get; init; }
}

/// <summary>A capture as it is sent, word for word.</summary>
internal sealed record StoredCapture(string PaymentId, Money Amount, bool Final, string Key);

/// <summary>How a charge stands.</summary>
internal enum ChargeStatus
{
    /// <summary>Nothing is known yet.</summary>
    UnderWay,

    /// <summary>The money was taken.</summary>
    Done,

    /// <summary>It was not, and will not be.</summary>
    Failed,
}
