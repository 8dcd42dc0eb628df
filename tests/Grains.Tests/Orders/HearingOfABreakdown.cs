using Commerce.Grains.Payments;
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
}
