using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Kit;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Tests.Orders.GivenAnOrder;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Orders;

/// <summary>Where money that goes back comes from, to the cent.</summary>
public sealed class RefundingToTheCent
{
    private const string Reference = "order-ada/refund-1/1";

    private static Spec<OrderState, OrderCommand, OrderEvent, OrderView> Sent =>
        AnOrder.Given(Submitted(FirstTry), Paid).GivenDone(Kept).Sent(ShipAll);

    [Fact]
    public void Counts_what_was_given_back_once()
    {
        var under = Sent.GivenDone(Back);
        Assert.Equal(4500, RestOf(under));
        var made = under.GivenDone(new LearnRefund(
            "refund-1", Reference, new RefundFact.Made("re_1", "pi_1", Dollars(5997), false)));
        Assert.Equal(4500, RestOf(made));
        Assert.Equal(4500, RefundPlan.Of(Placed(made), 4500)!.Cash.Sum(one => one.Amount));
        Assert.Null(RefundPlan.Of(Placed(made), 4501));
    }

    [Fact]
    public void Takes_it_off_the_older_of_two_payments_that_have_the_same_left()
    {
        var first = AnOrder.Given(Submitted(FirstTry), Paid).GivenDone(Kept).Sent(ShipSome("shipment-1", "1", 1));
        var second = first.At(Noon.AddMinutes(1)).Sent(ShipSome("shipment-2", "1", 1));
        var payments = Placed(second).Core.Payments;
        Assert.Equal([1999, 1999], payments.Select(payment => RefundPlan.RestOf(Placed(second), payment)));
        Assert.Equal([(FirstTry, 1000L)], CashOf(second, 1000));
        Assert.Equal([(FirstTry, 1999L), (payments[1].Attempt, 1L)], CashOf(second, 2000));
    }

    [Fact]
    public void Is_not_failed_because_the_list_does_not_name_what_was_made()
    {
        var made = Sent.GivenDone(Back).GivenDone(new LearnRefund(
            "refund-1", Reference, new RefundFact.Made("re_1", "pi_1", Dollars(5997), false)));
        var unknown = new LearnRefund("refund-1", Reference, new RefundFact.Absent());
        made.When(unknown).ThenNothingNew();
        Assert.Equal(5997, Placed(made).Core.Last.Refunded);

        // It is asked about daily, and not at each look.
        var later = Noon.AddDays(1);
        var asked = made.At(later).When(unknown).Then(
            new RefundMade("refund-1", Reference, Dollars(5997), "re_1", false, later));
        Assert.Equal(later.AddDays(1), Placed(asked).Refunds[0].Parts[0].AskAt);
        Assert.Equal(5997, Placed(asked).Core.Last.Refunded);
    }

    [Fact]
    public void Gives_up_once_what_was_never_collected()
    {
        var unpaid = AnOrder.Given(Submitted(FirstTry), Paid).GivenDone(ShipAll)
            .GivenDone(new LearnCharge("shipment-1", new PaymentFact.Declined("pi_1", "lost_card")))
            .GivenDone(new ReleaseShipment("shipment-1", "a good customer"));
        Assert.Equal(10497, RefundPlan.Uncollectable(Placed(unpaid)));
        var back = Placed(unpaid.GivenDone(Back));
        Assert.Equal(4500, RefundPlan.Uncollectable(back));
        Assert.Equal(4500, RefundPlan.Of(back, 4500)!.Uncollected);
        Assert.Null(RefundPlan.Of(back, 4501));
    }

    [Fact]
    public void Gives_certificates_back_no_more_than_they_pay_of_what_left()
    {
        var quote = Bought with { Certificates = [new("certificate-1", Noon.AddDays(9), Dollars(5000))] };
        var request = Asking(FirstTry) with { Amount = Dollars(5497) };
        var sent = AnOrder.Given(Submitted(FirstTry) with { Quote = quote, Request = request }, Paid)
            .GivenDone(Kept).Sent(ShipSome("shipment-1", "1", 2));
        Assert.Equal(3998, RefundPlan.Of(Placed(sent), 3998)!.Certificates.Sum(part => part.Amount));
        Assert.Null(RefundPlan.Of(Placed(sent), 3999));
    }

    [Theory]
    [InlineData(0, "order-ada/1")]
    [InlineData(1, "order-ada/101")]
    public void Makes_again_what_failed_off_a_payment_that_has_enough_left(long given, string payer)
    {
        var failed = AnOrder.Given(Submitted(FirstTry), Paid).GivenDone(Kept)
            .Sent(ShipSome("shipment-1", "1", 2)).Sent(ShipAll with { ShipmentId = "shipment-2" })
            .GivenDone(new Return("refund-1", [new("3", null)], null, "too small", null, false, [1, 2]))
            .GivenDone(new LearnRefund("refund-1", Reference, new RefundFact.Failed("re_1", "pi_1", "x")));
        var core = Placed(failed).Core;
        var spent = Placed(failed) with { Core = core.With(core.Payments[0] with { Refunded = given }, Noon) };
        var again = (failed with { State = spent }).GivenDone(new RepeatRefund("refund-1", Reference, 3));
        Assert.Equal(payer, Placed(again).Refunds[0].Parts[^1].Attempt.Value);
        Assert.Equal(
            Placed(again).Core.PaymentOf(AttemptId.Of(payer))!.GatewayId,
            ReturnRules.InquiryOf(again.State, "refund-1", "order-ada/refund-1/2")!.Request.PaymentId);
    }

    [Fact]
    public void Makes_nothing_again_that_no_payment_has_enough_left_for()
    {
        var failed = Sent.GivenDone(Back)
            .GivenDone(new LearnRefund("refund-1", Reference, new RefundFact.Failed("re_1", "pi_1", "x")));
        var core = Placed(failed).Core;
        var spent = Placed(failed) with { Core = core.With(core.Last with { Refunded = 6000 }, Noon) };
        (failed with { State = spent }).When(new RepeatRefund("refund-1", Reference, 3))
            .ThenRefused(new RefundTooLarge());
    }

    private static OrderState.Placed Placed(Spec<OrderState, OrderCommand, OrderEvent, OrderView> order) =>
        (OrderState.Placed)order.State;

    private static IEnumerable<(AttemptId, long)> CashOf(
        Spec<OrderState, OrderCommand, OrderEvent, OrderView> order, long amount) =>
        RefundPlan.Of(Placed(order), amount)!.Cash.Select(one => (one.From.Attempt, one.Amount));

    private static long RestOf(Spec<OrderState, OrderCommand, OrderEvent, OrderView> order) =>
        RefundPlan.RestOf(Placed(order), OrderMachine.CoreOf(order.State)!.Last);
}
