using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Grains.Stock;
using Commerce.Kit;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Tests.Orders.GivenAnOrder;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Orders;

public sealed class ConfirmingAnOrder
{
    [Fact]
    public void Stores_everything_before_the_gateway_is_asked() =>
        AnOrder.When(Confirming(FirstTry)).Then(Submitted(FirstTry));

    [Fact]
    public void Hears_yes_again_whatever_became_of_it()
    {
        AnOrder.Given(Submitted(FirstTry)).When(Confirming(FirstTry)).ThenNothingNew();
        AnOrder.Given(Submitted(FirstTry), Paid).When(Confirming(FirstTry)).ThenNothingNew();
        AnOrder.Given(Submitted(FirstTry), Declined).When(Confirming(FirstTry)).ThenNothingNew();
    }

    [Fact]
    public void Is_refused_to_an_attempt_that_was_given_up() =>
        AnOrder.Given(new AttemptGivenUp(FirstTry)).When(Confirming(FirstTry)).ThenRefused(new AttemptDead(FirstTry));

    [Fact]
    public void Is_refused_and_written_down_when_a_hold_is_about_to_end() =>
        AnOrder.When(Confirming(FirstTry) with { HoldsUntil = Noon.AddSeconds(59) })
            .ThenAnswering(new AttemptDead(FirstTry), new AttemptGivenUp(FirstTry));

    [Fact]
    public void Is_refused_while_an_earlier_payment_is_in_doubt() =>
        AnOrder.Given(Submitted(FirstTry)).When(Confirming(SecondTry))
            .ThenAnswering(new AttemptUnfinished(FirstTry), new AttemptGivenUp(SecondTry));

    [Fact]
    public void Is_refused_once_it_is_placed() =>
        AnOrder.Given(Submitted(FirstTry), Paid).When(Confirming(SecondTry))
            .ThenAnswering(new AlreadyPlaced(AdasOrder), new AttemptGivenUp(SecondTry));

    [Fact]
    public void Is_refused_to_an_attempt_older_than_the_last() =>
        AnOrder.Given(Submitted(SecondTry), Declined with { Attempt = SecondTry }).When(Confirming(FirstTry))
            .ThenAnswering(new AttemptDead(FirstTry), new AttemptGivenUp(FirstTry));

    [Fact]
    public void Keeps_its_number_over_all_attempts() =>
        AnOrder.Given(Submitted(FirstTry), Declined).When(Confirming(SecondTry) with { Number = 3000777 })
            .Then(Submitted(SecondTry));

    [Fact]
    public void Is_the_authorisation_too_when_nothing_is_to_be_paid_by_card() =>
        AnOrder.When(Confirming(FirstTry) with { Request = null }).Then(
            Submitted(FirstTry) with { Request = null }, new PaymentAuthorized(FirstTry, null, Noon));
}

public sealed class LearningOfAPayment
{
    private static Spec<OrderState, OrderCommand, OrderEvent, OrderView> InDoubt => AnOrder.Given(Submitted(FirstTry));

    [Fact]
    public void Places_the_order_and_tells_everybody()
    {
        var after = InDoubt.When(Told(Approved(Bought))).Then(Paid);
        Assert.Equal(
            [
                new OrderErrand.CommitStock(Atlas.Sku, FirstTry),
                new OrderErrand.CommitStock(Globe.Sku, FirstTry),
                new OrderErrand.CloseCart(FirstTry),
            ],
            OrderErrands.Of(after.State, Paid));
        Assert.Equal("authorized_plus_avs", OrderStatus.Of(after.State));
        Assert.Equal(Verdict.Paid, PaymentRules.VerdictOn(after.State, FirstTry));
    }

    [Fact]
    public void Is_no_different_when_the_address_does_not_match() => Assert.Equal(
        "authorized_minus_avs",
        OrderStatus.Of(InDoubt.When(Told(Approved(Bought) with { AddressMatches = false })).Accepted().State));

    [Fact]
    public void Opens_the_cart_again_after_a_decline()
    {
        var after = InDoubt.When(Told(new PaymentFact.Declined("pi_1", "generic_decline")))
            .ThenAnswering(new PaymentDeclined("card_declined"), Declined);
        Assert.Contains(new OrderErrand.ThawCart(FirstTry), OrderErrands.Of(after.State, Declined));
        Assert.Contains(
            new OrderErrand.ReleaseStock(Atlas.Sku, FirstTry, "ended", null), OrderErrands.Of(after.State, Declined));
        Assert.Equal("in_basket", OrderStatus.Of(after.State));
        Assert.Equal(Verdict.Dead, PaymentRules.VerdictOn(after.State, FirstTry));
    }

    [Fact]
    public void Answers_a_decline_learned_twice_the_same_way() =>
        AnOrder.Given(Submitted(FirstTry), Declined).When(Told(new PaymentFact.Declined("pi_1", "generic_decline")))
            .ThenNothingNew(new PaymentDeclined("card_declined"));

    [Fact]
    public void Leaves_it_in_doubt_when_the_gateway_says_nothing()
    {
        var after = InDoubt.When(Told(new PaymentFact.Unknown("timeout")))
            .Then(new PaymentUnanswered(FirstTry, "timeout"));
        Assert.Equal("confirmed", OrderStatus.Of(after.State));
        Assert.Equal(Verdict.Alive, PaymentRules.VerdictOn(after.State, FirstTry));
        after.When(Told(new PaymentFact.Unknown("timeout"))).ThenNothingNew();
    }

    [Fact]
    public void Waits_for_the_shoppers_step()
    {
        var asked = new ActionRequested(FirstTry, "pi_1", "secret", Noon + Shop.ActionTime);
        var after = InDoubt.When(Told(new PaymentFact.ActionNeeded("pi_1", "secret"))).Then(asked);
        Assert.Equal("secret", OrderViews.Of(AdasOrder, "USD", after.State).Payments[0].ClientSecret);
        Assert.Null(OrderViews.WithoutSecrets(OrderViews.Of(AdasOrder, "USD", after.State)).Payments[0].ClientSecret);
        after.When(Told(Approved(Bought))).Then(Paid);
    }

    [Fact]
    public void Tells_our_own_fault_apart_from_a_decline() =>
        InDoubt.When(Told(new PaymentFact.Rejected("invalid_request"))).ThenAnswering(
            new PaymentUnavailable(),
            new PaymentRefused(FirstTry, PaymentStatus.Dead, null, "invalid_request", true, OurFault: true, Noon));

    /// <summary>PRB-04: what the gateway rejects is for a person to mend; a decline and an attempt that it never heard
    /// of are not.</summary>
    [Fact]
    public void Calls_a_person_when_the_gateway_rejected_what_was_asked()
    {
        IEnumerable<string> Problems(PaymentFact fact)
        {
            var events = Assert.IsType<Decision<OrderEvent>.Accepted>(InDoubt.When(Told(fact)).Decision).Events;
            var after = InDoubt.Given(events).State;
            return events.SelectMany(one => AnOrder.Blueprint.Problems(AdasOrder.Value, after, one))
                .Select(problem => problem.Key);
        }

        Assert.Equal([$"payment/{FirstTry}/rejected"], Problems(new PaymentFact.Rejected("invalid_request")));
        Assert.Empty(Problems(new PaymentFact.Declined("pi_1", "lost_card")));
        Assert.Empty(Problems(new PaymentFact.Absent()));
    }

    [Fact]
    public void Writes_a_mail_only_when_nobody_saw_it_fail()
    {
        var blueprint = AnOrder.Blueprint;
        var after = InDoubt.Given(Declined).State;
        Assert.Empty(blueprint.Outgoing(AdasOrder.Value, after, Declined));
        Assert.Single(blueprint.Outgoing(AdasOrder.Value, after, Declined with { Present = false }));
    }

    [Fact]
    public void Tells_nobody_by_mail_what_staff_wanted()
    {
        var told = InDoubt.GivenDone(new VoidOrder("fraud", false))
            .When(Told(new PaymentFact.Cancelled("pi_1"), present: false));
        var events = Assert.IsType<Decision<OrderEvent>.Accepted>(told.Decision).Events;
        var voided = told.Accepted().State;
        Assert.IsType<OrderState.Placed>(voided);
        Assert.All(events, one => Assert.Empty(AnOrder.Blueprint.Outgoing(AdasOrder.Value, voided, one)));
        Assert.True(events.OfType<PaymentRefused>().Single().Present);
    }

    [Fact]
    public void Offers_no_step_to_a_shopper_whose_order_is_being_voided()
    {
        var after = InDoubt.GivenDone(new VoidOrder("fraud", false))
            .When(Told(new PaymentFact.ActionNeeded("pi_1", "secret"))).Accepted().State;
        Assert.Null(OrderViews.Of(AdasOrder, "USD", after).Payments[0].ClientSecret);
        Assert.Equal(Noon, AnOrder.Blueprint.DueAt(after));
        Assert.Equal(
            InquiryPurpose.Void, PaymentRules.PurposeOf(after, OrderMachine.CoreOf(after)!.Last, Noon));
    }

    [Fact]
    public void Calls_a_person_once_when_the_stock_does_not_know_its_promise()
    {
        var lost = new PromiseLost(FirstTry, Atlas.Sku, "unknown");
        var after = InDoubt.Given(Paid).When(new ReportLost(FirstTry, Atlas.Sku, "unknown")).Then(lost);
        Assert.Single(AnOrder.Blueprint.Problems(AdasOrder.Value, after.State, lost));
        after.When(new ReportLost(FirstTry, Atlas.Sku, "unknown")).ThenNothingNew();
    }

    [Fact]
    public void Keeps_the_card_out_of_the_history_of_stray_money()
    {
        var found = KernelText.Of<OrderEvent>(new StrayMoneyFound(FirstTry, Approved(Bought), Noon));
        Assert.Contains("\"gatewayId\":\"pi_1\"", found, StringComparison.Ordinal);
        Assert.DoesNotContain("4242", found, StringComparison.Ordinal);
    }

    [Fact]
    public void Never_adopts_money_on_an_attempt_that_is_over()
    {
        var late = AnOrder.Given(Submitted(FirstTry), Declined);
        var found = new StrayMoneyFound(FirstTry, Approved(Bought), Noon);
        var after = late.When(Told(Approved(Bought), present: false)).Then(found);
        Assert.Equal([new OrderErrand.ReturnMoney(FirstTry)], OrderErrands.Of(after.State, found));
        Assert.Single(AnOrder.Blueprint.Problems(AdasOrder.Value, after.State, found));
        after.When(Told(Approved(Bought), present: false)).ThenNothingNew();
    }

    [Fact]
    public void Knows_nothing_of_an_attempt_that_was_never_confirmed() =>
        AnOrder.When(Told(Approved(Bought))).ThenRefused(new AttemptDead(FirstTry));

    [Fact]
    public void Asks_after_a_quarter_of_an_hour()
    {
        var blueprint = AnOrder.Blueprint;
        Assert.Equal(AskAt, blueprint.DueAt(InDoubt.State));
        Assert.Empty(blueprint.Questions(AdasOrder.Value, InDoubt.State, AskAt.AddMilliseconds(-1)));
        Assert.Equal(
            [new OrderErrand.AskGateway(FirstTry)], blueprint.Questions(AdasOrder.Value, InDoubt.State, AskAt));
    }
}

public sealed class JudgingAnAttempt
{
    [Fact]
    public void Writes_an_unknown_one_down_as_dead_before_saying_so()
    {
        var after = AnOrder.When(new Judge(FirstTry)).Then(new AttemptGivenUp(FirstTry));
        Assert.Equal(Verdict.Dead, PaymentRules.VerdictOn(after.State, FirstTry));
        after.When(Confirming(FirstTry)).ThenRefused(new AttemptDead(FirstTry));
    }

    [Fact]
    public void Leaves_one_in_doubt_alone() =>
        AnOrder.Given(Submitted(FirstTry)).When(new Judge(FirstTry)).ThenNothingNew();

    [Fact]
    public void Never_changes_its_mind()
    {
        var dead =
            AnOrder.Given(Submitted(FirstTry), Declined, Submitted(SecondTry), Paid with { Attempt = SecondTry });
        Assert.Equal(Verdict.Dead, PaymentRules.VerdictOn(dead.State, FirstTry));
        Assert.Equal(Verdict.Paid, PaymentRules.VerdictOn(dead.State, SecondTry));
        var voided = dead.GivenDone(new VoidOrder("mistake", false));
        Assert.Equal(Verdict.Paid, PaymentRules.VerdictOn(voided.State, SecondTry));
    }

    [Fact]
    public void Is_refused_for_another_order() =>
        AnOrder.When(new Judge(AttemptId.Of("order-bob/1"))).ThenRefused(new NotFound("attempt"));
}
