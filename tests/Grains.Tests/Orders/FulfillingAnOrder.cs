using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Tests.Orders.GivenAnOrder;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Orders;

public sealed class FulfillingAnOrder
{
    private static readonly DateTimeOffset End = Noon.AddDays(6);

    /// <summary>FUL-01, ORD-12: method, state, number; nothing of what cannot be shipped.</summary>
    [Fact]
    public void Is_listed_while_something_can_be_shipped()
    {
        var listed = States.Select(state =>
            (state.Item1, state.Item2 is OrderState.Placed placed ? Fulfilment.GroupOf(placed) : null))
            .Where(one => one.Item2 is not null);
        Assert.Equal(
            [
                ("Placed", "standard/authorized_plus_avs/000003000001"),
                ("Placed, taken at once", "standard/authorized_plus_avs/000003000001"),
                ("Placed, method kept", "standard/authorized_plus_avs/000003000001"),
                ("Placed, part shipped", "standard/partially_fulfilled/000003000001"),
                ("Placed, unpaid", "standard/authorized_plus_avs/000003000001"),
                ("Placed, link sent", "standard/authorized_plus_avs/000003000001"),
            ],
            listed);
    }

    /// <summary>FUL-01 as the life of an authorisation has it.</summary>
    [Fact]
    public void Is_paid_until_its_promise_ends()
    {
        var order = AnOrder.Given(Submitted(FirstTry), Paid);
        Assert.Equal(End, EndOf(order.State));

        var early = order.At(Noon.AddDays(2)).GivenDone(
            new LearnPayment(FirstTry, new PaymentFact.Cancelled("pi_1")));
        Assert.Equal(Noon.AddDays(2), EndOf(early.State));
        var late = order.At(End.AddDays(2)).GivenDone(new LearnPayment(FirstTry, new PaymentFact.Cancelled("pi_1")));
        Assert.Equal(End, EndOf(late.State));

        // Once a charge without the customer went well, no promise is needed.
        Assert.Null(EndOf(early.GivenDone(Kept).Sent(ShipSome("shipment-0", "1", 1)).State));
        Assert.Null(EndOf(order.Sent(ShipSome("shipment-0", "1", 1)).State));
        Assert.Null(EndOf(order.Sent(ShipAll).State));
        Assert.Null(EndOf(order.GivenDone(new VoidOrder("no", false)).State));
    }

    /// <summary>FUL-01: the promise that the customer made by link is the order's.</summary>
    [Fact]
    public void Is_paid_until_the_promise_ends_that_was_made_by_link()
    {
        var order = AnOrder.Given(Submitted(FirstTry), Paid).GivenDone(Kept).Sent(ShipSome("shipment-0", "1", 1))
            .GivenDone(ShipAll, new LearnCharge("shipment-1", new PaymentFact.Declined("pi_9", "lost_card")))
            .GivenDone(new MakeLink("token", null), new PayByLink("token", "pm_new", null, 4000009));
        var (byLink, rest) = (AttemptId.Of(AdasOrder, 102), LinkRules.Open((OrderState.Placed)order.State));
        var promise = Approved(Bought, "pi_new") with { Amount = new(rest, "USD"), CaptureBefore = Noon.AddDays(7) };
        var paid = order.GivenDone(new Learn(byLink, promise, Present: true));
        Assert.Equal(Noon.AddDays(7), EndOf(paid.State));
        var lapsed = paid.At(Noon.AddDays(8)).GivenDone(new LearnPayment(byLink, new PaymentFact.Cancelled("pi_new")));
        Assert.Equal(Noon.AddDays(7), EndOf(lapsed.State));

        // A later charge without the customer needs no promise.
        var charged = lapsed.GivenDone(new KeepMethod(byLink, "pm_kept_new", "cus_new"))
            .Sent(ShipSome("shipment-2", "1", 1));
        Assert.Null(EndOf(charged.State));
    }

    private static DateTimeOffset? EndOf(OrderState state) =>
        Fulfilment.AuthorizationEnds((OrderState.Placed)state);
}
