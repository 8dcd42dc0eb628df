using System.Net;
using System.Text.Json.Nodes;
using Commerce.Silo.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Api.Tests.Journeys;

public sealed class SolvingProblemsOnSqlite(RunningApi api) : SolvingProblems(api), IClassFixture<RunningApi>;

public sealed class SolvingProblemsOnPostgres(PostgresApi home)
    : SolvingProblems(home.Running), IClassFixture<PostgresApi>;

public abstract class SolvingProblems(RunningApi api)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Goes_through_those_that_wait_page_by_page()
    {
        foreach (var n in Enumerable.Range(1, 5)) await Found($"page/{n}", Noon.AddMinutes(n), "order-pages");
        await Resolve("page/3");
        Assert.Equal(["page/5", "page/4", "page/2", "page/1"], await Keys("owner=order-pages&limit=2"));
        Assert.Equal(["page/3"], await Keys("owner=order-pages&status=resolved"));
        Assert.Equal(
            ["page/1", "page/2", "page/3", "page/4", "page/5"],
            await Keys("owner=order-pages&status=all&sort=found&limit=2"));
    }

    [Fact]
    public async Task Shows_what_it_is_about()
    {
        await Found("shown/1", Noon, "order-shown");
        await Found("shown/2", Noon, "certificate-shown");
        var order = await See("shown/1");
        Assert.Equal("order-shown", (string?)order["order"]);
        Assert.Equal("POST /v1/somewhere", (string?)order["action"]);
        Assert.Null(order["giftCertificate"]);
        Assert.Equal("certificate-shown", (string?)(await See("shown/2"))["giftCertificate"]);
    }

    [Fact]
    public async Task Keeps_who_resolved_it_and_what_was_done_the_first_time()
    {
        await Found("first/1", Noon);
        var first = await Resolve("first/1", "Given back.");
        Assert.Equal("admin:configured", (string?)first["resolvedBy"]);
        Assert.Equal("Given back.", (string?)first["note"]);
        Assert.NotNull(first["resolvedAt"]);
        Assert.Equal(first.ToJsonString(), (await Resolve("first/1", "Again.")).ToJsonString());
    }

    [Fact]
    public async Task Opens_it_again_when_it_is_found_later_and_not_when_an_old_write_comes_again()
    {
        await Found("again/1", Noon);
        await Found("again/1", Noon.AddMinutes(1));
        await Resolve("again/1", "Given back.");
        await Found("again/1", Noon.AddMinutes(2));
        Assert.NotNull((await See("again/1"))["resolvedAt"]);
        await Found("again/1", DateTimeOffset.UnixEpoch.AddYears(100));
        var again = await See("again/1");
        Assert.Null(again["resolvedAt"]);
        Assert.Null(again["resolvedBy"]);
        Assert.Equal("Given back.", (string?)again["note"]);
        Assert.Equal(1, (int)again["reopened"]!);
    }

    [Fact]
    public async Task Counts_them()
    {
        var before = await Counts();
        await Found("count/1", Noon);
        await Found("count/2", Noon);
        await Found("count/2", Noon);
        await Resolve("count/1");
        Assert.Equal((before.Unresolved + 1, before.All + 2), await Counts());
    }

    [Fact]
    public async Task Finds_none_that_there_is_not()
    {
        foreach (var id in (string[])["problem-", "problem-AA", "problem-_w", "problem-bm9uZQ", "order-1"])
        {
            (await api.Staff(HttpMethod.Get, "/v1/admin/problems/" + id))
                .ExpectProblem(HttpStatusCode.NotFound, "not_found");
            (await api.Staff(HttpMethod.Post, $"/v1/admin/problems/{id}/resolve", "{}"))
                .ExpectProblem(HttpStatusCode.NotFound, "not_found");
        }
    }

    private Task<int> Found(string key, DateTimeOffset at, string? owner = null) =>
        api.App.Services.GetRequiredService<IDatabase>().Change(connection => ProblemTable.Add(
            connection, new(key, "It is so.", owner, "POST /v1/somewhere"), at));

    private static string Address(string key) =>
        "/v1/admin/problems/" + Commerce.Grains.Problems.ProblemId.About(key).Value;

    private async Task<JsonObject> See(string key) =>
        (await api.Staff(HttpMethod.Get, Address(key))).Expect(HttpStatusCode.OK).Body;

    private async Task<JsonObject> Resolve(string key, string note = "Done.") => (await api.Staff(
        HttpMethod.Post, Address(key) + "/resolve", $$"""{"note":"{{note}}"}""")).Expect(HttpStatusCode.OK).Body;

    private async Task<(long Unresolved, long All)> Counts()
    {
        var body = (await api.Staff(HttpMethod.Get, "/v1/admin/problems/count")).Expect(HttpStatusCode.OK).Body;
        return ((long)body["unresolved"]!, (long)body["all"]!);
    }

    private async Task<List<string>> Keys(string query)
    {
        List<string> keys = [];
        var cursor = "";
        do
        {
            var page = (await api.Staff(HttpMethod.Get, $"/v1/admin/problems?{query}{cursor}"))
                .Expect(HttpStatusCode.OK).Body;
            keys.AddRange(page["items"]!.AsArray().Select(item => (string)item!["key"]!));
            cursor = page["next"] is { } next ? "&cursor=" + (string)next! : "";
        }
        while (cursor.Length > 0);
        return keys;
    }
}
