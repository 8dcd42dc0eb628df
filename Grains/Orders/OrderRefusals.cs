using Commerce.Grains.Kernel;

namespace Commerce.Grains.Orders;

/// <summary>The payment was declined; the cart is open again.</summary>
/// <param name="Reason">The general reason: <c>card_declined</c>, <c>cancelled</c>.</param>
[GenerateSerializer, Immutable, Alias("refusal.payment-declined")]
public sealed record PaymentDeclined(string Reason)
    : Refusal(RefusalKind.Declined, "The payment was declined; nothing was charged.");

/// <summary>A kept payment method that was declined before is not used again (PAY-16, CHK-12).</summary>
[GenerateSerializer, Immutable, Alias("refusal.payment-method-failed")]
public sealed record PaymentMethodFailed()
    : Refusal(RefusalKind.Declined, "This payment method was declined before; choose another one.");

/// <summary>The gateway could not be used; the attempt is given up and nothing was charged.</summary>
[GenerateSerializer, Immutable, Alias("refusal.payment-unavailable")]
public sealed record PaymentUnavailable()
    : Refusal(RefusalKind.Unavailable, "Payment is not possible at this moment; nothing was charged.")
{
    /// <inheritdoc/>
    public override bool Retryable => false;
}

/// <summary>An earlier attempt is not finished at the gateway (G1).</summary>
/// <param name="Attempt">The earlier attempt.</param>
[GenerateSerializer, Immutable, Alias("refusal.attempt-unfinished")]
public sealed record AttemptUnfinished(AttemptId Attempt)
    : Refusal(RefusalKind.NotAllowed, "An earlier payment of this order is not finished yet.")
{
    /// <inheritdoc/>
    public override bool Retryable => true;
}

/// <summary>The order was placed by another attempt.</summary>
/// <param name="OrderId">The order.</param>
[GenerateSerializer, Immutable, Alias("refusal.already-placed")]
public sealed record AlreadyPlaced(OrderId OrderId) : Refusal(RefusalKind.NotAllowed, "The order is placed already.");

/// <summary>Something of the order has left the house; it is undone by a return, never by a void.</summary>
[GenerateSerializer, Immutable, Alias("refusal.order-has-shipped")]
public sealed record OrderHasShipped()
    : Refusal(
        RefusalKind.NotAllowed, "Something has shipped; void what has not with unshippedOnly, or record a return.");

/// <summary>The order has no such item, or not so many units of it in that state.</summary>
/// <param name="ItemId">Which.</param>
[GenerateSerializer, Immutable, Alias("refusal.item-unknown")]
public sealed record ItemUnknown(string ItemId)
    : Refusal(RefusalKind.NotAllowed, $"Item '{ItemId}' has not so many units that this could be done with.");

/// <summary>Nothing is left to ship.</summary>
[GenerateSerializer, Immutable, Alias("refusal.nothing-to-ship")]
public sealed record NothingToShip() : Refusal(RefusalKind.NotAllowed, "Nothing is left to ship.");

/// <summary>Orders of this shop are shipped whole (C6): all that is left of one leaves together.</summary>
[GenerateSerializer, Immutable, Alias("refusal.order-ships-whole")]
public sealed record OrderShipsWhole()
    : Refusal(RefusalKind.NotAllowed, "This shop ships orders whole: name no items, or all that are left.");

/// <summary>The shipment's money did not come: it must not leave (C8).</summary>
/// <param name="ShipmentId">Which.</param>
/// <param name="Reason">The gateway's reason; for staff.</param>
[GenerateSerializer, Immutable, Alias("refusal.shipment-payment-failed")]
public sealed record ShipmentPaymentFailed(string ShipmentId, string Reason)
    : Refusal(RefusalKind.Declined, "The shipment's payment failed; do not ship it.");

/// <summary>Nothing is known yet of a shipment's money.</summary>
/// <param name="ShipmentId">Which.</param>
[GenerateSerializer, Immutable, Alias("refusal.shipment-unsettled")]
public sealed record ShipmentUnsettled(string ShipmentId)
    : Refusal(RefusalKind.NotAllowed, "The gateway has not said yet what became of a shipment's money.")
{
    /// <inheritdoc/>
    public override bool Retryable => true;
}

/// <summary>Everything that can be shipped is paid for.</summary>
[GenerateSerializer, Immutable, Alias("refusal.nothing-to-charge")]
public sealed record NothingToCharge() : Refusal(RefusalKind.NotAllowed, "Nothing of this order is to be charged.");

/// <summary>Nothing can be added to an order that could not be charged for it (ORD-19).</summary>
[GenerateSerializer, Immutable, Alias("refusal.no-reusable-method")]
public sealed record NoReusableMethod()
    : Refusal(
        RefusalKind.NotAllowed,
        "The order has no payment method that can be charged again: nothing can be added to it.");

/// <summary>So often was something added to the order, or tried to be, that nothing more can be.</summary>
/// <param name="Limit">Most additions to one order.</param>
[GenerateSerializer, Immutable, Alias("refusal.too-many-additions")]
public sealed record TooManyAdditions(int Limit)
    : Refusal(RefusalKind.NotAllowed, $"Something was added {Limit} times, or tried to be; place a new order.");

/// <summary>More would go back than was paid and is left (REF-06).</summary>
[GenerateSerializer, Immutable, Alias("refusal.refund-too-large")]
public sealed record RefundTooLarge()
    : Refusal(RefusalKind.NotAllowed, "So much cannot be given back; nothing was refunded.");
