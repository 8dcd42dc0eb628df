using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Kit;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Tests.Orders.GivenAnOrder;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Orders;

/// <summary>G5: money that must not stay is given back in tries, each with a key of its own.</summary>
public sealed class ReturningStrayMoney
{
    private const string First = "order-ada/1/return", Second = "order-ada/1/return/2", Third = "order-ada/1/return/3";

    private static readonly PaymentFact.Approved Taken =
        Approved(Bought) with { Captured = Bought.Totals.Due, Open = false };

    private static Spec<OrderState, OrderCommand, OrderEvent, OrderView> Voided =>
        AnOrder.Given(Submitted(FirstTry), PaidAtOnce).GivenDone(new VoidOrder("sold out", false));

    private static Spec<OrderState, OrderCommand, OrderEvent, OrderView> Trying =>
        Voided.GivenDone(new Settle(FirstTry, Taken));

    [Fact]
    public void Is_stored_before_it_is_asked_for()
    {
        var tried = Return(Trying);
        Assert.Equal((1, First, Bought.Totals.Due), (tried.Number, tried.Reference, tried.Amount));
        Assert.Equal(Noon, tried.FirstSentAt);
        Trying.When(new Settle(FirstTry, Taken)).ThenNothingNew();
        Assert.Contains(new OrderErrand.ReturnMoney(FirstTry), Questions(Trying, Noon.AddMinutes(1)));
    }

    [Fact]
    public void Takes_no_more_than_what_is_left()
    {
        var part = Taken with { Refunded = Dollars(100) };
        var tried = Return(Voided.GivenDone(new Settle(FirstTry, part)));
        Assert.Equal((Bought.Totals.Due - Dollars(100), Bought.Totals.Due), (tried.Amount, tried.Whole));
    }

    [Fact]
    public void Is_over_once_the_gateway_made_it()
    {
        var made = Trying.When(Said(First, new RefundFact.Made("re_1", "pi_1", Bought.Totals.Due, true))).Accepted();
        Assert.Equal((PaymentStatus.Ended, Bought.Totals.Due.Amount), (Last(made).Status, Last(made).Refunded));
        Assert.Null(StrayMoney.AskAt(made.State));
        Assert.Equal(InquiryPurpose.None, PurposeOf(made, Noon));
    }

    /// <summary>G3: no answer is no 'no'; the same try is asked about, under its own key.</summary>
    [Fact]
    public void Is_never_made_anew_because_no_answer_came()
    {
        Trying.When(Said(First, new RefundFact.Unknown("timeout"))).ThenNothingNew();
        var late = Trying.At(Noon + Shop.GatewaySilence);
        late.When(Said(First, new RefundFact.Unknown("timeout")))
            .Then(new MoneyStays(FirstTry, "timeout", Noon + Shop.GatewaySilence));
        Assert.Equal(First, Return(late).Reference);
        Assert.Equal(InquiryPurpose.ReturnMoney, PurposeOf(late, Noon + Shop.GatewaySilence));
    }

    [Fact]
    public void Is_only_read_once_the_gateway_broke_down_over_it_twice()
    {
        var heard = Said(First, new RefundFact.Unknown("http_500"));
        var once = Trying.GivenDone(heard);
        Assert.Equal(new("http_500", null), Return(once).Broke);
        var twice = once.GivenDone(heard);
        Assert.Equal(new("http_500", Noon), Return(twice).Broke);
        twice.When(heard).ThenNothingNew();
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("rejected")]
    [InlineData("absent")]
    public void Is_made_anew_an_hour_after_it_failed_for_certain(string how)
    {
        RefundFact fact = how switch
        {
            "failed" => new RefundFact.Failed("re_1", "pi_1", "lost"),
            "rejected" => new RefundFact.Rejected("lost"),
            _ => new RefundFact.Absent(),
        };
        var failed = Trying.GivenDone(Said(First, fact));
        Assert.Equal(PaymentStatus.Ending, Last(failed).Status);
        Assert.Equal(InquiryPurpose.None, PurposeOf(failed, Noon));
        failed.When(new Settle(FirstTry, Taken)).ThenNothingNew();

        var later = Noon + MoneyReturns.Pause;
        var gone = failed.At(later).GivenDone(new Settle(FirstTry, Taken with { Refunded = Taken.Captured }));
        Assert.Equal((PaymentStatus.Ended, InquiryPurpose.None), (Last(gone).Status, PurposeOf(gone, later)));
        Assert.Null(AnOrder.Blueprint.DueAt(gone.State));

        Assert.Equal(later, AnOrder.Blueprint.DueAt(failed.State));
        Assert.Contains(new OrderErrand.ReturnMoney(FirstTry), Questions(failed, later));
        Assert.Equal(InquiryPurpose.ReturnMoney, PurposeOf(failed, later));
        var again = failed.At(later).GivenDone(new Settle(FirstTry, Taken));
        Assert.Equal((2, Second, later), (Return(again).Number, Return(again).Reference, Return(again).FirstSentAt));
        again.When(Said(First, new RefundFact.Rejected("late"))).ThenNothingNew();
        Assert.Equal(PaymentStatus.Ended, Last(again.GivenDone(
            Said(Second, new RefundFact.Made("re_2", "pi_1", Bought.Totals.Due, true)))).Status);
    }

    [Fact]
    public void Is_given_up_after_the_last_try_and_told_to_a_person()
    {
        var last = Failing(Failing(Trying, First, 1), Second, 2);
        var failed = last.When(Said(Third, new RefundFact.Rejected("charge_disputed"))).Accepted();
        Assert.Equal(PaymentStatus.ReturnFailed, Last(failed).Status);
        Assert.Equal(InquiryPurpose.None, PurposeOf(failed, Noon.AddYears(1)));
        Assert.Null(AnOrder.Blueprint.DueAt(failed.State));
        Assert.Equal("return_failed", OrderViews.Of(AdasOrder, "USD", failed.State).Payments[0].Status);
        var told = new ReturnGivenUp(FirstTry, Return(failed), Noon);
        var problem = Assert.Single(AnOrder.Blueprint.Problems(AdasOrder.Value, failed.State, told));
        Assert.Equal("payment/order-ada/1/not-given-back", problem.Key);
        Assert.Contains("charge_disputed", problem.Details, StringComparison.Ordinal);
        Assert.Contains("pi_1", problem.Details, StringComparison.Ordinal);
        Assert.Empty(AnOrder.Blueprint.Errands(AdasOrder.Value, failed.State, told));

        // Staff gave it back at the gateway, and the gateway tells of it.
        failed.When(new Learn(FirstTry, Taken, Present: false)).ThenNothingNew();
        var gone = failed.When(new Learn(FirstTry, Taken with { Refunded = Taken.Captured }, Present: false));
        Assert.Equal(PaymentStatus.Ended, Last(gone.Accepted()).Status);
    }

    [Fact]
    public void Is_followed_until_the_customer_has_it()
    {
        var made = Trying.GivenDone(Said(First, new RefundFact.Made("re_1", "pi_1", Bought.Totals.Due, false)));
        Assert.Equal(PaymentStatus.Ended, Last(made).Status);
        Assert.Equal(Noon.AddDays(1), AnOrder.Blueprint.DueAt(made.State));
        Assert.Equal(InquiryPurpose.ReturnMoney, PurposeOf(made, Noon.AddDays(1)));
        var settled = made.At(Noon.AddDays(1))
            .GivenDone(Said(First, new RefundFact.Made("re_1", "pi_1", Bought.Totals.Due, true)));
        Assert.Null(AnOrder.Blueprint.DueAt(settled.State));
    }

    /// <summary>A refund that turns <c>failed</c> at any later time: a webhook says that the payment holds money
    /// again, and the refund is read.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Is_made_anew_when_it_failed_later(bool hadArrived)
    {
        var made = Trying.GivenDone(Said(First, new RefundFact.Made("re_1", "pi_1", Bought.Totals.Due, hadArrived)));
        var doubted = made.GivenDone(new Learn(FirstTry, Taken, Present: false));
        Assert.Equal(InquiryPurpose.ReturnMoney, PurposeOf(doubted, Noon));
        doubted.When(new Learn(FirstTry, Taken, Present: false)).ThenNothingNew();
        var settled = doubted.GivenDone(Said(First, new RefundFact.Made("re_1", "pi_1", Bought.Totals.Due, true)));
        Assert.Equal((PaymentStatus.Ended, InquiryPurpose.None), (Last(settled).Status, PurposeOf(settled, Noon)));

        var failed = doubted.GivenDone(Said(First, new RefundFact.Failed("re_1", "pi_1", "account_closed")));
        Assert.Equal((PaymentStatus.Ending, 0), (Last(failed).Status, Last(failed).Refunded));
        Assert.Equal(2, Return(failed.At(Noon.AddHours(1)).GivenDone(new Settle(FirstTry, Taken))).Number);
    }

    private static Spec<OrderState, OrderCommand, OrderEvent, OrderView> Failing(
        Spec<OrderState, OrderCommand, OrderEvent, OrderView> order, string reference, int hours) =>
        order.GivenDone(Said(reference, new RefundFact.Rejected("no balance"))).At(Noon.AddHours(hours))
            .GivenDone(new Settle(FirstTry, Taken));

    private static Settle Said(string reference, RefundFact fact) =>
        new(FirstTry, null) { Reference = reference, Said = fact };

    private static Payment Last(Spec<OrderState, OrderCommand, OrderEvent, OrderView> order) =>
        OrderMachine.CoreOf(order.State)!.Last;

    private static MoneyReturn Return(Spec<OrderState, OrderCommand, OrderEvent, OrderView> order) =>
        Last(order).Return!;

    private static InquiryPurpose PurposeOf(
        Spec<OrderState, OrderCommand, OrderEvent, OrderView> order, DateTimeOffset now) =>
        PaymentRules.PurposeOf(order.State, Last(order), now);

    private static ImmutableArray<Commerce.Grains.Kernel.Errand> Questions(
        Spec<OrderState, OrderCommand, OrderEvent, OrderView> order, DateTimeOffset now) =>
        AnOrder.Blueprint.Questions(AdasOrder.Value, order.State, now);
}
