using System.Net;

namespace Commerce.Api.Tests.Journeys;

public sealed class WorkingOnOrders(RunningApi api) : IClassFixture<RunningApi>
{
    [Theory]
    [InlineData("order-1")]
    [InlineData("order-%20")]
    [InlineData("%20")]
    public async Task Knows_nothing_of_an_order_that_is_not_there(string id)
    {
        (await api.Staff(HttpMethod.Get, $"/v1/admin/orders/{id}")).ExpectProblem(HttpStatusCode.NotFound, "not_found");
        (await api.Staff(HttpMethod.Get, $"/v1/admin/orders/{id}/history"))
            .ExpectProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Accepts_a_void_that_waits_for_the_gateway()
    {
        await api.Product("vase", "VASE", 5);
        var cart = await api.FilledCart("VASE");
        (await cart.Pay("pm_card_authenticationRequired")).Expect(HttpStatusCode.Accepted);
        var path = $"/v1/admin{cart.OrderPath["/v1".Length..]}/void";
        var key = Keys.Fresh();
        var waiting = (await api.Staff(HttpMethod.Post, path, """{"reason":"No more."}""", key))
            .Expect(HttpStatusCode.Accepted);
        Assert.Equal("confirmed", (string?)waiting.Body["status"]);
        (await api.Staff(HttpMethod.Post, path, """{"reason":"No more."}""", key)).Expect(HttpStatusCode.Accepted);

        await api.Product("jug", "JUG", 5);
        var paid = await api.FilledCart("JUG");
        (await paid.Pay()).Expect(HttpStatusCode.Created);
        (await api.Staff(
            HttpMethod.Post, $"/v1/admin{paid.OrderPath["/v1".Length..]}/void", """{"reason":"No more."}"""))
            .Expect(HttpStatusCode.OK);
    }
}
