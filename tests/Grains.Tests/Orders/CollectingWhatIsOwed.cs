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

/// <summary>C5, C3, C7: what left without a parcel is taken off the promise, else without the customer, else asked
/// for; only then is it given up.</summary>
public sealed class CollectingWhatIsOwed
{
    private const string Soft = "shipment-ada-soft";

    private static readonly AttemptId ByLink = AttemptId.Of(AdasOrder, 102);

    private static readonly CollectOwed Collect = new(4000002);

    private static readonly PayByLink Pay = new("token", "pm_new", null, 4000009);

    private static Spec<OrderState, OrderCommand, OrderEvent, OrderView> Refused
    {
        get
        {
            var quote = QuoteOf((Course, 1));
            return Bought(quote, Approved(quote) with { Method = "pm_1" }).GivenDone(
                new LearnCharge(Soft, new PaymentFact.Rejected("amount_invalid")));
        }
    }

    private static Spec<OrderState, OrderCommand, OrderEvent, OrderView> Declined =>
        Refused.GivenDone(Collect, new LearnCharge(Soft, new PaymentFact.Declined("pi_9", "lost_card")));

    private static Spec<OrderState, OrderCommand, OrderEvent, OrderView> Offered =>
        Declined.GivenDone(Collect, new MakeLink("token", Soft), Pay);

    [Fact]
    public void Charges_without_the_customer_what_the_promise_did_not_give_and_lets_the_promise_go()
    {
        var asked = Assert.IsType<ChargeAsked>(Assert.Single(Accepted(Refused, Collect)));
        Assert.Null(asked.Charge.Capture);
        Assert.Equal(Dollars(9900), asked.Request!.Amount);
        var waiting = Refused.GivenDone(Collect);
        var paid = Accepted(
            waiting, new LearnCharge(Soft, Taken(ChargeRules.InquiryOf(waiting.State, Soft)!)));
        Assert.Equal(new AuthorizationUnwanted(FirstTry, Noon), paid[^1]);
        Assert.Equal(0, ShipmentOf(waiting.Given(paid).State).Owed);
    }

    /// <summary>G3, PAY-14: the gateway broke down over the capture, and the promise stands. An hour later it is asked
    /// again, under another key, until the promise is about to end; then without the customer.</summary>
    [Fact]
    public void Takes_anew_of_the_promise_what_the_gateway_did_not_take_since_it_broke_down()
    {
        var quote = QuoteOf((Course, 1));
        var open = Approved(quote) with { Method = "pm_1", CaptureBefore = Noon.AddHours(4) };
        var broken = new LearnCharge(Soft, open with { Broke = new("http_500", Twice: true) });
        var order = Bought(quote, open).GivenDone(broken);
        var (read, over) = (new LearnCharge(Soft, open), Noon + Shop.GatewayPatience + Shop.GatewayQuietTime);
        order.At(over.AddMilliseconds(-1)).When(read).ThenNothingNew();
        var untaken = order.At(over).GivenDone(read);
        var later = over + CaptureTries.Pause;
        Assert.Equal(later, OrderTimes.OwedAt((OrderState.Placed)untaken.State));
        untaken.At(later.AddMilliseconds(-1)).When(Collect).ThenNothingNew();
        var anew = untaken.At(later).GivenDone(Collect);
        var inquiry = ChargeRules.InquiryOf(anew.State, Soft)!;
        Assert.Equal("order-ada/1/capture/shipment-ada-soft/2", inquiry.Capture!.Key);
        Assert.Equal((later, null), (inquiry.FirstSentAt, inquiry.BrokenAt));
        var taken = anew.GivenDone(new LearnCharge(Soft, Taken(inquiry)));
        Assert.Equal((0, FirstTry), (ShipmentOf(taken.State).Owed, ShipmentOf(taken.State).PaidBy));

        // An hour before the promise ends it is not asked any more.
        var again = anew.GivenDone(broken).At(later + (over - Noon)).GivenDone(read);
        var last = Assert.IsType<ChargeAsked>(Assert.Single(Accepted(again.At(Noon.AddHours(3)), Collect)));
        Assert.Equal((null, "pm_kept"), (last.Charge.Capture, last.Request!.Method));
    }

    [Fact]
    public void Tells_a_person_once_that_what_left_was_not_taken_for_long_however_often_it_was_tried()
    {
        var quote = QuoteOf((Course, 1));
        var open = Approved(quote) with { Method = "pm_1" };
        var (broken, read) = (open with { Broke = new("http_500", Twice: true) }, new LearnCharge(Soft, open));
        var over = Shop.GatewayPatience + Shop.GatewayQuietTime;
        var order = Bought(quote, open).GivenDone(new LearnCharge(Soft, broken)).At(Noon + over).GivenDone(read);
        var second = order.At(Noon + over + CaptureTries.Pause).GivenDone(Collect);
        var silent = new LearnCharge(Soft, new PaymentFact.Unknown("timeout"));
        var told = Noon + Shop.GatewaySilence;
        second.At(told.AddMilliseconds(-1)).When(silent).ThenNothingNew();
        var third = second.At(told).When(silent).Then(new ChargeSilent(Soft, Dollars(9900), "timeout", told))
            .GivenDone(new LearnCharge(Soft, broken)).At(told + over).GivenDone(read)
            .At(told + over + CaptureTries.Pause).GivenDone(Collect);
        Assert.Equal("order-ada/1/capture/shipment-ada-soft/3", ChargeRules.InquiryOf(third.State, Soft)!.Capture!.Key);
        third.At(told + Shop.GatewaySilence + Shop.GatewaySilence).When(silent).ThenNothingNew();
    }

    [Fact]
    public void Asks_the_customer_once_when_that_was_refused_too()
    {
        var asked = Assert.IsType<OwedUnpaid>(Assert.Single(Accepted(Declined, Collect)));
        var after = Declined.Given(asked);
        Assert.Equal(
            [new OrderErrand.AskForPayment(AdasOrder, Soft)], OrderErrands.Of(after.State, asked));
        Assert.Equal($"shipment/{Soft}/owed", Assert.Single(
            AnOrder.Blueprint.Problems(AdasOrder.Value, after.State, asked)).Key);
        Assert.Equal(Noon.AddDays(7), OrderTimes.OwedAt((OrderState.Placed)after.State));
        after.When(Collect).ThenNothingNew();
        Assert.Null(OrderTimes.OwedAt((OrderState.Placed)Offered.State));
    }

    [Fact]
    public void Takes_it_off_what_the_customer_promised_then()
    {
        var promised = Offered.GivenDone(new Learn(ByLink, Promise, Present: true));
        var asked = Assert.IsType<ChargeAsked>(Assert.Single(Accepted(promised, Collect)));
        Assert.Equal(("pi_new", Dollars(9900)), (asked.Charge.Capture!.PaymentId, asked.Charge.Capture.Amount));
        var taken = promised.GivenDone(Collect);
        taken = taken.GivenDone(new LearnCharge(Soft, Taken(ChargeRules.InquiryOf(taken.State, Soft)!)));
        Assert.Equal((0, ByLink), (ShipmentOf(taken.State).Owed, ShipmentOf(taken.State).PaidBy));

        // What that does not give either is not asked for again.
        var lost = promised.GivenDone(Collect, new LearnCharge(Soft, new PaymentFact.Declined("pi_new", "no")));
        Assert.IsType<OwedGivenUp>(Accepted(lost, Collect)[0]);
    }

    [Fact]
    public void Gives_it_up_when_the_customer_did_not_pay_and_lets_the_promise_go()
    {
        var waiting = Declined.GivenDone(Collect).GivenDone(new MakeLink("token", Soft));
        waiting.At(Noon.AddDays(7).AddMilliseconds(-1)).When(Collect).ThenNothingNew();
        waiting.At(Noon.AddDays(7)).When(Collect).Then(
            new OwedGivenUp(Soft, Dollars(9900), "not_collected", Noon.AddDays(7)),
            new AuthorizationUnwanted(FirstTry, Noon.AddDays(7)));

        // A link that was made later may be used until it ends.
        var later = waiting.At(Noon.AddDays(1)).GivenDone(new MakeLink("newer", null));
        later.At(Noon.AddDays(7)).When(Collect).ThenNothingNew();
        Assert.IsType<OwedGivenUp>(Accepted(later.At(Noon.AddDays(8)), Collect)[0]);
    }

    /// <summary>REF-01: no waiting period; what was not taken is not taken then.</summary>
    [Theory]
    [InlineData(9900, 0)]
    [InlineData(4000, 5900)]
    public void Is_less_by_what_comes_back_before_it_is_charged(long back, long left)
    {
        var quote = QuoteOf((Course, 1), (Globe, 1));
        var order = AnOrder.Given(Submitted(FirstTry) with
        {
            Quote = quote,
            Request = Asking(FirstTry) with { Amount = quote.Totals.Due },
        }).GivenDone(Told(Approved(quote)));
        var returned = order.GivenDone(
            new Return("refund-1", [new("1", 1, Dollars(back))], null, "too easy", null, false, []));
        Assert.Equal(left, ShipmentOf(returned.State).Owed);
        var refund = Assert.Single(OrderViews.Of(AdasOrder, "USD", returned.State).Refunds);
        Assert.Empty(refund.Parts);
        Assert.Empty(MemoryAudit.OfOrder(AdasOrder, returned.State));

        // With the next parcel only the rest is charged.
        var sent = returned.GivenDone(ShipAll);
        Assert.Equal(
            Dollars(4500 + left), ChargeRules.InquiryOf(sent.State, "shipment-1")!.Capture!.Amount);
    }

    [Fact]
    public void Is_asked_about_first_while_it_is_being_taken_and_lets_the_promise_go_when_it_came_back()
    {
        var whole = new Return("refund-1", [new("1", 1)], null, "too easy", null, false, []);
        Refused.GivenDone(Collect).When(whole).ThenRefused(new ShipmentUnsettled(Soft));
        var happened = Accepted(Refused, whole);
        Assert.IsType<ItemsReturned>(happened[0]);
        Assert.Equal(new AuthorizationUnwanted(FirstTry, Noon), happened[^1]);
    }

    private static Spec<OrderState, OrderCommand, OrderEvent, OrderView> Bought(
        Quote quote, PaymentFact.Approved fact) => AnOrder.Given(Submitted(FirstTry) with
        {
            Quote = quote,
            Request = Asking(FirstTry) with { Amount = quote.Totals.Due },
        }).GivenDone(Told(fact), Kept);

    private static PaymentFact.Approved Promise => new(
        "pi_new", Dollars(9900), Dollars(0), Dollars(0), AddressMatches: true, Visa, null)
    {
        Open = true,
        Method = "pm_new",
    };

    private static Shipment ShipmentOf(OrderState state) => ((OrderState.Placed)state).Shipments[0];

    private static ImmutableArray<OrderEvent> Accepted(
        Spec<OrderState, OrderCommand, OrderEvent, OrderView> order, OrderCommand command) =>
        Assert.IsType<Decision<OrderEvent>.Accepted>(order.When(command).Decision).Events;
}
