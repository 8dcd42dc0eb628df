using System.Text.Json.Serialization;
using Commerce.Grains.Checkout;
using Commerce.Grains.Customers;
using Commerce.Grains.Payments;
using Commerce.Grains.Products;

namespace Commerce.Grains.Orders;

/// <summary>What an order can be. What people see of a placed order follows from its items (ORD-09).</summary>
internal abstract record OrderState
{
    private OrderState() { }

    /// <summary>Never confirmed; it may know attempts that were given up before.</summary>
    [Alias("order.blank")]
    public sealed record Blank(ImmutableArray<int> GivenUp) : OrderState;

    /// <summary>Its payments failed; it has its number and follows its cart (ORD-05).</summary>
    [Alias("order.in-basket")]
    public sealed record InBasket(OrderCore Core) : OrderState;

    /// <summary>Submitted, and the last of its payments is in doubt (ORD-07).</summary>
    [Alias("order.confirmed")]
    public sealed record Confirmed(OrderCore Core) : OrderState;

    /// <summary>Paid for, or voided.</summary>
    [Alias("order.placed")]
    public sealed record Placed(
        OrderCore Core,
        AttemptId? PaidBy,
        bool AddressMatches,
        DateTimeOffset? AuthorizedAt,
        ImmutableArray<OrderItem> Items,
        ImmutableArray<Shipment> Shipments,
        Voiding? Void) : OrderState
    {
        /// <summary>What gift certificates pay of it (MON-04).</summary>
        public ImmutableArray<CertificateUse> Certificates { get; init; } = [];

        /// <summary>What was asked of the gateway for shipments, oldest first.</summary>
        public ImmutableArray<Charge> Charges { get; init; } = [];

        /// <summary>What was given back, oldest first (REF-08).</summary>
        public ImmutableArray<Refund> Refunds { get; init; } = [];

        /// <summary>What of the order's own shipping was given back (REF-13).</summary>
        public long BaseBack { get; init; }

        /// <summary>What of the tax on it was given back.</summary>
        public long BaseTaxBack { get; init; }

        /// <summary>The link by which the customer can pay the rest; null: none was sent.</summary>
        public PaymentLink? Link { get; init; }

        /// <summary>How often certificates were given something back by a void.</summary>
        public int Reinstatements { get; init; }

        /// <summary>Additions that never came to be and never will (ORD-19).</summary>
        public ImmutableArray<AttemptId> AdditionsGivenUp { get; init; } = [];
    }

    /// <summary>Its cart lapsed.</summary>
    [Alias("order.expired")]
    public sealed record Expired(OrderCore Core) : OrderState;
}

/// <summary>What every confirmed order has.</summary>
/// <param name="Number">For people (GEN-09).</param>
/// <param name="Quote">What was bought, of the last attempt.</param>
/// <param name="Delivery">Where it goes, of the last attempt.</param>
/// <param name="Payments">One per confirmed attempt, the last one last.</param>
/// <param name="GivenUp">Numbers of attempts that were never confirmed and never will be.</param>
/// <param name="ConfirmedAt">When the last attempt was confirmed.</param>
/// <param name="ChangedAt">Time of the last change.</param>
/// <param name="Customer">Whose it is (CHK-01); null: a guest's.</param>
internal sealed record OrderCore(
    long Number,
    Quote Quote,
    Delivery Delivery,
    ImmutableArray<Payment> Payments,
    ImmutableArray<int> GivenUp,
    DateTimeOffset ConfirmedAt,
    DateTimeOffset ChangedAt,
    CustomerId? Customer = null)
{
    /// <summary>SKUs whose promise the stock does not know; told to a person once each (PRB-06).</summary>
    public ImmutableArray<Sku> Lost { get; init; } = [];

    /// <summary>Certificates that do not know what the order used of them; told to a person once each.</summary>
    public ImmutableArray<string> LostCertificates { get; init; } = [];

    /// <summary>Who hears of its products once it is paid for (EML-07).</summary>
    public ImmutableArray<PurchaseNotice> Notices { get; init; } = [];

    /// <summary>When it was last put into the basket (ORD-13): with its cart's first line, or by a payment that
    /// failed.</summary>
    public DateTimeOffset? InBasketAt { get; init; }

    /// <summary>When its cart lapsed (ORD-13).</summary>
    public DateTimeOffset? ExpiredAt { get; init; }

    /// <summary>What staff noted (ORD-17).</summary>
    public string? Comments { get; init; }

    /// <summary>Where it was to go before, oldest first (ORD-20).</summary>
    public ImmutableArray<FormerAddress> FormerAddresses { get; init; } = [];

    /// <summary>The payment of the last attempt.</summary>
    [JsonIgnore]
    public Payment Last => Payments[^1];

    /// <summary>The payment of an attempt, if it was confirmed.</summary>
    public Payment? PaymentOf(AttemptId attempt) => Payments.FirstOrDefault(payment => payment.Attempt == attempt);

    /// <summary>The same with one payment changed.</summary>
    public OrderCore With(Payment changed, DateTimeOffset at) => this with
    {
        Payments = [.. Payments.Select(payment => payment.Attempt == changed.Attempt ? changed : payment)],
        ChangedAt = at,
    };
}

/// <summary>One attempt's payment, stored before the gateway is first asked.</summary>
/// <param name="Attempt">Which attempt.</param>
/// <param name="Request">The exact request; null when nothing was to be paid by card.</param>
/// <param name="Status">How it stands.</param>
/// <param name="FirstSentAt">When it was stored, just before its first sending.</param>
/// <param name="AskAt">When the gateway is asked next, while it is in doubt.</param>
/// <param name="GatewayId">The gateway's id, once known.</param>
/// <param name="ClientSecret">What the shopper's browser needs, once it was given out.</param>
/// <param name="Captured">Minor units taken.</param>
/// <param name="Refunded">Minor units given back.</param>
/// <param name="Card">What may be shown of the card, once known.</param>
/// <param name="CaptureBefore">When the promise ends, if the gateway says so.</param>
/// <param name="Reason">Why it was declined or given up; for staff.</param>
/// <param name="Ending">Somebody wants it ended: by the shopper, or by a void.</param>
internal sealed record Payment(
    AttemptId Attempt,
    AuthorizeRequest? Request,
    PaymentStatus Status,
    DateTimeOffset FirstSentAt,
    DateTimeOffset AskAt,
    string? GatewayId = null,
    string? ClientSecret = null,
    long Captured = 0,
    long Refunded = 0,
    CardFace? Card = null,
    DateTimeOffset? CaptureBefore = null,
    string? Reason = null,
    Ending Ending = Ending.None)
{
    /// <summary>When the money was promised, or taken at once.</summary>
    public DateTimeOffset? AuthorizedAt { get; init; }

    /// <summary>Minor units of the captured that the gateway took with the promise itself.</summary>
    public long Ahead { get; init; }

    /// <summary>When the gateway was heard to have broken down twice over the request: it is not sent again.</summary>
    public DateTimeOffset? BrokenAt { get; init; }

    /// <summary>When the gateway was first to be told to cancel it while it was in doubt: a promise may be gone since
    /// (G4).</summary>
    public DateTimeOffset? CancelAskedAt { get; init; }

    /// <summary>Why it is to be ended by a void.</summary>
    public string? EndReason { get; init; }

    /// <summary>Who wants it ended by a void.</summary>
    public string? EndedBy { get; init; }

    /// <summary>The number of the transaction (PAY-01).</summary>
    public long Number { get; init; }

    /// <summary>Whether nothing more of the promise can be taken.</summary>
    public bool Closed { get; init; }

    /// <summary>Minor units of the promise that the gateway set free.</summary>
    public long Released { get; init; }

    /// <summary>Minor units that the customer's bank took back (PAY-21).</summary>
    public long Disputed { get; init; }

    /// <summary>When a dispute was last heard of, or that it is about more (PAY-21).</summary>
    public DateTimeOffset? DisputedAt { get; init; }

    /// <summary>When money was first taken.</summary>
    public DateTimeOffset? MarkedAt { get; init; }

    /// <summary>What the taken became in the shop's balance.</summary>
    public Settlement? Settlement { get; init; }

    /// <summary>When that was first heard of.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>When the promise was heard to be over before anything was taken of it.</summary>
    public DateTimeOffset? LapsedAt { get; init; }

    /// <summary>Whether the promise can be taken in several parts (C4).</summary>
    public bool ManyCaptures { get; init; }

    /// <summary>When the gateway is asked next whether it settled.</summary>
    public DateTimeOffset? SettleAskAt { get; init; }

    /// <summary>The method, if it can be used again (C6).</summary>
    public string? Method { get; init; }

    /// <summary>The gateway's id of the customer whose method it is.</summary>
    public string? Customer { get; init; }

    /// <summary>Whether the method was declined without the customer: it is not used so again (PAY-16).</summary>
    public bool MethodFailed { get; init; }

    /// <summary>Whether a person was told that the gateway does not say what became of it (SCH-08).</summary>
    public bool IsSilent { get; init; }

    /// <summary>Since when it, or what is left of it, is to be let go.</summary>
    public DateTimeOffset? EndingAt { get; init; }

    /// <summary>Whether a person was told that the gateway does not let it go (PRB-04).</summary>
    public bool Stays { get; init; }

    /// <summary>The last try to give back money that must not stay; null: there was none.</summary>
    public MoneyReturn? Return { get; init; }

    /// <summary>Whether something of the promise can still be taken.</summary>
    [JsonIgnore]
    public bool IsOpen => Status == PaymentStatus.Authorized && Request is { CaptureNow: false } && !Closed;

    /// <summary>What of the promise can still be taken.</summary>
    [JsonIgnore]
    public long Promised => IsOpen ? Request!.Amount.Amount - Captured : 0;

    /// <summary>What is followed of the money taken of it.</summary>
    [JsonIgnore]
    public MoneyTrail Trail => new(MarkedAt, Settlement, SettledAt, SettleAskAt, Disputed, DisputedAt);

    /// <summary>What may be given back of it.</summary>
    [JsonIgnore]
    public long Rest => Status == PaymentStatus.Authorized ? Math.Max(0, Captured - Refunded - Disputed) : 0;
}

/// <summary>How a payment stands.</summary>
internal enum PaymentStatus
{
    /// <summary>Stored, and nothing is known.</summary>
    Confirmed,

    /// <summary>The shopper must take a step.</summary>
    ActionRequired,

    /// <summary>The money is promised.</summary>
    Authorized,

    /// <summary>The gateway said no.</summary>
    Declined,

    /// <summary>Ended without money: cancelled, or never there.</summary>
    Dead,

    /// <summary>There is money that must not stay; the gateway is being told.</summary>
    Ending,

    /// <summary>There was money, and it is gone.</summary>
    Ended,

    /// <summary>The promise ended before anything was taken of it.</summary>
    Lapsed,

    /// <summary>There is money that must not stay and that the gateway would not give back: it is for a
    /// person.</summary>
    ReturnFailed,
}

/// <summary>Who wants a payment in doubt ended.</summary>
internal enum Ending
{
    /// <summary>Nobody.</summary>
    None,

    /// <summary>The shopper; if it was paid after all, the order stands.</summary>
    ByShopper,

    /// <summary>Staff, by a void: no money stays.</summary>
    ByVoid,
}

/// <summary>When and why an order was voided (ORD-23).</summary>
internal sealed record Voiding(DateTimeOffset At, string Reason)
{
    /// <summary>Who did it; null: it is from before that was kept.</summary>
    public string? By { get; init; }
}
