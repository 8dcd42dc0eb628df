using System.Globalization;
using System.Text.RegularExpressions;
using Commerce.Api.Http;
using Commerce.Kit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Api.Tests.Http;

/// <summary>The proxy of the trial, and what the dashboard asks for, name routes of the API: those that there
/// are.</summary>
public sealed partial class StandingBehindAProxy(RunningApi api) : IClassFixture<RunningApi>
{
    private const string Comparing = "/v1/admin/reconciliations";

    private static readonly string Proxy = File.ReadAllText(Repository.At("deploy", "compose", "nginx.conf"));

    [Fact]
    public void Lets_long_bodies_and_long_waits_through_where_they_belong_alone()
    {
        var usual = Limits()[0];
        var more = Endpoints().Where(endpoint => Limit(endpoint) > usual).Select(PathOf).ToList();
        Assert.Equal(["/v1/admin/products/import"], more);
        Assert.Equal(
            [.. more, Comparing], Endpoints().Select(PathOf).Where(path => Location().IsMatch(path)).Distinct());
    }

    [Fact]
    public void Lets_as_much_through_as_the_shop_takes()
    {
        Assert.Equal(Endpoints().Max(Limit), Limits()[1]);
        Assert.Equal(2, Limits().Count);
    }

    [Fact]
    public void Is_watched_at_routes_that_there_are()
    {
        var dashboard = File.ReadAllText(Repository.At("deploy", "compose", "grafana", "dashboards", "shop.json"));
        var watched = Watched().Matches(dashboard).Select(route => route.Groups[1].Value).ToList();
        Assert.NotEmpty(watched);
        Assert.Empty(watched.Except(Endpoints().Select(endpoint => endpoint.RoutePattern.RawText)));
    }

    // In the order of the file: for all, then for the long ones.
    private static List<long> Limits() => [.. BodySize().Matches(Proxy).Select(size =>
        long.Parse(size.Groups[1].Value, CultureInfo.InvariantCulture) << (size.Groups[2].Value == "g" ? 30 : 20))];

    private static Regex Location() => new(LocationLine().Match(Proxy).Groups[1].Value);

    private static long Limit(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<BodyLimit>()?.Bytes ?? 0;

    private static string PathOf(RouteEndpoint endpoint) =>
        Parameter().Replace(endpoint.RoutePattern.RawText ?? "", "reconciliations");

    private List<RouteEndpoint> Endpoints() =>
        [.. api.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    [GeneratedRegex(@"location ~ (\S+) \{")]
    private static partial Regex LocationLine();

    [GeneratedRegex(@"client_max_body_size (\d+)([mg]);")]
    private static partial Regex BodySize();

    [GeneratedRegex("""http_route=\\"([^"\\]+)\\""")]
    private static partial Regex Watched();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
