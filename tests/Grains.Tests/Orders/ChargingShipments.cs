using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Kit;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Tests.Orders.GivenAnOrder;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Orders;

public sealed class ChargingShipments
{
    private static Spec<OrderState, OrderCommand, OrderEvent, OrderView> Placed =>
        AnOrder.Given(Submitted(FirstTry), Paid).GivenDone(Kept);

    [Fact]
    public void Takes_exactly_its_cost_of_the_open_promise()
    {
        var after = Placed.GivenDone(ShipSome("shipment-1", "1", 2));
        var inquiry = ChargeRules.InquiryOf(after.State, "shipment-1")!;
        Assert.Equal(
            new CaptureRequest("pi_1", Dollars(3998), Final: true, "order-ada/1/capture/shipment-1"), inquiry.Capture);
        Assert.Equal(["to_be_shipped", "to_be_shipped", "to_be_shipped"], StatesOf(after.State));
        Assert.Equal("awaiting_payment", ShipmentOf(after.State).Status);
        Assert.Empty(AnOrder.Blueprint.Outgoing(AdasOrder.Value, after.State, new MethodKept(FirstTry, "", "", Noon)));

        var paid = after.When(new LearnCharge("shipment-1", Taken(inquiry))).Accepted();
        Assert.Equal("shipped", ShipmentOf(paid.State).Status);
        var payment = OrderMachine.CoreOf(paid.State)!.Last;
        Assert.Equal((3998, Bought.Totals.Due.Amount - 3998), (payment.Captured, payment.Released));
        Assert.False(payment.IsOpen);
    }

    [Fact]
    public void Charges_the_next_one_by_itself_without_the_customer()
    {
        var after = Placed.Sent(ShipSome("shipment-1", "1", 2))
            .GivenDone(ShipAll with { ShipmentId = "shipment-2", Transaction = 4000077 });
        var inquiry = ChargeRules.InquiryOf(after.State, "shipment-2")!;
        Assert.Null(inquiry.Capture);
        Assert.Equal(
            ("order-ada/101", "order-ada/101/charge", Dollars(1999 + 4500), "pm_kept", "cus_ada"),
            (inquiry.Request.Reference, inquiry.Request.Key, inquiry.Request.Amount, inquiry.Request.Method,
                inquiry.Request.Customer));
        Assert.True(inquiry.Request is { CaptureNow: true, OffSession: true });
        Assert.Equal(4000077, OrderMachine.CoreOf(after.State)!.Last.Number);
        Assert.Equal("fulfilled", OrderStatus.Of(
            after.GivenDone(new LearnCharge("shipment-2", Taken(inquiry))).State));
    }

    [Fact]
    public void Knows_its_own_payment_whoever_brings_word_of_it()
    {
        var waiting = Placed.Sent(ShipSome("shipment-1", "1", 2)).GivenDone(ShipAll with { ShipmentId = "shipment-2" });
        var inquiry = ChargeRules.InquiryOf(waiting.State, "shipment-2")!;
        var word = new Learn(AttemptId.Of(inquiry.Request.Reference), Taken(inquiry), Present: false);
        waiting.When(word).ThenNothingNew();
        waiting.GivenDone(new LearnCharge("shipment-2", Taken(inquiry))).When(word).ThenNothingNew();
    }

    [Fact]
    public void Sets_its_items_free_when_its_money_is_refused()
    {
        var told = Placed.GivenDone(ShipAll)
            .When(new LearnCharge("shipment-1", new PaymentFact.Declined("pi_1", "lost_card")));
        var decision = Assert.IsType<Decision<OrderEvent>.Accepted>(told.Decision);
        Assert.Equal(new ShipmentPaymentFailed("shipment-1", "lost_card"), decision.Answer);
        var after = told.Accepted();
        Assert.Equal("payment_failed", ShipmentOf(after.State).Status);
        Assert.Single(AnOrder.Blueprint.Problems(
            AdasOrder.Value, after.State, decision.Events.OfType<ShipmentUnpaid>().Single()));
        after.Sent(ShipAll with { ShipmentId = "shipment-2" });
        Assert.Equal(["shipped", "shipped"], StatesOf(after.Sent(ShipAll with { ShipmentId = "shipment-2" }).State));
    }

    [Fact]
    public void Stays_while_the_gateway_says_nothing_and_is_asked_when_it_is_due()
    {
        var waiting = Placed.GivenDone(ShipAll);
        waiting.When(new LearnCharge("shipment-1", new PaymentFact.Unknown("timeout"))).ThenNothingNew();
        waiting.When(new LearnCharge("shipment-1", Approved(Bought))).ThenNothingNew();
        var due = AnOrder.Blueprint.DueAt(waiting.State);
        Assert.Equal(Noon.AddMinutes(1), due);
        Assert.Equal(
            [new OrderErrand.AskCharge(AdasOrder, "shipment-1")],
            AnOrder.Blueprint.Questions(AdasOrder.Value, waiting.State, due!.Value));
        waiting.When(ShipAll).ThenNothingNew();
    }

    [Fact]
    public void Charges_by_itself_when_the_promise_is_over()
    {
        var after = Placed.GivenDone(ShipAll)
            .GivenDone(new LearnCharge("shipment-1", new PaymentFact.Cancelled("pi_1"), 4000099));
        Assert.Equal(PaymentStatus.Lapsed, OrderMachine.CoreOf(after.State)!.PaymentOf(FirstTry)!.Status);
        var inquiry = ChargeRules.InquiryOf(after.State, "shipment-1")!;
        Assert.Equal(("order-ada/101", Bought.Totals.Due), (inquiry.Request.Reference, inquiry.Request.Amount));
        Assert.Equal("shipped", ShipmentOf(
            after.GivenDone(new LearnCharge("shipment-1", Taken(inquiry))).State).Status);
    }

    [Fact]
    public void Leaves_unpaid_only_by_staffs_word_and_is_booked_as_uncollected()
    {
        var released = Placed.GivenDone(ShipAll)
            .GivenDone(new LearnCharge("shipment-1", new PaymentFact.Declined("pi_1", "lost_card")))
            .GivenDone(new ReleaseShipment("shipment-1", "a good customer"));
        var shipment = ShipmentOf(released.State);
        Assert.Equal(("shipped", Bought.Totals.Due), (shipment.Status, shipment.Uncollected));
        Assert.Equal(["shipped", "shipped"], StatesOf(released.State));
    }

    [Fact]
    public void Is_collected_after_all_when_the_money_comes_late()
    {
        var waiting = Placed.GivenDone(ShipAll);
        var inquiry = ChargeRules.InquiryOf(waiting.State, "shipment-1")!;
        var late = waiting.GivenDone(new ReleaseShipment("shipment-1", "a good customer"))
            .GivenDone(new LearnCharge("shipment-1", Taken(inquiry)));
        Assert.Equal(Dollars(0), ShipmentOf(late.State).Uncollected);
    }

    [Fact]
    public void Can_be_given_up_once_its_money_was_refused()
    {
        var abort = new AbortShipment("shipment-1", "no other card");
        var waiting = Placed.GivenDone(ShipAll);
        waiting.When(abort).ThenRefused(new ShipmentUnsettled("shipment-1"));
        waiting.When(new VoidOrder("sold out", false)).ThenRefused(new ShipmentUnsettled("shipment-1"));
        var after = waiting.GivenDone(new LearnCharge("shipment-1", new PaymentFact.Declined("pi_1", "lost_card")))
            .GivenDone(abort);
        Assert.Equal("aborted", ShipmentOf(after.State).Status);
    }

    [Fact]
    public void Never_keeps_money_that_comes_for_a_shipment_that_failed()
    {
        var failed = Placed.GivenDone(ShipAll);
        var inquiry = ChargeRules.InquiryOf(failed.State, "shipment-1")!;
        failed = failed.GivenDone(new LearnCharge("shipment-1", new PaymentFact.Declined("pi_1", "lost_card")));
        failed.When(new LearnCharge("shipment-1", Taken(inquiry)))
            .Then(new StrayMoneyFound(FirstTry, Taken(inquiry), Noon));
    }

    [Fact]
    public void Needs_nothing_for_what_costs_nothing()
    {
        var free = Bought with
        {
            Certificates = [new("certificate-1", Noon.AddDays(1), Bought.Totals.Due)],
        };
        var after = AnOrder.Given(Submitted(FirstTry) with { Quote = free, Request = null }, Paid with { Fact = null })
            .GivenDone(ShipAll);
        Assert.Equal("fulfilled", OrderStatus.Of(after.State));
        Assert.Equal(Dollars(0), ShipmentOf(after.State).Cost);
    }

    internal static ShipmentView ShipmentOf(OrderState state) => OrderViews.Of(AdasOrder, "USD", state).Shipments[^1];

    internal static IEnumerable<string> StatesOf(OrderState state) =>
        OrderViews.Of(AdasOrder, "USD", state).Items.Select(item => item.State);
}

public sealed class DeliveringSoftGoods
{
    private static Spec<OrderState, OrderCommand, OrderEvent, OrderView> Buying(Quote quote) =>
        AnOrder.Given(Submitted(FirstTry) with
        {
            Quote = quote,
            Request = Asking(FirstTry) with { Amount = quote.Totals.Due },
        });

    [Fact]
    public void Leaves_and_is_charged_at_once_when_nothing_else_was_bought()
    {
        var quote = QuoteOf((Course, 1));
        var after = Buying(quote).GivenDone(Told(Approved(quote)));
        Assert.Equal("fulfilled", OrderStatus.Of(after.State));
        var id = ChargingShipments.ShipmentOf(after.State).Id;
        var inquiry = ChargeRules.InquiryOf(after.State, id)!;
        Assert.Equal(Dollars(9900), inquiry.Capture!.Amount);
        var paid = (OrderState.Placed)after.GivenDone(new LearnCharge(id, Taken(inquiry))).State;
        Assert.Equal(0, paid.Shipments.Sum(shipment => shipment.Owed + shipment.Uncollected.Amount));
    }

    [Fact]
    public void Is_charged_together_with_the_first_parcel()
    {
        var quote = QuoteOf((Course, 1), (Globe, 1));
        var after = Buying(quote).GivenDone(Told(Approved(quote)));
        Assert.Equal("partially_fulfilled", OrderStatus.Of(after.State));
        var sent = after.GivenDone(ShipAll);
        Assert.Equal(
            Dollars(9900 + 4500), ChargeRules.InquiryOf(sent.State, "shipment-1")!.Capture!.Amount);
    }

    [Fact]
    public void Is_not_charged_once_more_with_a_parcel_while_it_is_being_charged()
    {
        var quote = QuoteOf((Course, 1), (Globe, 1));
        var fact = Approved(quote) with { CaptureBefore = Noon.AddHours(20), Method = "pm_1" };
        var asked = Buying(quote).GivenDone(Told(fact)).GivenDone(Kept).GivenDone(new CollectOwed(1));
        var sent = asked.GivenDone(ShipAll);
        Assert.Equal(Dollars(4500), ChargeRules.InquiryOf(sent.State, "shipment-1")!.Request.Amount);
        sent.When(new CollectOwed(2)).ThenNothingNew();
    }

    [Fact]
    public void Keeps_no_certificate_for_shipping_that_nothing_needs_any_more()
    {
        var plain = QuoteOf((Course, 1), (Globe, 1));
        var quote = plain with
        {
            BaseShipping = Dollars(500),
            Totals = plain.Totals with { Certificates = Dollars(14000), Due = Dollars(900) },
            Certificates = [new("certificate-1", Noon.AddDays(9), Dollars(14000))],
        };
        var order = (OrderState.Placed)Buying(quote).GivenDone(Told(Approved(quote)))
            .GivenDone(new VoidOrder("sold out", UnshippedOnly: true)).State;
        Assert.Equal(9900, OrderMoney.Gift(order));
    }

    [Fact]
    public void Is_charged_once_when_a_second_parcel_follows_before_the_first_is_paid()
    {
        var quote = QuoteOf((Course, 1), (Globe, 2));
        var first = Buying(quote).GivenDone(Told(Approved(quote)), Kept).GivenDone(ShipSome("shipment-1", "2", 1));
        var second = first.GivenDone(ShipSome("shipment-2", "2", 1));
        Assert.Equal(Dollars(9900 + 4500), ChargeRules.InquiryOf(second.State, "shipment-1")!.Capture!.Amount);
        Assert.Equal(Dollars(4500), ChargeRules.InquiryOf(second.State, "shipment-2")!.Request.Amount);
    }

    [Fact]
    public void Is_charged_by_itself_a_day_before_the_promise_ends()
    {
        var quote = QuoteOf((Course, 1), (Globe, 1));
        var after = Buying(quote).GivenDone(Told(Approved(quote) with { CaptureBefore = Noon.AddDays(3) }));
        var due = Noon.AddDays(2);
        Assert.Equal(due, AnOrder.Blueprint.DueAt(after.State));
        Assert.Equal(
            [new OrderErrand.CollectOwed(AdasOrder)], AnOrder.Blueprint.Questions(AdasOrder.Value, after.State, due));
        var events = Assert.IsType<Decision<OrderEvent>.Accepted>(OrderMachine.Decide(
            AdasOrder, Shop, after.State, new CollectOwed(1), due)).Events;
        Assert.Equal(Dollars(9900), Assert.IsType<ChargeAsked>(Assert.Single(events)).Charge.Capture!.Amount);
    }
}

public sealed class WatchingAPayment
{
    private static Spec<OrderState, OrderCommand, OrderEvent, OrderView> Placed =>
        AnOrder.Given(Submitted(FirstTry), Paid).GivenDone(Kept);

    [Fact]
    public void Lapses_when_the_gateway_ends_the_promise_and_can_still_be_shipped()
    {
        Assert.Equal(Noon.AddDays(6), AnOrder.Blueprint.DueAt(Placed.State));
        var after = Placed.When(new LearnPayment(FirstTry, new PaymentFact.Cancelled("pi_1")))
            .Then(new AuthorizationLapsed(FirstTry, Noon));
        Assert.Equal("authorized_plus_avs", OrderStatus.Of(after.State));
        Assert.Null(ChargeRules.InquiryOf(after.GivenDone(ShipAll).State, "shipment-1")!.Capture);
    }

    [Fact]
    public void Is_asked_daily_until_it_settled_and_a_person_hears_once_after_two_days()
    {
        var asked = Placed.GivenDone(ShipAll);
        var fact = Taken(ChargeRules.InquiryOf(asked.State, "shipment-1")!) with { Settlement = null };
        var sent = asked.GivenDone(new LearnCharge("shipment-1", fact));
        var learn = new LearnPayment(FirstTry, fact);
        Assert.Equal(Noon.AddDays(1), AnOrder.Blueprint.DueAt(sent.State));
        Assert.Empty(ProblemsOf(sent.At(Noon.AddDays(1)).When(learn)));
        Assert.Single(ProblemsOf(sent.At(Noon.AddDays(2)).When(learn)));
        var settled = sent.At(Noon.AddDays(1)).GivenDone(
            new LearnPayment(FirstTry, fact with { Settlement = new("txn_1", Noon) }));
        Assert.Null(AnOrder.Blueprint.DueAt(settled.State));
    }

    /// <summary>Where the gateway names no end.</summary>
    [Theory]
    [InlineData(false, 6)]
    [InlineData(true, 4)]
    public void Holds_a_promise_for_six_days_and_without_the_customer_for_four(bool offSession, int days)
    {
        var request = Asking(FirstTry) with { OffSession = offSession };
        var payment = new Payment(FirstTry, request, PaymentStatus.Authorized, Noon, Noon);
        Assert.Equal(Noon.AddDays(days), PaymentFacts.EndOf(payment, Approved(Bought), Noon));
        var said = Approved(Bought) with { CaptureBefore = Noon.AddDays(2) };
        Assert.Equal(Noon.AddDays(2), PaymentFacts.EndOf(payment, said, Noon));
    }

    [Fact]
    public void Tells_a_person_of_money_that_is_disputed_as_it_is_taken()
    {
        var asked = Placed.GivenDone(ShipAll);
        var fact = Taken(ChargeRules.InquiryOf(asked.State, "shipment-1")!) with { Disputed = 100 };
        var problem = Assert.Single(ProblemsOf(asked.When(new LearnCharge("shipment-1", fact))));
        Assert.Equal("payment/pi_1/disputed", problem.Key);
    }

    [Fact]
    public void Tells_a_person_once_of_a_certificate_that_knows_nothing_of_it()
    {
        var report = new ReportCertificate("certificate-1", "unknown");
        var told = Placed.When(report);
        Assert.Equal("certificate-1/unknown-to/order-ada", Assert.Single(ProblemsOf(told)).Key);
        told.Accepted().When(report).ThenNothingNew();
    }

    [Fact]
    public void Gives_nothing_back_of_what_is_disputed()
    {
        var asked = Placed.GivenDone(ShipAll);
        var fact = Taken(ChargeRules.InquiryOf(asked.State, "shipment-1")!);
        var disputed = asked.GivenDone(
            new LearnCharge("shipment-1", fact), new LearnPayment(FirstTry, fact with { Disputed = 10497 }));
        Assert.Null(RefundPlan.Of((OrderState.Placed)disputed.State, 1));
    }

    private static IEnumerable<Problem> ProblemsOf(Told<OrderState, OrderCommand, OrderEvent, OrderView> told)
    {
        var after = told.Accepted().State;
        return Assert.IsType<Decision<OrderEvent>.Accepted>(told.Decision).Events
            .SelectMany(happened => AnOrder.Blueprint.Problems(AdasOrder.Value, after, happened));
    }
}
