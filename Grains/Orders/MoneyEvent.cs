using System.Text.Json.Serialization;
using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;

namespace Commerce.Grains.Orders;

internal abstract partial record OrderEvent
{
    /// <summary>From now on the gateway may have cancelled the payment, which is asked about at <paramref
    /// name="AskAt"/> at the latest (G4).</summary>
    [Alias("order.cancel-asked")]
    public sealed record CancelAsked(AttemptId Attempt, string GatewayId, DateTimeOffset At, DateTimeOffset AskAt)
        : OrderEvent;

    /// <summary>Money that must not stay is being given back, or something was heard of that (G5).</summary>
    [Alias("order.return-moved")]
    public sealed record ReturnMoved(AttemptId Attempt, MoneyReturn Return, DateTimeOffset At) : OrderEvent;

    /// <summary>The gateway broke down over a capture.</summary>
    [Alias("order.charge-broke")]
    public sealed record ChargeBroke(string ShipmentId, Breakdown Broke) : OrderEvent;

    /// <summary>The gateway broke down over a refund.</summary>
    [Alias("order.refund-broke")]
    public sealed record RefundBroke(string RefundId, string Reference, Breakdown Broke) : OrderEvent;

    /// <summary>No try to give it back is left: it is for a person.</summary>
    [Alias("order.return-given-up")]
    public sealed record ReturnGivenUp(AttemptId Attempt, MoneyReturn Last, DateTimeOffset At) : OrderEvent;

    /// <summary>More of a promise was taken at the gateway than the shop asked for: shipments are paid of it, and what
    /// none wants goes back.</summary>
    [Alias("order.money-found")]
    public sealed record MoneyFound(
        AttemptId Attempt, Money Amount, [property: JsonIgnore] PaymentFact.Approved Fact, DateTimeOffset At)
        : OrderEvent
    {
        public string GatewayId => Fact.PaymentId;
    }
}
