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

    [Fact]
    public void Writes_a_mail_only_when_nobody_saw_it_fail()
    {
        var blueprint = AnOrder.Blueprint;
        var after = InDoubt.Given(Declined).State;
        Assert.Empty(blueprint.Outgoing(AdasOrder.Value, after, Declined));
        Assert.Single(blueprint.Outgoing(AdasOrder.Value, after, Declined with { Present = false }));
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

public sealed class GivingAPaymentUp
{
    [Fact]
    public void Tells_the_gateway_before_anything_else()
    {
        var after = AnOrder.Given(Submitted(FirstTry)).When(new Abandon())
            .Then(new EndWanted(FirstTry, Ending.ByShopper, null, Noon));
        var payment = OrderMachine.CoreOf(after.State)!.Last;
        Assert.Equal(InquiryPurpose.Abandon, PaymentRules.PurposeOf(after.State, payment, Noon));
        Assert.Equal(Verdict.Alive, PaymentRules.VerdictOn(after.State, FirstTry));
        after.When(new Abandon()).ThenNothingNew();
    }

    [Fact]
    public void Still_places_the_order_when_it_was_paid_after_all() =>
        AnOrder.Given(Submitted(FirstTry)).GivenDone(new Abandon()).When(Told(Approved(Bought))).Then(Paid);

    [Fact]
    public void Leaves_no_money_when_staff_void_it_meanwhile()
    {
        var voiding = AnOrder.Given(Submitted(FirstTry)).GivenDone(new VoidOrder("fraud", false));
        var after = voiding.When(Told(Approved(Bought), present: false)).Accepted();
        Assert.Equal("void", OrderStatus.Of(after.State));
        Assert.Equal(PaymentStatus.Ending, OrderMachine.CoreOf(after.State)!.Last.Status);
        var settled = after.When(new Settle(FirstTry, new PaymentFact.Cancelled("pi_1")))
            .Then(new MoneyReturned(FirstTry, "cancelled", 0, Noon));
        Assert.Equal(PaymentStatus.Ended, OrderMachine.CoreOf(settled.State)!.Last.Status);
    }

    [Fact]
    public void Ends_the_step_of_a_shopper_who_never_came_back()
    {
        var waiting =
            AnOrder.Given(Submitted(FirstTry), new ActionRequested(FirstTry, "pi_1", "secret", Noon + Shop.ActionTime));
        var payment = OrderMachine.CoreOf(waiting.State)!.Last;
        Assert.Equal(InquiryPurpose.Learn, PaymentRules.PurposeOf(waiting.State, payment, Noon));
        Assert.Equal(InquiryPurpose.EndAction, PaymentRules.PurposeOf(waiting.State, payment, Noon + Shop.ActionTime));
    }
}

public sealed class ShippingAnOrder
{
    private static Spec<OrderState, OrderCommand, OrderEvent, OrderView> Placed =>
        AnOrder.Given(Submitted(FirstTry), Paid);

    [Fact]
    public void Ships_everything_unshipped_when_nothing_is_named()
    {
        var after = Placed.When(ShipAll).Accepted();
        Assert.Equal("fulfilled", OrderStatus.Of(after.State));
        Assert.Equal("All Items Shipped", OrderStatus.TextOf(after.State));
    }

    [Fact]
    public void Splits_an_item_that_goes_in_parts()
    {
        var after = Placed.When(ShipSome("shipment-1", "1", 2)).Accepted();
        var items = OrderViews.Of(AdasOrder, "USD", after.State).Items;
        Assert.Equal([("1", 1, "to_be_shipped"), ("2", 1, "to_be_shipped"), ("3", 2, "shipped")],
            items.Select(item => (item.Id, item.Quantity, item.State)));
        Assert.Equal("partially_fulfilled", OrderStatus.Of(after.State));
        Assert.Equal("Partial Shipment Made", OrderStatus.TextOf(after.State));
    }

    [Fact]
    public void Does_a_repeated_shipment_once() => Placed.GivenDone(ShipAll).When(ShipAll).ThenNothingNew();

    [Fact]
    public void Tells_the_stock_how_many_left()
    {
        var shipped = new ItemsShipped("shipment-1", [new("1", Atlas.Sku, 2)], null, null, Noon, Dollars(3998), Noon);
        Assert.Equal([new OrderErrand.ShipStock(Atlas.Sku, FirstTry, "shipment-1", 2)],
            OrderErrands.Of(Placed.Given(shipped).State, shipped));
    }

    [Theory]
    [InlineData("9", 1)]
    [InlineData("1", 4)]
    [InlineData("1", 0)]
    [InlineData("1", -1)]
    public void Is_refused_for_units_that_are_not_there(string item, int quantity) =>
        Placed.When(ShipSome("shipment-1", item, quantity)).ThenRefused(new ItemUnknown(item));

    [Fact]
    public void Is_refused_when_an_item_is_named_twice() =>
        Placed.When(ShipAll with { Items = [new("1", 1), new("1", 1)] }).ThenRefused<InvalidValue>();

    [Fact]
    public void Is_refused_when_nothing_is_left() =>
        Placed.GivenDone(ShipAll).When(ShipAll with { ShipmentId = "shipment-2" }).ThenRefused(new NothingToShip());

    [Fact]
    public void Is_refused_before_it_is_paid() =>
        AnOrder.Given(Submitted(FirstTry)).When(ShipAll).ThenRefused<NotAllowed>();

    [Fact]
    public void Says_how_a_tracking_number_is_too_long() =>
        Placed.When(ShipAll with { Tracking = new string('1', 25) })
            .ThenRefused(new InvalidValue("At most 24 characters.") { Param = "/tracking" });

    [Fact]
    public void Mails_the_buyer_of_a_parcel_and_not_of_a_pickup()
    {
        var shipped = new ItemsShipped("shipment-1", [new("1", Atlas.Sku, 3)], null, null, Noon, Dollars(5997), Noon);
        Assert.Single(AnOrder.Blueprint.Outgoing(AdasOrder.Value, Placed.Given(shipped).State, shipped));
        var pickup = AnOrder.Given(
            Submitted(FirstTry) with { Delivery = ToAda with { Method = "pickup" } }, Paid, shipped).State;
        Assert.Empty(AnOrder.Blueprint.Outgoing(AdasOrder.Value, pickup, shipped));
    }
}

public sealed class VoidingAnOrder
{
    private static readonly VoidOrder SoldOut = new("sold out", UnshippedOnly: false);

    private static Spec<OrderState, OrderCommand, OrderEvent, OrderView> Placed =>
        AnOrder.Given(Submitted(FirstTry), Paid);

    [Fact]
    public void Voids_every_item_with_its_date_and_cancels_the_payment()
    {
        var after = Placed.When(SoldOut).Accepted();
        Assert.Equal("void", OrderStatus.Of(after.State));
        Assert.All(((OrderState.Placed)after.State).Items, item => Assert.Equal(Noon, item.VoidedAt));
        Assert.Contains(
            new OrderErrand.ReturnMoney(FirstTry), OrderErrands.Of(after.State, new OrderVoided("sold out", Noon)));
    }

    [Fact]
    public void Sets_the_promised_units_free()
    {
        var voided = new ItemsVoided(1, [new("1", Atlas.Sku, 3), new("2", Globe.Sku, 1)], Noon);
        Assert.Equal(
            [
                new OrderErrand.ReleaseStock(Atlas.Sku, FirstTry, "void-1", 3),
                new OrderErrand.ReleaseStock(Globe.Sku, FirstTry, "void-1", 1),
            ],
            OrderErrands.Of(Placed.Given(voided).State, voided));
    }

    [Fact]
    public void Is_refused_once_something_has_shipped() =>
        Placed.GivenDone(ShipSome("shipment-1", "2", null)).When(SoldOut).ThenRefused(new OrderHasShipped());

    [Fact]
    public void Voids_only_what_has_not_shipped_when_asked_so()
    {
        var after = Placed.GivenDone(ShipSome("shipment-1", "2", null)).When(SoldOut with { UnshippedOnly = true })
            .Accepted();
        Assert.Equal("fulfilled", OrderStatus.Of(after.State));
        Assert.Equal(PaymentStatus.Authorized, OrderMachine.CoreOf(after.State)!.Last.Status);
    }

    [Fact]
    public void Needs_a_reason() => Placed.When(SoldOut with { Reason = " " }).ThenRefused<InvalidValue>();

    [Fact]
    public void Happens_once() => Placed.GivenDone(SoldOut).When(SoldOut).ThenNothingNew();

    [Fact]
    public void Tells_the_gateway_first_while_the_payment_is_in_doubt()
    {
        var after = AnOrder.Given(Submitted(FirstTry)).When(SoldOut)
            .Then(new EndWanted(FirstTry, Ending.ByVoid, "sold out", Noon));
        Assert.Equal(
            InquiryPurpose.Void, PaymentRules.PurposeOf(after.State, OrderMachine.CoreOf(after.State)!.Last, Noon));
        var dead = after.When(Told(new PaymentFact.Cancelled("pi_1"), present: false)).Accepted();
        Assert.Equal("void", OrderStatus.Of(dead.State));
    }
}

public sealed class TheStateOfAnOrder
{
    /// <summary>ORD-10: received back, shipped, other → state; void items change nothing.</summary>
    [Theory]
    [InlineData(true, true, true, "partially_fulfilled")]
    [InlineData(true, true, false, "fulfilled")]
    [InlineData(true, false, true, "partially_fulfilled")]
    [InlineData(true, false, false, "returned")]
    [InlineData(false, true, true, "partially_fulfilled")]
    [InlineData(false, true, false, "fulfilled")]
    [InlineData(false, false, true, null)]
    [InlineData(false, false, false, "void")]
    public void Follows_from_its_items(bool back, bool shipped, bool other, string? expected)
    {
        List<ItemState> items = [];
        if (back) items.Add(ItemState.ReceivedBack);
        if (shipped) items.Add(ItemState.Shipped);
        if (other) items.Add(ItemState.ToBeShipped);
        Assert.Equal(expected, OrderStatus.OfItems(items));
        Assert.Equal(expected, OrderStatus.OfItems([.. items, ItemState.Void]));
    }

    [Fact]
    public void Counts_what_arrived_as_shipped() =>
        Assert.Equal("fulfilled", OrderStatus.OfItems([ItemState.Arrived, ItemState.Shipped]));
}

public sealed class TheTruthTableOfAnOrder
{
    [Fact]
    public void Is_the_one_in_the_readme() => Assert.Equal(TruthTable.InReadmeOf("Orders"), TruthTable.Draw(
        States, Commands, (state, command) => OrderMachine.Decide(AdasOrder, Shop, state, command, Noon)));

    [Fact]
    public void Leaves_no_state_and_no_command_out()
    {
        Assert.Equal(
            [.. typeof(OrderState).GetNestedTypes()], States.Select(state => state.Item2.GetType()).ToHashSet());
        Assert.Equal([.. typeof(OrderCommand).GetNestedTypes()], Commands.Select(
            command => command.Item2.GetType()).ToHashSet());
    }

    [Fact]
    public void Lets_nothing_happen_twice() => Assert.Empty(Spec.HappeningTwice(
        AnOrder.Blueprint, Noon, States.Select(state => state.Item2), Commands.Select(command => command.Item2)));
}
