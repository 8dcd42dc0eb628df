using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Kit;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Tests.Orders.GivenAnOrder;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Orders;

/// <summary>What remains of an attempt that is over: money, mails, answers.</summary>
public sealed class EndingAnAttempt
{
    private static Spec<OrderState, OrderCommand, OrderEvent, OrderView> InDoubt => AnOrder.Given(Submitted(FirstTry));

    [Fact]
    public void Is_not_settled_while_the_promise_stands()
    {
        var voided = InDoubt.Given(Paid).GivenDone(new VoidOrder("sold out", false));
        voided.When(new Settle(FirstTry, Approved(Bought))).ThenNothingNew();
        voided.When(new Settle(FirstTry, new PaymentFact.Cancelled("pi_1")))
            .Then(new MoneyReturned(FirstTry, "cancelled", 0, Noon));
    }

    [Fact]
    public void Is_told_by_no_mail_when_the_shopper_gave_it_up()
    {
        var told = InDoubt.GivenDone(new Abandon())
            .When(Told(new PaymentFact.Declined("pi_1", "generic_decline"), present: false));
        var events = Assert.IsType<Decision<OrderEvent>.Accepted>(told.Decision).Events;
        var after = told.Accepted().State;
        Assert.Empty(AnOrder.Blueprint.Outgoing(AdasOrder.Value, after, Assert.Single(events)));
    }

    [Fact]
    public void Closes_the_cart_of_an_order_that_staff_voided()
    {
        var told = InDoubt.GivenDone(new VoidOrder("fraud", false)).When(Told(new PaymentFact.Cancelled("pi_1")));
        var refused = Assert.IsType<Decision<OrderEvent>.Accepted>(told.Decision).Events.OfType<PaymentRefused>();
        var errands = OrderErrands.Of(told.Accepted().State, Assert.Single(refused));
        Assert.Contains(new OrderErrand.CloseCart(FirstTry), errands);
        Assert.DoesNotContain(new OrderErrand.ThawCart(FirstTry), errands);
    }

    [Fact]
    public void Keeps_the_gateways_id_when_a_later_answer_names_none() => Assert.Equal(
        "pi_1",
        OrderMachine.CoreOf(InDoubt
            .GivenDone(Told(new PaymentFact.ActionNeeded("pi_1", "secret")))
            .GivenDone(Told(new PaymentFact.Declined(null, "generic_decline"))).State)!.Last.GatewayId);

    [Fact]
    public void Forgets_the_shoppers_secret_once_it_is_paid() => Assert.Null(
        OrderMachine.CoreOf(InDoubt
            .GivenDone(Told(new PaymentFact.ActionNeeded("pi_1", "secret")))
            .GivenDone(Told(Approved(Bought))).State)!.Last.ClientSecret);

    /// <summary>SCH-08, PRB-04: unknown is a problem, and it stays.</summary>
    [Fact]
    public void Calls_a_person_once_when_it_stays_in_doubt_for_long()
    {
        var (late, nothing) = (Noon + Shop.GatewaySilence, Told(new PaymentFact.Unknown("processing"), present: false));
        InDoubt.At(late.AddMilliseconds(-1)).When(nothing).ThenNothingNew();
        var silent = new PaymentSilent(FirstTry, Bought.Totals.Due, "processing", late);
        var after = InDoubt.At(late).When(nothing).Then(silent);
        after.When(nothing).ThenNothingNew();
        Assert.Equal($"payment/{FirstTry}/silent", Assert.Single(
            AnOrder.Blueprint.Problems(AdasOrder.Value, after.State, silent)).Key);
        Assert.IsType<OrderState.Confirmed>(after.State);
        Assert.Equal(AskAt, AnOrder.Blueprint.DueAt(after.State));
    }

    [Fact]
    public void Is_answered_alike_however_often_it_is_learned()
    {
        InDoubt.GivenDone(Told(new PaymentFact.Cancelled("pi_1"))).When(Told(new PaymentFact.Cancelled("pi_1")))
            .ThenNothingNew(new PaymentDeclined("card_declined"));
        InDoubt.GivenDone(Told(new PaymentFact.Rejected("bad"))).When(Told(new PaymentFact.Rejected("bad")))
            .ThenNothingNew(new PaymentUnavailable());
    }
}
