using Commerce.Grains.Checkout;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Products;

namespace Commerce.Grains.Orders;

/// <summary>An order as its buyer and staff see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">Its number for people, from 3000000 (GEN-09).</param>
/// <param name="Status">One of the states of ORD-01.</param>
/// <param name="StatusText">For the customer (ORD-15).</param>
/// <param name="Items">What was ordered; units equal in everything stand together.</param>
/// <param name="Totals">What it came to when it was placed.</param>
/// <param name="Payments">Money moved or promised.</param>
/// <param name="Shipments">What left the house.</param>
/// <param name="Delivery">Where it goes.</param>
/// <param name="ConfirmedAt">When it was submitted (ORD-13), also when that payment failed.</param>
/// <param name="AuthorizedAt">When it was paid for (ORD-13).</param>
/// <param name="VoidedAt">When it was voided (ORD-13).</param>
/// <param name="VoidReason">Why it was voided.</param>
/// <param name="Customer">Whose it is; null: a guest's.</param>
[GenerateSerializer, Immutable, Alias("order-view")]
public sealed record OrderView(
    OrderId Id,
    long Number,
    string Status,
    string StatusText,
    ImmutableArray<OrderItemView> Items,
    Totals Totals,
    ImmutableArray<PaymentView> Payments,
    ImmutableArray<ShipmentView> Shipments,
    Delivery? Delivery,
    DateTimeOffset? ConfirmedAt,
    DateTimeOffset? AuthorizedAt,
    DateTimeOffset? VoidedAt,
    string? VoidReason,
    CustomerId? Customer = null)
{
    /// <summary>What was given back, oldest first.</summary>
    [Id(0)]
    public ImmutableArray<RefundView> Refunds { get; init; } = [];

    /// <summary>When it was last put into the basket (ORD-13).</summary>
    [Id(1)]
    public DateTimeOffset? InBasketAt { get; init; }

    /// <summary>When its cart lapsed (ORD-13).</summary>
    [Id(2)]
    public DateTimeOffset? ExpiredAt { get; init; }

    /// <summary>What staff noted (ORD-17); for staff.</summary>
    [Id(3)]
    public string? Comments { get; init; }

    /// <summary>Where it was to go before (ORD-20); for staff.</summary>
    [Id(4)]
    public ImmutableArray<FormerAddress> FormerAddresses { get; init; } = [];

    /// <summary>The link by which the customer can pay the rest; null: there is none, or it was used.</summary>
    [Id(5)]
    public PaymentLinkView? PaymentLink { get; init; }

    /// <summary>What it comes to now (MON-01 to -05): less what is void or was given back.</summary>
    [Id(6)]
    public Totals? Now { get; init; }

    /// <summary>Everything given back, in whatever way (MON-09).</summary>
    [Id(7)]
    public Money? GivenBack { get; init; }

    /// <summary>Who voided it (ORD-16); for staff.</summary>
    [Id(8)]
    public string? VoidedBy { get; init; }

    /// <summary>The order's own shipping and its tax: charged and given back (ORD-14).</summary>
    [Id(9)]
    public BaseShippingView? BaseShipping { get; init; }
}

/// <summary>A link by which a customer can pay the rest of an order.</summary>
/// <param name="Until">When it ends.</param>
/// <param name="UnderWay">The payment that is being made with it.</param>
[GenerateSerializer, Immutable, Alias("payment-link-view")]
public sealed record PaymentLinkView(DateTimeOffset Until, AttemptId? UnderWay);

/// <summary>Where an order was to go before its address was changed (ORD-20).</summary>
/// <param name="Address">The address.</param>
/// <param name="Until">When it was changed.</param>
[GenerateSerializer, Immutable, Alias("former-address")]
public sealed record FormerAddress(Address Address, DateTimeOffset Until);

/// <summary>Equal units of an order.</summary>
/// <param name="Id">Its id within the order; a part that goes its own way gets a new one.</param>
/// <param name="Sku">The variant.</param>
/// <param name="Product">Its product.</param>
/// <param name="Name">The product's name when it was ordered.</param>
/// <param name="Options">The variant's options.</param>
/// <param name="Quantity">How many equal units.</param>
/// <param name="State">One of the states of ORD-02.</param>
/// <param name="UnitPrice">Price of one.</param>
/// <param name="PriceName">Why this price (PRC-02).</param>
/// <param name="UnitShipping">Shipping of one.</param>
/// <param name="UnitTax">Tax on one: price tax and shipping tax.</param>
/// <param name="ShipmentId">The shipment it left with.</param>
[GenerateSerializer, Immutable, Alias("order-item-view")]
public sealed record OrderItemView(
    string Id,
    Sku Sku,
    ProductId Product,
    string Name,
    string Options,
    int Quantity,
    string State,
    Money UnitPrice,
    string PriceName,
    Money UnitShipping,
    Money UnitTax,
    string? ShipmentId)
{
    /// <summary>The addition that it came with (ORD-19); null: it was bought.</summary>
    [Id(0)]
    public AttemptId? AddedBy { get; init; }

    /// <summary>When staff added it.</summary>
    [Id(1)]
    public DateTimeOffset? AddedAt { get; init; }

    /// <summary>Tax on the price of one.</summary>
    [Id(2)]
    public Money? UnitPriceTax { get; init; }

    /// <summary>Tax on the shipping of one.</summary>
    [Id(3)]
    public Money? UnitShippingTax { get; init; }

    /// <summary>What was given back for all of them (ORD-14).</summary>
    [Id(4)]
    public AmountsView? GivenBack { get; init; }

    /// <summary>The refund that they came back with (REF-07).</summary>
    [Id(5)]
    public string? RefundId { get; init; }

    /// <summary>When they were voided.</summary>
    [Id(6)]
    public DateTimeOffset? VoidedAt { get; init; }

    /// <summary>When they came back.</summary>
    [Id(7)]
    public DateTimeOffset? ReceivedBackAt { get; init; }
}

/// <summary>Money moved or promised.</summary>
/// <param name="Id">Our id: <c>order-…/1</c>.</param>
/// <param name="Kind"><c>charge</c> or <c>refund</c>.</param>
/// <param name="Status"><c>confirmed</c>, <c>action_required</c>, <c>authorized</c>, <c>cancelling</c>,
/// <c>cancelled</c>, <c>declined</c>, <c>dead</c>, <c>captured</c>, <c>lapsed</c>, <c>refunded</c>,
/// <c>return_failed</c>: there is money that must not stay, and a person has to give it back.</param>
/// <param name="Amount">How much was asked for.</param>
/// <param name="Captured">How much was taken.</param>
/// <param name="Refunded">How much was given back.</param>
/// <param name="Brand">The card's brand, once known.</param>
/// <param name="Last4">The card's last four digits, once known.</param>
/// <param name="GatewayId">The gateway's id, once known; for staff.</param>
/// <param name="ClientSecret">What the shopper's browser needs for its step; never kept in answers.</param>
/// <param name="Until">When the shopper's step must be done.</param>
[GenerateSerializer, Immutable, Alias("payment-view")]
public sealed record PaymentView(
    string Id,
    string Kind,
    string Status,
    Money Amount,
    Money Captured,
    Money Refunded,
    string? Brand,
    string? Last4,
    string? GatewayId,
    string? ClientSecret,
    DateTimeOffset? Until)
{
    /// <summary>The number of the transaction, from 4000000 (PAY-01).</summary>
    [Id(0)]
    public long Number { get; init; }

    /// <summary>How much of the promise was set free.</summary>
    [Id(1)]
    public Money? Released { get; init; }

    /// <summary>How much the customer's bank took back (PAY-21).</summary>
    [Id(2)]
    public Money? Disputed { get; init; }

    /// <summary>When a dispute was last heard of, or that it is about more.</summary>
    [Id(3)]
    public DateTimeOffset? DisputedAt { get; init; }

    /// <summary>When the promise ends.</summary>
    [Id(4)]
    public DateTimeOffset? CaptureBefore { get; init; }

    /// <summary>When money was first taken.</summary>
    [Id(5)]
    public DateTimeOffset? MarkedAt { get; init; }

    /// <summary>When it was heard that the money reached the balance.</summary>
    [Id(6)]
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>Why it was declined or given up; for staff.</summary>
    [Id(7)]
    public string? Reason { get; init; }

    /// <summary>When it was stored, just before the gateway was first asked; for staff, like all below.</summary>
    [Id(8)]
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>When the money was promised, or taken at once.</summary>
    [Id(9)]
    public DateTimeOffset? AuthorizedAt { get; init; }

    /// <summary>When the promise was heard to be over before anything was taken of it.</summary>
    [Id(10)]
    public DateTimeOffset? LapsedAt { get; init; }

    /// <summary>Until when the card is good: <c>2030-12</c>.</summary>
    [Id(11)]
    public string? Expires { get; init; }

    /// <summary>Leaves the secret out.</summary>
    public override string ToString() => $"PaymentView {{ {Id} {Status} }}";
}

/// <summary>A parcel, or what stands for one.</summary>
/// <param name="Id">Its id: <c>shipment-…</c>.</param>
/// <param name="Status"><c>awaiting_payment</c>, <c>shipped</c>, <c>payment_failed</c>, <c>aborted</c> (C8).</param>
/// <param name="Items">What is in it.</param>
/// <param name="Carrier">Who carries it (FUL-05).</param>
/// <param name="Tracking">The carrier's number, at most 24 characters (FUL-05).</param>
/// <param name="ShippedAt">When it left.</param>
/// <param name="ExpectedAt">When it should arrive (FUL-05).</param>
[GenerateSerializer, Immutable, Alias("shipment-view")]
public sealed record ShipmentView(
    string Id, string Status, ImmutableArray<ShippedItem> Items, string? Carrier, string? Tracking,
        DateTimeOffset ShippedAt, DateTimeOffset? ExpectedAt = null)
{
    /// <summary>What is charged for it (MON-08).</summary>
    [Id(0)]
    public Money? Cost { get; init; }

    /// <summary>What of it was not charged and will not be.</summary>
    [Id(1)]
    public Money? Uncollected { get; init; }

    /// <summary>Why its money was refused, or why it left without or not at all; for staff.</summary>
    [Id(2)]
    public string? Reason { get; init; }

    /// <summary>Where it goes: its own copy (FUL-05).</summary>
    [Id(3)]
    public Address? Address { get; init; }

    /// <summary>Whether somebody carries it (FUL-05).</summary>
    [Id(4)]
    public bool Shippable { get; init; }

    /// <summary>Where the carrier tells of it (ORD-29); null: no carrier that is known, or no number.</summary>
    [Id(5)]
    public string? TrackingUrl { get; init; }

    /// <summary>When it arrived, as a carrier's feed says (FUL-05).</summary>
    [Id(6)]
    public DateTimeOffset? ArrivedAt { get; init; }

    /// <summary>What the carrier says of the arrival (FUL-05).</summary>
    [Id(7)]
    public string? ArrivalDetail { get; init; }
}

/// <summary>Units in a shipment.</summary>
/// <param name="ItemId">Which item.</param>
/// <param name="Sku">The variant.</param>
/// <param name="Quantity">How many.</param>
[GenerateSerializer, Immutable, Alias("shipped-item")]
public sealed record ShippedItem(string ItemId, Sku Sku, int Quantity);
