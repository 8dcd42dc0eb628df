using Commerce.Grains.Certificates;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Kit;
using static Commerce.Grains.Certificates.CertificateCommand;
using static Commerce.Grains.Certificates.CertificateEvent;
using static Commerce.Grains.Tests.Certificates.GivenACertificate;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Certificates;

/// <summary>G5: money of a purchase that failed is given back in tries, as an order's is.</summary>
public sealed class ReturningAPurchase
{
    private const string First = "certificate-1/1/return";

    private static readonly PaymentFact.Approved Taken = Paid with { Captured = Dollars(5000) };

    private static readonly Blueprint<CertificateState, CertificateCommand, CertificateEvent, CertificateView> Rules =
        CertificateBlueprint.Of(Id, Shop);

    private static Spec<CertificateState, CertificateCommand, CertificateEvent, CertificateView> Trying =>
        Nothing.Given(WasPurchased, WasRefused, new StrayMoneyFound(Noon, "pi_1", Dollars(5000)))
            .GivenDone(new Settle(Taken));

    [Fact]
    public void Looks_for_no_money_that_is_back_already_and_waits_for_all_of_it()
    {
        var refunded = Paid with { Captured = Dollars(5000), Refunded = Dollars(5000) };
        var part = refunded with { Refunded = Dollars(4999) };
        var failed = Nothing.Given(WasPurchased, WasRefused);
        failed.When(new Learn(refunded, Present: false)).ThenNothingNew();
        var stray = failed.When(new Learn(part, Present: false)).Accepted();
        Assert.Equal(PurchaseStatus.Ending, CertificateMachine.CoreOf(stray.State)!.PaidWith!.Status);
        var rest = stray.When(new Settle(part)).Accepted();
        Assert.Equal(new Money(1, "USD"), CertificateMachine.CoreOf(rest.State)!.PaidWith!.Return!.Amount);
        stray.When(new Settle(refunded)).Then(new MoneyReturned(Noon, "refunded", 5000));
    }

    [Fact]
    public void Is_over_once_the_gateway_made_it()
    {
        Trying.When(new Settle(Taken)).ThenNothingNew();
        Trying.When(Said(First, new RefundFact.Unknown("timeout"))).ThenNothingNew();
        var made = Trying.GivenDone(Said(First, new RefundFact.Made("re_1", "pi_1", Dollars(5000), true)));
        Assert.Equal((PurchaseStatus.Ended, 5000), (Last(made).Status, Last(made).Refunded));
        Assert.Null(Rules.DueAt(made.State));
    }

    [Fact]
    public void Is_made_anew_when_it_failed_and_given_up_after_the_last_try()
    {
        var order = Trying;
        for (var number = 1; number < MoneyReturns.Most; number++)
        {
            var failed = order.GivenDone(Said(Last(order).Return!.Reference, new RefundFact.Rejected("no balance")));
            var at = Noon + number * MoneyReturns.Pause;
            Assert.Equal(InquiryPurpose.None, PurchaseRules.PurposeOf(failed.State, at.AddSeconds(-1)));
            Assert.Equal(at, Rules.DueAt(failed.State));
            Assert.Contains(new CertificateErrand.ReturnMoney(Id), Rules.Questions(Id.Value, failed.State, at));
            order = failed.At(at).GivenDone(new Settle(Taken));
            Assert.Equal($"{First}/{number + 1}", Last(order).Return!.Reference);
        }

        var over = order.GivenDone(
            Said(Last(order).Return!.Reference, new RefundFact.Failed("re_3", "pi_1", "account_closed")));
        Assert.Equal(PurchaseStatus.ReturnFailed, Last(over).Status);
        Assert.Null(Rules.DueAt(over.State));
        Assert.Equal(InquiryPurpose.None, PurchaseRules.PurposeOf(over.State, Noon.AddYears(1)));
        var problem = Assert.Single(Rules.Problems(
            Id.Value, over.State, new ReturnGivenUp(Noon, Last(over).Return!)));
        Assert.Equal($"payment/{Id}/not-given-back", problem.Key);
        var gone = over.GivenDone(new Learn(Taken with { Refunded = Dollars(5000) }, Present: false));
        Assert.Equal((PurchaseStatus.Ended, 5000), (Last(gone).Status, Last(gone).Refunded));
    }

    [Fact]
    public void Is_made_anew_when_it_failed_later()
    {
        var made = Trying.GivenDone(Said(First, new RefundFact.Made("re_1", "pi_1", Dollars(5000), true)));
        made.When(new Learn(Taken with { Refunded = Dollars(5000) }, Present: false)).ThenNothingNew();
        var doubted = made.GivenDone(new Learn(Taken, Present: false));
        Assert.Equal(InquiryPurpose.ReturnMoney, PurchaseRules.PurposeOf(doubted.State, Noon));
        var failed = doubted.GivenDone(Said(First, new RefundFact.Failed("re_1", "pi_1", "account_closed")));
        Assert.Equal((PurchaseStatus.Ending, 0), (Last(failed).Status, Last(failed).Refunded));
    }

    /// <summary>PAY-14: it is told on; after eight hours a person hears, once.</summary>
    [Theory]
    [InlineData("unknown", "timeout")]
    [InlineData("rejected", "no permission")]
    [InlineData("held", "still there")]
    public void Calls_a_person_once_when_the_gateway_does_not_let_a_promise_go_for_long(string how, string why)
    {
        PaymentFact fact = how switch
        {
            "unknown" => new PaymentFact.Unknown(why),
            "rejected" => new PaymentFact.Rejected(why),
            _ => Paid,
        };
        var found = Noon.AddHours(30);
        var stray = Nothing.Given(WasPurchased, WasRefused, new StrayMoneyFound(found, "pi_1", Dollars(5000)));
        var late = found + Shop.GatewaySilence;
        stray.At(late.AddSeconds(-1)).When(new Settle(fact)).ThenNothingNew();
        var told = stray.At(late).When(new Settle(fact)).Then(new MoneyStays(late, why));
        var problem = Assert.Single(Rules.Problems(Id.Value, told.State, new MoneyStays(late, why)));
        Assert.Equal(($"payment/{Id}/stays", Id.Value), (problem.Key, problem.Order));
        Assert.Contains("pi_1", problem.Details, StringComparison.Ordinal);
        told.At(late.AddDays(1)).When(new Settle(fact)).ThenNothingNew();
        Assert.Equal(InquiryPurpose.ReturnMoney, PurchaseRules.PurposeOf(told.State, late.AddDays(1)));
        told.When(new Settle(new PaymentFact.Cancelled("pi_1"))).Then(new MoneyReturned(late, "cancelled", 0));
    }

    [Fact]
    public void Calls_a_person_once_when_nothing_is_said_of_a_try_to_give_it_back_for_long()
    {
        var late = Noon + Shop.GatewaySilence;
        var unknown = Said(First, new RefundFact.Unknown("timeout"));
        var told = Trying.At(late).When(unknown).Then(new MoneyStays(late, "timeout"));
        Assert.Equal(First, Last(told).Return!.Reference);
        told.At(late.AddDays(1)).When(unknown).ThenNothingNew();

        // What came back later is another matter.
        var made = told.GivenDone(Said(First, new RefundFact.Made("re_1", "pi_1", Dollars(5000), true)));
        var failed = made.GivenDone(new Learn(Taken, Present: false))
            .GivenDone(Said(First, new RefundFact.Failed("re_1", "pi_1", "account_closed")));
        var anew = late + MoneyReturns.Pause;
        failed.At(late + Shop.GatewaySilence).When(new Settle(new PaymentFact.Unknown("timeout")))
            .Then(new MoneyStays(late + Shop.GatewaySilence, "timeout"));
        failed.At(anew).When(new Settle(new PaymentFact.Unknown("timeout"))).ThenNothingNew();
    }

    [Fact]
    public void Calls_a_person_when_a_promise_that_could_not_be_taken_is_not_let_go()
    {
        var lost = ABoughtOne.Given(new MoneyLost(Noon.AddHours(1), PromisedMoney.Rejected));
        var late = Noon.AddHours(1) + Shop.GatewaySilence;
        lost.At(late.AddSeconds(-1)).When(new Settle(Paid)).ThenNothingNew();
        lost.At(late).When(new Settle(Paid)).Then(new MoneyStays(late, "still there"));
    }

    private static Settle Said(string reference, RefundFact fact) =>
        new(null) { Reference = reference, Said = fact };

    private static CertificatePayment Last(
        Spec<CertificateState, CertificateCommand, CertificateEvent, CertificateView> certificate) =>
        CertificateMachine.CoreOf(certificate.State)!.PaidWith!;
}
