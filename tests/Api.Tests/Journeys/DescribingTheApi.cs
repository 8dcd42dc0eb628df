using System.Net;
using System.Text.Json.Nodes;
using Commerce.Api.Http;
using Commerce.Grains.Kernel;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Api.Tests.Journeys;

public sealed class DescribingTheApi(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task Is_served_as_openapi_3_1()
    {
        var document = await Document();
        Assert.StartsWith("3.1", (string?)document["openapi"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_of_every_route_what_it_is_for_what_it_answers_and_who_may_call()
    {
        var operations = Operations(await Document()).ToList();
        Assert.True(operations.Count >= 24, $"Only {operations.Count} routes are described.");
        foreach (var (route, operation) in operations)
        {
            Assert.False(string.IsNullOrEmpty((string?)operation["summary"]), route);
            Assert.StartsWith("Who may call:", (string?)operation["description"], StringComparison.Ordinal);
            var responses = operation["responses"]!.AsObject();
            Assert.Contains(responses, response => response.Key[0] == '2');
            Assert.Contains(responses, response => response.Key[0] == '4');
            Assert.Contains(responses, response => response.Key[0] == '5');
            Assert.True(
                operation["security"] is not null || ((string?)operation["description"])!.Contains("anyone"), route);
        }
    }

    [Fact]
    public async Task Gives_an_example_of_every_body_and_every_error()
    {
        foreach (var (route, operation) in Operations(await Document()))
        {
            if (operation["requestBody"] is { } body && (bool?)body["required"] == true
                && body["content"]!["application/json"] is not null)
                Assert.True(body["content"]!["application/json"]!["example"] is not null, route);
            foreach (var (status, response) in operation["responses"]!.AsObject())
            {
                var problem = response!["content"]?["application/problem+json"];
                if (problem is null) continue;
                foreach (var (code, example) in problem["examples"]!.AsObject())
                {
                    Assert.Equal(code, (string?)example!["value"]!["code"]);
                    Assert.Equal(status, example["value"]!["status"]!.ToString());
                }
            }
        }
    }

    /// <summary>H-08: how the process is, is always answered.</summary>
    [Fact]
    public async Task Says_that_a_request_may_be_turned_away_of_those_that_are()
    {
        var operations = Operations(await Document()).ToList();
        Assert.Contains(operations, one => one.Route.Contains("/metrics", StringComparison.Ordinal));
        Assert.All(operations, one => Assert.Equal(
            one.Route.Contains("/v1/", StringComparison.Ordinal),
            one.Operation["responses"]!["503"]?["content"]!["application/problem+json"]!["examples"]!["overloaded"]
                is not null));
    }

    [Fact]
    public async Task Names_the_fields_of_what_it_takes()
    {
        var schemas = (await Document())["components"]!["schemas"]!.AsObject();
        var line = schemas["AddLineBody"]!["properties"]!.AsObject();
        Assert.Equal(["sku", "quantity"], line.Select(property => property.Key));
        var order = schemas["OrderBody"]!["properties"]!.AsObject();
        Assert.Contains(order, property => property.Key == "payments");
    }

    [Fact]
    public void Has_no_route_without_summary_and_access()
    {
        var mute = Endpoints().Where(endpoint => endpoint.Metadata.GetMetadata<Access>() is null
            || (endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>() is null
                && endpoint.RoutePattern.RawText?.StartsWith("/openapi", StringComparison.Ordinal) != true));
        Assert.Empty(mute.Select(endpoint => endpoint.RoutePattern.RawText).ToList());
    }

    [Fact]
    public void Has_an_example_of_every_refusal_that_a_route_names()
    {
        var named = Endpoints().SelectMany(endpoint => endpoint.Metadata.GetOrderedMetadata<GivesRefusal>());
        foreach (var refusal in named)
            Assert.IsType(refusal.Type, RefusalExamples.Of(refusal.Type));
    }

    [Fact]
    public void Names_no_two_refusals_alike()
    {
        var codes = typeof(Refusal).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Refusal)) && !type.IsAbstract)
            .GroupBy(type => type.Name)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key)
            .ToList();
        Assert.Empty(codes);
    }

    [Fact]
    public async Task Has_a_page_to_read_and_try_it()
    {
        var answer = await api.Send(RunningApi.Request(HttpMethod.Get, "/docs/index.html"));
        answer.Expect(HttpStatusCode.OK);
        Assert.Equal("text/html", answer.MediaType);
        Assert.Contains("default-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single());
    }

    private IEnumerable<RouteEndpoint> Endpoints() =>
        api.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private async Task<JsonObject> Document() =>
        (await api.Send(RunningApi.Request(HttpMethod.Get, "/openapi/v1.json"))).Expect(HttpStatusCode.OK).Body;

    private static IEnumerable<(string Route, JsonObject Operation)> Operations(JsonObject document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select ($"{operation.Key} {path.Key}", operation.Value!.AsObject());
}
