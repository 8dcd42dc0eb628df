using System.Text.Json.Serialization;
using Commerce.Grains.Checkout;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Commerce.Grains.Products;

namespace Commerce.Grains.Orders;

/// <summary>What can happen to an order. Personal and large values stand in the state only.</summary>
internal abstract partial record OrderEvent
{
    private OrderEvent() { }

    /// <summary>An attempt that was never confirmed will never be.</summary>
    [Alias("order.attempt-given-up")]
    public sealed record AttemptGivenUp(AttemptId Attempt) : OrderEvent;

    [Alias("order.checkout-submitted")]
    public sealed record CheckoutSubmitted(
        AttemptId Attempt,
        long Number,
        [property: JsonIgnore] Quote Quote,
        [property: JsonIgnore] Delivery Delivery,
        [property: JsonIgnore] AuthorizeRequest? Request,
        DateTimeOffset At,
        DateTimeOffset AskAt,
        CustomerId? Customer = null) : OrderEvent
    {
        public long Transaction { get; init; }

        [JsonIgnore]
        public ImmutableArray<PurchaseNotice> Notices { get; init; } = [];

        public DateTimeOffset? InBasketAt { get; init; }

        public Totals Totals => Quote.Totals;
    }

    /// <summary>The gateway said nothing for sure (ORD-07).</summary>
    [Alias("order.payment-unanswered")]
    public sealed record PaymentUnanswered(AttemptId Attempt, string Why) : OrderEvent
    {
        /// <summary>When it broke down twice over the request; null: it did not.</summary>
        public DateTimeOffset? BrokenAt { get; init; }
    }

    [Alias("order.action-requested")]
    public sealed record ActionRequested(
        AttemptId Attempt, string GatewayId, [property: JsonIgnore] string ClientSecret,
            DateTimeOffset Until) : OrderEvent;

    [Alias("order.payment-authorized")]
    public sealed record PaymentAuthorized(
        AttemptId Attempt, [property: JsonIgnore] PaymentFact.Approved? Fact, DateTimeOffset At) : OrderEvent
    {
        public string? GatewayId => Fact?.PaymentId;

        public Money? Amount => Fact?.Amount;
    }

    /// <summary>The attempt ended without money. <paramref name="Present"/>: the shopper saw
    /// it happen, or staff wanted it; else it is told by mail (PAY-24).</summary>
    [Alias("order.payment-refused")]
    public sealed record PaymentRefused(
        AttemptId Attempt, PaymentStatus Status, string? GatewayId, string Reason, bool Present, bool OurFault,
            DateTimeOffset At)
        : OrderEvent;

    [Alias("order.end-wanted")]
    public sealed record EndWanted(
        AttemptId Attempt, Ending Ending, [property: JsonIgnore] string? Reason, DateTimeOffset At)
        : OrderEvent
    {
        [JsonIgnore]
        public string? By { get; init; }
    }

    /// <summary>Money on an attempt that is over (G5).</summary>
    [Alias("order.stray-money-found")]
    public sealed record StrayMoneyFound(
        AttemptId Attempt, [property: JsonIgnore] PaymentFact.Approved Fact, DateTimeOffset At) : OrderEvent
    {
        public string GatewayId => Fact.PaymentId;

        public Money Amount => Fact.Amount;
    }

    /// <summary>Money that must not stay is gone.</summary>
    [Alias("order.money-returned")]
    public sealed record MoneyReturned(AttemptId Attempt, string How, long Refunded, DateTimeOffset At) : OrderEvent;

    /// <summary>A shipment was put together; its items are bound to it until its money is known (C8).</summary>
    [Alias("order.shipment-recorded")]
    public sealed record ShipmentRecorded(
        string ShipmentId,
        ImmutableArray<ShippedItem> Items,
        string? Carrier,
        string? Tracking,
        DateTimeOffset ShippedAt,
        Money Cost,
        long Certificates,
        bool CarriesBase,
        DateTimeOffset At,
        DateTimeOffset? ExpectedAt = null,
        bool Soft = false) : OrderEvent
    {
        /// <summary>Where it goes, if not where the order goes.</summary>
        [JsonIgnore]
        public Checkout.Address? Address { get; init; }
    }

    /// <summary>The gateway is about to be asked for a shipment's money.</summary>
    [Alias("order.charge-asked")]
    public sealed record ChargeAsked(
        Charge Charge, [property: JsonIgnore] AuthorizeRequest? Request, long Number, DateTimeOffset At) : OrderEvent;

    [Alias("order.shipment-charged")]
    public sealed record ShipmentCharged(
        string ShipmentId, AttemptId Attempt, long Amount, [property: JsonIgnore] PaymentFact.Approved Fact,
            DateTimeOffset At) : OrderEvent
    {
        public string GatewayId => Fact.PaymentId;
    }

    /// <summary>Shipments are paid of what was taken with the promise itself.</summary>
    [Alias("order.shipment-covered")]
    public sealed record ShipmentCovered(
        string ShipmentId, ImmutableArray<string> Covers, AttemptId Attempt, long Amount, DateTimeOffset At)
        : OrderEvent;

    /// <summary>What was taken with a promise and no shipment wants any more goes back.</summary>
    [Alias("order.ahead-returned")]
    public sealed record AheadReturned(string RefundId, AttemptId Attempt, RefundPart Part, DateTimeOffset At)
        : OrderEvent;

    /// <summary>A charge will never bring money.</summary>
    [Alias("order.charge-failed")]
    public sealed record ChargeFailed(
        string ShipmentId, AttemptId Attempt, string? GatewayId, string Reason, DateTimeOffset At) : OrderEvent
    {
        /// <summary>The gateway's word on the method, not a fault of ours.</summary>
        public bool ByGateway { get; init; }
    }

    /// <summary>A shipment does not leave: its money was refused (C8).</summary>
    [Alias("order.shipment-payment-failed")]
    public sealed record ShipmentUnpaid(string ShipmentId, Money Cost, string Reason, DateTimeOffset At) : OrderEvent
    {
        /// <summary>Whether no other way to pay would help: the request did not reach the gateway, or it would not take
        /// it.</summary>
        public bool IsOurs { get; init; }
    }

    /// <summary>Items left the house (mail 2). <paramref name="Owed"/> is still to be charged, <paramref
    /// name="Uncollected"/> never will be.</summary>
    [Alias("order.items-shipped")]
    public sealed record ItemsShipped(
        string ShipmentId,
        ImmutableArray<ShippedItem> Items,
        Money Cost,
        DateTimeOffset At,
        long Owed = 0,
        long Uncollected = 0,
        bool Soft = false) : OrderEvent;

    /// <summary>Staff let a shipment leave unpaid (C8).</summary>
    [Alias("order.shipment-released")]
    public sealed record ShipmentReleased(
        string ShipmentId, Money Cost, long Certificates, bool CarriesBase, [property: JsonIgnore] string Reason,
            DateTimeOffset At) : OrderEvent;

    /// <summary>Staff gave a shipment up.</summary>
    [Alias("order.shipment-aborted")]
    public sealed record ShipmentAborted(
        string ShipmentId, [property: JsonIgnore] string Reason, DateTimeOffset At) : OrderEvent;

    /// <summary>What left before it was charged could not be charged: the customer is asked to pay it (C7).
    /// <paramref name="Last"/> is the number of the last payment that was tried.</summary>
    [Alias("order.owed-unpaid")]
    public sealed record OwedUnpaid(
        ImmutableArray<string> Shipments, Money Amount, string Reason, int Last, DateTimeOffset At) : OrderEvent;

    /// <summary>What left before it was charged will never be charged (C5).</summary>
    [Alias("order.owed-given-up")]
    public sealed record OwedGivenUp(string ShipmentId, Money Amount, string Reason, DateTimeOffset At) : OrderEvent;

    /// <summary>A promise ended before anything was taken of it.</summary>
    [Alias("order.authorization-lapsed")]
    public sealed record AuthorizationLapsed(AttemptId Attempt, DateTimeOffset At) : OrderEvent;

    /// <summary>The gateway said how a payment stands: settled or not, disputed or not.</summary>
    [Alias("order.payment-seen")]
    public sealed record PaymentSeen(
        AttemptId Attempt, [property: JsonIgnore] PaymentFact.Approved Fact, DateTimeOffset At) : OrderEvent
    {
        public string? SettledAs => Fact.Settlement?.Id;

        public long Disputed => Fact.Disputed;
    }

    /// <summary>What was left of a promise that was taken in part is over (C4).</summary>
    [Alias("order.rest-lapsed")]
    public sealed record RestLapsed(AttemptId Attempt, long Amount, DateTimeOffset At) : OrderEvent;

    /// <summary>A promise that nothing will be taken of is to be cancelled (C3).</summary>
    [Alias("order.authorization-unwanted")]
    public sealed record AuthorizationUnwanted(AttemptId Attempt, DateTimeOffset At) : OrderEvent;

    /// <summary>What is left of a promise is to be set free: it was taken in part (C4), or its time is over.</summary>
    [Alias("order.rest-unwanted")]
    public sealed record RestUnwanted(AttemptId Attempt, long Amount, DateTimeOffset At) : OrderEvent;

    /// <summary>For long the gateway has said nothing of a charge (PAY-14).</summary>
    [Alias("order.charge-silent")]
    public sealed record ChargeSilent(string ShipmentId, Money Amount, string Why, DateTimeOffset At) : OrderEvent;

    /// <summary>For long the gateway has not said what became of a payment in doubt (SCH-08).</summary>
    [Alias("order.payment-silent")]
    public sealed record PaymentSilent(AttemptId Attempt, Money Amount, string Why, DateTimeOffset At) : OrderEvent;

    /// <summary>For long the gateway has not let money go that must not stay (PRB-04).</summary>
    [Alias("order.money-stays")]
    public sealed record MoneyStays(AttemptId Attempt, string Why, DateTimeOffset At) : OrderEvent;

    /// <summary>For long the gateway has said nothing of a refund (PAY-14).</summary>
    [Alias("order.refund-silent")]
    public sealed record RefundSilent(
        string RefundId, string Reference, Money Amount, string Why, DateTimeOffset At) : OrderEvent;

    /// <summary>No order needs the payment's method any more (PAY-17).</summary>
    [Alias("order.method-forgotten")]
    public sealed record MethodForgotten(AttemptId Attempt, DateTimeOffset At) : OrderEvent;

    /// <summary>The payment's method can be used again without the customer (C6).</summary>
    [Alias("order.method-kept")]
    public sealed record MethodKept(
        AttemptId Attempt, [property: JsonIgnore] string Method, [property: JsonIgnore] string Customer,
            DateTimeOffset At) : OrderEvent;

    [Alias("order.items-voided")]
    public sealed record ItemsVoided(int Ordinal, ImmutableArray<ShippedItem> Items, DateTimeOffset At) : OrderEvent;

    /// <summary>Goods came back; what goes back for them is decided (REF-07).</summary>
    [Alias("order.items-returned")]
    public sealed record ItemsReturned(
        [property: JsonIgnore] Refund Refund, bool Restock, DateTimeOffset ReceivedAt, DateTimeOffset At) : OrderEvent
    {
        public string RefundId => Refund.Id;

        public ImmutableArray<ItemBack> Items => Refund.Items;

        public ImmutableArray<RefundPart> Parts => Refund.Parts;
    }

    /// <summary>The gateway gave money back.</summary>
    [Alias("order.refund-made")]
    public sealed record RefundMade(
        string RefundId, string Reference, Money Amount, string GatewayId, bool Settled, DateTimeOffset At)
        : OrderEvent;

    /// <summary>Money did not reach the customer: it is with the shop.</summary>
    [Alias("order.refund-failed")]
    public sealed record RefundFailed(
        string RefundId, string Reference, Money Amount, string Reason, DateTimeOffset At) : OrderEvent;

    /// <summary>A refund that failed is made again.</summary>
    [Alias("order.refund-repeated")]
    public sealed record RefundRepeated(
        string RefundId, string Reference, RefundPart Part, DateTimeOffset At) : OrderEvent;

    /// <summary>More was to be given back than there is (REF-06).</summary>
    [Alias("order.refund-refused")]
    public sealed record RefundRefused(string RefundId, Money Amount, DateTimeOffset At) : OrderEvent;

    /// <summary>Certificates get back what they pay too much (ORD-25), or what is given back (REF-05).</summary>
    [Alias("order.certificates-reinstated")]
    public sealed record CertificatesReinstated(
        string Part, ImmutableArray<CertificatePart> Parts, DateTimeOffset At) : OrderEvent;

    [Alias("order.voided")]
    public sealed record OrderVoided([property: JsonIgnore] string Reason, DateTimeOffset At) : OrderEvent
    {
        [JsonIgnore]
        public string? By { get; init; }
    }

    /// <summary>The stock does not know a promise (PRB-04: impossible state).</summary>
    [Alias("order.promise-lost")]
    public sealed record PromiseLost(AttemptId Attempt, Sku Sku, string Answer) : OrderEvent;

    /// <summary>A certificate does not know what the order used of it (PRB-04: impossible state).</summary>
    [Alias("order.certificate-lost")]
    public sealed record CertificateLost(string Certificate, string Answer) : OrderEvent;

    [Alias("order.lapsed")]
    public sealed record Lapsed(DateTimeOffset At) : OrderEvent;
}
