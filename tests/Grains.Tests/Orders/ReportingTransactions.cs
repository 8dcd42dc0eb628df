using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Tests.Orders.GivenAnOrder;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Orders;

/// <summary>PAY-03: what reports count is money that was asked for, unless it failed.</summary>
public sealed class ReportingTransactions
{
    [Fact]
    public void Counts_a_charge_from_the_moment_in_which_its_money_is_asked_for()
    {
        var promised = AnOrder.Given(Submitted(FirstTry), Paid);
        Assert.False(Reported(promised.State, FirstTry));
        var asked = promised.GivenDone(ShipAll);
        Assert.True(Reported(asked.State, FirstTry));
        Assert.True(Reported(promised.Sent(ShipAll).State, FirstTry));
    }

    [Fact]
    public void Counts_no_promise_that_was_declined_or_never_taken()
    {
        Assert.False(Reported(AnOrder.Given(Submitted(FirstTry)).State, FirstTry));
        Assert.False(Reported(AnOrder.Given(Submitted(FirstTry), Declined).State, FirstTry));
        Assert.False(Reported(
            AnOrder.Given(Submitted(FirstTry), Paid).GivenDone(new VoidOrder("sold out", false)).State, FirstTry));
    }

    [Fact]
    public void Counts_no_charge_of_its_own_that_failed()
    {
        var order = AnOrder.Given(Submitted(FirstTry), Paid).GivenDone(Kept).Sent(ShipSome("shipment-0", "1", 1))
            .GivenDone(ShipAll);
        var own = ((OrderState.Placed)order.State).Charges[^1].Attempt;
        Assert.NotEqual(FirstTry, own);
        Assert.True(Reported(order.State, own));
        var failed = order.GivenDone(new LearnCharge("shipment-1", new PaymentFact.Declined("pi_9", "lost_card")));
        Assert.False(Reported(failed.State, own));
    }

    private static bool Reported(OrderState state, AttemptId attempt) => Assert.Single(
        MoneyRows.Payments(OrderMachine.CoreOf(state)!, state as OrderState.Placed).Cast<PaymentRow>(),
        row => row.Payment == attempt.Value).Reportable;
}
