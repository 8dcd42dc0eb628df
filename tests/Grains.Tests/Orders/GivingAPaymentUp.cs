using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Tests.Orders.GivenAnOrder;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Orders;

public sealed class GivingAPaymentUp
{
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

    /// <summary>G4: whoever asked before may bring the promise after another had it cancelled.</summary>
    [Fact]
    public void Believes_no_promise_of_a_payment_whose_step_is_over()
    {
        var waiting =
            AnOrder.Given(Submitted(FirstTry), new ActionRequested(FirstTry, "pi_1", "secret", Noon + Shop.ActionTime));
        var (over, late) = (Noon + Shop.ActionTime, Noon + Shop.GatewaySilence);
        var inTime = waiting.At(over.AddMilliseconds(-1));
        Assert.Equal("authorized_plus_avs", OrderStatus.Of(inTime.GivenDone(Told(Approved(Bought))).State));
        Assert.Equal(
            "authorized_plus_avs",
            OrderStatus.Of(inTime.GivenDone(new Abandon()).GivenDone(Told(Approved(Bought))).State));

        waiting.At(over).When(Told(Approved(Bought))).ThenNothingNew();
        waiting.At(over).When(new Abandon()).ThenNothingNew();
        waiting.At(late).When(Told(Approved(Bought)))
            .Then(new PaymentSilent(FirstTry, Bought.Totals.Due, "still open", late));

        var taken = Approved(Bought) with { Captured = Bought.Totals.Due, Open = false };
        Assert.IsType<OrderState.Placed>(waiting.At(over).GivenDone(Told(taken)).State);
    }
}
