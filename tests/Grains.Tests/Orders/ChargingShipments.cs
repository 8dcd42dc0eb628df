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
    public void Pays_the_next_shipment_of_money_that_comes_for_one_that_failed()
    {
        var failed = Placed.GivenDone(ShipAll);
        var inquiry = ChargeRules.InquiryOf(failed.State, "shipment-1")!;
        failed = failed.GivenDone(new LearnCharge("shipment-1", new PaymentFact.Declined("pi_1", "lost_card")));
        var late = failed.When(new LearnCharge("shipment-1", Taken(inquiry)))
            .Then(new MoneyFound(FirstTry, Bought.Totals.Due, Taken(inquiry), Noon));
        var sent = late.GivenDone(ShipAll with { ShipmentId = "shipment-2" });
        Assert.Null(ChargeRules.InquiryOf(sent.State, "shipment-2"));
        Assert.Equal("shipped", ShipmentOf(sent.State).Status);
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
