using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Tests.Orders.GivenAnOrder;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Orders;

public sealed class CorrectingAnOrder
{
    private static OrderView Seen(OrderState state) => OrderViews.Of(AdasOrder, Shop.Currency, state);

    /// <summary>ORD-13.</summary>
    [Fact]
    public void Tells_every_date_that_it_has()
    {
        var cart = Noon.AddHours(-1);
        var confirmed = AnOrder.GivenDone(Confirming(FirstTry) with { InBasketAt = cart });
        Assert.Equal(cart, Seen(confirmed.State).InBasketAt);

        var failed = confirmed.At(Noon.AddMinutes(1)).GivenDone(Told(new PaymentFact.Declined("pi_1", "no")));
        Assert.Equal(Noon.AddMinutes(1), Seen(failed.State).InBasketAt);
        var expired = failed.At(Noon.AddDays(30)).GivenDone(new Lapse());
        Assert.Equal(Noon.AddDays(30), Seen(expired.State).ExpiredAt);
        Assert.Null(Seen(failed.State).ExpiredAt);
    }

    /// <summary>ORD-17.</summary>
    [Fact]
    public void Keeps_what_staff_note_in_any_state()
    {
        foreach (var (name, state) in States.Where(state => state.Item2 is not OrderState.Blank))
        {
            var noted = (AnOrder with { State = state }).GivenDone(new Comment("call first"));
            Assert.True(Seen(noted.State).Comments == "call first", name);
            Assert.Null(Seen(noted.GivenDone(new Comment(" ")).State).Comments);
        }

        AnOrder.Given(Submitted(FirstTry)).When(new Comment(new string('x', 4_001)))
            .ThenRefused<InvalidValue>();
    }

    /// <summary>ORD-20: what left keeps its own address.</summary>
    [Fact]
    public void Sends_elsewhere_what_has_not_left()
    {
        var order = AnOrder.Given(Submitted(FirstTry), Paid).Sent(ShipSome("shipment-0", "1", 1))
            .GivenDone(new ChangeAddress(Elsewhere with { Country = "gb" }), Kept)
            .Sent(ShipAll with { Address = ToAda.Address! with { City = "Bath" } });
        var seen = Seen(order.State);
        Assert.Equal(Elsewhere, seen.Delivery!.Address);
        Assert.Equal(ToAda.Address, Assert.Single(seen.FormerAddresses).Address);
        Assert.Equal([ToAda.Address!.City, "Bath"], seen.Shipments.Select(shipment => shipment.Address!.City));
        Assert.Equal(ToAda.Address.Line1, seen.Shipments[0].Address!.Line1);
        order.When(new ChangeAddress(ToAda.Address)).ThenRefused(new NotAllowed("fulfilled", "change_address"));
    }

    [Fact]
    public void Takes_no_address_that_is_none()
    {
        var nowhere = Elsewhere with { City = " " };
        var refused = AnOrder.Given(Submitted(FirstTry), Paid).When(new ChangeAddress(nowhere))
            .ThenRefused<InvalidValue>();
        Assert.Equal("/address/city", refused.Param);
        refused = AnOrder.Given(Submitted(FirstTry), Paid).When(ShipAll with { Address = nowhere })
            .ThenRefused<InvalidValue>();
        Assert.Equal("/address/city", refused.Param);
    }

    [Fact]
    public void Forgets_the_oldest_of_too_many_former_addresses()
    {
        var order = AnOrder.Given(Submitted(FirstTry), Paid);
        for (var number = 0; number < 60; number++)
            order = order.GivenDone(new ChangeAddress(Elsewhere with { Line1 = $"{number} Street" }));
        var former = Seen(order.State).FormerAddresses;
        Assert.Equal(50, former.Length);
        Assert.Equal("58 Street", former[^1].Address.Line1);
    }

    /// <summary>ORD-29.</summary>
    [Fact]
    public void Corrects_who_carries_a_shipment_and_its_number()
    {
        var order = AnOrder.Given(Submitted(FirstTry), Paid).Sent(ShipAll)
            .When(new CorrectTracking("shipment-1", "fedex", "12 34"))
            .Then(new TrackingCorrected("shipment-1", "fedex", "12 34", Noon));
        var shipment = Assert.Single(Seen(order.State).Shipments);
        Assert.Equal("https://www.fedex.com/fedextrack/?trknbr=12%2034", shipment.TrackingUrl);
        Assert.Null(Seen(order.GivenDone(new CorrectTracking("shipment-1", "Pigeon", "42")).State)
            .Shipments[0].TrackingUrl);
        Assert.Equal("/tracking", order.When(new CorrectTracking("shipment-1", null, new string('1', 25)))
            .ThenRefused<InvalidValue>().Param);
        order.When(new CorrectTracking("shipment-2", null, null)).ThenRefused(new NotFound("shipment"));
    }

    /// <summary>FUL-05: each name that is offered has its link.</summary>
    [Fact]
    public void Knows_where_every_carrier_that_is_offered_tells_of_a_number()
    {
        Assert.Equal(["FedEx", "UPS Ground", "UPS Air", "US Priority", "USPS"], Carriers.Offered);
        Assert.All(
            Carriers.Offered, name => Assert.EndsWith("=42", Carriers.LinkOf(name, "42"), StringComparison.Ordinal));
        Assert.Null(Carriers.LinkOf("FedEx", " "));
        Assert.Null(Carriers.LinkOf(null, "42"));
    }

    /// <summary>FUL-05: nobody carries what is fetched.</summary>
    [Fact]
    public void Leaves_blank_who_carries_what_nobody_carries()
    {
        var fetched = Submitted(FirstTry) with { Delivery = ToAda with { Method = "pickup" } };
        var order = AnOrder.Given(fetched, Paid);
        Assert.Equal("/address", order.When(
            ShipAll with { Carrier = null, Tracking = null, Address = Elsewhere }).ThenRefused<InvalidValue>().Param);
        var sent = order.Sent(ShipAll with { Carrier = null, Tracking = null });
        Assert.False(Seen(sent.State).Shipments[0].Shippable);
        sent.When(new CorrectTracking("shipment-1", "UPS Air", "1")).ThenRefused<InvalidValue>();
    }
}
