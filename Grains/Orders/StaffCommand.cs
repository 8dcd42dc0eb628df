using Commerce.Grains.Checkout;

namespace Commerce.Grains.Orders;

// What staff set right on an order.
public abstract partial record OrderCommand
{
    /// <summary>Staff note something (ORD-17).</summary>
    /// <param name="Text">At most 4,000 characters; nothing takes the note away.</param>
    [GenerateSerializer, Immutable, Alias("order-command.comment")]
    public sealed record Comment(string? Text) : OrderCommand;

    /// <summary>It goes elsewhere (ORD-20).</summary>
    /// <param name="Address">Where to.</param>
    [GenerateSerializer, Immutable, Alias("order-command.change-address")]
    public sealed record ChangeAddress(Address Address) : OrderCommand;

    /// <summary>Staff add units of a product (ORD-19): they are held, and belong to the order from now on.</summary>
    /// <param name="Addition">Whom they are held for; a repeat changes nothing.</param>
    /// <param name="Terms">What, and by which rules it is priced.</param>
    /// <param name="HeldUntil">When the hold ends; null: there is nothing to hold.</param>
    [GenerateSerializer, Immutable, Alias("order-command.add-items")]
    public sealed record AddItems(AttemptId Addition, AdditionTerms Terms, DateTimeOffset? HeldUntil) : OrderCommand;

    /// <summary>Who carries a shipment, or its number, was written down wrong (ORD-29).</summary>
    /// <param name="ShipmentId">The shipment.</param>
    /// <param name="Carrier">Who carries it, at most 100 characters.</param>
    /// <param name="Tracking">The carrier's number, at most 24 characters.</param>
    [GenerateSerializer, Immutable, Alias("order-command.correct-tracking")]
    public sealed record CorrectTracking(string ShipmentId, string? Carrier, string? Tracking) : OrderCommand;
}
