using System.Text.Json.Serialization;
using Commerce.Grains.Carts;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>What an order has to tell others.</summary>
/// <param name="Receiver">Who is told.</param>
[GenerateSerializer, Immutable, Alias("order-errand")]
internal abstract record OrderErrand(string Receiver) : Errand(Receiver)
{
    /// <summary>The attempt is paid: its units are promised for good.</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.commit-stock")]
    public sealed record CommitStock(Sku Sku, AttemptId Attempt) : OrderErrand(StockKey.Of(Sku));

    /// <summary>Units of an attempt can be sold again.</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.release-stock")]
    public sealed record ReleaseStock(Sku Sku, AttemptId Attempt, string Part, int? Quantity) : OrderErrand(
        StockKey.Of(Sku));

    /// <summary>Units left the house.</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.ship-stock")]
    public sealed record ShipStock(Sku Sku, AttemptId Attempt, string Part, int Quantity) : OrderErrand(
        StockKey.Of(Sku));

    /// <summary>The attempt is paid: what it holds of a certificate is used.</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.commit-certificate")]
    public sealed record CommitCertificate(string Certificate, AttemptId Attempt) : OrderErrand(Certificate);

    /// <summary>What an attempt holds of a certificate is its owner's again.</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.release-certificate")]
    public sealed record ReleaseCertificate(string Certificate, AttemptId Attempt) : OrderErrand(Certificate);

    /// <summary>Units are back in the house and can be sold again.</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.return-stock")]
    public sealed record ReturnStock(Sku Sku, AttemptId Attempt, string Part, int Quantity) : OrderErrand(
        StockKey.Of(Sku));

    /// <summary>The cart has become this order, or never will become one.</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.close-cart")]
    public sealed record CloseCart(AttemptId Attempt) : OrderErrand(CartId.Of(Attempt.Order).Value);

    /// <summary>The cart is open again.</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.thaw-cart")]
    public sealed record ThawCart(AttemptId Attempt) : OrderErrand(CartId.Of(Attempt.Order).Value);

    /// <summary>Money that must not stay is to be cancelled or given back. It waits for nothing else that the gateway
    /// is told of the payment.</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.return-money")]
    public sealed record ReturnMoney(AttemptId Attempt) : OrderErrand($"gateway/{Attempt.Value}/back");

    /// <summary>A shipment's money is to be asked for, or what became of it.</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.ask-charge")]
    public sealed record AskCharge(OrderId Order, string ShipmentId) : OrderErrand($"gateway/{Order.Value}");

    /// <summary>A certificate gets something back of what it paid (ORD-25, REF-05).</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.reinstate-certificate")]
    public sealed record ReinstateCertificate(string Certificate, OrderId Order, string Part, Money Amount)
        : OrderErrand(Certificate);

    /// <summary>A question: what became of a refund?</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.ask-refund")]
    public sealed record AskRefund(OrderId Order, string RefundId, string Reference)
        : OrderErrand($"gateway/{Order.Value}");

    /// <summary>A question: how does a payment stand?</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.ask-payment")]
    public sealed record AskPayment(AttemptId Attempt) : OrderErrand($"gateway/{Attempt.Value}");

    /// <summary>A question: is what left uncharged to be charged now?</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.collect-owed")]
    public sealed record CollectOwed(OrderId Order) : OrderErrand($"gateway/{Order.Value}");

    /// <summary>The payment's method is to be kept for later charges (C6).</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.keep-method")]
    public sealed record KeepMethod(AttemptId Attempt) : OrderErrand($"gateway/{Attempt.Value}")
    {
        /// <inheritdoc/>
        [JsonIgnore]
        public override bool Brings => true;
    }

    /// <summary>The customer is to be asked for another way to pay a shipment (C7).</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.ask-for-payment")]
    public sealed record AskForPayment(OrderId Order, string ShipmentId) : OrderErrand($"link/{Order.Value}");

    /// <summary>A payment by link ended when its customer was gone (PAY-24): they are sent another.</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.ask-once-more")]
    public sealed record AskOnceMore(AttemptId Attempt) : OrderErrand($"link/{Attempt.Order.Value}");

    /// <summary>What is to be paid by link has changed: its customer is sent another mail.</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.tell-amount")]
    public sealed record TellAmount(OrderId Order) : OrderErrand($"link/{Order.Value}");

    /// <summary>What is left of a promise is to be set free.</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.release-rest")]
    public sealed record ReleaseRest(AttemptId Attempt) : OrderErrand($"gateway/{Attempt.Value}/back");

    /// <summary>A question: is a payment's method needed any more? If not, it is forgotten (PAY-17).</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.forget-method")]
    public sealed record ForgetMethod(AttemptId Attempt) : OrderErrand($"gateway/{Attempt.Value}");

    /// <summary>A kept method of a customer was declined: it is not offered again (PAY-16, ORD-05).</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.mark-method-failed")]
    public sealed record MarkMethodFailed(CustomerId Customer, string Method) : OrderErrand(Customer.Value);

    /// <summary>A question: what became of the attempt?</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.ask-gateway")]
    public sealed record AskGateway(AttemptId Attempt) : OrderErrand($"gateway/{Attempt.Value}");
}

/// <summary>What the rest of the shop must hear when something happens to an order.</summary>
internal static class OrderErrands
{
    public static ImmutableArray<Errand> Of(OrderState state, OrderEvent happened)
    {
        var core = OrderMachine.CoreOf(state);
        return happened switch
        {
            AttemptGivenUp or CheckoutSubmitted or PaymentUnanswered or ActionRequested or CancelAsked => [],
            EndWanted or Lapsed or PromiseLost or CertificateLost => [],
            MoneyReturned or ReturnMoved or ReturnGivenUp => [],
            CommentsChanged or AddressChanged or TrackingCorrected => [],
            ShipmentRecorded or ShipmentCharged or ShipmentCovered or AheadReturned => [],
            ChargeFailed e => [.. FailedMethods.Told(core!, e)],

            // C7: the customer can pay otherwise. What the gateway never heard of, or would not take from us, is not
            // the customer's to settle.
            ShipmentUnpaid { IsOurs: true } or LinkMade or PaymentOffered => [],
            OfferRefused e => e.Unseen ? [new OrderErrand.AskOnceMore(e.Attempt)] : [],
            ShipmentUnpaid e => [new OrderErrand.AskForPayment(core!.Last.Attempt.Order, e.ShipmentId)],
            OwedUnpaid e => [new OrderErrand.AskForPayment(core!.Last.Attempt.Order, e.Shipments[0])],
            OfferAccepted e => e.Fact.Method is null ? [] : [new OrderErrand.KeepMethod(e.Attempt)],
            ShipmentReleased or ShipmentAborted or OwedGivenUp or AuthorizationLapsed or MethodKept
                or PaymentSeen => [],
            ChargeBroke or RefundBroke or MoneyFound => [],
            ChargeSilent or RefundSilent or PaymentSilent or MoneyStays or MethodForgotten => [],
            RestUnwanted e => [new OrderErrand.ReleaseRest(e.Attempt)],
            RestLapsed e => [new OrderErrand.ReleaseRest(e.Attempt)],

            // Whoever ships asks at once; for what left by itself nobody does.
            ChargeAsked e => state is Placed placed && placed.Shipments.Any(shipment =>
                shipment.Id == e.Charge.ShipmentId && shipment.HasLeft)
                ? [new OrderErrand.AskCharge(e.Charge.Attempt.Order, e.Charge.ShipmentId)]
                : [],
            RefundMade or RefundFailed or RefundRepeated or RefundRefused or ItemsReturned { Restock: false } => [],
            ItemsReturned e => [.. Back(state, e).Select(part =>
                new OrderErrand.ReturnStock(part.Sku, part.Attempt, e.RefundId, part.Quantity))],
            AuthorizationUnwanted e => [new OrderErrand.ReturnMoney(e.Attempt)],
            PaymentAuthorized e =>
            [
                .. Tracked(core!).Select(sku => new OrderErrand.CommitStock(sku, e.Attempt)),
                .. core!.Quote.Shares().Select(
                    share => new OrderErrand.CommitCertificate(share.Certificate, e.Attempt)),
                new OrderErrand.CloseCart(e.Attempt),
                .. e.Fact?.Method is null ? [] : (OrderErrand[])[new OrderErrand.KeepMethod(e.Attempt)],
            ],
            PaymentRefused e =>
            [
                .. Tracked(core!).Select(sku => new OrderErrand.ReleaseStock(sku, e.Attempt, "ended", null)),
                .. core!.Quote.Shares().Select(
                    share => new OrderErrand.ReleaseCertificate(share.Certificate, e.Attempt)),
                state is Placed ? new OrderErrand.CloseCart(e.Attempt) : new OrderErrand.ThawCart(e.Attempt),
                .. FailedMethods.Told(core!, e),
            ],
            ItemsAdded e =>
            [
                .. e.Items[0].Tracked ? [new OrderErrand.CommitStock(e.Sku, e.Addition)] : Array.Empty<OrderErrand>(),
                .. Retold(state, e.Addition.Order),
            ],
            StrayMoneyFound e => [new OrderErrand.ReturnMoney(e.Attempt)],
            ItemsShipped e => [.. Moved(state, e.Items).Select(part =>
                new OrderErrand.ShipStock(part.Sku, part.Attempt, e.ShipmentId, part.Quantity))],
            ItemsVoided e =>
            [
                .. Moved(state, e.Items).Select(part =>
                    new OrderErrand.ReleaseStock(part.Sku, part.Attempt, $"void-{e.Ordinal}", part.Quantity)),
                .. Retold(state, core!.Last.Attempt.Order),
            ],
            OrderVoided => [.. core!.Payments.Where(payment => payment.Status == PaymentStatus.Ending)
                .Select(payment => new OrderErrand.ReturnMoney(payment.Attempt))],
            CertificatesReinstated e => [.. e.Parts.Select(part => new OrderErrand.ReinstateCertificate(
                part.Certificate, core!.Last.Attempt.Order, e.Part,
                new(part.Amount, core.Quote.Totals.Due.Currency)))],
            _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
        };
    }

    private static IEnumerable<(Sku Sku, AttemptId Attempt, int Quantity)> Back(
        OrderState state, ItemsReturned happened) => state is not Placed order ? [] : Moved(
        state,
        [
            .. order.Items.Where(item => item.RefundId == happened.RefundId).Select(ItemRules.Whole),
        ]);

    // A mail that asks for money names what is to be paid: when that changes, the customer hears it.
    private static ImmutableArray<OrderErrand> Retold(OrderState state, OrderId order) =>
        LinkRules.IsSent(state) ? [new OrderErrand.TellAmount(order)] : [];

    private static IEnumerable<Sku> Tracked(OrderCore core) =>
        core.Quote.Items.Where(item => item.Tracked).Select(item => item.Sku).Distinct();

    // What was bought is held for the attempt that paid, what was added for its addition.
    private static IEnumerable<(Sku Sku, AttemptId Attempt, int Quantity)> Moved(
        OrderState state, ImmutableArray<ShippedItem> parts)
    {
        if (state is not Placed { PaidBy: { } attempt } order) return [];
        var items = order.Items.Where(item => item.Bought.Tracked).ToDictionary(item => item.Id);
        return parts.Where(part => items.ContainsKey(part.ItemId))
            .GroupBy(part => (part.Sku, Holder: items[part.ItemId].AddedBy ?? attempt))
            .Select(group => (group.Key.Sku, group.Key.Holder, group.Sum(part => part.Quantity)));
    }
}
