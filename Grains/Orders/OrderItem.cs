using System.Text.Json.Serialization;
using Commerce.Grains.Checkout;

namespace Commerce.Grains.Orders;

/// <summary>Equal units of an order.</summary>
/// <param name="Id">Its id within the order.</param>
/// <param name="Bought">What was bought; its quantity is this item's.</param>
/// <param name="State">How it stands (ORD-02).</param>
/// <param name="ShipmentId">The shipment it left with.</param>
/// <param name="VoidedAt">When it was voided.</param>
internal sealed record OrderItem(
    string Id, QuoteItem Bought, ItemState State, string? ShipmentId = null, DateTimeOffset? VoidedAt = null)
{
    /// <summary>What was given back for all its units.</summary>
    public Amounts Back { get; init; }

    /// <summary>The refund it came back with (REF-07).</summary>
    public string? RefundId { get; init; }

    /// <summary>When it came back (REF-01).</summary>
    public DateTimeOffset? ReceivedBackAt { get; init; }

    /// <summary>The addition that it came with, which its units are held for (ORD-19); null: it was bought, and is held
    /// for the attempt that paid.</summary>
    public AttemptId? AddedBy { get; init; }

    /// <summary>When it was added.</summary>
    public DateTimeOffset? AddedAt { get; init; }

    /// <summary>Here, and bound to no shipment that waits for its money (C8).</summary>
    [JsonIgnore]
    public bool IsFree => State == ItemState.ToBeShipped && ShipmentId is null;
}

/// <summary>How units stand (ORD-02). Units of an order in basket stand in its quote.</summary>
internal enum ItemState
{
    /// <summary>Paid for, and still here.</summary>
    ToBeShipped,

    /// <summary>On their way.</summary>
    Shipped,

    /// <summary>There; set by a carrier's feed.</summary>
    Arrived,

    /// <summary>Back.</summary>
    ReceivedBack,

    /// <summary>Not to be shipped.</summary>
    Void,
}
