using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Grains.Stock;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Tests.Orders.GivenAnOrder;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Orders;

public sealed class GivingAPaymentUp
{
    private static readonly PaymentFact Step = new PaymentFact.ActionNeeded("pi_1", "secret");

    [Fact]
    public void Tells_the_gateway_before_anything_else()
    {
        var after = AnOrder.Given(Submitted(FirstTry)).When(new Abandon())
            .Then(new EndWanted(FirstTry, Ending.ByShopper, null, Noon));
        var payment = OrderMachine.CoreOf(after.State)!.Last;
        Assert.Equal(InquiryPurpose.Abandon, PaymentRules.PurposeOf(after.State, payment, Noon));
        Assert.Equal(Verdict.Alive, PaymentRules.VerdictOn(after.State, FirstTry));
        after.When(new Abandon()).ThenNothingNew();
    }

    [Fact]
    public void Still_places_the_order_when_it_was_paid_after_all() =>
        AnOrder.Given(Submitted(FirstTry)).GivenDone(new Abandon()).When(Told(Approved(Bought))).Then(Paid);

    [Fact]
    public void Leaves_no_money_when_staff_void_it_meanwhile()
    {
        var voiding = AnOrder.Given(Submitted(FirstTry)).GivenDone(new VoidOrder("fraud", false));
        var after = voiding.When(Told(Approved(Bought), present: false)).Accepted();
        Assert.Equal("void", OrderStatus.Of(after.State));
        Assert.Equal(PaymentStatus.Ending, OrderMachine.CoreOf(after.State)!.Last.Status);
        var settled = after.When(new Settle(FirstTry, new PaymentFact.Cancelled("pi_1")))
            .Then(new MoneyReturned(FirstTry, "cancelled", 0, Noon));
        Assert.Equal(PaymentStatus.Ended, OrderMachine.CoreOf(settled.State)!.Last.Status);
    }

    [Fact]
    public void Ends_the_step_of_a_shopper_who_never_came_back()
    {
        var waiting =
            AnOrder.Given(Submitted(FirstTry), new ActionRequested(FirstTry, "pi_1", "secret", Noon + Shop.ActionTime));
        var payment = OrderMachine.CoreOf(waiting.State)!.Last;
        Assert.Equal(InquiryPurpose.Learn, PaymentRules.PurposeOf(waiting.State, payment, Noon));
        Assert.Equal(InquiryPurpose.EndAction, PaymentRules.PurposeOf(waiting.State, payment, Noon + Shop.ActionTime));
    }

    /// <summary>G3: the request of an attempt that is over is not sent again, whatever is heard of it.</summary>
    [Fact]
    public void Asks_about_the_attempt_that_is_in_doubt_only()
    {
        var again = AnOrder.Given(Submitted(FirstTry), Declined, Submitted(SecondTry));
        var payments = OrderMachine.CoreOf(again.State)!.Payments;
        Assert.Equal(
            [(FirstTry, InquiryPurpose.None), (SecondTry, InquiryPurpose.Learn)],
            payments.Select(payment => (payment.Attempt, PaymentRules.PurposeOf(again.State, payment, Noon))));
    }

    /// <summary>G4: whoever asked before may bring the promise after another had it cancelled.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Believes_no_promise_once_the_gateway_may_have_been_told_to_cancel(bool givenUp)
    {
        var waiting =
            AnOrder.Given(Submitted(FirstTry), new ActionRequested(FirstTry, "pi_1", "secret", Noon + Shop.ActionTime));
        if (givenUp) waiting = waiting.GivenDone(new Abandon());
        Assert.IsType<OrderState.Placed>(waiting.At(Noon.AddDays(1)).GivenDone(Told(Approved(Bought))).State);

        var told = waiting.When(new AskCancel(FirstTry, "pi_1"))
            .Then(new CancelAsked(FirstTry, "pi_1", Noon, Noon + Shop.LookAgain));
        Assert.Equal(InquiryPurpose.EndAction, Purpose(told.State));
        Assert.Equal(Noon + Shop.LookAgain, AnOrder.Blueprint.DueAt(told.State));
        Assert.Null(OrderViews.Of(AdasOrder, "USD", told.State).Payments[^1].ClientSecret);
        told.When(new AskCancel(FirstTry, "pi_1")).ThenNothingNew();
        var end = new EndWanted(FirstTry, Ending.ByShopper, null, Noon);
        if (givenUp) told.When(new Abandon()).ThenNothingNew();
        else Assert.Equal(InquiryPurpose.EndAction, Purpose(told.When(new Abandon()).Then(end).State));
        PaymentFact[] early = [Approved(Bought), Step];
        var late = Noon + Shop.GatewaySilence;
        Assert.All(early, fact =>
        {
            told.When(Told(fact, present: false)).ThenNothingNew();
            told.At(late).When(Told(fact, present: false))
                .Then(new PaymentSilent(FirstTry, Bought.Totals.Due, "still open", late));
        });

        var taken = Approved(Bought) with { Captured = Bought.Totals.Due, Open = false };
        Assert.IsType<OrderState.Placed>(told.GivenDone(Told(taken)).State);
        PaymentFact[] ends = [new PaymentFact.Cancelled("pi_1"), new PaymentFact.Declined("pi_1", "no")];
        Assert.All(ends, end => Assert.IsType<OrderState.InBasket>(told.GivenDone(Told(end)).State));
    }

    private static InquiryPurpose Purpose(OrderState state) =>
        PaymentRules.PurposeOf(state, OrderMachine.CoreOf(state)!.Last, Noon);

    /// <summary>G4, C7: so it is with a payment by link.</summary>
    [Fact]
    public void Believes_no_promise_by_link_that_the_gateway_may_have_been_told_to_cancel()
    {
        var anew = AttemptId.Of(AdasOrder, 102);
        var action = AnOrder.Given(Submitted(FirstTry), Paid).GivenDone(GivenAnOrder.Kept)
            .Sent(ShipSome("shipment-0", "1", 1))
            .GivenDone(
                ShipAll,
                new LearnCharge("shipment-1", new PaymentFact.Declined("pi_9", "lost_card")),
                new MakeLink("token", null),
                new PayByLink("token", "pm_new", null, 4000009),
                new Learn(anew, Step, Present: true));
        var promised = new Learn(anew, Approved(Bought), Present: false);
        Assert.Null(Link(action.GivenDone(promised).State).UnderWay);

        var told = action.When(new AskCancel(anew, "pi_1"))
            .Then(new CancelAsked(anew, "pi_1", Noon, Noon + Shop.LookAgain));
        told.When(promised).ThenNothingNew();
        var payment = OrderMachine.CoreOf(told.State)!.PaymentOf(anew)!;
        Assert.Equal(InquiryPurpose.EndAction, PaymentRules.PurposeOf(told.State, payment, Noon));
        Assert.Equal(Noon + Shop.LookAgain, AnOrder.Blueprint.DueAt(told.State));
        Assert.Null(Link(told.GivenDone(promised with { Fact = new PaymentFact.Cancelled("pi_1") }).State).UnderWay);

        static PaymentLink Link(OrderState state) => ((OrderState.Placed)state).Link!;
    }

    /// <summary>G4: one asker saw the promise, and the order counts on it; the other had not seen it yet.</summary>
    [Fact]
    public void Has_nothing_cancelled_that_it_counts_on()
    {
        AnOrder.Given(Submitted(FirstTry), Paid).When(new AskCancel(FirstTry, "pi_1"))
            .ThenRefused(new AttemptDead(FirstTry));
        AnOrder.Given(Submitted(FirstTry)).When(new AskCancel(SecondTry, "pi_2"))
            .ThenRefused(new AttemptDead(SecondTry));
    }
}
