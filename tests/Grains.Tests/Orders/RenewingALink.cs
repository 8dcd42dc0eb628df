using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Tests.Orders.GivenAnOrder;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Orders;

/// <summary>C7: what a payment link asks for is what is due.</summary>
public sealed class RenewingALink
{
    private static readonly MakeLink Make = new("token", null);

    private static readonly PayByLink Pay = new("token", "pm_new", "https://shop.example", 4000009);

    /// <summary>The mail shows what is due: when items are added or voided, another one goes out, and the link of the
    /// first works on.</summary>
    [Fact]
    public void Sends_another_mail_when_what_is_due_has_changed()
    {
        var renew = new MakeLink("renewed", null) { Renews = true };
        var charged = AnOrder.Given(Submitted(FirstTry), Paid).GivenDone(Kept).Sent(ShipSome("shipment-0", "1", 1));
        var sent = charged.GivenDone(Make);
        sent.When(renew).ThenNothingNew();
        charged.When(renew).ThenNothingNew();

        var more = sent.GivenDone(Adding("1", Atlas));
        var added = ((Decision<OrderEvent>.Accepted)sent.When(Adding("1", Atlas)).Decision).Events;
        Assert.Contains(
            new OrderErrand.TellAmount(AdasOrder), added.SelectMany(one => OrderErrands.Of(more.State, one)));
        Assert.DoesNotContain(
            new OrderErrand.TellAmount(AdasOrder), added.SelectMany(one => OrderErrands.Of(charged.State, one)));

        var due = new Money(LinkRules.Open(Placed(more.State)), "USD");
        var again = more.When(renew).Then(new LinkMade("renewed", due, Noon.AddDays(7), null, Noon)
        {
            KeepsLast = true,
        });
        Assert.Equal(LinkRules.Open(Placed(sent.State)) + 1999, due.Amount);
        var mail = Assert.Single(AnOrder.Blueprint.Outgoing(
            AdasOrder.Value, again.State, new LinkMade("renewed", due, Noon.AddDays(7), null, Noon)));
        Assert.Equal(due.ToString(), mail.Values["amount_here"]);
        again.When(renew).ThenNothingNew();
        again.When(renew with { Token = "third" }).ThenNothingNew();
        again.When(Pay).Accepted();
        again.When(Pay with { Token = "renewed" }).Accepted();
        more.At(Noon.AddDays(7)).When(renew).ThenNothingNew();
        more.GivenDone(Pay).When(renew).ThenNothingNew();

        var less = sent.GivenDone(new VoidOrder("sold out", true));
        Assert.Equal(0, LinkRules.Open(Placed(less.State)));
        less.When(renew).ThenRefused(new NothingToCharge());
    }

    private static OrderState.Placed Placed(OrderState state) => (OrderState.Placed)state;
}
