using System.Text.Json.Serialization;
using Commerce.Grains.Checkout;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Commerce.Grains.Products;

namespace Commerce.Grains.Orders;

/// <summary>What can happen to an order. Personal and large values stand in the state only.</summary>
internal abstract record OrderEvent
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
        public Totals Totals => Quote.Totals;
    }

    /// <summary>The gateway said nothing for sure (ORD-07).</summary>
    [Alias("order.payment-unanswered")]
    public sealed record PaymentUnanswered(AttemptId Attempt, string Why) : OrderEvent;

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
        : OrderEvent;

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

    [Alias("order.items-shipped")]
    public sealed record ItemsShipped(
        string ShipmentId,
        ImmutableArray<ShippedItem> Items,
        string? Carrier,
        string? Tracking,
        DateTimeOffset ShippedAt,
        Money Cost,
        DateTimeOffset At,
        DateTimeOffset? ExpectedAt = null) : OrderEvent;

    [Alias("order.items-voided")]
    public sealed record ItemsVoided(int Ordinal, ImmutableArray<ShippedItem> Items, DateTimeOffset At) : OrderEvent;

    [Alias("order.voided")]
    public sealed record OrderVoided([property: JsonIgnore] string Reason, DateTimeOffset At) : OrderEvent;

    /// <summary>The stock does not know a promise (PRB-04: impossible state).</summary>
    [Alias("order.promise-lost")]
    public sealed record PromiseLost(AttemptId Attempt, Sku Sku, string Answer) : OrderEvent;

    [Alias("order.lapsed")]
    public sealed record Lapsed(DateTimeOffset At) : OrderEvent;
}
