using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Commerce.Api.Tests.Killing;

namespace Commerce.Cluster.Tests;

/// <summary>H-08: no silo answers. Requests are turned away, the checkout last, and come through again by
/// themselves.</summary>
[Trait("Category", "long")]
public sealed class MissingEverySilo(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Turns_the_checkout_away_last_and_goes_on_when_a_silo_is_back()
    {
        await using var shop = await ClusterShop.Make();
        var silo = await shop.AddSilo();
        using var client = Client(await shop.AddApi());
        var cart = await Send(client, HttpMethod.Post, "/v1/carts", ServerProcess.StorefrontKey);
        client.DefaultRequestHeaders.Add("Cart-Token", (string?)cart.Body["token"]);
        var checkout = $"/v1/carts/{cart.Body["id"]}/checkout";
        await silo.Kill();
        var watch = Stopwatch.StartNew();

        await Until(client, HttpMethod.Get, "/v1/admin/orders", ServerProcess.AdminKey, "overloaded");
        Say($"reports are turned away after {watch.Elapsed.TotalSeconds:F1} s");
        var tried = await Send(client, HttpMethod.Post, checkout, ServerProcess.StorefrontKey);
        Assert.Equal("store_unavailable", (string?)tried.Body["code"]);
        await Until(client, HttpMethod.Post, checkout, ServerProcess.StorefrontKey, "overloaded");
        Say($"the checkout is turned away after {watch.Elapsed.TotalSeconds:F1} s");

        watch.Restart();
        await shop.AddSilo();
        Say($"a new silo is ready after {watch.Elapsed.TotalSeconds:F1} s");
        watch.Restart();
        Assert.True(await Deadline.Until(Limit, async () => (await Send(
            client, HttpMethod.Get, "/v1/admin/orders", ServerProcess.AdminKey)).Status == HttpStatusCode.OK));
        Say($"it answers again {watch.Elapsed.TotalSeconds:F1} s after a silo was ready");
    }

    // Whatever is said until then is 503, and when to come again.
    private static async Task Until(HttpClient client, HttpMethod method, string path, string key, string code)
    {
        Assert.True(
            await Deadline.Until(Limit, async () =>
            {
                var answer = await Send(client, method, path, key);
                Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
                Assert.NotNull(answer.Headers.RetryAfter);
                return (string?)answer.Body["code"] == code;
            }),
            $"{method} {path} never heard {code}.");
    }

    private static async Task<(HttpStatusCode Status, HttpResponseHeaders Headers, JsonNode Body)> Send(
        HttpClient client, HttpMethod method, string path, string key)
    {
        using var request = new HttpRequestMessage(method, path);
        if (method == HttpMethod.Post)
            request.Content = new StringContent("{}", new MediaTypeHeaderValue("application/json"));
        request.Headers.Authorization = new("Bearer", key);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (answer.StatusCode, answer.Headers, JsonNode.Parse(text)!);
    }

    private static HttpClient Client(ShopProcess api) =>
        new() { BaseAddress = api.Url, Timeout = TimeSpan.FromSeconds(60) };

    private void Say(FormattableString what) => output.WriteLine(what.ToString(CultureInfo.InvariantCulture));
}
