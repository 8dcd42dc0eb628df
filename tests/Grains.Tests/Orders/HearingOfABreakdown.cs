using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Tests.Orders.GivenAnOrder;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Orders;

public sealed class HearingOfABreakdown
{
    [Fact]
    public void Remembers_that_the_gateway_broke_down_whoever_hears_it()
    {
        var broken = Told(new PaymentFact.Unknown("http_503"), present: false);
        var heard = AnOrder.Given(Submitted(FirstTry)).When(broken)
            .Then(new PaymentUnanswered(FirstTry, "http_503"))
            .When(broken).Then(new PaymentUnanswered(FirstTry, "http_503") { BrokenAt = Noon });
        heard.When(broken).ThenNothingNew();
        AnOrder.Given(Submitted(FirstTry)).When(Told(new PaymentFact.Unknown("http_503") { Twice = true }))
            .Then(new PaymentUnanswered(FirstTry, "http_503") { BrokenAt = Noon });
        AnOrder.Given(Submitted(FirstTry)).When(Told(new PaymentFact.Unknown("timeout"), present: false))
            .ThenNothingNew();
    }

    [Fact]
    public void Remembers_it_of_a_capture_that_was_read_after_it()
    {
        var open = Approved(Bought) with { Open = true, Broke = new("http_500", Twice: false) };
        var heard = new LearnCharge("shipment-1", open);
        var shipping = AnOrder.Given(Submitted(FirstTry), Paid).GivenDone(ShipAll);
        Assert.Null(ChargeRules.InquiryOf(shipping.State, "shipment-1")!.BrokenAt);
        var broken = shipping.When(heard).Then(new ChargeBroke("shipment-1", new("http_500", null)))
            .When(heard).Then(new ChargeBroke("shipment-1", new("http_500", Noon)));
        broken.When(heard).ThenNothingNew();
        Assert.Equal(Noon, ChargeRules.InquiryOf(broken.State, "shipment-1")!.BrokenAt);
        shipping.When(heard).Then(new ChargeBroke("shipment-1", new("http_500", null)))
            .When(heard with { Fact = open with { Broke = new("http_503", Twice: false) } })
            .Then(new ChargeBroke("shipment-1", new("http_503", null)));
        shipping.When(heard with { Fact = open with { Broke = null } }).ThenNothingNew();

        var end = Noon + Shop.GatewayPatience + Shop.GatewayQuietTime;
        broken.At(end.AddSeconds(-1)).When(heard with { Fact = open with { Broke = null } }).ThenNothingNew();
        Assert.Equal("payment_failed", OrderViews.Of(AdasOrder, "USD", broken.At(end)
            .GivenDone(heard with { Fact = open with { Broke = null } }).State).Shipments[0].Status);
    }

    [Fact]
    public void Remembers_it_of_a_refund()
    {
        var back = AnOrder.Given(Submitted(FirstTry), Paid).Sent(ShipAll).GivenDone(Back);
        const string reference = "order-ada/refund-1/1";
        LearnRefund Heard(string why, bool twice = false) =>
            new("refund-1", reference, new RefundFact.Unknown(why) { Twice = twice });
        var broken = back.When(Heard("http_500")).Then(new RefundBroke("refund-1", reference, new("http_500", null)))
            .When(Heard("http_500")).Then(new RefundBroke("refund-1", reference, new("http_500", Noon)));
        broken.When(Heard("http_500")).ThenNothingNew();
        Assert.Equal(Noon, ReturnRules.InquiryOf(broken.State, "refund-1", reference)!.BrokenAt);
        back.When(Heard("http_500", twice: true))
            .Then(new RefundBroke("refund-1", reference, new("http_500", Noon)));
        back.When(Heard("timeout")).ThenNothingNew();
        var failed = broken.GivenDone(new LearnRefund("refund-1", reference, new RefundFact.Absent()));
        var again = failed.GivenDone(new RepeatRefund("refund-1", reference, 4000009));
        Assert.Null(ReturnRules.InquiryOf(again.State, "refund-1", "order-ada/refund-1/2")!.BrokenAt);
    }
}
