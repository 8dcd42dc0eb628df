using Commerce.Grains.Customers;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Kit;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Tests.Orders.GivenAnOrder;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Orders;

/// <summary>CHK-12, PAY-16, ORD-05: a method that is kept for its customer.</summary>
public sealed class PayingWithAKeptMethod
{
    private static readonly CustomerId Ada = CustomerId.Of("customer-ada");

    private static readonly OrderErrand Failure = new OrderErrand.MarkMethodFailed(Ada, "pm_1");

    private static Spec<OrderState, OrderCommand, OrderEvent, OrderView> Buying => AnOrder.Given(
        Submitted(FirstTry) with
        {
            Customer = Ada,
            Request = Asking(FirstTry) with { Method = "pm_1", Customer = "cus_1" },
        });

    [Fact]
    public void Needs_not_be_kept_once_more()
    {
        var paid = Buying.GivenDone(Told(Approved(Bought) with { Method = "pm_1" }));
        Assert.Null(PaymentRules.MethodOf(paid.State, FirstTry));
        var known = ChargePlan.MethodOf((OrderState.Placed)paid.State)!;
        Assert.Equal(("pm_1", "cus_1"), (known.Method, known.Customer));
    }

    [Fact]
    public void Names_its_customer_when_it_is_kept_first()
    {
        var paid = AnOrder.Given(Submitted(FirstTry) with { Customer = Ada })
            .GivenDone(Told(Approved(Bought) with { Method = "pm_9" }));
        Assert.Equal(
            new MethodToKeep(new(Ada.Value, "pm_9", null, "order-ada/1/keep"), Ada, Visa) { FirstSentAt = Noon },
            PaymentRules.MethodOf(paid.State, FirstTry));
    }

    [Theory]
    [InlineData("lost_card", true)]
    [InlineData("generic_decline", true)]
    [InlineData("insufficient_funds", false)]
    public void Is_not_offered_again_once_it_was_declined(string reason, bool failed)
    {
        var refused = new PaymentRefused(FirstTry, PaymentStatus.Declined, "pi_1", reason, true, false, Noon);
        var told = OrderErrands.Of(Buying.Given(refused).State, refused);
        Assert.Equal(failed, told.Contains(Failure));
    }

    [Fact]
    public void Has_not_failed_when_nobody_declined_it()
    {
        var cancelled = new PaymentRefused(FirstTry, PaymentStatus.Dead, "pi_1", "cancelled", true, false, Noon);
        Assert.DoesNotContain(Failure, OrderErrands.Of(Buying.Given(cancelled).State, cancelled));

        // A method that is not kept is nobody's, and a guest has none.
        var declined = new PaymentRefused(FirstTry, PaymentStatus.Declined, "pi_1", "lost_card", true, false, Noon);
        var fresh = AnOrder.Given(Submitted(FirstTry) with { Customer = Ada }, declined);
        Assert.DoesNotContain(OrderErrands.Of(fresh.State, declined), one => one is OrderErrand.MarkMethodFailed);
    }

    [Theory]
    [InlineData("lost_card", true)]
    [InlineData("insufficient_funds", false)]
    [InlineData("cancelled", false)]
    public void Is_told_of_a_charge_without_the_customer_too(string reason, bool failed)
    {
        var charging = Buying.GivenDone(Told(Approved(Bought) with { Method = "pm_1" }))
            .Sent(ShipSome("shipment-1", "1", 2)).GivenDone(ShipAll with { ShipmentId = "shipment-2" });
        var declined = charging.When(new LearnCharge("shipment-2", new PaymentFact.Declined("pi_2", reason)));
        var after = declined.Accepted();
        var happened = ((Commerce.Grains.Kernel.Decision<OrderEvent>.Accepted)declined.Decision).Events;
        Assert.Equal(failed, happened.SelectMany(one => OrderErrands.Of(after.State, one)).Contains(Failure));
    }
}
