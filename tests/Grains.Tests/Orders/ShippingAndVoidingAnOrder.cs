using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Kit;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Tests.Orders.GivenAnOrder;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Orders;

public sealed class ShippingAnOrder
{
    private static Spec<OrderState, OrderCommand, OrderEvent, OrderView> Placed =>
        AnOrder.Given(Submitted(FirstTry), Paid);

    [Fact]
    public void Ships_everything_unshipped_when_nothing_is_named()
    {
        var after = Placed.Sent(ShipAll);
        Assert.Equal("fulfilled", OrderStatus.Of(after.State));
        Assert.Equal("All Items Shipped", OrderStatus.TextOf(after.State));
    }

    [Fact]
    public void Splits_an_item_that_goes_in_parts()
    {
        var after = Placed.Sent(ShipSome("shipment-1", "1", 2));
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
        var shipped = new ItemsShipped("shipment-1", [new("1", Atlas.Sku, 2)], Dollars(3998), Noon);
        Assert.Equal([new OrderErrand.ShipStock(Atlas.Sku, FirstTry, "shipment-1", 2)],
            OrderErrands.Of(Placed.Sent(ShipSome("shipment-1", "1", 2)).State, shipped));
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
        Placed.Sent(ShipAll).When(ShipAll with { ShipmentId = "shipment-2" }).ThenRefused(new NothingToShip());

    /// <summary>C6: without a kept method only one shipment can be charged.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Goes_in_parts_only_where_the_shop_ships_in_parts(bool isAllowed)
    {
        var shop = Shop with { ShipInParts = isAllowed };
        var order = Placed with { Blueprint = OrderBlueprint.Of(AdasOrder, shop) };
        var part = order.When(ShipSome("shipment-1", "1", 2));
        if (isAllowed) Assert.IsType<Decision<OrderEvent>.Accepted>(part.Decision);
        else part.ThenRefused(new OrderShipsWhole());

        // All that is left by name is whole too.
        var rest = order.GivenDone(new VoidOrder("sold out", true) { Items = [new("2", null)] });
        Assert.Equal("fulfilled", OrderStatus.Of(rest.Sent(ShipSome("shipment-1", "1", 3)).State));
    }

    [Fact]
    public void Is_refused_before_it_is_paid() =>
        AnOrder.Given(Submitted(FirstTry)).When(ShipAll).ThenRefused<NotAllowed>();

    [Fact]
    public void Says_how_a_tracking_number_is_too_long() =>
        Placed.When(ShipAll with { Tracking = new string('1', 25) })
            .ThenRefused(new InvalidValue("At most 24 characters.") { Param = "/tracking" });

    [Fact]
    public void Keeps_when_it_left_and_when_it_should_arrive()
    {
        var (left, there) = (Noon.AddDays(-1), Noon.AddDays(2));
        var after = Placed.When(ShipAll with { ShippedAt = left, ExpectedAt = there }).Accepted();
        var shipment = Assert.Single(OrderViews.Of(AdasOrder, "USD", after.State).Shipments);
        Assert.Equal((left, there), (shipment.ShippedAt, shipment.ExpectedAt));
    }

    [Fact]
    public void Is_recorded_at_most_a_day_before_it_leaves()
    {
        Placed.When(ShipAll with { ShippedAt = Noon.AddDays(1) }).Accepted();
        Placed.When(ShipAll with { ShippedAt = Noon.AddDays(1).AddMilliseconds(1) })
            .ThenRefused(
                new InvalidValue("A shipment is recorded at most a day before it leaves.") { Param = "/shippedAt" });
        Placed.When(ShipAll with { ExpectedAt = Noon.AddMilliseconds(-1) })
            .ThenRefused(new InvalidValue("It cannot arrive before it left.") { Param = "/expectedAt" });
    }

    [Theory]
    [InlineData("pickup")]
    [InlineData("none")]
    public void Names_no_carrier_where_nobody_carries_anything(string method)
    {
        var placed = AnOrder.Given(Submitted(FirstTry) with { Delivery = ToAda with { Method = method } }, Paid);
        var plain = ShipAll with { Carrier = null, Tracking = "" };
        placed.When(plain).Accepted();
        foreach (var (command, param) in new[]
        {
            (plain with { Carrier = "UPS" }, "/carrier"),
            (plain with { Tracking = "1Z" }, "/tracking"),
            (plain with { ExpectedAt = Noon.AddDays(1) }, "/expectedAt"),
        })
        {
            placed.When(command)
                .ThenRefused(new InvalidValue("Nobody carries this order, so this stays blank.") { Param = param });
        }
    }

    [Fact]
    public void Mails_the_buyer_of_a_parcel_and_not_of_a_pickup()
    {
        var shipped = new ItemsShipped("shipment-1", [new("1", Atlas.Sku, 3)], Dollars(5997), Noon);
        Assert.Single(AnOrder.Blueprint.Outgoing(AdasOrder.Value, Placed.Sent(ShipAll).State, shipped));
        var pickup = AnOrder.Given(Submitted(FirstTry) with { Delivery = ToAda with { Method = "pickup" } }, Paid)
            .Sent(ShipAll with { Carrier = null, Tracking = null }).State;
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
        Placed.Sent(ShipSome("shipment-1", "2", null)).When(SoldOut).ThenRefused(new OrderHasShipped());

    [Fact]
    public void Voids_only_what_has_not_shipped_when_asked_so()
    {
        var after = Placed.Sent(ShipSome("shipment-1", "2", null)).When(SoldOut with { UnshippedOnly = true })
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
