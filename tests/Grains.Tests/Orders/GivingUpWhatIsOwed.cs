using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Tests.Orders.GivenAnOrder;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Orders;

public sealed class GivingUpWhatIsOwed
{
    /// <summary>C5, PRB-04.</summary>
    [Fact]
    public void Tells_a_person_what_left_and_will_never_be_charged()
    {
        var given = new OwedGivenUp("shipment-1", Dollars(9900), "lost_card", Noon);
        var told = Assert.Single(AnOrder.Blueprint.Problems(AdasOrder.Value, AnOrder.State, given));
        Assert.Equal(("shipment/shipment-1/owed", AdasOrder.Value), (told.Key, told.Order));
        Assert.Contains("99.00 USD", told.Details, StringComparison.Ordinal);
    }
}
