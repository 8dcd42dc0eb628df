using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Kit;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Tests.Orders.GivenAnOrder;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Orders;

public sealed class WatchingAPayment
{
    private static Spec<OrderState, OrderCommand, OrderEvent, OrderView> Placed =>
        AnOrder.Given(Submitted(FirstTry), Paid).GivenDone(Kept);

    [Fact]
    public void Lapses_when_the_gateway_ends_the_promise_and_can_still_be_shipped()
    {
        Assert.Equal(Noon.AddDays(6), AnOrder.Blueprint.DueAt(Placed.State));
        var after = Placed.When(new LearnPayment(FirstTry, new PaymentFact.Cancelled("pi_1")))
            .Then(new AuthorizationLapsed(FirstTry, Noon));
        Assert.Equal("authorized_plus_avs", OrderStatus.Of(after.State));
        Assert.Null(ChargeRules.InquiryOf(after.GivenDone(ShipAll).State, "shipment-1")!.Capture);
    }

    [Fact]
    public void Is_asked_daily_until_it_settled_and_a_person_hears_once_after_two_days()
    {
        var asked = Placed.GivenDone(ShipAll);
        var fact = Taken(ChargeRules.InquiryOf(asked.State, "shipment-1")!) with { Settlement = null };
        var sent = asked.GivenDone(new LearnCharge("shipment-1", fact));
        var learn = new LearnPayment(FirstTry, fact);
        Assert.Equal(Noon.AddDays(1), AnOrder.Blueprint.DueAt(sent.State));
        Assert.Empty(ProblemsOf(sent.At(Noon.AddDays(1)).When(learn)));
        Assert.Single(ProblemsOf(sent.At(Noon.AddDays(2)).When(learn)));
        var settled = sent.At(Noon.AddDays(1)).GivenDone(
            new LearnPayment(FirstTry, fact with { Settlement = new("txn_1", Noon) }));
        Assert.Null(AnOrder.Blueprint.DueAt(settled.State));
    }

    /// <summary>Where the gateway names no end.</summary>
    [Theory]
    [InlineData(false, 6)]
    [InlineData(true, 4)]
    public void Holds_a_promise_for_six_days_and_without_the_customer_for_four(bool offSession, int days)
    {
        var request = Asking(FirstTry) with { OffSession = offSession };
        var payment = new Payment(FirstTry, request, PaymentStatus.Authorized, Noon, Noon);
        Assert.Equal(Noon.AddDays(days), PaymentFacts.EndOf(payment, Approved(Bought), Noon));
        var said = Approved(Bought) with { CaptureBefore = Noon.AddDays(2) };
        Assert.Equal(Noon.AddDays(2), PaymentFacts.EndOf(payment, said, Noon));
    }

    [Fact]
    public void Tells_a_person_of_money_that_is_disputed_as_it_is_taken()
    {
        var asked = Placed.GivenDone(ShipAll);
        var fact = Taken(ChargeRules.InquiryOf(asked.State, "shipment-1")!) with { Disputed = 100 };
        var problem = Assert.Single(ProblemsOf(asked.When(new LearnCharge("shipment-1", fact))));
        Assert.Equal("payment/pi_1/disputed", problem.Key);
    }

    /// <summary>PAY-21: won, and disputed again, or about more than at first.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public void Tells_a_person_again_when_more_is_disputed(long meanwhile)
    {
        var asked = Placed.GivenDone(ShipAll);
        var fact = Taken(ChargeRules.InquiryOf(asked.State, "shipment-1")!) with { Disputed = 100 };
        var first = asked.GivenDone(new LearnCharge("shipment-1", fact)).At(Noon.AddDays(1));
        var less = first.When(new LearnPayment(FirstTry, fact with { Disputed = meanwhile }));
        Assert.Empty(ProblemsOf(less));
        var again = less.Accepted().At(Noon.AddDays(2)).When(new LearnPayment(FirstTry, fact));
        Assert.Equal("payment/pi_1/disputed", Assert.Single(ProblemsOf(again)).Key);
    }

    /// <summary>The reason of a void is the staff's, whatever the gateway says meanwhile.</summary>
    [Fact]
    public void Keeps_why_it_is_to_be_void_while_the_gateway_breaks_down()
    {
        var broken = Told(new PaymentFact.Unknown("http_500"), present: false);
        var doubt = AnOrder.Given(Submitted(FirstTry)).GivenDone(broken, new VoidOrder("fraud", false), broken);
        Assert.NotNull(OrderMachine.CoreOf(doubt.State)!.Last.BrokenAt);
        var end = doubt.GivenDone(Told(new PaymentFact.Absent(), present: false));
        Assert.Equal("fraud", ((OrderState.Placed)end.State).Void!.Reason);
    }

    /// <summary>PRB-04: the rest that nobody needs is still held at the gateway, which says so.</summary>
    [Fact]
    public void Tells_a_person_of_a_rest_that_the_gateway_does_not_let_go()
    {
        var part = Approved(Bought) with { ManyCaptures = true };
        var first = AnOrder.Given(Submitted(FirstTry), Paid with { Fact = part }).GivenDone(
            ShipSome("shipment-0", "1", 1));
        var taken = part with { Captured = Dollars(1999) };
        var rest = first.GivenDone(new LearnCharge("shipment-0", taken)).GivenDone(new VoidOrder("gone", true));
        var still = new LearnPayment(FirstTry, taken);
        rest.When(still).ThenNothingNew();
        rest.At(Noon + Shop.GatewaySilence).When(still).Then(
            new MoneyStays(FirstTry, "still open", Noon + Shop.GatewaySilence));
    }

    [Fact]
    public void Tells_a_person_once_of_a_certificate_that_knows_nothing_of_it()
    {
        var report = new ReportCertificate("certificate-1", "unknown");
        var told = Placed.When(report);
        Assert.Equal("certificate-1/unknown-to/order-ada", Assert.Single(ProblemsOf(told)).Key);
        told.Accepted().When(report).ThenNothingNew();
    }

    [Fact]
    public void Gives_nothing_back_of_what_is_disputed()
    {
        var asked = Placed.GivenDone(ShipAll);
        var fact = Taken(ChargeRules.InquiryOf(asked.State, "shipment-1")!);
        var disputed = asked.GivenDone(
            new LearnCharge("shipment-1", fact), new LearnPayment(FirstTry, fact with { Disputed = 10497 }));
        Assert.Null(RefundPlan.Of((OrderState.Placed)disputed.State, 1));
    }

    private static IEnumerable<Problem> ProblemsOf(Told<OrderState, OrderCommand, OrderEvent, OrderView> told)
    {
        var after = told.Accepted().State;
        return Assert.IsType<Decision<OrderEvent>.Accepted>(told.Decision).Events
            .SelectMany(happened => AnOrder.Blueprint.Problems(AdasOrder.Value, after, happened));
    }
}
