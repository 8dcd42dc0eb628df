using Commerce.Grains.Orders;

namespace Commerce.Grains.Tests.Orders;

/// <summary>CHK-24.</summary>
public sealed class FollowingAParcel
{
    [Theory]
    [InlineData("UPS Ground", "1Z 99", "https://www.ups.com/track?tracknum=1Z%2099")]
    [InlineData("by ups", " 1Z", "https://www.ups.com/track?tracknum=1Z")]
    [InlineData("FedEx", "77&x=1", "https://www.fedex.com/fedextrack/?trknbr=77%26x%3D1")]
    [InlineData("Federal Express", "77", "https://www.fedex.com/fedextrack/?trknbr=77")]
    [InlineData("Upstream Couriers", "77", null)]
    [InlineData("Pigeon", "77", null)]
    [InlineData(null, "77", null)]
    [InlineData("UPS", null, null)]
    [InlineData("UPS", " ", null)]
    public void Leads_to_the_carriers_page(string? carrier, string? tracking, string? link) =>
        Assert.Equal(link, TrackingLink.Of(carrier, tracking));
}
