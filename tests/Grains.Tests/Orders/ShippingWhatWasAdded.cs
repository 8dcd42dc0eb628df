using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Kit;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Orders.OrderState;
using static Commerce.Grains.Tests.Orders.GivenAnOrder;
using static Commerce.Grains.Tests.TheCast;
using ChargeRules = Commerce.Grains.Orders.ChargeRules;

namespace Commerce.Grains.Tests.Orders;

/// <summary>C2, C3, ORD-24, REF: what becomes of added items, and of the money for them.</summary>
public sealed class ShippingWhatWasAdded
{
    private const long Sale = 3 * 1999 + 4500, More = 2 * 4500;
    private static readonly AttemptId One = AttemptId.OfAddition(AdasOrder, "1");

    private static Spec<OrderState, OrderCommand, OrderEvent, OrderView> Extended =>
        AddingItems.Sold.GivenDone(Adding("1", Globe, 2));

    [Fact]
    public void Is_charged_anew_with_everything_and_the_smaller_promise_is_ended_after_it()
    {
        var asked = Extended.GivenDone(ShipAll);
        var inquiry = ChargeRules.InquiryOf(asked.State, "shipment-1")!;
        Assert.Null(inquiry.Capture);
        Assert.True(inquiry.Request is { OffSession: true, CaptureNow: true, Method: "pm_kept" });
        Assert.Equal(Dollars(Sale + More), inquiry.Request.Amount);
        Assert.True(OrderMachine.CoreOf(asked.State)!.PaymentOf(FirstTry)!.IsOpen);
        var paid = asked.GivenDone(new LearnCharge("shipment-1", Taken(inquiry)));
        Assert.Equal(PaymentStatus.Ending, OrderMachine.CoreOf(paid.State)!.PaymentOf(FirstTry)!.Status);
        Assert.Equal("fulfilled", OrderStatus.Of(paid.State));
        Assert.Empty(MemoryAudit.OfOrder(AdasOrder, paid.State));
    }

    [Fact]
    public void Is_taken_of_the_promise_as_long_as_it_is_large_enough()
    {
        var some = Extended.GivenDone(ShipSome("shipment-1", "3", null));
        Assert.Equal(Dollars(More), ChargeRules.InquiryOf(some.State, "shipment-1")!.Capture!.Amount);
    }

    [Fact]
    public void Keeps_the_promise_when_the_charge_is_declined()
    {
        var declined = Extended.GivenDone(ShipAll)
            .GivenDone(new LearnCharge("shipment-1", new PaymentFact.Declined("pi_9", "insufficient_funds")));
        Assert.True(OrderMachine.CoreOf(declined.State)!.PaymentOf(FirstTry)!.IsOpen);
        Assert.All(((Placed)declined.State).Items, item => Assert.True(item.IsFree));
        var less = declined.GivenDone(new VoidOrder("no", true) { Items = [new("3", null)] })
            .GivenDone(ShipAll with { ShipmentId = "shipment-2" });
        Assert.Equal(Dollars(Sale), ChargeRules.InquiryOf(less.State, "shipment-2")!.Capture!.Amount);
    }

    [Fact]
    public void Leaves_the_hold_that_it_was_added_with()
    {
        ImmutableArray<ShippedItem> parts = [new("2", Globe.Sku, 1), new("3", Globe.Sku, 2)];
        Assert.Equal(
            [
                new OrderErrand.ShipStock(Globe.Sku, FirstTry, "shipment-1", 1),
                new OrderErrand.ShipStock(Globe.Sku, One, "shipment-1", 2),
            ],
            OrderErrands.Of(Extended.State, new ItemsShipped("shipment-1", parts, Dollars(0), Noon)));
    }

    [Fact]
    public void Leaves_it_also_in_parts()
    {
        var some = Extended.Sent(ShipSome("shipment-1", "3", 1));
        var shipped = ((Placed)some.State).Shipments[0];
        Assert.Equal(
            [new OrderErrand.ShipStock(Globe.Sku, One, "shipment-1", 1)],
            OrderErrands.Of(some.State, new ItemsShipped("shipment-1", shipped.Items, shipped.Cost, Noon)));
        var rest = some.GivenDone(new VoidOrder("no", true) { Items = [new("3", null)] });
        Assert.Equal(
            [new OrderErrand.ReleaseStock(Globe.Sku, One, "void-1", 1)],
            OrderErrands.Of(rest.State, new ItemsVoided(1, [new("3", Globe.Sku, 1)], Noon)));
        Assert.Empty(MemoryAudit.OfOrder(AdasOrder, rest.State));
    }

    [Fact]
    public void Comes_back_to_the_stock_it_left_and_is_refunded_in_full()
    {
        var sent = Extended.Sent(ShipAll);
        var back = sent.GivenDone(new Return("refund-1", [new("3", null)], null, "no", null, true, [1]));
        var refund = ((Placed)back.State).Refunds[0];
        Assert.Equal(More, refund.Total());
        Assert.Equal("order-ada/101", Assert.Single(refund.Parts).Attempt.Value);
        Assert.Equal(
            [new OrderErrand.ReturnStock(Globe.Sku, One, "refund-1", 2)],
            OrderErrands.Of(back.State, new ItemsReturned(refund, true, Noon, Noon)));
        Assert.Empty(MemoryAudit.OfOrder(AdasOrder, back.State));
    }

    [Fact]
    public void Stands_among_what_is_to_be_shipped_and_in_what_the_order_comes_to()
    {
        var rows = KernelText.Of(OrderRows.Of(AdasOrder, Extended.State));
        Assert.Contains($"\"due\":{Sale + More}", rows, StringComparison.Ordinal);
        Assert.Contains("\"unit_count\":6", rows, StringComparison.Ordinal);
        Assert.Contains("\"item_id\":\"3\"", rows, StringComparison.Ordinal);
        Assert.Equal(Sale + More, LinkRules.Open((Placed)Extended.State));
    }

    [Fact]
    public void Is_void_with_the_order()
    {
        var gone = Extended.GivenDone(new VoidOrder("no", false));
        Assert.Equal("void", OrderStatus.Of(gone.State));
        Assert.Equal(
            [(FirstTry, 3), (FirstTry, 1), (One, 2)],
            OrderErrands.Of(gone.State, new ItemsVoided(1, [
                new("1", Atlas.Sku, 3), new("2", Globe.Sku, 1), new("3", Globe.Sku, 2)], Noon))
                .Cast<OrderErrand.ReleaseStock>().Select(one => (one.Attempt, one.Quantity!.Value)));
    }
}
