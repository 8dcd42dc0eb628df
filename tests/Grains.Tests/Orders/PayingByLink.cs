using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Kit;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Tests.Orders.GivenAnOrder;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Orders;

/// <summary>C7, ORD-22: what could not be charged without the customer is paid by the customer.</summary>
public sealed class PayingByLink
{
    private static readonly AttemptId Anew = AttemptId.Of(AdasOrder, 102);

    private static readonly MakeLink Make = new("token", null);

    private static readonly PayByLink Pay = new("token", "pm_new", "https://shop.example", 4000009);

    /// <summary>Part of it left, the rest was declined.</summary>
    private static Spec<OrderState, OrderCommand, OrderEvent, OrderView> Declined =>
        AnOrder.Given(Submitted(FirstTry), Paid).GivenDone(Kept).Sent(ShipSome("shipment-0", "1", 1))
            .GivenDone(ShipAll, new LearnCharge("shipment-1", new PaymentFact.Declined("pi_9", "lost_card")));

    private static Spec<OrderState, OrderCommand, OrderEvent, OrderView> Offered => Declined.GivenDone(Make, Pay);

    private static OrderState.Placed Placed(OrderState state) => (OrderState.Placed)state;

    [Fact]
    public void Is_asked_for_when_a_charge_without_the_customer_fails()
    {
        var waiting = AnOrder.Given(Submitted(FirstTry), Paid).GivenDone(Kept)
            .Sent(ShipSome("shipment-0", "1", 1)).GivenDone(ShipAll);
        var told = (Decision<OrderEvent>.Accepted)waiting.When(
            new LearnCharge("shipment-1", new PaymentFact.Declined("pi_9", "lost_card"))).Decision;
        var errands = told.Events.SelectMany(one => OrderErrands.Of(Declined.State, one));
        Assert.Contains(new OrderErrand.AskForPayment(AdasOrder, "shipment-1"), errands);

        // One mail a shipment, however often the errand comes.
        var asked = Declined.GivenDone(new MakeLink("one", "shipment-1"));
        asked.When(new MakeLink("two", "shipment-1")).ThenNothingNew();
    }

    /// <summary>The mail waited while they paid: what they paid is for this shipment too.</summary>
    [Fact]
    public void Is_not_asked_for_again_when_the_customer_paid_meanwhile()
    {
        var sent = AnOrder.Given(Submitted(FirstTry), Paid).Sent(ShipSome("shipment-0", "1", 1))
            .GivenDone(Make, Pay);
        var waiting = sent.GivenDone(ShipAll);
        Assert.Equal(ShipmentStatus.PaymentFailed, Placed(waiting.State).Shipments[^1].Status);
        var late = new MakeLink("late", "shipment-1");
        waiting.When(late).ThenRefused<AttemptUnfinished>();
        var paid = waiting.At(Noon.AddMinutes(1)).GivenDone(
            new Learn(AttemptId.Of(AdasOrder, 101), Promise(LinkRules.Open(Placed(waiting.State))), Present: true));
        paid.When(late).ThenNothingNew();
    }

    /// <summary>C7 is for what the customer's bank said. What the gateway would not take from us is for
    /// a person.</summary>
    [Fact]
    public void Is_not_asked_for_when_the_gateway_did_not_take_the_request()
    {
        var waiting = AnOrder.Given(Submitted(FirstTry), Paid).GivenDone(Kept)
            .Sent(ShipSome("shipment-0", "1", 1)).GivenDone(ShipAll);
        var told = Accepted(waiting, new LearnCharge("shipment-1", new PaymentFact.Rejected("amount_too_small")));
        Assert.Empty(told.SelectMany(one => OrderErrands.Of(Declined.State, one)));
        Assert.Equal("shipment/shipment-1/unpaid", Assert.Single(told.SelectMany(
            one => AnOrder.Blueprint.Problems(AdasOrder.Value, Declined.State, one))).Key);
    }

    [Fact]
    public void Is_sent_by_mail_and_stored_nowhere_else()
    {
        var rest = new Money(LinkRules.Open(Placed(Declined.State)), "USD");
        var made = new LinkMade("token", rest, Noon.AddDays(7), null, Noon);
        var state = Declined.When(Make).Then(made).State;
        var blueprint = OrderBlueprint.Of(AdasOrder, Shop with { Url = "https://shop.example/" });
        var mail = Assert.Single(blueprint.Outgoing(AdasOrder.Value, state, made));
        Assert.Equal(("payment-wanted", ToAda.Email), (mail.Template, mail.To));
        Assert.Equal(
            $"https://shop.example/orders/{AdasOrder}/payment?link=token", mail.Values["payment_link_here"]);
        Assert.Equal(rest.ToString(), mail.Values["amount_here"]);
        Assert.DoesNotContain("token", KernelText.Of(made), StringComparison.Ordinal);
        Assert.DoesNotContain("\"token\"", KernelText.Of(state), StringComparison.Ordinal);
    }

    [Fact]
    public void Asks_for_what_is_still_to_be_charged_and_takes_it_as_it_ships()
    {
        var rest = LinkRules.Open(Placed(Declined.State));
        var offered = Assert.Single(Accepted(Declined.GivenDone(Make), Pay));
        var request = Assert.IsType<PaymentOffered>(offered).Request;
        Assert.Equal((rest, "pm_new", false, true), (
            request.Amount.Amount, request.Method, request.CaptureNow, request.KeepForLater));

        var paid = Offered.GivenDone(new Learn(Anew, Promise(rest), Present: true));
        Assert.Null(OrderViews.Of(AdasOrder, "USD", paid.State).PaymentLink);
        var shipped = paid.GivenDone(ShipAll with { ShipmentId = "shipment-2" });
        var inquiry = ChargeRules.InquiryOf(shipped.State, "shipment-2")!;
        Assert.Equal(("pi_new", rest), (inquiry.Capture!.PaymentId, inquiry.Capture.Amount.Amount));
    }

    /// <summary>C4, as at the checkout.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Is_taken_in_parts_where_the_shop_wants_it(bool manyCaptures)
    {
        var shop = Spec.Of(OrderBlueprint.Of(AdasOrder, Shop with { ManyCaptures = manyCaptures }), Noon) with
        {
            State = Declined.GivenDone(Make).State,
        };
        Assert.Equal(
            manyCaptures, Assert.IsType<PaymentOffered>(Assert.Single(Accepted(shop, Pay))).Request.ManyCaptures);
    }

    [Fact]
    public void Lets_promises_of_before_go_and_uses_the_new_method_from_then_on()
    {
        var order = AnOrder.Given(Submitted(FirstTry), Paid).GivenDone(Kept, Make, Pay);
        var attempt = AttemptId.Of(AdasOrder, 101);
        var whole = LinkRules.Open(Placed(order.State));
        var happened = Accepted(order, new Learn(attempt, Promise(whole), Present: true));
        Assert.Equal(FirstTry, Assert.IsType<AuthorizationUnwanted>(happened[^1]).Attempt);
        var paid = order.Given(happened).GivenDone(new KeepMethod(attempt, "pm_kept_new", "cus_new"));
        Assert.Equal("pm_kept_new", ChargePlan.MethodOf(Placed(paid.State))!.Method);
        Assert.Contains(
            new OrderErrand.KeepMethod(attempt), OrderErrands.Of(paid.State, happened[0]));
    }

    [Fact]
    public void Leaves_a_promise_of_before_to_the_shipment_that_is_taking_it()
    {
        var quote = QuoteOf((Course, 1), (Globe, 1));
        var promise = Approved(quote) with { CaptureBefore = Noon.AddHours(20), Method = "pm_1" };
        var order = AnOrder.Given(Submitted(FirstTry) with
        {
            Quote = quote,
            Request = Asking(FirstTry) with
            {
                Amount = quote.Totals.Due,
            }
        }).GivenDone(Told(promise)).GivenDone(Kept, Make, Pay, new CollectOwed(1));
        Assert.NotNull(PaymentMatters.ChargeOf(Placed(order.State), FirstTry));
        var attempt = AttemptId.Of(AdasOrder, 101);
        var fact = Promise(quote.Totals.Due.Amount);
        order.When(new Learn(attempt, fact, Present: true)).Then(new OfferAccepted(attempt, fact, Noon));
    }

    [Fact]
    public void Works_once_within_seven_days_and_with_its_own_secret()
    {
        Declined.When(Pay).ThenRefused(new NotFound("payment link"));
        var sent = Declined.GivenDone(Make);
        sent.When(Pay with { Token = "other" }).ThenRefused(new NotFound("payment link"));
        sent.At(Noon.AddDays(7)).When(Pay).ThenRefused(new NotFound("payment link"));
        sent.GivenDone(new MakeLink("newer", null)).When(Pay).ThenRefused(new NotFound("payment link"));
        Offered.When(Pay).ThenNothingNew();
        Offered.When(Pay with { Method = "pm_third" }).ThenRefused<AttemptUnfinished>();
        Offered.GivenDone(new Learn(Anew, Promise(1), true)).When(Pay).ThenRefused(new NotFound("payment link"));
    }

    [Fact]
    public void Can_be_tried_again_after_a_decline()
    {
        var declined = new Learn(Anew, new PaymentFact.Declined("pi_new", "no"), Present: true);
        var after = Offered.When(declined).ThenAnswering(
            new PaymentDeclined("card_declined"),
            new OfferRefused(Anew, PaymentStatus.Declined, "pi_new", "no", Noon));
        Assert.IsType<PaymentOffered>(Assert.Single(Accepted(after, Pay)));

        // A payment that comes after all does not stay (G5).
        Assert.IsType<StrayMoneyFound>(Accepted(after, new Learn(Anew, Promise(100), false))[0]);
    }

    /// <summary>PRB-04: what the shop asked for wrongly is a person's to mend, by link as in a checkout.</summary>
    [Theory]
    [InlineData("rejected", 1)]
    [InlineData("absent", 0)]
    [InlineData("declined", 0)]
    public void Tells_a_person_what_was_the_shops_own_fault(string said, int problems)
    {
        PaymentFact fact = said switch
        {
            "rejected" => new PaymentFact.Rejected("resource_missing"),
            "absent" => new PaymentFact.Absent(),
            _ => new PaymentFact.Declined("pi_new", "no"),
        };
        var told = Offered.When(new Learn(Anew, fact, Present: true));
        var accepted = Assert.IsType<Decision<OrderEvent>.Accepted>(told.Decision);
        Assert.Equal(said == "declined", accepted.Answer is PaymentDeclined);
        var after = told.Accepted().State;
        var found = accepted.Events.SelectMany(one => AnOrder.Blueprint.Problems(AdasOrder.Value, after, one)).ToList();
        Assert.Equal(problems, found.Count);
        Assert.All(found, one => Assert.Equal(($"payment/{Anew}/rejected", AdasOrder.Value), (one.Key, one.Order)));
    }

    /// <summary>SCH-08.</summary>
    [Fact]
    public void Calls_a_person_once_when_it_stays_in_doubt_for_long()
    {
        var late = Noon + Shop.GatewaySilence;
        var nothing = new Learn(Anew, new PaymentFact.Unknown("processing"), Present: false);
        Offered.At(late.AddMilliseconds(-1)).When(nothing).ThenNothingNew();
        Offered.At(late).When(nothing).Then(new PaymentSilent(
            Anew, new(LinkRules.Open(Placed(Declined.State)), "USD"), "processing", late))
            .When(nothing).ThenNothingNew();
    }

    /// <summary>PAY-24: who is told nothing would believe that it is paid.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Is_asked_for_once_more_when_it_ended_and_its_customer_was_gone(bool isPresent)
    {
        var no = new Learn(Anew, new PaymentFact.Declined("pi_new", "no"), isPresent);
        var told = Accepted(Offered, no).SelectMany(one => OrderErrands.Of(Offered.State, one));
        Assert.Equal(isPresent ? [] : [new OrderErrand.AskOnceMore(Anew)], told);

        var again = new MakeLink("again", null) { Failed = Anew };
        var refused = Offered.GivenDone(no);
        var asked = refused.GivenDone(again);
        Assert.Single(Accepted(refused, again).SelectMany(
            one => AnOrder.Blueprint.Outgoing(AdasOrder.Value, asked.State, one)));

        // However often the errand comes, and whatever the customer did meanwhile.
        asked.When(again with { Token = "third" }).ThenNothingNew();
        refused.GivenDone(Pay).When(again).ThenNothingNew();
        Assert.IsType<PaymentOffered>(Assert.Single(Accepted(asked, Pay with { Token = "again" })));
        Assert.IsType<PaymentOffered>(Assert.Single(Accepted(asked, Pay)));
    }

    [Fact]
    public void Is_numbered_like_charges_without_the_customer()
    {
        var refused = Offered.GivenDone(new Learn(Anew, new PaymentFact.Declined("pi_new", "no"), Present: true));
        Assert.Equal(AttemptId.Of(AdasOrder, 103), OwnAttempts.Next(Placed(refused.State)));
        var first = AnOrder.Given(Submitted(FirstTry), Paid);
        Assert.Equal(AttemptId.Of(AdasOrder, 101), OwnAttempts.Next(Placed(first.State)));
    }

    [Fact]
    public void Is_asked_about_until_it_is_known()
    {
        var due = OrderTimes.Next(Placed(Offered.State), Shop);
        Assert.Equal(Noon + Shop.DoubtTime, due);
        Assert.Contains(
            new OrderErrand.AskGateway(Anew), OrderTimes.Questions(AdasOrder, Placed(Offered.State), Shop, due!.Value));
        var payment = Placed(Offered.State).Core.PaymentOf(Anew)!;
        Assert.Equal(InquiryPurpose.Learn, PaymentRules.PurposeOf(Offered.State, payment, Noon));

        var action = Offered.GivenDone(new Learn(Anew, new PaymentFact.ActionNeeded("pi_new", "secret"), true));
        Assert.Equal("secret", OrderViews.Of(AdasOrder, "USD", action.State).Payments[^1].ClientSecret);
        payment = Placed(action.State).Core.PaymentOf(Anew)!;
        var over = Noon + Shop.ActionTime;
        Assert.Equal(InquiryPurpose.EndAction, PaymentRules.PurposeOf(action.State, payment, over));
        action.When(new VoidOrder("no", true)).ThenRefused(new AttemptUnfinished(Anew));
    }

    [Fact]
    public void Is_refused_when_there_is_nothing_to_charge_or_something_is_in_doubt()
    {
        AnOrder.Given(Submitted(FirstTry), Paid).Sent(ShipAll).When(Make).ThenRefused(new NothingToCharge());
        AnOrder.Given(Submitted(FirstTry), Paid).GivenDone(ShipAll).When(Make)
            .ThenRefused(new ShipmentUnsettled("shipment-1"));
        AnOrder.Given(Submitted(FirstTry)).When(Make).ThenRefused<NotAllowed>();
    }

    /// <summary>C7: the mail that waited for a payment under way is not sent when that pays everything.</summary>
    [Fact]
    public void Is_not_asked_for_once_more_when_it_came_meanwhile()
    {
        var ask = new MakeLink("late", "shipment-1");
        Offered.When(ask).ThenRefused(new AttemptUnfinished(Anew));
        var rest = LinkRules.Open(Placed(Declined.State));
        var paid = Offered.GivenDone(new Learn(Anew, Promise(rest), true));
        paid.When(ask).ThenNothingNew();

        // What that promise itself does not pay is asked for.
        var refused = paid.GivenDone(
            ShipAll with { ShipmentId = "shipment-2" },
            new LearnCharge("shipment-2", new PaymentFact.Declined("pi_new", "no")));
        Assert.IsType<LinkMade>(Assert.Single(Accepted(refused, new MakeLink("late", "shipment-2"))));
    }

    private static PaymentFact.Approved Promise(long amount) => new(
        "pi_new", Dollars(0) with { Amount = amount }, Dollars(0), Dollars(0), AddressMatches: true, Visa, null)
    {
        Open = true,
        Method = "pm_new",
    };

    private static ImmutableArray<OrderEvent> Accepted(
        Spec<OrderState, OrderCommand, OrderEvent, OrderView> order, OrderCommand command) =>
        Assert.IsType<Decision<OrderEvent>.Accepted>(order.When(command).Decision).Events;
}
