using System.Net;
using Commerce.Api.Http.Overload;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Api.Tests.Overload;

public sealed class BeingTurnedAway(RunningApi api) : IClassFixture<RunningApi>
{
    private Pressure Pressure => api.App.Services.GetRequiredService<Pressure>();

    [Fact]
    public async Task Happens_to_carts_before_the_checkout_and_never_to_health()
    {
        await api.Product("busy", "BUSY", stock: 5);
        var cart = await api.FilledCart("BUSY");
        const int most = 2000 * 85 / 100;
        for (var number = 0; number < most; number++) Assert.NotNull(Pressure.TryBegin(Traffic.Checkout));
        try
        {
            var away = await cart.Add("BUSY", 1);
            away.ExpectProblem(HttpStatusCode.ServiceUnavailable, "overloaded");
            Assert.NotNull(away.Headers.RetryAfter);
            Assert.True((bool)away.Body["retryable"]!);
            (await api.Staff(HttpMethod.Get, "/v1/admin/orders", null))
                .ExpectProblem(HttpStatusCode.ServiceUnavailable, "overloaded");
            (await api.Staff(HttpMethod.Get, "/health/ready", null)).Expect(HttpStatusCode.OK);
            (await cart.Pay()).Expect(HttpStatusCode.Created);
        }
        finally
        {
            for (var number = 0; number < most; number++) Pressure.End(default, Ending.Unknown);
        }

        (await api.Staff(HttpMethod.Get, "/v1/admin/orders", null)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public void Follows_from_what_a_route_is_for()
    {
        var roads =
            from endpoint in api.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            let method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "GET"
            let route = endpoint.RoutePattern.RawText!
            select (Route: $"{method} /{route.Trim('/')}", Is: Roads.Of(route, method));
        var by = roads.Distinct().ToLookup(road => road.Is, road => road.Route);
        Assert.Equal(
            ["GET /health/live", "GET /health/ready", "GET /metrics", "GET /openapi/{documentName}.json"],
            by[null].Order(StringComparer.Ordinal));
        Assert.All(by[Traffic.Report].Concat(by[Traffic.Staff]), route => Assert.Contains("/v1/admin/", route));
        Assert.All(by[Traffic.Cart].Concat(by[Traffic.Browse]), route => Assert.DoesNotContain("/v1/admin", route));
        Assert.Contains("POST /v1/carts/{id}/checkout", by[Traffic.Checkout]);
        Assert.Contains("POST /v1/webhooks/stripe", by[Traffic.Checkout]);
        Assert.Contains("POST /v1/gift-certificates", by[Traffic.Checkout]);
        Assert.Contains("POST /v1/carts", by[Traffic.Cart]);
        Assert.Contains("GET /v1/products", by[Traffic.Browse]);
        Assert.Contains("GET /v1/admin/orders", by[Traffic.Report]);
        Assert.Contains("POST /v1/admin/products/import", by[Traffic.Staff]);
    }
}
