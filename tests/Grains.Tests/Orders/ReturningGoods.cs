using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Kit;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Tests.Orders.GivenAnOrder;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Orders;

public sealed class ReturningGoods
{
    private const string Reference = "order-ada/refund-1/1";

    private static Spec<OrderState, OrderCommand, OrderEvent, OrderView> Sent =>
        AnOrder.Given(Submitted(FirstTry), Paid).GivenDone(Kept).Sent(ShipAll);

    [Fact]
    public void Gives_the_price_back_as_money_of_the_payment()
    {
        var after = Sent.GivenDone(Back);
        var refund = Assert.Single(OrderViews.Of(AdasOrder, "USD", after.State).Refunds);
        Assert.Equal((Dollars(5997), Dollars(5997)), (refund.Total, refund.Cash));
        Assert.Equal(
            new RefundPartView(4000003, Reference, FirstTry.Value, Dollars(5997), "under_way"),
            Assert.Single(refund.Parts));
        Assert.Equal(
            new RefundRequest("pi_1", Reference, Dollars(5997), Reference),
            ReturnRules.InquiryOf(after.State, "refund-1", Reference)!.Request);
        after.When(Back).ThenNothingNew();
        after.When(Back with { RefundId = "refund-2" }).ThenRefused(new ItemUnknown("1"));
    }

    [Fact]
    public void Puts_goods_back_only_when_asked_to()
    {
        var kept = Back with { Restock = false };
        Assert.Equal(
            [new OrderErrand.ReturnStock(Atlas.Sku, FirstTry, "refund-1", 3)], Errands(Sent.When(Back)));
        Assert.Empty(Errands(Sent.When(kept)));
    }

    [Fact]
    public void Splits_what_comes_back_in_parts()
    {
        var after = Sent.GivenDone(Back with { Items = [new("1", 1, Dollars(1000))] });
        var items = OrderViews.Of(AdasOrder, "USD", after.State).Items;
        Assert.Equal(
            [("1", 2, "shipped"), ("2", 1, "shipped"), ("3", 1, "received_back")],
            items.Select(item => (item.Id, item.Quantity, item.State)));
        Assert.Equal("Some Items Returned", OrderStatus.TextOf(after.State));
    }

    [Fact]
    public void Can_come_back_without_money() => Assert.Empty(OrderViews.Of(
        AdasOrder, "USD", Sent.GivenDone(Back with { Items = [new("1", null, Dollars(0))] }).State).Refunds[0].Parts);

    [Fact]
    public void Is_refused_beyond_what_was_charged()
    {
        Sent.When(Back with { Items = [new("1", 1, Dollars(2000))] }).ThenRefused<InvalidValue>();
        Sent.When(Back with { Items = [new("1", 1, Dollars(-1))] }).ThenRefused<InvalidValue>();
        Sent.When(Back with { BaseShipping = Dollars(1) }).ThenRefused<InvalidValue>();
        Sent.When(Back with { Items = [new("9", null)] }).ThenRefused(new ItemUnknown("9"));
        Sent.When(Back with { ReceivedAt = Noon.AddMinutes(1) }).ThenRefused<InvalidValue>();
    }

    [Fact]
    public void Waits_for_a_charge_under_way() => AnOrder.Given(Submitted(FirstTry), Paid).GivenDone(ShipAll)
        .When(Back).ThenRefused(new ShipmentUnsettled("shipment-1"));

    [Fact]
    public void Says_once_when_more_would_go_back_than_there_is()
    {
        var disputed = Sent.State is OrderState.Placed placed
            ? placed with
            {
                Core = placed.Core.With(placed.Core.Last with { Disputed = placed.Core.Last.Captured }, Noon),
            }
            : throw new InvalidOperationException();
        var told = (Sent with { State = disputed }).When(Back)
            .ThenAnswering(new RefundTooLarge(), new RefundRefused("refund-1", Dollars(5997), Noon));
        Assert.Single(AnOrder.Blueprint.Problems(
            AdasOrder.Value, told.State, new RefundRefused("refund-1", Dollars(5997), Noon)));
    }

    [Fact]
    public void Keeps_what_failed_as_a_problem_and_makes_it_again_as_a_new_transaction()
    {
        var learned = Sent.GivenDone(Back).GivenDone(Made(succeeded: true));
        Assert.Equal(5997, OrderMachine.CoreOf(learned.State)!.Last.Refunded);
        var failed = learned.GivenDone(
            new LearnRefund("refund-1", Reference, new RefundFact.Failed("re_1", "pi_1", "x")));
        Assert.Equal(0, OrderMachine.CoreOf(failed.State)!.Last.Refunded);
        Assert.Equal("received_back", ChargingShipments.StatesOf(failed.State).First());
        var repeated = failed.GivenDone(new RepeatRefund("refund-1", Reference, 4000009));
        var again = ReturnRules.InquiryOf(repeated.State, "refund-1", "order-ada/refund-1/2")!;
        Assert.Equal(("order-ada/refund-1/2", Dollars(5997)), (again.Request.Key, again.Request.Amount));
        repeated.When(new RepeatRefund("refund-1", Reference, 4000010)).ThenNothingNew();
    }

    [Fact]
    public void Is_asked_about_until_the_gateway_says_what_became_of_it()
    {
        var after = Sent.GivenDone(Back);
        var due = AnOrder.Blueprint.DueAt(after.State)!.Value;
        Assert.Equal(Noon.AddMinutes(1), due);
        Assert.Equal(
            [new OrderErrand.AskRefund(AdasOrder, "refund-1", Reference)],
            AnOrder.Blueprint.Questions(AdasOrder.Value, after.State, due));
        after.When(new LearnRefund("refund-1", Reference, new RefundFact.Unknown("timeout"))).ThenNothingNew();
        Assert.Null(AnOrder.Blueprint.DueAt(after.GivenDone(Made(succeeded: true)).State));
    }

    [Fact]
    public void Takes_the_one_payment_whose_rest_is_the_amount_else_the_largest_first()
    {
        var parts = AnOrder.Given(Submitted(FirstTry), Paid).GivenDone(Kept)
            .Sent(ShipSome("shipment-1", "1", 2)).Sent(ShipAll with { ShipmentId = "shipment-2" });
        var placed = (OrderState.Placed)parts.State;
        Assert.Equal(
            [("order-ada/1", 3998)],
            RefundPlan.Of(placed, 3998)!.Cash.Select(one => (one.From.Attempt.Value, one.Amount)));
        Assert.Equal(
            [("order-ada/101", 6499), ("order-ada/1", 1)],
            RefundPlan.Of(placed, 6500)!.Cash.Select(one => (one.From.Attempt.Value, one.Amount)));
        Assert.Null(RefundPlan.Of(placed, 10498));
    }

    private static LearnRefund Made(bool succeeded) =>
        new("refund-1", Reference, new RefundFact.Made("re_1", "pi_1", Dollars(5997), succeeded));

    private static IEnumerable<Errand> Errands(Told<OrderState, OrderCommand, OrderEvent, OrderView> told) =>
        Assert.IsType<Decision<OrderEvent>.Accepted>(told.Decision).Events
            .SelectMany(happened => OrderErrands.Of(told.Accepted().State, happened));
}
