using System.Net;

namespace Commerce.Api.Tests.Journeys;

public sealed class LookingAtMetrics(RunningApi api) : IClassFixture<RunningApi>
{
    /// <summary>What happened before anybody looked has happened too.</summary>
    [Fact]
    public async Task Sees_what_was_counted_since_the_start()
    {
        (await api.Shop(HttpMethod.Get, "/v1/products")).Expect(HttpStatusCode.OK);
        var seen = (await api.Staff(HttpMethod.Get, "/metrics")).Expect(HttpStatusCode.OK);
        Assert.Contains(
            seen.Text.Split('\n'),
            line => line.StartsWith("http_server_request_duration_seconds_count{", StringComparison.Ordinal)
                && line.Contains("\"/v1/products\"", StringComparison.Ordinal));
    }
}
