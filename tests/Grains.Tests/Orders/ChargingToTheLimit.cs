using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Kit;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Tests.Orders.GivenAnOrder;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Orders;

/// <summary>Just before and just after the limits of what a shipment is charged.</summary>
public sealed class ChargingToTheLimit
{
    private static readonly LearnCharge Lost = new("shipment-1", new PaymentFact.Declined("pi_1", "lost_card"));

    private static Spec<OrderState, OrderCommand, OrderEvent, OrderView> Order =>
        AnOrder.Given(Submitted(FirstTry), Paid).GivenDone(Kept);

    [Fact]
    public void Is_not_paid_by_what_was_taken_before()
    {
        var waiting = Order.GivenDone(ShipSome("shipment-1", "1", 2));
        var inquiry = ChargeRules.InquiryOf(waiting.State, "shipment-1")!;
        var taken = With(waiting, payment => payment with { Captured = 100 });
        taken.When(new LearnCharge("shipment-1", Taken(inquiry) with { Open = true })).ThenNothingNew();
        Assert.Equal("shipped", Status(taken.GivenDone(
            new LearnCharge("shipment-1", Taken(inquiry) with { Captured = Dollars(4098) }))));
    }

    [Fact]
    public void Fails_when_nothing_was_taken_long_after_its_last_sending()
    {
        var waiting = Order.GivenDone(ShipAll);
        var over = Noon + Shop.GatewayKeyTime + Shop.GatewayQuietTime;
        var untaken = new LearnCharge("shipment-1", Approved(Bought));
        var silent = waiting.At(Noon + Shop.GatewaySilence).GivenDone(untaken);
        silent.At(over.AddMilliseconds(-1)).When(untaken).ThenNothingNew();
        Assert.Equal("payment_failed", Status(waiting.At(over).GivenDone(untaken)));
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(10497, false)]
    public void Gives_up_a_promise_that_was_too_small_and_no_other(long promised, bool isGivenUp)
    {
        var order = AnOrder.Given(
            Submitted(FirstTry) with { Request = Asking(FirstTry) with { Amount = Dollars(promised) } },
            Paid with { Fact = Approved(Bought) with { CaptureBefore = Noon.AddMinutes(30) } })
            .GivenDone(Kept, ShipSome("shipment-1", "1", 3));
        var inquiry = ChargeRules.InquiryOf(order.State, "shipment-1")!;
        Assert.Null(inquiry.Capture);
        var happened = Assert.IsType<Decision<OrderEvent>.Accepted>(
            order.When(new LearnCharge("shipment-1", Taken(inquiry))).Decision).Events;
        Assert.Equal(isGivenUp, happened.Contains(new AuthorizationUnwanted(FirstTry, Noon)));
    }

    /// <summary>Found by the simulation: the second shipment's own charge was quicker than the first one's capture, and
    /// the promise was given up that the first was being paid of.</summary>
    [Fact]
    public void Keeps_a_promise_that_another_shipment_is_being_paid_of()
    {
        var order = AnOrder.Given(
            Submitted(FirstTry) with { Request = Asking(FirstTry) with { Amount = Dollars(5000) } }, Paid)
            .GivenDone(Kept, ShipSome("shipment-1", "2", 1), ShipSome("shipment-2", "1", 3));
        var (first, second) = (InquiryOf(order, "shipment-1"), InquiryOf(order, "shipment-2"));
        Assert.NotNull(first.Capture);
        Assert.Null(second.Capture);
        var happened = Assert.IsType<Decision<OrderEvent>.Accepted>(
            order.When(new LearnCharge("shipment-2", Taken(second))).Decision).Events;
        Assert.DoesNotContain(happened, one => one is AuthorizationUnwanted or RestUnwanted);
        var both = order.GivenDone(
            new LearnCharge("shipment-2", Taken(second)), new LearnCharge("shipment-1", Taken(first)));
        Assert.All(
            ((OrderState.Placed)both.State).Shipments, one => Assert.Equal(ShipmentStatus.Shipped, one.Status));
    }

    [Fact]
    public void Sets_free_what_is_left_of_a_promise_when_its_capture_is_the_last_to_be_heard_of()
    {
        var order = AnOrder.Given(
            Submitted(FirstTry) with { Request = Asking(FirstTry) with { Amount = Dollars(5000) } },
            Paid with { Fact = Approved(Bought) with { ManyCaptures = true } })
            .GivenDone(Kept, ShipSome("shipment-1", "2", 1), ShipSome("shipment-2", "1", 3));
        var (first, second) = (InquiryOf(order, "shipment-1"), InquiryOf(order, "shipment-2"));
        var charged = order.GivenDone(new LearnCharge("shipment-2", Taken(second)));
        var taken = Taken(first) with { Open = true, ManyCaptures = true };
        var happened = Assert.IsType<Decision<OrderEvent>.Accepted>(
            charged.When(new LearnCharge("shipment-1", taken)).Decision).Events;
        Assert.False(first.Capture!.Final);
        Assert.Contains(happened, one => one is RestUnwanted { Attempt: var attempt } && attempt == FirstTry);
    }

    /// <summary>C3: what was too small for the second shipment is the first one's.</summary>
    [Fact]
    public void Never_gives_up_a_promise_that_another_shipment_is_taking()
    {
        var first = Order.GivenDone(ShipAll).GivenDone(Adding("1", Globe, 9));
        var both = first.GivenDone(ShipAll with { ShipmentId = "shipment-2" });
        var second = ChargeRules.InquiryOf(both.State, "shipment-2")!;
        Assert.Null(second.Capture);
        var paid = both.When(new LearnCharge("shipment-2", Taken(second)));
        Assert.Equal(
            [typeof(ShipmentCharged), typeof(ItemsShipped)],
            Assert.IsType<Decision<OrderEvent>.Accepted>(paid.Decision).Events.Select(one => one.GetType()));
        var taken = Taken(ChargeRules.InquiryOf(both.State, "shipment-1")!);
        Assert.Equal("shipped", Status(paid.Accepted().GivenDone(new LearnCharge("shipment-1", taken))));
    }

    /// <summary>C8: the goods left unpaid meanwhile, and nothing else is to leave.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Keeps_a_promise_while_it_is_taken_for_goods_that_left_already_and_no_longer(bool isTaken)
    {
        var order = Order.GivenDone(
            ShipSome("shipment-1", "1", 3), new ReleaseShipment("shipment-1", "a good customer"));
        var rest = order.When(new VoidOrder("sold out", UnshippedOnly: true));
        Assert.DoesNotContain(
            Assert.IsType<Decision<OrderEvent>.Accepted>(rest.Decision).Events, one => one is AuthorizationUnwanted);
        var taken = Taken(ChargeRules.InquiryOf(order.State, "shipment-1")!) with { Open = true };
        var told = rest.Accepted().When(isTaken ? new LearnCharge("shipment-1", taken) : Lost);
        var end = Assert.IsType<Decision<OrderEvent>.Accepted>(told.Decision).Events[^1];
        Assert.Equal(
            isTaken ? new RestUnwanted(FirstTry, 4500, Noon) : new AuthorizationUnwanted(FirstTry, Noon), end);
    }

    /// <summary>C4: the gateway says that a promise is over of which something was taken.</summary>
    [Fact]
    public void Charges_anew_when_the_rest_of_a_promise_is_over_before_it_was_taken()
    {
        var promised = Approved(Bought) with { ManyCaptures = true };
        var first = AnOrder.Given(Submitted(FirstTry), Paid with { Fact = promised })
            .GivenDone(Kept, ShipSome("shipment-0", "1", 1));
        var part = promised with { Captured = Dollars(1999) };
        var second = first.GivenDone(new LearnCharge("shipment-0", part)).GivenDone(ShipAll);
        Assert.NotNull(ChargeRules.InquiryOf(second.State, "shipment-1")!.Capture);
        second.When(new LearnCharge("shipment-1", part)).ThenNothingNew();
        var over = new LearnCharge("shipment-1", part with { Open = false });
        var happened = Assert.IsType<Decision<OrderEvent>.Accepted>(second.When(over).Decision).Events;
        Assert.Equal(
            [typeof(PaymentSeen), typeof(ChargeFailed), typeof(ChargeAsked)], happened.Select(one => one.GetType()));
        var asked = second.Given(happened);
        var (inquiry, payment) = (
            ChargeRules.InquiryOf(asked.State, "shipment-1")!, ((OrderState.Placed)asked.State).Core.Payments[0]);
        Assert.Equal((null, Dollars(8498)), (inquiry.Capture, inquiry.Request.Amount));
        Assert.Equal((false, 1999, 8498), (payment.IsOpen, payment.Captured, payment.Released));
        Assert.Equal("shipped", Status(asked.GivenDone(new LearnCharge("shipment-1", Taken(inquiry)))));
    }

    /// <summary>Two asked, and the first answer began a charge of its own: the second, about the promise, says nothing
    /// of that, however late it comes.</summary>
    [Theory]
    [InlineData("cancelled", 0)]
    [InlineData("declined", 0)]
    [InlineData("taken", 0)]
    [InlineData("over", 8)]
    [InlineData("over", 999)]
    public void Hears_nothing_of_a_charge_in_what_is_said_of_the_promise_before_it(string what, int hours)
    {
        var part = Approved(Bought) with { ManyCaptures = true, Captured = Dollars(1999) };
        var over = new LearnCharge("shipment-1", part with { Open = false });
        var asked = AnOrder.Given(
                Submitted(FirstTry), Paid with { Fact = Approved(Bought) with { ManyCaptures = true } })
            .GivenDone(Kept, ShipSome("shipment-0", "1", 1), new LearnCharge("shipment-0", part), ShipAll, over);
        var own = InquiryOf(asked, "shipment-1");
        Assert.Equal((null, Dollars(8498)), (own.Capture, own.Request.Amount));
        PaymentFact fact = what switch
        {
            "cancelled" => new PaymentFact.Cancelled("pi_1"),
            "declined" => new PaymentFact.Declined("pi_1", "lost_card"),
            "taken" => part with { Captured = Bought.Totals.Due },
            _ => over.Fact,
        };
        asked.At(Noon.AddHours(hours)).When(over with { Fact = fact }).ThenNothingNew();
        Assert.Equal("shipped", Status(asked.GivenDone(new LearnCharge("shipment-1", Taken(own)))));
    }

    [Fact]
    public void Returns_late_money_once_and_never_what_was_counted_before()
    {
        var failed = Order.GivenDone(ShipAll);
        var late = new LearnCharge("shipment-1", Taken(ChargeRules.InquiryOf(failed.State, "shipment-1")!));
        failed = failed.GivenDone(Lost);
        Assert.IsType<MoneyFound>(Assert.Single(
            Assert.IsType<Decision<OrderEvent>.Accepted>(failed.When(late).Decision).Events));
        var answer = new Decision<OrderEvent>.Unchanged(new ShipmentPaymentFailed("shipment-1", "declined"));
        Func<Payment, Payment>[] known =
        [
            payment => payment with { Captured = 10497 },
            payment => payment with { Status = PaymentStatus.Ending },
            payment => payment with { Status = PaymentStatus.Ended },
        ];
        Assert.All(known, change => Assert.Equal(answer, With(failed, change).When(late).Decision));
    }

    /// <summary>G5: a late word on the first shipment must not send back what the second is taking.</summary>
    [Fact]
    public void Never_returns_what_another_shipment_is_taking_of_the_same_promise()
    {
        var second = Order.GivenDone(ShipAll).GivenDone(Lost).GivenDone(ShipAll with { ShipmentId = "shipment-2" });
        var taken = Taken(ChargeRules.InquiryOf(second.State, "shipment-2")!);
        Assert.Equal("pi_1", taken.PaymentId);
        second.When(new LearnCharge("shipment-1", taken))
            .ThenNothingNew(new ShipmentPaymentFailed("shipment-1", "declined"));
        Assert.Equal("shipped", Status(second.GivenDone(new LearnCharge("shipment-2", taken))));
    }

    [Fact]
    public void Asks_for_nothing_when_nothing_is_to_be_paid() =>
        Assert.IsType<ChargePlan.Nothing>(ChargePlan.Of((OrderState.Placed)Order.State, Wish(0), Noon));

    [Fact]
    public void Takes_of_a_promise_until_an_hour_before_its_end()
    {
        var order = (OrderState.Placed)AnOrder.Given(
            Submitted(FirstTry),
            Paid with { Fact = Approved(Bought) with { CaptureBefore = Noon.AddHours(1) } }).GivenDone(Kept).State;
        Assert.IsType<ChargePlan.Capture>(ChargePlan.Of(order, Wish(1), Noon.AddMilliseconds(-1)));
        Assert.IsType<ChargePlan.Anew>(ChargePlan.Of(order, Wish(1), Noon));
    }

    [Fact]
    public void Counts_on_a_promise_until_its_end_and_then_sets_free_what_the_gateway_still_holds()
    {
        var end = Noon.AddHours(1);
        var order = AnOrder.Given(
            Submitted(FirstTry), Paid with { Fact = Approved(Bought) with { CaptureBefore = end } });
        var open = new LearnPayment(FirstTry, Approved(Bought));
        order.At(end.AddMilliseconds(-1)).When(open).ThenNothingNew();
        var over = order.At(end).When(open).Then(
            new AuthorizationLapsed(FirstTry, end), new RestUnwanted(FirstTry, Asking(FirstTry).Amount.Amount, end));
        Assert.Equal(
            [new OrderErrand.ReleaseRest(FirstTry)],
            OrderErrands.Of(over.State, new RestUnwanted(FirstTry, Asking(FirstTry).Amount.Amount, end)));
        over.When(open).ThenNothingNew();
    }

    [Fact]
    public void Sets_free_what_is_left_of_a_promise_that_was_taken_in_part_when_its_time_is_over()
    {
        var end = Noon.AddDays(1);
        var promised = Approved(Bought) with { CaptureBefore = end, ManyCaptures = true };
        var taken = With(
            AnOrder.Given(Submitted(FirstTry), Paid with { Fact = promised }),
            payment => payment with { Captured = 100 });
        var over = taken.At(end).When(new LearnPayment(FirstTry, promised)).Then(
            new RestLapsed(FirstTry, Asking(FirstTry).Amount.Amount - 100, end));
        Assert.Equal(Asking(FirstTry).Amount.Amount - 100, ((OrderState.Placed)over.State).Core.Last.Released);
        over.When(new LearnPayment(FirstTry, promised)).ThenNothingNew();
    }

    /// <summary>Also before its time, and though nothing else is new: else it would be asked about without
    /// end.</summary>
    [Fact]
    public void Hears_that_the_rest_of_a_promise_is_over()
    {
        var promised = Approved(Bought) with { CaptureBefore = Noon.AddDays(1), ManyCaptures = true };
        var taken = With(
            AnOrder.Given(Submitted(FirstTry), Paid with { Fact = promised }),
            payment => payment with { Captured = 100 });
        var open = promised with { Captured = Dollars(100) };
        taken.When(new LearnPayment(FirstTry, open)).ThenNothingNew();
        var over = new LearnPayment(FirstTry, open with { Open = false });
        var heard = taken.When(over).Then(new PaymentSeen(FirstTry, open with { Open = false }, Noon));
        var payment = ((OrderState.Placed)heard.State).Core.Last;
        Assert.Equal((false, 0, 10397), (payment.IsOpen, payment.Promised, payment.Released));
        heard.When(over).ThenNothingNew();
    }

    [Fact]
    public void Uses_the_method_that_the_customer_chose_and_not_that_of_a_charge_of_ours()
    {
        var sent = Order.Sent(ShipSome("shipment-1", "1", 2)).Sent(ShipAll with { ShipmentId = "shipment-2" });
        var own = With(sent, payment => payment with { Method = "pm_other", Customer = "cus_other" });
        Assert.Equal(FirstTry, ChargePlan.MethodOf((OrderState.Placed)own.State)!.Attempt);
    }

    private static ChargeInquiry InquiryOf(
        Spec<OrderState, OrderCommand, OrderEvent, OrderView> order, string shipment) =>
        Assert.IsType<ChargeInquiry>(ChargeRules.InquiryOf(order.State, shipment));

    private static string Status(Spec<OrderState, OrderCommand, OrderEvent, OrderView> order) =>
        ChargingShipments.ShipmentOf(order.State).Status;

    private static Spec<OrderState, OrderCommand, OrderEvent, OrderView> With(
        Spec<OrderState, OrderCommand, OrderEvent, OrderView> order, Func<Payment, Payment> change)
    {
        var placed = (OrderState.Placed)order.State;
        return order with { State = placed with { Core = placed.Core.With(change(placed.Core.Last), Noon) } };
    }

    private static ChargeWish Wish(long amount) => new("shipment-1", ["shipment-1"], amount, 0);
}
