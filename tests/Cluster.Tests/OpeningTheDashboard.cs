using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Commerce.Api.Tests.Killing;

namespace Commerce.Cluster.Tests;

/// <summary>Orleans' dashboard on a silo's address for operators: there where it is asked for, and for staff
/// alone.</summary>
[Trait("Category", "long")]
public sealed partial class OpeningTheDashboard
{
    private const string Page = "/dashboard/";

    [Fact]
    public async Task Takes_an_admin_key()
    {
        await using var shop = await ClusterShop.Make();
        var silo = await shop.AddSilo(dashboard: true);
        using var owner = new Visitor((await shop.AddApi()).Url, ServerProcess.AdminKey);
        var made = await owner.Post("/v1/admin/keys", """{"kind":"admin","label":"Ada","roles":["reader"]}""");
        var storefront = await owner.Post("/v1/admin/keys", """{"kind":"storefront","label":"Web"}""");
        var (key, other) = ((string)made["key"]!, (string)storefront["key"]!);
        using var client = new HttpClient { BaseAddress = silo.Url };

        AuthenticationHeaderValue?[] strangers = [
            null, new("Bearer", ServerProcess.StorefrontKey), Basic(ServerProcess.StorefrontKey), Basic(other),
            Basic(key[..^1] + (key[^1] == 'A' ? 'Q' : 'A')), new("Basic", "no base 64"), new("Digest", key)];
        foreach (var stranger in strangers) await AsksForAKey(client, stranger);
        AuthenticationHeaderValue[] staff = [
            new("Bearer", ServerProcess.AdminKey), Basic(ServerProcess.AdminKey), new("Bearer", key), Basic(key)];
        foreach (var one in staff)
        {
            using var answer = await Get(client, Page, one);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await IsWhole(client, Basic(key));
        await owner.Post($"/v1/admin/keys/{made["id"]}/revoke", "{}");
        await AsksForAKey(client, Basic(key));
    }

    [Fact]
    public async Task Is_not_there_unasked()
    {
        await using var shop = await ClusterShop.Make();
        var silo = await shop.AddSilo();
        using var client = new HttpClient { BaseAddress = silo.Url };
        using var answer = await Get(client, Page, Basic(ServerProcess.AdminKey));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    // What a browser shows its user the question for.
    private static async Task AsksForAKey(HttpClient client, AuthenticationHeaderValue? stranger)
    {
        foreach (var path in (string[])[Page, "/dashboard", "/DASHBOARD/index.min.js", "/dashboard/DashboardCounters"])
        {
            using var answer = await Get(client, path, stranger);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("Basic", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
            Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Stop));
        }
    }

    // The page, what it loads, what it asks each second, and nothing of what grains know.
    private static async Task IsWhole(HttpClient client, AuthenticationHeaderValue staff)
    {
        var loaded = Loaded().Matches(await Text(client, Page, staff)).Select(one => one.Groups[1].Value).ToList();
        Assert.Contains("index.min.js", string.Join(' ', loaded), StringComparison.Ordinal);
        foreach (var path in loaded) Assert.NotEmpty(await Text(client, Page + path, staff));
        Assert.Contains("hosts", await Text(client, $"{Page}DashboardCounters", staff), StringComparison.Ordinal);
        Assert.NotEmpty(await Text(client, $"{Page}ClusterStats", staff));
        Assert.Contains("sweep", await Text(client, $"{Page}Reminders", staff), StringComparison.OrdinalIgnoreCase);
        const string secrets = "GrainState?grainId=server-keys-shop&grainType=Commerce.Grains.Access.ServerKeysGrain";
        Assert.Equal("\"{}\"", await Text(client, Page + secrets, staff));
    }

    private static async Task<string> Text(HttpClient client, string path, AuthenticationHeaderValue staff)
    {
        using var answer = await Get(client, path, staff);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
        return await answer.Content.ReadAsStringAsync(Stop);
    }

    private static async Task<HttpResponseMessage> Get(HttpClient client, string path, AuthenticationHeaderValue? who)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = who;
        return await client.SendAsync(request, Stop);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static AuthenticationHeaderValue Basic(string key) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"ada:{key}")));

    [GeneratedRegex("""(?:src|href)="\.?/?([^"]+)""")]
    private static partial Regex Loaded();
}
