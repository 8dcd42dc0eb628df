using System.Text.Json.Serialization;
using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Products;

namespace Commerce.Grains.Orders;

// What staff set right.
internal abstract partial record OrderEvent
{
    /// <summary>Staff noted something (ORD-17); what, stands in the state only.</summary>
    [Alias("order.comments-changed")]
    public sealed record CommentsChanged([property: JsonIgnore] string? Text, DateTimeOffset At) : OrderEvent;

    /// <summary>It goes elsewhere (ORD-20); where, stands in the state only.</summary>
    [Alias("order.address-changed")]
    public sealed record AddressChanged([property: JsonIgnore] Address Address, DateTimeOffset At) : OrderEvent;

    /// <summary>Staff added units of a product (ORD-19); what they cost is frozen.</summary>
    [Alias("order.items-added")]
    public sealed record ItemsAdded(
        AttemptId Addition, Sku Sku, int Quantity, Money UnitPrice,
        [property: JsonIgnore] ImmutableArray<QuoteItem> Items, DateTimeOffset At) : OrderEvent;

    /// <summary>Carrier or number of a shipment was corrected (ORD-29).</summary>
    [Alias("order.tracking-corrected")]
    public sealed record TrackingCorrected(string ShipmentId, string? Carrier, string? Tracking, DateTimeOffset At)
        : OrderEvent;
}
