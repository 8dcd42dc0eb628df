using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Commerce.Kit;
using Commerce.Silo.Storage;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Api.Tests.Journeys;

public sealed class SendingRubbishOnSqlite() : SendingRubbish(null);

public sealed class SendingRubbishOnPostgres(Databases databases) : SendingRubbish(databases);

/// <summary>Each test has a shop of its own: it counts all rows of all tables.</summary>
public abstract partial class SendingRubbish(Databases? postgres) : IAsyncLifetime
{
    private TestDatabase? home;
    private RunningApi api = new();

    private static readonly int[] Allowed = [400, 401, 403, 404, 413, 415, 422];

    public async ValueTask InitializeAsync()
    {
        if (postgres is not null) home = await postgres.New(DatabaseKind.Postgres);
        api = new() { Database = home?.Setting };
        await api.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await api.DisposeAsync();
        if (home is not null) await home.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Is_refused_on_every_route_and_changes_nothing()
    {
        var blanks = await RealThings();
        var before = await Rows();
        List<string> wrong = [];
        foreach (var (method, path, operation) in await Operations())
        {
            var good = operation["requestBody"]?["content"]?["application/json"]?["example"] as JsonObject;
            var bodies = good is null ? Hostile.Anywhere : Hostile.Anywhere.Concat(Hostile.Of(good));
            foreach (var (name, body) in bodies)
            {
                var answer = await api.Send(Request(method, Fill(path, blanks), body, blanks));
                if (!Allowed.Contains((int)answer.Status) || answer.Code is null)
                    wrong.Add($"{method} {path}, {name}: {(int)answer.Status} {answer.Text}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong.Take(40)));
        Assert.Equal(before, await Rows());
    }

    [Fact]
    public async Task Is_refused_in_every_blank_of_an_address_and_changes_nothing()
    {
        var blanks = await RealThings();
        var before = await Rows();
        List<string> wrong = [];
        foreach (var (method, path, operation) in await Operations())
        {
            var example = operation["requestBody"]?["content"]?["application/json"]?["example"]?.ToJsonString();
            foreach (var hostile in Blank().Matches(path).SelectMany(blank => Hostile.Names.Select(
                name => Fill(path.Replace(blank.Value, name, StringComparison.Ordinal), blanks))))
            {
                foreach (var key in new[] { RunningApi.StorefrontKey, RunningApi.AdminKey })
                {
                    var request = Request(method, hostile, Encoding.UTF8.GetBytes(example ?? ""), blanks);
                    request.Headers.Authorization = new("Bearer", key);
                    request.RequestUri = AsItStands(hostile);
                    var status = (int)(await api.Send(request)).Status;
                    if (status is < 400 or >= 500) wrong.Add($"{method} {hostile}: {status}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong.Take(40)));
        Assert.Equal(before, await Rows());
    }

    [Fact]
    public async Task Is_refused_without_a_key_on_every_route()
    {
        foreach (var (method, path, operation) in await Operations())
        {
            if (operation["security"] is null) continue;
            foreach (var key in new[] { null, "sk_wrong000_0123456789012345678901234567890123456789012" })
            {
                var answer = await api.Send(
                    RunningApi.Request(method, Fill(path, []), method == HttpMethod.Get ? null : "{}", key));
                Assert.True(
                    answer is { Status: HttpStatusCode.Unauthorized, Code: not null },
                    $"{method} {path}: {answer.Text}");
            }
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    public async Task Is_refused_in_another_form(string mediaType)
    {
        var request = RunningApi.Request(HttpMethod.Post, "/v1/carts", "{}", RunningApi.StorefrontKey);
        request.Content!.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(mediaType);
        (await api.Send(request)).ExpectProblem(HttpStatusCode.UnsupportedMediaType, "media_type_unsupported");
    }

    [Fact]
    public async Task Is_refused_when_it_grows_too_large_on_the_way()
    {
        var request = RunningApi.Request(HttpMethod.Post, "/v1/carts", new byte[200 * 1024], RunningApi.StorefrontKey);
        request.Headers.TransferEncodingChunked = true;
        (await api.Send(request)).ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "body_too_large");
    }

    // Otherwise dots and escapes would be cleaned up on this side of the wire.
    private Uri AsItStands(string path) => new(
        api.Client.BaseAddress!.GetLeftPart(UriPartial.Authority) + path,
        new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    private async Task<Dictionary<string, string>> RealThings()
    {
        var product = await api.ExampleProduct();
        var cart = await api.FilledCart("MUG-BLUE");
        var bought = await api.FilledCart("MUG-BLUE");
        (await bought.Pay()).Expect(HttpStatusCode.Created);
        await UntilAtRest();
        return new()
        {
            ["cart"] = cart.Id,
            ["cartToken"] = cart.Token,
            ["orders"] = bought.OrderPath["/v1/orders/".Length..],
            ["orderToken"] = bought.Token,
            ["products"] = (string)product.Body["id"]!,
            ["etag"] = product.ETag!,
        };
    }

    // What the order told others is answered: the open cart and the promise of money wait for a time far away. Both
    // calls of the gateway, one to pay and one to keep the card, are in the log.
    private async Task UntilAtRest()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        while (await CountDue() > 0 || await Count("gateway_calls") < 2)
            Assert.True(await tick.WaitForNextTickAsync(deadline.Token));
    }

    private Task<long> CountDue() => Database.Read(connection => connection.ExecuteScalarAsync<long>(
        "select count(*) from due where at < @soon",
        new { soon = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds() }));

    private static HttpRequestMessage Request(
        HttpMethod method, string path, byte[] body, Dictionary<string, string> blanks)
    {
        var isStaff = path.StartsWith("/v1/admin", StringComparison.Ordinal) || path == "/metrics";
        var request = RunningApi.Request(
            method,
            path,
            body,
            isStaff ? RunningApi.AdminKey : RunningApi.StorefrontKey,
            path.StartsWith("/v1/orders", StringComparison.Ordinal) ? blanks["orderToken"] : blanks["cartToken"]);
        if (method == HttpMethod.Put && isStaff) request.Headers.TryAddWithoutValidation("If-Match", blanks["etag"]);
        return request;
    }

    private static string Fill(string path, Dictionary<string, string> blanks) => path
        .Replace("{lineId}", "1", StringComparison.Ordinal)
        .Replace("{sku}", "MUG-BLUE", StringComparison.Ordinal)
        .Replace("{idOrSlug}", "enamel-mug", StringComparison.Ordinal)
        .Replace(
            "{id}", path.Contains("/orders/", StringComparison.Ordinal) ? blanks.GetValueOrDefault("orders", "order-1")
            : path.Contains("/products/", StringComparison.Ordinal) ? blanks.GetValueOrDefault("products", "product-1")
            : blanks.GetValueOrDefault("cart", "cart-1"), StringComparison.Ordinal);

    private async Task<List<(HttpMethod Method, string Path, JsonObject Operation)>> Operations()
    {
        var document = (await api.Send(RunningApi.Request(HttpMethod.Get, "/openapi/v1.json")))
            .Expect(HttpStatusCode.OK).Body;
        return [.. from path in document["paths"]!.AsObject()
                   from operation in path.Value!.AsObject()
                   select (new HttpMethod(operation.Key.ToUpperInvariant()), path.Key, operation.Value!.AsObject())];
    }

    private IDatabase Database => api.App.Services.GetRequiredService<IDatabase>();

    private async Task<string> Rows()
    {
        var names = Database.IsPostgres
            ? "select table_name from information_schema.tables where table_schema = 'public' order by table_name"
            : "select name from sqlite_master where type = 'table' order by name";
        var tables = await Database.Read(async connection => (await connection.QueryAsync<string>(names)).ToList());
        List<string> counts = [];
        foreach (var table in tables) counts.Add($"{table} {await Count(table)}");
        return string.Join("\n", counts);
    }

    // A table's name cannot be a parameter; these come from the database itself.
    private Task<long> Count(string table) => Database.Read(connection =>
        connection.ExecuteScalarAsync<long>(string.Concat("select count(*) from \"", table, "\"")));

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Blank();
}
