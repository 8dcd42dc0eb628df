using System.Text.Json.Serialization;
using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;

namespace Commerce.Grains.Orders;

// What became of the links by which customers pay the rest.
internal abstract partial record OrderEvent
{
    /// <summary>The customer is sent a link by which the rest can be paid.</summary>
    [Alias("order.link-made")]
    public sealed record LinkMade(
        [property: JsonIgnore] string Token, Money Amount, DateTimeOffset Until, string? ShipmentId, DateTimeOffset At)
        : OrderEvent
    {
        /// <summary>Whether the link before works on.</summary>
        public bool KeepsLast { get; init; }

        /// <summary>Leaves the secret out.</summary>
        public override string ToString() => "LinkMade";
    }

    /// <summary>The customer pays the rest; the gateway is about to be asked.</summary>
    [Alias("order.payment-offered")]
    public sealed record PaymentOffered(
        AttemptId Attempt, [property: JsonIgnore] AuthorizeRequest Request, long Number, DateTimeOffset At,
            DateTimeOffset AskAt) : OrderEvent
    {
        public Money Amount => Request.Amount;
    }

    /// <summary>The rest is promised.</summary>
    [Alias("order.offer-accepted")]
    public sealed record OfferAccepted(
        AttemptId Attempt, [property: JsonIgnore] PaymentFact.Approved Fact, DateTimeOffset At) : OrderEvent
    {
        public string GatewayId => Fact.PaymentId;
    }

    /// <summary>It ended without money.</summary>
    [Alias("order.offer-refused")]
    public sealed record OfferRefused(
        AttemptId Attempt, PaymentStatus Status, string? GatewayId, string Reason, DateTimeOffset At) : OrderEvent
    {
        /// <summary>Whether the shop, not the customer, made it impossible.</summary>
        public bool OurFault { get; init; }

        /// <summary>Whether nobody was there to hear of it (PAY-24).</summary>
        public bool Unseen { get; init; }
    }
}
