using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Kit;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Tests.Orders.GivenAnOrder;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Orders;

public sealed class DeliveringSoftGoods
{
    private static Spec<OrderState, OrderCommand, OrderEvent, OrderView> Buying(Quote quote) =>
        AnOrder.Given(Submitted(FirstTry) with
        {
            Quote = quote,
            Request = Asking(FirstTry) with { Amount = quote.Totals.Due },
        });

    [Fact]
    public void Leaves_and_is_charged_at_once_when_nothing_else_was_bought()
    {
        var quote = QuoteOf((Course, 1));
        var after = Buying(quote).GivenDone(Told(Approved(quote)));
        Assert.Equal("fulfilled", OrderStatus.Of(after.State));
        var id = ChargingShipments.ShipmentOf(after.State).Id;
        var inquiry = ChargeRules.InquiryOf(after.State, id)!;
        Assert.Equal(Dollars(9900), inquiry.Capture!.Amount);
        var paid = (OrderState.Placed)after.GivenDone(new LearnCharge(id, Taken(inquiry))).State;
        Assert.Equal(0, paid.Shipments.Sum(shipment => shipment.Owed + shipment.Uncollected.Amount));
    }

    [Fact]
    public void Is_charged_together_with_the_first_parcel()
    {
        var quote = QuoteOf((Course, 1), (Globe, 1));
        var after = Buying(quote).GivenDone(Told(Approved(quote)));
        Assert.Equal("partially_fulfilled", OrderStatus.Of(after.State));
        var sent = after.GivenDone(ShipAll);
        Assert.Equal(
            Dollars(9900 + 4500), ChargeRules.InquiryOf(sent.State, "shipment-1")!.Capture!.Amount);
    }

    [Fact]
    public void Is_not_charged_once_more_with_a_parcel_while_it_is_being_charged()
    {
        var quote = QuoteOf((Course, 1), (Globe, 1));
        var fact = Approved(quote) with { CaptureBefore = Noon.AddHours(20), Method = "pm_1" };
        var asked = Buying(quote).GivenDone(Told(fact)).GivenDone(Kept).GivenDone(new CollectOwed(1));
        var sent = asked.GivenDone(ShipAll);
        Assert.Equal(Dollars(4500), ChargeRules.InquiryOf(sent.State, "shipment-1")!.Request.Amount);
        sent.When(new CollectOwed(2)).ThenNothingNew();
    }

    [Fact]
    public void Keeps_no_certificate_for_shipping_that_nothing_needs_any_more()
    {
        var plain = QuoteOf((Course, 1), (Globe, 1));
        var quote = plain with
        {
            BaseShipping = Dollars(500),
            Totals = plain.Totals with { Certificates = Dollars(14000), Due = Dollars(900) },
            Certificates = [new("certificate-1", Noon.AddDays(9), Dollars(14000))],
        };
        var order = (OrderState.Placed)Buying(quote).GivenDone(Told(Approved(quote)))
            .GivenDone(new VoidOrder("sold out", UnshippedOnly: true)).State;
        Assert.Equal(9900, OrderMoney.Gift(order));
        var now = OrderMoney.Now(order);
        Assert.Equal((Dollars(9900), Dollars(0), Dollars(0)), (now.Items, now.Shipping, now.Due));
    }

    [Fact]
    public void Is_charged_once_when_a_second_parcel_follows_before_the_first_is_paid()
    {
        var quote = QuoteOf((Course, 1), (Globe, 2));
        var first = Buying(quote).GivenDone(Told(Approved(quote)), Kept).GivenDone(ShipSome("shipment-1", "2", 1));
        var second = first.GivenDone(ShipSome("shipment-2", "2", 1));
        Assert.Equal(Dollars(9900 + 4500), ChargeRules.InquiryOf(second.State, "shipment-1")!.Capture!.Amount);
        Assert.Equal(Dollars(4500), ChargeRules.InquiryOf(second.State, "shipment-2")!.Request.Amount);
    }

    [Fact]
    public void Is_charged_by_itself_a_day_before_the_promise_ends()
    {
        var quote = QuoteOf((Course, 1), (Globe, 1));
        var after = Buying(quote).GivenDone(Told(Approved(quote) with { CaptureBefore = Noon.AddDays(3) }));
        var due = Noon.AddDays(2);
        Assert.Equal(due, AnOrder.Blueprint.DueAt(after.State));
        Assert.Equal(
            [new OrderErrand.CollectOwed(AdasOrder)], AnOrder.Blueprint.Questions(AdasOrder.Value, after.State, due));
        var events = Assert.IsType<Decision<OrderEvent>.Accepted>(OrderMachine.Decide(
            AdasOrder, Shop, after.State, new CollectOwed(1), due)).Events;
        Assert.Equal(Dollars(9900), Assert.IsType<ChargeAsked>(Assert.Single(events)).Charge.Capture!.Amount);
    }
}
