using Commerce.Grains.Checkout;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Commerce.Grains.Products;

namespace Commerce.Grains.Orders;

/// <summary>What an order may be told.</summary>
[GenerateSerializer, Immutable, Alias("order-command")]
public abstract partial record OrderCommand
{
    private OrderCommand() { }

    /// <summary>Not read: numbers are drawn for what is decided. Processes of an earlier version send it.</summary>
    [Id(0)]
    public ImmutableArray<long> Ahead { get; init; } = [];

    /// <summary>The attempt has its holds: from now on they belong to the order (W2).</summary>
    /// <param name="Attempt">Which attempt.</param>
    /// <param name="Number">The order's number, should it have none yet; 0: the order draws one then (GEN-09).</param>
    /// <param name="Quote">What is bought.</param>
    /// <param name="Delivery">Where it goes.</param>
    /// <param name="HoldsUntil">When the first of its holds ends; null: nothing is held.</param>
    /// <param name="Request">The exact request to the gateway; null: nothing to pay by card (CHK-17).</param>
    /// <param name="Customer">Whose it is (CHK-01); null: a guest's.</param>
    [GenerateSerializer, Immutable, Alias("order-command.confirm")]
    public sealed record Confirm(
        AttemptId Attempt,
        long Number,
        Quote Quote,
        Delivery Delivery,
        DateTimeOffset? HoldsUntil,
        AuthorizeRequest? Request,
        CustomerId? Customer = null) : OrderCommand
    {
        /// <summary>The number of the transaction (PAY-01).</summary>
        [Id(0)]
        public long Transaction { get; init; }

        /// <summary>When its cart got its first line (ORD-13).</summary>
        [Id(1)]
        public DateTimeOffset? InBasketAt { get; init; }

        /// <summary>Who is to hear of its products (EML-07).</summary>
        [Id(2)]
        public ImmutableArray<PurchaseNotice> Notices { get; init; } = [];
    }

    /// <summary>What the gateway says of an attempt (W3). Also late, twice and out of order .</summary>
    /// <param name="Attempt">Which attempt.</param>
    /// <param name="Fact">What it says.</param>
    /// <param name="Present">Whether the shopper waits for the answer; if not, a decline is told by mail
    /// (PAY-24).</param>
    [GenerateSerializer, Immutable, Alias("order-command.learn")]
    public sealed record Learn(AttemptId Attempt, PaymentFact Fact, bool Present) : OrderCommand;

    /// <summary>What is this attempt: alive, paid or dead? One that was never confirmed is written down as
    /// dead.</summary>
    /// <param name="Attempt">Which attempt.</param>
    [GenerateSerializer, Immutable, Alias("order-command.judge")]
    public sealed record Judge(AttemptId Attempt) : OrderCommand;

    /// <summary>The shopper gives the attempt under way up (G4).</summary>
    [GenerateSerializer, Immutable, Alias("order-command.abandon")]
    public sealed record Abandon : OrderCommand;

    /// <summary>The gateway is going to be told to cancel the payment of an attempt in doubt (G4).</summary>
    /// <param name="Attempt">Which attempt.</param>
    /// <param name="PaymentId">The gateway's id.</param>
    [GenerateSerializer, Immutable, Alias("order-command.ask-cancel")]
    public sealed record AskCancel(AttemptId Attempt, string PaymentId) : OrderCommand;

    /// <summary>Items left the house (FUL-04, FUL-05, FUL-07).</summary>
    /// <param name="ShipmentId">Its id; a repeat changes nothing (FUL-06).</param>
    /// <param name="Items">Which; empty: everything unshipped.</param>
    /// <param name="Carrier">Who carries it, at most 100 characters.</param>
    /// <param name="Tracking">The carrier's number, at most 24 characters.</param>
    /// <param name="ShippedAt">When it left, at most a day ahead; null: now.</param>
    /// <param name="ExpectedAt">When it should arrive.</param>
    [GenerateSerializer, Immutable, Alias("order-command.ship")]
    public sealed record Ship(
        string ShipmentId,
        ImmutableArray<ItemChoice> Items,
        string? Carrier,
        string? Tracking,
        DateTimeOffset? ShippedAt,
        DateTimeOffset? ExpectedAt = null) : OrderCommand
    {
        /// <summary>The number of a transaction, should one be needed (PAY-01).</summary>
        [Id(0)]
        public long Transaction { get; init; }

        /// <summary>Where it goes (FUL-05); null: where the order goes.</summary>
        [Id(1)]
        public Address? Address { get; init; }
    }

    /// <summary>What the gateway says of a shipment's money. Also late, twice and out of order .</summary>
    /// <param name="ShipmentId">The shipment.</param>
    /// <param name="Fact">What it says of the payment.</param>
    /// <param name="Transaction">The number of a transaction, should one be needed.</param>
    [GenerateSerializer, Immutable, Alias("order-command.learn-charge")]
    public sealed record LearnCharge(string ShipmentId, PaymentFact Fact, long Transaction = 0) : OrderCommand;

    /// <summary>Staff let a shipment leave although its money did not come (C8).</summary>
    /// <param name="ShipmentId">The shipment.</param>
    /// <param name="Reason">1 to 4,000 characters.</param>
    [GenerateSerializer, Immutable, Alias("order-command.release-shipment")]
    public sealed record ReleaseShipment(string ShipmentId, string Reason) : OrderCommand;

    /// <summary>Staff give a shipment up whose money did not come.</summary>
    /// <param name="ShipmentId">The shipment.</param>
    /// <param name="Reason">1 to 4,000 characters.</param>
    [GenerateSerializer, Immutable, Alias("order-command.abort-shipment")]
    public sealed record AbortShipment(string ShipmentId, string Reason) : OrderCommand;

    /// <summary>What left before it was charged is to be charged now (C5).</summary>
    /// <param name="Transaction">The number of a transaction, should one be needed.</param>
    [GenerateSerializer, Immutable, Alias("order-command.collect-owed")]
    public sealed record CollectOwed(long Transaction) : OrderCommand;

    /// <summary>The gateway keeps a payment's method (C6).</summary>
    /// <param name="Attempt">Which payment.</param>
    /// <param name="Method">The gateway's id of the method.</param>
    /// <param name="Customer">The gateway's id of the customer.</param>
    [GenerateSerializer, Immutable, Alias("order-command.keep-method")]
    public sealed record KeepMethod(AttemptId Attempt, string Method, string Customer) : OrderCommand;

    /// <summary>The gateway forgot a payment's method (PAY-17).</summary>
    /// <param name="Attempt">Which payment.</param>
    [GenerateSerializer, Immutable, Alias("order-command.forget-method")]
    public sealed record ForgetMethod(AttemptId Attempt) : OrderCommand;

    /// <summary>Staff void the order, or what is left of it.</summary>
    /// <param name="Reason">1 to 4,000 characters.</param>
    /// <param name="UnshippedOnly">Void what has not shipped although something has (ORD-24).</param>
    [GenerateSerializer, Immutable, Alias("order-command.void-order")]
    public sealed record VoidOrder(string Reason, bool UnshippedOnly) : OrderCommand
    {
        /// <summary>Who does.</summary>
        [Id(1)]
        public string? By { get; init; }

        /// <summary>Which units; empty: everything that has not shipped.</summary>
        [Id(0)]
        public ImmutableArray<ItemChoice> Items { get; init; } = [];

        /// <summary>Not read: numbers are drawn for what is decided. Processes of an earlier version send it.</summary>
        [Id(2)]
        public long Transaction { get; init; }
    }

    /// <summary>What the gateway says of a payment that was made: settled, disputed, or lapsed.</summary>
    /// <param name="Attempt">Which payment.</param>
    /// <param name="Fact">What it says.</param>
    [GenerateSerializer, Immutable, Alias("order-command.learn-payment")]
    public sealed record LearnPayment(AttemptId Attempt, PaymentFact Fact) : OrderCommand;

    /// <summary>Goods came back, or money goes back (REF-01, REF-02).</summary>
    /// <param name="RefundId">Its id; a repeat changes nothing (REF-07).</param>
    /// <param name="Items">Which units, and what is given back for them.</param>
    /// <param name="BaseShipping">What of the order's own shipping is given back; null: nothing.</param>
    /// <param name="Reason">1 to 4,000 characters.</param>
    /// <param name="ReceivedAt">When they came; null: now.</param>
    /// <param name="Restock">Whether they can be sold again.</param>
    /// <param name="Transactions">Numbers of transactions, should so many be needed (PAY-01).</param>
    [GenerateSerializer, Immutable, Alias("order-command.return")]
    public sealed record Return(
        string RefundId,
        ImmutableArray<ReturnChoice> Items,
        Money? BaseShipping,
        string Reason,
        DateTimeOffset? ReceivedAt,
        bool Restock,
        ImmutableArray<long> Transactions) : OrderCommand
    {
        /// <summary>Who records it (REF-08).</summary>
        [Id(0)]
        public string? By { get; init; }
    }

    /// <summary>What the gateway says of a refund.</summary>
    /// <param name="RefundId">The refund.</param>
    /// <param name="Reference">Which of its transactions.</param>
    /// <param name="Fact">What it says.</param>
    [GenerateSerializer, Immutable, Alias("order-command.learn-refund")]
    public sealed record LearnRefund(string RefundId, string Reference, RefundFact Fact) : OrderCommand;

    /// <summary>A refund that failed is made again.</summary>
    /// <param name="RefundId">The refund.</param>
    /// <param name="Reference">Which of its transactions.</param>
    /// <param name="Transaction">The number of the new one.</param>
    [GenerateSerializer, Immutable, Alias("order-command.repeat-refund")]
    public sealed record RepeatRefund(string RefundId, string Reference, long Transaction) : OrderCommand;

    /// <summary>What the gateway says of money that must not stay (G5, void).</summary>
    /// <param name="Attempt">Which attempt.</param>
    /// <param name="Fact">What the payment is now; null: a try to give it back was asked about.</param>
    [GenerateSerializer, Immutable, Alias("order-command.settle")]
    public sealed record Settle(AttemptId Attempt, PaymentFact? Fact) : OrderCommand
    {
        /// <summary>Which try was asked about.</summary>
        [Id(0)]
        public string? Reference { get; init; }

        /// <summary>What became of it.</summary>
        [Id(1)]
        public RefundFact? Said { get; init; }
    }

    /// <summary>The stock does not know a promise that it made to the order: a person must look.</summary>
    /// <param name="Attempt">Whose promise.</param>
    /// <param name="Sku">Of what.</param>
    /// <param name="Answer">What the stock answered; for staff.</param>
    [GenerateSerializer, Immutable, Alias("order-command.report-lost")]
    public sealed record ReportLost(AttemptId Attempt, Sku Sku, string Answer) : OrderCommand;

    /// <summary>A certificate does not know what the order used of it: a person must look.</summary>
    /// <param name="Certificate">Which.</param>
    /// <param name="Answer">What it answered; for staff.</param>
    [GenerateSerializer, Immutable, Alias("order-command.report-certificate")]
    public sealed record ReportCertificate(string Certificate, string Answer) : OrderCommand;

    /// <summary>Its cart lapsed.</summary>
    [GenerateSerializer, Immutable, Alias("order-command.lapse")]
    public sealed record Lapse : OrderCommand;
}

/// <summary>Units of an item.</summary>
/// <param name="ItemId">Which item.</param>
/// <param name="Quantity">How many; null: all of it.</param>
[GenerateSerializer, Immutable, Alias("item-choice")]
public sealed record ItemChoice(string ItemId, int? Quantity);

/// <summary>Units that came back.</summary>
/// <param name="ItemId">Which item.</param>
/// <param name="Quantity">How many; null: all of it.</param>
/// <param name="Price">What of their price is given back, for all of them; null: all.</param>
/// <param name="Shipping">What of their shipping is given back; null: as the shop proposes (SHP-11).</param>
[GenerateSerializer, Immutable, Alias("return-choice")]
public sealed record ReturnChoice(string ItemId, int? Quantity, Money? Price = null, Money? Shipping = null);
