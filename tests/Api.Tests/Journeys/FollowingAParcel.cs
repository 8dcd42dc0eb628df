using System.Net;

namespace Commerce.Api.Tests.Journeys;

/// <summary>CHK-24.</summary>
public sealed class FollowingAParcel(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task Leads_to_the_carriers_page_whoever_may_see_the_order()
    {
        await api.Product("parcel", "PARCEL", 9);
        var cart = await api.FilledCart("PARCEL");
        var paid = (await cart.Pay()).Expect(HttpStatusCode.Created);
        var shipped = (await api.Staff(
            HttpMethod.Post, $"/v1/admin/orders/{paid.Body["id"]}/shipments",
            """{"carrier":"UPS Ground","tracking":"1Z999"}""")).Expect(HttpStatusCode.Created);
        var path = $"{cart.OrderPath}/shipments/{shipped.Body["shipments"]![0]!["id"]}/tracking";
        var seen = (await api.Shop(HttpMethod.Get, path, token: cart.Token)).Expect(HttpStatusCode.OK);
        Assert.Equal("https://www.ups.com/track?tracknum=1Z999", (string?)seen.Body["url"]);
        (await api.Shop(HttpMethod.Get, path)).ExpectProblem(HttpStatusCode.NotFound, "not_found");
        (await api.Shop(HttpMethod.Get, $"{cart.OrderPath}/shipments/shipment-9/tracking", token: cart.Token))
            .ExpectProblem(HttpStatusCode.NotFound, "not_found");
    }
}
