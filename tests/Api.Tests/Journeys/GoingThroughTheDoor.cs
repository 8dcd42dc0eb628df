using System.Net;
using Commerce.Api.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Api.Tests.Journeys;

public sealed class GoingThroughTheDoor(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task Needs_a_key()
    {
        var answer = await api.Send(RunningApi.Request(HttpMethod.Get, "/v1/products"));
        answer.ExpectProblem(HttpStatusCode.Unauthorized, "key_missing");
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Theory]
    [InlineData("pk_unknown0_0123456789012345678901234567890123456789012")]
    [InlineData("sk_abcdefgh_0123456789012345678901234567890123456789012")]
    [InlineData("ct_a-customer-token")]
    [InlineData("pk_test_storefront_00000")]
    [InlineData("x")]
    public async Task Needs_a_key_that_opens_something(string key) =>
        (await api.Send(RunningApi.Request(HttpMethod.Post, "/v1/carts", "{}", key)))
            .ExpectProblem(HttpStatusCode.Unauthorized, "key_invalid");

    [Fact]
    public async Task Keeps_shoppers_out_of_the_office() =>
        (await api.Shop(HttpMethod.Get, "/v1/admin/keys")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");

    [Fact]
    public async Task Keeps_staff_out_of_carts() =>
        (await api.Staff(HttpMethod.Post, "/v1/carts", "{}")).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");

    [Fact]
    public async Task Says_the_same_of_a_wrong_token_and_an_unknown_cart()
    {
        var mine = (await api.Shop(HttpMethod.Post, "/v1/carts", "{}")).Expect(HttpStatusCode.Created);
        var other = (await api.Shop(HttpMethod.Post, "/v1/carts", "{}")).Expect(HttpStatusCode.Created);
        var path = $"/v1/carts/{mine.Body["id"]}";
        string?[] wrong = [null, "", "x", (string?)other.Body["token"], new('a', 43)];
        foreach (var token in wrong)
            (await api.Shop(HttpMethod.Get, path, token: token)).ExpectProblem(HttpStatusCode.NotFound, "not_found");
        (await api.Shop(HttpMethod.Get, "/v1/carts/cart-unknown", token: (string?)mine.Body["token"]))
            .ExpectProblem(HttpStatusCode.NotFound, "not_found");
        (await api.Shop(HttpMethod.Get, path, token: (string?)mine.Body["token"])).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/nowhere", "GET", HttpStatusCode.NotFound, "not_found")]
    [InlineData("/v1/gift-wraps", "GET", HttpStatusCode.NotFound, "not_found")]
    [InlineData("/v1/carts", "DELETE", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    public async Task Answers_for_what_is_not_there(string path, string method, HttpStatusCode status, string code) =>
        (await api.Shop(new(method), path)).ExpectProblem(status, code);

    [Fact]
    public async Task Lets_in_whom_each_route_names()
    {
        var keys = await KeysByRole();
        foreach (var (route, access, request) in Routes())
        {
            foreach (var (role, key) in keys)
            {
                var answer = await api.Send(request(key));
                var shouldEnter = access.Refuse(CallerOf(role)) is null;
                var isShut = answer.Code is "forbidden" or "key_missing" or "key_invalid"
                    or "sign_in_needed";
                Assert.True(shouldEnter != isShut, $"{role} at {route}: {(int)answer.Status} {answer.Text}");
                Assert.True(
                    (int)answer.Status < 500
                        || answer.Code == "store_unavailable", $"{role} at {route}: {answer.Text}");
            }
        }
    }

    [Fact]
    public async Task Shuts_behind_a_revoked_key()
    {
        var made = (await api.Staff(HttpMethod.Post, "/v1/admin/keys", NewKey("admin", "reader")))
            .Expect(HttpStatusCode.Created);
        var key = (string?)made.Body["key"];
        Assert.Matches("^sk_[a-z0-9]{8}_[A-Za-z0-9_-]{43}$", key);
        (await api.Staff(HttpMethod.Post, $"/v1/admin/keys/{made.Body["id"]}/revoke")).Expect(HttpStatusCode.OK);
        (await api.Send(RunningApi.Request(HttpMethod.Get, "/metrics", bearer: key)))
            .ExpectProblem(HttpStatusCode.Unauthorized, "key_invalid");
    }

    private async Task<Dictionary<string, string>> KeysByRole()
    {
        Dictionary<string, string> keys = new() { ["storefront"] = RunningApi.StorefrontKey };
        foreach (var role in Commerce.Api.Keys.RoleNames.All)
        {
            var made = (await api.Staff(HttpMethod.Post, "/v1/admin/keys", NewKey("admin", role)))
                .Expect(HttpStatusCode.Created);
            keys[role] = (string)made.Body["key"]!;
        }

        return keys;
    }

    private IEnumerable<(string Route, Access Access, Func<string, HttpRequestMessage> Request)> Routes() =>
        from endpoint in api.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let access = endpoint.Metadata.GetMetadata<Access>()
        where access is { Anyone: false }
        let method = endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods[0]
        let path = Addresses.Of(endpoint)
        select ($"{method} {path}", access, (Func<string, HttpRequestMessage>)(key =>
            RunningApi.Request(new(method), path, method == "GET" ? null : "{\"unknown\":1}", key)));

    private static Caller? CallerOf(string role) => role == "storefront"
        ? Caller.Guest
        : new Caller(Grains.Access.AccessKind.Admin, Commerce.Api.Keys.RoleNames.RolesOf([role]), "admin:test");

    private static string NewKey(string kind, string role) =>
        $$"""{"kind":"{{kind}}","label":"Test {{role}}","roles":["{{role}}"]}""";
}
