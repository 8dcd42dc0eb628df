using Commerce.Grains.Checkout;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Grains.Pricing;
using Commerce.Grains.Products;
using Commerce.Kit;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Tests.TheCast;
using ChargeRules = Commerce.Grains.Orders.ChargeRules;

namespace Commerce.Grains.Tests.Orders;

/// <summary>States and commands by which orders are tried.</summary>
internal static class GivenAnOrder
{
    public static readonly Commerce.Grains.Checkout.Quote Bought = QuoteOf((Atlas, 3), (Globe, 1));

    public static readonly DateTimeOffset AskAt = Noon + Shop.DoubtTime;

    public static Spec<OrderState, OrderCommand, OrderEvent, OrderView> AnOrder =>
        Spec.Of(OrderBlueprint.Of(AdasOrder, Shop), Noon);

    public static AuthorizeRequest Asking(AttemptId attempt) =>
        new(attempt.Value, $"{attempt.Value}/authorize", Bought.Totals.Due, "pm_card_visa", null, ToAda.Address);

    public static Confirm Confirming(AttemptId attempt) =>
        new(attempt, 3000001, Bought, ToAda, Noon + Shop.HoldTime, Asking(attempt));

    public static CheckoutSubmitted Submitted(AttemptId attempt) =>
        new(attempt, 3000001, Bought, ToAda, Asking(attempt), Noon, AskAt);

    public static PaymentAuthorized Paid => new(FirstTry, Approved(Bought), Noon);

    /// <summary>The gateway took the money with the promise itself.</summary>
    public static PaymentAuthorized PaidAtOnce =>
        new(FirstTry, Approved(Bought) with { Captured = Bought.Totals.Due, Open = false }, Noon);

    public static PaymentRefused Declined =>
        new(FirstTry, PaymentStatus.Declined, "pi_1", "generic_decline", Present: true, OurFault: false, Noon);

    public static Learn Told(PaymentFact fact, bool present = true) => new(FirstTry, fact, present);

    public static Ship ShipAll => new("shipment-1", [], "UPS Ground", "1Z", null);

    public static Ship ShipSome(string id, string item, int? quantity) =>
        new(id, [new(item, quantity)], null, null, null);

    /// <summary>A shipment is recorded and its money taken.</summary>
    public static Spec<OrderState, OrderCommand, OrderEvent, OrderView> Sent(
        this Spec<OrderState, OrderCommand, OrderEvent, OrderView> order, Ship ship)
    {
        var asked = order.GivenDone(ship);
        return ChargeRules.InquiryOf(asked.State, ship.ShipmentId) is { } inquiry
            ? asked.GivenDone(new LearnCharge(ship.ShipmentId, Taken(inquiry)))
            : asked;
    }

    /// <summary>What the gateway says when it took the money.</summary>
    public static PaymentFact.Approved Taken(ChargeInquiry inquiry)
    {
        var amount = inquiry.Capture?.Amount ?? inquiry.Request.Amount;
        return new(
            inquiry.Capture?.PaymentId ?? "pi_" + inquiry.Request.Reference, inquiry.Request.Amount, amount, Dollars(0),
            AddressMatches: true, Visa, null)
        {
            Settlement = new("txn_1", Noon),
        };
    }

    /// <summary>The payment's method can be used again.</summary>
    public static KeepMethod Kept => new(FirstTry, "pm_kept", "cus_ada");

    /// <summary>Everything of the first item came back.</summary>
    public static Return Back => new("refund-1", [new("1", null)], null, "too large", null, true, [4000003]);

    /// <summary>The rules of a day on which units cost what the catalogue says, and nothing else.</summary>
    public static AdditionTerms Terms(CatalogueItem item, int quantity, long? price = null) => new(
        new(item, quantity, price is { } agreed ? new(Dollars(agreed), AdditionTerms.AgreedPrice) : null),
        new(ShippingCosts.Included, []), TaxExempt: false);

    /// <summary>Units of a product are held for an addition.</summary>
    public static AddItems Adding(string name, CatalogueItem item, int quantity = 1, long? price = null) =>
        new(AttemptId.OfAddition(AdasOrder, name), Terms(item, quantity, price), Noon + Shop.HoldTime);

    /// <summary>Where Ada is not.</summary>
    public static readonly Commerce.Grains.Checkout.Address Elsewhere =
        ToAda.Address! with { Line1 = "7 Other Street", Country = "GB" };

    private static readonly LearnCharge Refused = new("shipment-1", new PaymentFact.Declined("pi_9", "lost_card"));

    public static (string, OrderState)[] States =>
    [
        ("Blank", AnOrder.State),
        ("InBasket", AnOrder.Given(Submitted(FirstTry), Declined).State),
        ("Confirmed", AnOrder.Given(Submitted(FirstTry)).State),
        ("Placed", AnOrder.Given(Submitted(FirstTry), Paid).State),
        ("Placed, taken at once", AnOrder.Given(Submitted(FirstTry), PaidAtOnce).State),
        ("Placed, method kept", AnOrder.Given(Submitted(FirstTry), Paid).GivenDone(Kept).State),
        ("Placed, part shipped", AnOrder.Given(Submitted(FirstTry), Paid).Sent(
            ShipSome("shipment-0", "1", 1)).State),
        ("Placed, all shipped", AnOrder.Given(Submitted(FirstTry), Paid).Sent(
            ShipAll with { ShipmentId = "shipment-0" }).State),
        ("Placed, awaiting", AnOrder.Given(Submitted(FirstTry), Paid).GivenDone(ShipAll).State),
        ("Placed, unpaid", AnOrder.Given(Submitted(FirstTry), Paid).GivenDone(ShipAll).GivenDone(Refused).State),
        ("Placed, link sent", AnOrder.Given(Submitted(FirstTry), Paid).GivenDone(new MakeLink("token", null)).State),
        ("Placed, returned", AnOrder.Given(Submitted(FirstTry), Paid).Sent(
            ShipAll with { ShipmentId = "shipment-0" }).GivenDone(Back).State),
        ("Placed, void", AnOrder.Given(Submitted(FirstTry), Paid).GivenDone(new VoidOrder("sold out", false)).State),
        ("Expired", AnOrder.Given(Submitted(FirstTry), Declined, new OrderEvent.Lapsed(Noon)).State),
    ];

    public static (string, OrderCommand)[] Commands =>
    [
        ("Confirm", Confirming(SecondTry)),
        ("Learn yes", Told(Approved(Bought))),
        ("Learn no", Told(new PaymentFact.Declined("pi_1", "generic_decline"))),
        ("Learn nothing", Told(new PaymentFact.Unknown("timeout"))),
        ("Learn action", Told(new PaymentFact.ActionNeeded("pi_1", "secret"))),
        ("Judge", new Judge(SecondTry)),
        ("Abandon", new Abandon()),
        ("AskCancel", new AskCancel(FirstTry, "pi_1")),
        ("Ship", ShipAll),
        ("Learn refused", Refused),
        ("Release", new ReleaseShipment("shipment-1", "a good customer")),
        ("Abort", new AbortShipment("shipment-1", "no other card")),
        ("Collect", new CollectOwed(4000002)),
        ("Return", Back),
        ("Learn refund", new LearnRefund("refund-1", "order-ada/refund-1/1",
            new RefundFact.Made("re_1", "pi_1", Dollars(1), true))),
        ("Learn lapse", new LearnPayment(FirstTry, new PaymentFact.Cancelled("pi_1"))),
        ("Repeat", new RepeatRefund("refund-1", "order-ada/refund-1/1", 4000004)),
        ("Keep", Kept),
        ("Forget", new ForgetMethod(FirstTry)),
        ("VoidOrder", new VoidOrder("sold out", false)),
        ("Void rest", new VoidOrder("sold out", true)),
        ("Settle", new Settle(FirstTry, new PaymentFact.Cancelled("pi_1"))),
        ("Comment", new Comment("call first")),
        ("ChangeAddress", new ChangeAddress(Elsewhere)),
        ("Correct", new CorrectTracking("shipment-0", "FedEx", "42")),
        ("Add", Adding("1", Atlas)),
        ("Judge addition", new Judge(AttemptId.OfAddition(AdasOrder, "1"))),
        ("Make link", new MakeLink("token", null)),
        ("Pay by link", new PayByLink("token", "pm_card_visa", null, 4000005)),
        ("ReportLost", new ReportLost(FirstTry, Atlas.Sku, "unknown")),
        ("Report certificate", new ReportCertificate("certificate-1", "unknown")),
        ("Lapse", new Lapse()),
    ];
}
