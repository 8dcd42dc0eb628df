using Commerce.Grains.Certificates;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using static Commerce.Grains.Certificates.CertificateCommand;
using static Commerce.Grains.Certificates.CertificateEvent;
using static Commerce.Grains.Tests.Certificates.GivenACertificate;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Certificates;

public sealed class BuyingACertificate
{
    private static readonly Blueprint<CertificateState, CertificateCommand, CertificateEvent, CertificateView> Rules =
        CertificateBlueprint.Of(Id, Shop);

    [Fact]
    public void Is_stored_before_the_gateway_is_asked() => Nothing.When(BuyFifty).Then(WasPurchased);

    [Theory]
    [InlineData(499, false)]
    [InlineData(500, true)]
    [InlineData(30_000, true)]
    [InlineData(30_001, false)]
    public void Costs_as_much_as_the_shop_allows(long amount, bool taken)
    {
        var told = Nothing.When(BuyFifty with { Request = Card with { Amount = Dollars(amount) } });
        if (taken) told.Accepted();
        else Assert.Equal("/amount", told.ThenRefused<InvalidValue>().Param);
    }

    [Fact]
    public void Is_refused_where_none_are_sold() => Commerce.Kit.Spec
        .Of(CertificateBlueprint.Of(Id, Shop with { CertificatesSold = false }), Noon)
        .When(BuyFifty).ThenRefused<CertificatesNotSold>();

    [Fact]
    public void Needs_an_address_and_names()
    {
        Assert.Equal("/recipientEmail", With(Letter with { RecipientEmail = "ada" }));
        Assert.Equal("/to", With(Letter with { To = " " }));
        Assert.Equal("/from", With(Letter with { From = new('x', 101) }));
        Assert.Equal("/message", With(Letter with { Message = new('x', 201) }));
        static string? With(GiftLetter letter) =>
            Nothing.When(BuyFifty with { Letter = letter }).ThenRefused<InvalidValue>().Param;
    }

    [Fact]
    public void Is_valid_once_its_money_is_promised_and_taken_only_then()
    {
        var valid = Nothing.Given(WasPurchased).When(new Learn(Paid, true)).Then(WasAuthorized);
        Assert.Equal([new CertificateErrand.TakeMoney(Id)], Rules.Errands(Id.Value, valid.State, WasAuthorized));
        Assert.Empty(Rules.Errands(Id.Value, Nothing.Given(WasPurchased).State, WasPurchased));
        Assert.Equal(
            [("certificate-bought", "bob@example.com"), ("certificate-given", "ada@example.com")],
            Rules.Outgoing(Id.Value, valid.State, WasAuthorized).Select(mail => (mail.Template, mail.To)));
        valid.When(new TakeMoney(Paid with { Captured = Dollars(5000) })).Then(new MoneyTaken(Noon, Dollars(5000)));
        valid.When(new TakeMoney(new PaymentFact.Unknown("time-out"))).ThenNothingNew();
    }

    /// <summary>P-05: brand, last four and expiry are kept with its payment, as with an order's.</summary>
    [Fact]
    public void Keeps_what_may_be_shown_of_the_card()
    {
        Assert.Equal(Visa, CertificateMachine.CoreOf(ABoughtOne.State)!.PaidWith!.Card);
        Assert.Equal(Visa, CertificateViews.Of(Id, ABoughtOne.State).Card);
        var row = Assert.IsType<PaymentRow>(Assert.Single(CertificateRows.Of(ABoughtOne.State)["payments"]));
        Assert.Equal((Visa.Brand, Visa.Last4), (row.Brand, row.Last4));
        Assert.DoesNotContain(Visa.Last4, Commerce.Kit.KernelText.Of<CertificateEvent>(WasAuthorized),
            StringComparison.Ordinal);

        var late = Nothing.Given(WasPurchased, WasRefused).GivenDone(new Learn(Paid, Present: false));
        Assert.Equal(Visa, CertificateViews.Of(Id, late.State).Card);
    }

    /// <summary>PRM-16, PAY-21: followed like an order's money.</summary>
    [Fact]
    public void Is_asked_about_daily_until_its_money_settled_and_told_of_when_it_does_not_or_is_disputed()
    {
        var taken = Paid with { Captured = Dollars(5000) };
        var paid = Nothing.Given(WasPurchased, WasAuthorized).When(new TakeMoney(taken))
            .Then(new MoneyTaken(Noon, Dollars(5000)));
        Assert.Equal(Noon.AddDays(1), Rules.DueAt(paid.State));
        Assert.Empty(Rules.Questions(Id.Value, paid.State, Noon.AddHours(23)));
        Assert.Equal(
            [new CertificateErrand.AskPayment(Id)], Rules.Questions(Id.Value, paid.State, Noon.AddDays(1)));
        paid.When(new Learn(taken, false)).ThenNothingNew();

        IEnumerable<string> Problems(PaymentSeen seen)
        {
            var told = Rules.Problems(Id.Value, paid.Given(seen).State, seen);
            Assert.All(told, problem => Assert.Equal(Id.Value, problem.Order));
            return told.Select(problem => problem.Key);
        }

        var unsettled = paid.At(Noon.AddDays(1)).When(new Learn(taken, false))
            .Then(new PaymentSeen(Noon.AddDays(1), null, 0));
        Assert.Equal(Noon.AddDays(2), Rules.DueAt(unsettled.State));
        Assert.Empty(Problems(new(Noon.AddDays(1), null, 0)));
        Assert.Equal(["payment/pi_1/unsettled"], Problems(new(Noon.AddDays(2), null, 0)));
        Assert.Equal(["payment/pi_1/disputed"], Problems(new(Noon.AddHours(1), null, 5000)));

        var settlement = new Settlement("txn_1", Noon);
        var settled = paid.When(new Learn(taken with { Settlement = settlement }, false))
            .Then(new PaymentSeen(Noon, settlement, 0));
        Assert.Null(Rules.DueAt(settled.State));
        settled.When(new Learn(taken with { Settlement = settlement }, false)).ThenNothingNew();
        settled.When(new Learn(taken with { Settlement = settlement, Disputed = 5000 }, false))
            .Then(new PaymentSeen(Noon, settlement, 5000));
    }

    [Fact]
    public void Fails_only_when_its_payment_is_known_to_be_dead()
    {
        var bought = Nothing.Given(WasPurchased);
        bought.When(new Learn(new PaymentFact.Unknown("time-out"), Present: false)).ThenNothingNew();
        bought.When(new Learn(new PaymentFact.Declined("pi_1", "lost_card"), Present: true))
            .ThenAnswering(new PaymentDeclined("card_declined"), WasRefused);
        bought.When(new Learn(new PaymentFact.Absent(), Present: true)).ThenAnswering(
            new PaymentUnavailable(), new PaymentRefused(Noon, null, "absent", Present: true, OurFault: true));
    }

    /// <summary>PRB-01: it is found by the certificate that it is about.</summary>
    [Fact]
    public void Tells_a_person_which_certificate_a_problem_is_about()
    {
        (CertificateEvent Happened, string Key)[] problems =
        [
            (new MoneyLost(Noon, "cancelled"), $"{Id}/money-lost"),
            (new StrayMoneyFound(Noon, "pi_1", Dollars(5000)), "payment/pi_1/stray"),
            (WasRefused with { OurFault = true, Reason = "invalid_request" }, $"{Id}/rejected"),
            (new LeftOut(Noon, Ada), $"{Id}/left-out"),
        ];
        foreach (var (happened, key) in problems)
        {
            var problem = Assert.Single(Rules.Problems(Id.Value, ABoughtOne.State, happened));
            Assert.Equal((key, Id.Value), (problem.Key, problem.Order));
        }
    }

    /// <summary>PRB-04: what the gateway rejects is for a person to mend.</summary>
    [Fact]
    public void Calls_a_person_when_the_gateway_rejected_what_was_asked()
    {
        var bought = Nothing.Given(WasPurchased);
        IEnumerable<string> Problems(PaymentRefused refused) =>
            Rules.Problems(Id.Value, bought.Given(refused).State, refused).Select(problem => problem.Key);
        var ours = WasRefused with { OurFault = true };
        Assert.Equal([$"{Id}/rejected"], Problems(ours with { Reason = "invalid_request" }));
        Assert.Empty(Problems(ours with { Reason = PurchaseRules.Absent }));
        Assert.Empty(Problems(WasRefused));
    }

    /// <summary>SCH-09: unknown is a problem, and it stays.</summary>
    [Fact]
    public void Calls_a_person_once_when_it_stays_in_doubt_for_long()
    {
        var late = Noon + TheCast.Shop.GatewaySilence;
        var bought = Nothing.Given(WasPurchased);
        var nothing = new Learn(new PaymentFact.Unknown("processing"), Present: false);
        bought.At(late.AddMilliseconds(-1)).When(nothing).ThenNothingNew();
        var silent = new PaymentSilent(late, "processing");
        var after = bought.At(late).When(nothing).Then(silent);
        after.When(nothing).ThenNothingNew();
        Assert.Equal(
            $"payment/{Id}/silent", Assert.Single(Rules.Problems(Id.Value, after.State, silent)).Key);
    }

    [Fact]
    public void Tells_a_buyer_who_has_left_that_it_failed()
    {
        var unseen = WasRefused with { Present = false };
        var failed = Nothing.Given(WasPurchased).When(new Learn(new PaymentFact.Declined("pi_1", "lost_card"), false))
            .Then(unseen);
        Assert.Equal(
            [("certificate-not-bought", "bob@example.com")],
            Rules.Outgoing(Id.Value, failed.State, unseen).Select(mail => (mail.Template, mail.To)));
        Assert.Empty(Rules.Outgoing(Id.Value, failed.State, WasRefused));
    }

    /// <summary>PAY-16: a kept method that was declined is not offered again, except after want of funds.</summary>
    [Theory]
    [InlineData("lost_card", "cus_ada", 1)]
    [InlineData("insufficient_funds", "cus_ada", 0)]
    [InlineData("lost_card", null, 0)]
    public void Tells_its_buyer_that_a_kept_method_was_declined(string why, string? keptBy, int told)
    {
        var bought = Nothing.GivenDone(BuyFifty with { Request = Card with { Customer = keptBy } });
        var refused = bought.When(new Learn(new PaymentFact.Declined("pi_1", why), Present: false));
        var errands = Assert.IsType<Decision<CertificateEvent>.Accepted>(refused.Decision).Events
            .SelectMany(one => Rules.Errands(Id.Value, refused.Accepted().State, one));
        Assert.Equal(
            Enumerable.Repeat(new CertificateErrand.MarkMethodFailed(BuyFifty.Buyer, Card.Method), told), errands);
    }

    [Fact]
    public void Gives_money_back_that_comes_after_it_failed()
    {
        var stray = Nothing.Given(WasPurchased, WasRefused).When(new Learn(Paid, Present: false))
            .Then(new StrayMoneyFound(Noon, "pi_1", Dollars(5000)) { Card = Visa });
        Assert.Equal(InquiryPurpose.ReturnMoney, PurchaseRules.PurposeOf(stray.State, Noon));
        stray.When(new Learn(Paid, Present: false)).ThenNothingNew();
        stray.When(new Settle(new PaymentFact.Cancelled("pi_1"))).Then(new MoneyReturned(Noon, "cancelled", 0))
            .When(new Settle(new PaymentFact.Cancelled("pi_1"))).ThenNothingNew();
    }

    [Fact]
    public void Is_the_same_purchase_only_with_the_same_letter_and_card_of_the_same_buyer()
    {
        var bought = Nothing.Given(WasPurchased);
        bought.When(BuyFifty).ThenNothingNew();
        Purchase[] others =
        [
            BuyFifty with { Letter = Letter with { Message = "Well" } },
            BuyFifty with { Request = Card with { Method = "pm_other" } },
            BuyFifty with { Buyer = Ada },
        ];
        Assert.All(others, other => bought.When(other).ThenRefused<IdempotencyKeyUsed>());
    }

    [Fact]
    public void Is_asked_about_after_the_time_of_doubt_and_ended_when_no_step_was_taken()
    {
        var bought = Nothing.Given(WasPurchased);
        Assert.Empty(Rules.Questions(Id.Value, bought.State, Noon));
        Assert.Equal(
            [new CertificateErrand.AskGateway(Id)],
            Rules.Questions(Id.Value, bought.State, Noon + Shop.DoubtTime));
        var waiting = bought.When(new Learn(new PaymentFact.ActionNeeded("pi_1", "secret"), true))
            .Then(new ActionRequested(Noon, "pi_1", "secret", Noon + Shop.ActionTime));
        Assert.Equal(InquiryPurpose.Learn, PurchaseRules.PurposeOf(waiting.State, Noon));
        Assert.Equal(InquiryPurpose.EndAction, PurchaseRules.PurposeOf(waiting.State, Noon + Shop.ActionTime));
    }

    /// <summary>G4: whoever asked before may bring the promise after another had it cancelled.</summary>
    [Fact]
    public void Believes_no_promise_once_the_gateway_may_have_been_told_to_cancel()
    {
        var waiting = Nothing.Given(WasPurchased, new ActionRequested(Noon, "pi_1", "secret", Noon + Shop.ActionTime));
        Assert.IsType<CertificateState.Valid>(waiting.At(Noon.AddDays(1)).GivenDone(new Learn(Paid, false)).State);

        var told = waiting.When(new AskCancel("pi_1")).Then(new CancelAsked(Noon, "pi_1", Noon + Shop.LookAgain));
        Assert.Equal(InquiryPurpose.EndAction, PurchaseRules.PurposeOf(told.State, Noon));
        Assert.Equal(Noon + Shop.LookAgain, Rules.DueAt(told.State));
        Assert.Null(CertificateViews.Of(Id, told.State).ClientSecret);
        told.When(new Learn(Paid, false)).ThenNothingNew();
        told.At(Noon + Shop.GatewaySilence).When(new Learn(Paid, false))
            .Then(new PaymentSilent(Noon + Shop.GatewaySilence, "still open"));
        Assert.IsType<CertificateState.Failed>(
            told.GivenDone(new Learn(new PaymentFact.Cancelled("pi_1"), false)).State);
        Nothing.Given(WasPurchased).GivenDone(new Learn(Paid, true)).When(new AskCancel("pi_1"))
            .ThenRefused<NotAllowed>();
    }
}
