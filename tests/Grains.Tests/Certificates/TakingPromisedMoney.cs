using Commerce.Grains.Certificates;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using static Commerce.Grains.Certificates.CertificateCommand;
using static Commerce.Grains.Certificates.CertificateEvent;
using static Commerce.Grains.Tests.Certificates.GivenACertificate;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Certificates;

/// <summary>SCH-09: the money that was promised for a certificate is taken once it is valid.</summary>
public sealed class TakingPromisedMoney
{
    private static readonly Blueprint<CertificateState, CertificateCommand, CertificateEvent, CertificateView> Rules =
        CertificateBlueprint.Of(Id, Shop);

    /// <summary>PAY-14: nothing is known of a capture for eight hours.</summary>
    [Fact]
    public void Is_told_of_once_when_the_gateway_says_nothing_of_its_capture_for_long()
    {
        var silent = new TakeMoney(new PaymentFact.Unknown("timeout"));
        var after = ABoughtOne.At(Noon + Shop.GatewaySilence);
        ABoughtOne.At(Noon + Shop.GatewaySilence - TimeSpan.FromSeconds(1)).When(silent).ThenNothingNew();
        var told = after.When(silent).Then(new PaymentSilent(Noon + Shop.GatewaySilence, "timeout"));
        told.When(silent).ThenNothingNew();
        told.When(new TakeMoney(Paid with { Captured = Dollars(5000) }))
            .Then(new MoneyTaken(Noon + Shop.GatewaySilence, Dollars(5000)));
    }

    /// <summary>The same 5xx twice: its capture is only read from then on. The certificate is valid, and the promise
    /// stands: an hour after that try is over the money is asked for anew.</summary>
    [Fact]
    public void Takes_anew_what_the_gateway_did_not_take_since_it_broke_down_twice()
    {
        var open = new TakeMoney(Paid with { Open = true, Broke = new("http_500", Twice: false) });
        var broken = ABoughtOne.When(open).Then(new CaptureBroke(Noon, new("http_500", null)))
            .When(open).Then(new CaptureBroke(Noon, new("http_500", Noon)));
        Assert.Equal((Noon, "/capture"), Asked(broken.State));
        broken.When(open).ThenNothingNew();
        var later = Noon + Shop.GatewayPatience + Shop.GatewayQuietTime + CaptureTries.Pause;
        var read = new TakeMoney(Paid with { Open = true });
        broken.At(later.AddSeconds(-1)).When(read).ThenNothingNew();
        var anew = broken.At(later).When(read).Then(new CaptureRepeated(later));
        Assert.Equal((null, "/capture/2"), Asked(anew.State));
        anew.When(read).ThenNothingNew();
        anew.When(new TakeMoney(Paid with { Captured = Dollars(5000) })).Then(new MoneyTaken(later, Dollars(5000)));
        anew.When(open).Then(new CaptureBroke(later, new("http_500", null)));

        static (DateTimeOffset?, string) Asked(CertificateState state)
        {
            var money = PromisedMoney.Of(CertificateMachine.CoreOf(state))!;
            return (money.BrokenAt, money.Key[Card.Reference.Length..]);
        }
    }

    [Fact]
    public void Is_told_of_at_once_when_the_gateway_rejects_its_capture()
    {
        var lost = new MoneyLost(Noon, "rejected");
        var after = ABoughtOne.When(new TakeMoney(new PaymentFact.Rejected("amount_invalid"))).Then(lost);
        Assert.Equal([new CertificateErrand.ReturnMoney(Id)], Rules.Errands(Id.Value, after.State, lost));
        Assert.Equal($"{Id}/money-lost", Assert.Single(Rules.Problems(Id.Value, after.State, lost)).Key);
    }

    /// <summary>No request is sent under a key that is 23 hours old, so what is open then is asked for under another;
    /// until the promise ends (PAY-14). A gateway that names no end keeps it for six days.</summary>
    [Fact]
    public void Lets_the_promise_go_that_was_not_taken_until_it_ended()
    {
        var open = new TakeMoney(Paid with { Open = true });
        var told = ABoughtOne.At(Noon + Shop.GatewaySilence).When(open)
            .Then(new PaymentSilent(Noon + Shop.GatewaySilence, "open"));
        var anew = Noon + Shop.GatewayKeyTime + Shop.GatewayQuietTime + CaptureTries.Pause;
        told.At(anew.AddSeconds(-1)).When(open).ThenNothingNew();
        var repeated = told.At(anew).When(open).Then(new CaptureRepeated(anew));
        repeated.At(anew + CaptureTries.Pause).When(open).ThenNothingNew();
        var (end, lost) = (Noon.AddDays(6), new MoneyLost(Noon.AddDays(6), "untaken"));
        Assert.Equal(
            [new CertificateErrand.ReturnMoney(Id)],
            Rules.Errands(Id.Value, repeated.At(end).When(open).Then(lost).State, lost));
        var said = anew.AddHours(2);
        var sooner = new TakeMoney(Paid with { Open = true, CaptureBefore = said });
        repeated.At(said.AddSeconds(-1)).When(sooner).ThenNothingNew();
        repeated.At(said).When(sooner).Then(new MoneyLost(said, "untaken"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Sets_a_promise_free_that_the_gateway_would_not_take(bool declined)
    {
        PaymentFact fact =
            declined ? new PaymentFact.Declined("pi_1", "generic_decline") : new PaymentFact.Cancelled("pi_1");
        var lost = new MoneyLost(Noon, declined ? "declined" : "cancelled");
        var after = ABoughtOne.When(new TakeMoney(fact)).Then(lost);
        Assert.Equal(
            declined ? [new CertificateErrand.ReturnMoney(Id)] : [],
            CertificateErrands.Of(Id, after.State, lost));
        Assert.Equal(
            declined ? InquiryPurpose.ReturnMoney : InquiryPurpose.None, PurchaseRules.PurposeOf(after.State, Noon));
        var settled = after.When(new Settle(new PaymentFact.Cancelled("pi_1")));
        if (!declined) settled.ThenNothingNew();
        else settled.Then(new MoneyReturned(Noon, "cancelled", 0));
    }

    [Fact]
    public void Loses_money_that_the_gateway_does_not_know_and_tells_a_person()
    {
        var lost = new MoneyLost(Noon, "absent");
        var after = ABoughtOne.When(new TakeMoney(new PaymentFact.Absent())).Then(lost);
        Assert.Equal(PurchaseStatus.Dead, CertificateMachine.CoreOf(after.State)!.PaidWith!.Status);
        Assert.Contains($"{Id}/money-lost", Rules.Problems(Id.Value, after.State, lost).Select(told => told.Key));
        after.When(new TakeMoney(Paid with { Captured = Dollars(5000) })).ThenNothingNew();
    }
}
