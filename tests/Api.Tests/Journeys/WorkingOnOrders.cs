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
}
