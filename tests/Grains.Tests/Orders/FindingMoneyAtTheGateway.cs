using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Kit;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Tests.Orders.GivenAnOrder;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Orders;

/// <summary>More was taken of a promise than the shop asked for: by staff at the gateway, or by a capture that was
/// given up. The customer is not charged once more for it, and none of it stays unused.</summary>
public sealed class FindingMoneyAtTheGateway
{
    private static readonly PaymentFact.Approved All =
        Approved(Bought) with { Captured = Bought.Totals.Due, Open = false };

    private static readonly LearnPayment Heard = new(FirstTry, All);

    private static Spec<OrderState, OrderCommand, OrderEvent, OrderView> Order =>
        AnOrder.Given(Submitted(FirstTry), Paid).GivenDone(Kept);

    [Fact]
    public void Pays_what_leaves_next_of_it_and_tells_a_person()
    {
        var found = new MoneyFound(FirstTry, Bought.Totals.Due, All, Noon);
        var after = Order.When(Heard).Then(found);
        Assert.Equal("payment/pi_1/found", Assert.Single(
            AnOrder.Blueprint.Problems(AdasOrder.Value, after.State, found)).Key);
        after.When(Heard).ThenNothingNew();
        var sent = after.GivenDone(ShipAll);
        Assert.Null(ChargeRules.InquiryOf(sent.State, "shipment-1"));
        Assert.Equal("fulfilled", OrderStatus.Of(sent.State));
        Assert.Equal(Bought.Totals.Due.Amount, Sound(sent).Core.Last.Captured);
    }

    [Fact]
    public void Gives_it_back_when_nothing_is_left_for_it()
    {
        var left = Order.GivenDone(ShipAll).GivenDone(
            new LearnCharge("shipment-1", new PaymentFact.Declined("pi_1", "lost_card")),
            new ReleaseShipment("shipment-1", "a good customer"));
        var after = left with
        {
            State = ((OrderState.Placed)left.State) with
            {
                Core = ((OrderState.Placed)Order.State).Core,
            },
        };
        var order = (OrderState.Placed)after.GivenDone(Heard).State;
        Assert.Equal(Bought.Totals.Due, Assert.Single(Assert.Single(order.Refunds).Parts).Amount);
    }

    [Fact]
    public void Counts_on_it_though_the_promise_was_over()
    {
        var after = Order.GivenDone(new LearnPayment(FirstTry, new PaymentFact.Cancelled("pi_1")), Heard);
        Assert.Equal(PaymentStatus.Authorized, ((OrderState.Placed)after.State).Core.Last.Status);
        Assert.Null(ChargeRules.InquiryOf(after.GivenDone(ShipAll).State, "shipment-1"));
    }

    /// <summary>Part of it is paid of what was taken, and none of the rest is lost.</summary>
    [Fact]
    public void Keeps_what_was_taken_beyond_a_shipments_cost_for_the_next()
    {
        var asked = Order.GivenDone(ShipSome("shipment-1", "1", 2));
        var happened = Assert.IsType<Decision<OrderEvent>.Accepted>(
            asked.When(new LearnCharge("shipment-1", All)).Decision).Events;
        Assert.Contains(new MoneyFound(FirstTry, Dollars(Bought.Totals.Due.Amount - 3998), All, Noon), happened);
        var all = asked.Given(happened).GivenDone(ShipAll with { ShipmentId = "shipment-2" });
        Assert.Null(ChargeRules.InquiryOf(all.State, "shipment-2"));
        Assert.Equal("fulfilled", OrderStatus.Of(all.State));
        Sound(all);
    }

    /// <summary>Who took it by mistake gave it back: nothing is there to be paid of.</summary>
    [Fact]
    public void Counts_only_on_what_was_not_given_back()
    {
        var undone = All with { Refunded = Bought.Totals.Due };
        var after = Order.When(new LearnPayment(FirstTry, undone)).Then(new PaymentSeen(FirstTry, undone, Noon));
        var asked = after.GivenDone(ShipAll);
        Assert.Equal(Bought.Totals.Due, ChargeRules.InquiryOf(asked.State, "shipment-1")!.Request.Amount);

        // A shipment's own capture is in it, and the rest went back.
        var some = Order.GivenDone(ShipSome("shipment-1", "1", 2));
        var rest = All with { Refunded = Dollars(Bought.Totals.Due.Amount - 3998) };
        var events = Assert.IsType<Decision<OrderEvent>.Accepted>(
            some.When(new LearnCharge("shipment-1", rest)).Decision).Events;
        Assert.DoesNotContain(events, one => one is MoneyFound);
    }

    /// <summary>A refund of ours that the gateway lost again is its own matter.</summary>
    [Fact]
    public void Finds_nothing_where_a_refund_of_ours_failed()
    {
        var returned = Order.Sent(ShipAll).GivenDone(Back);
        var made = returned.GivenDone(new LearnRefund(
            "refund-1", "order-ada/refund-1/1", new RefundFact.Made("re_1", "pi_1", Dollars(5997), true)));
        var failed = All with { Settlement = new("txn_1", Noon) };
        made.When(new LearnPayment(FirstTry, failed)).ThenNothingNew();
    }

    /// <summary>PAY-21: a dispute that is first heard of with it is told too.</summary>
    [Fact]
    public void Tells_of_a_dispute_that_is_heard_of_with_it()
    {
        var disputed = All with { Disputed = Bought.Totals.Due.Amount };
        var found = new MoneyFound(FirstTry, Bought.Totals.Due, disputed, Noon);
        var after = Order.When(new LearnPayment(FirstTry, disputed)).Then(found);
        Assert.Equal(
            ["payment/pi_1/found", "payment/pi_1/disputed"],
            AnOrder.Blueprint.Problems(AdasOrder.Value, after.State, found).Select(problem => problem.Key));
    }

    /// <summary>Less was taken than the shipment costs: it is charged by itself, and what was taken goes back once
    /// nothing is left for it.</summary>
    [Fact]
    public void Keeps_what_is_too_little_for_the_shipment_in_mind()
    {
        var asked = Order.GivenDone(ShipAll);
        var little = All with { Captured = Dollars(300) };
        var happened = Assert.IsType<Decision<OrderEvent>.Accepted>(
            asked.When(new LearnCharge("shipment-1", little)).Decision).Events;
        Assert.Equal(
            [typeof(MoneyFound), typeof(ChargeFailed), typeof(ChargeAsked)], happened.Select(one => one.GetType()));
        var anew = asked.Given(happened);
        var paid = anew.GivenDone(
            new LearnCharge("shipment-1", Taken(ChargeRules.InquiryOf(anew.State, "shipment-1")!)));
        Assert.Equal(Dollars(300), Assert.Single(Assert.Single(Sound(paid).Refunds).Parts).Amount);
    }

    /// <summary>C7: the customer was asked, and need not pay any more.</summary>
    [Fact]
    public void Pays_what_is_owed_of_it_though_the_customer_was_asked()
    {
        var quote = QuoteOf((Course, 1));
        var open = Approved(quote);
        var asked = AnOrder.Given(Submitted(FirstTry) with
        {
            Quote = quote,
            Request = Asking(FirstTry) with { Amount = quote.Totals.Due },
        }).GivenDone(Told(open)).GivenDone(
            new LearnCharge("shipment-ada-soft", new PaymentFact.Rejected("amount_invalid")), new CollectOwed(1));
        Assert.True(OrderTimes.OwedAt((OrderState.Placed)asked.State) > Noon);
        var found = asked.GivenDone(
            new LearnPayment(FirstTry, open with { Captured = quote.Totals.Due, Open = false }));
        Assert.Equal(Noon, OrderTimes.OwedAt((OrderState.Placed)found.State));
        Assert.Equal(0, Sound(found.GivenDone(new CollectOwed(2))).Shipments[0].Owed);
    }

    /// <summary>A capture that was given up comes late: what left is paid of it.</summary>
    [Fact]
    public void Pays_what_left_of_a_capture_that_was_given_up()
    {
        var quote = QuoteOf((Course, 1));
        var open = Approved(quote) with { Method = "pm_1" };
        var over = Noon + Shop.GatewayPatience + Shop.GatewayQuietTime;
        var untaken = AnOrder.Given(Submitted(FirstTry) with
        {
            Quote = quote,
            Request = Asking(FirstTry) with { Amount = quote.Totals.Due },
        }).GivenDone(Told(open), Kept).GivenDone(
            new LearnCharge("shipment-ada-soft", open with { Broke = new("http_500", Twice: true) }))
            .At(over).GivenDone(new LearnCharge("shipment-ada-soft", open));
        var late = untaken.GivenDone(
            new LearnPayment(FirstTry, open with { Captured = quote.Totals.Due, Open = false }));
        var paid = late.At(over + CaptureTries.Pause).GivenDone(new CollectOwed(1));
        Assert.Null(ChargeRules.InquiryOf(paid.State, "shipment-ada-soft"));
        Assert.Equal(0, Sound(paid).Shipments[0].Owed);
    }

    private static OrderState.Placed Sound(Spec<OrderState, OrderCommand, OrderEvent, OrderView> order)
    {
        Assert.Empty(MemoryAudit.OfOrder(AdasOrder, order.State));
        return (OrderState.Placed)order.State;
    }
}
