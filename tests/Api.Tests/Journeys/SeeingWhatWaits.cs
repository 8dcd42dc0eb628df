using System.Net;
using Commerce.Silo.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Api.Tests.Journeys;

public sealed class SeeingWhatWaitsOnSqlite(RunningApi api) : SeeingWhatWaits(api), IClassFixture<RunningApi>;

public sealed class SeeingWhatWaitsOnPostgres(PostgresApi home)
    : SeeingWhatWaits(home.Running), IClassFixture<PostgresApi>;

/// <summary>PRB-02, UCL-07: the numbers that staff see first.</summary>
public abstract class SeeingWhatWaits(RunningApi api)
{
    [Fact]
    public async Task Counts_who_is_in_a_class_and_who_waits_for_staff()
    {
        var press = await Class("Press");
        var empty = await Class("Nobody");
        var ended = await Class("Ended");
        var before = await Summary("userClasses", "unapproved");
        foreach (var (name, approved) in ((string, bool?)[])[("ada", true), ("bob", null), ("eve", false)])
        {
            var customer = await SignedIn.New(api, name + "@example.com");
            await Choose(customer, press, ended);
            if (approved is { } said) await Approve(customer, press, said);
        }

        Assert.Equal((3L, 1L), await Counts(press));
        Assert.Equal((0L, 0L), await Counts(empty));
        Assert.Equal(before + 5, await Summary("userClasses", "unapproved"));
        (await api.Staff(HttpMethod.Post, $"/v1/admin/user-classes/{ended}/remove", "{}")).Expect(HttpStatusCode.OK);
        Assert.Equal(before + 2, await Summary("userClasses", "unapproved"));
    }

    [Fact]
    public async Task Counts_the_problems_that_nobody_resolved()
    {
        var before = await Summary("problems", "unresolved");
        foreach (var key in (string[])["summary/1", "summary/2", "summary/2"])
        {
            await api.App.Services.GetRequiredService<IDatabase>().Change(
                connection => ProblemTable.Add(connection, new(key, "It is so.", null), DateTimeOffset.UnixEpoch),
                TestContext.Current.CancellationToken);
        }

        Assert.Equal(before + 2, await Summary("problems", "unresolved"));
        var id = Commerce.Grains.Problems.ProblemId.About("summary/1").Value;
        (await api.Staff(HttpMethod.Post, $"/v1/admin/problems/{id}/resolve", "{}")).Expect(HttpStatusCode.OK);
        Assert.Equal(before + 1, await Summary("problems", "unresolved"));
    }

    private async Task<string> Class(string name) => (string)(await api.Staff(
        HttpMethod.Post, "/v1/admin/user-classes", $$"""{"name":"{{name}}"}""")).Expect(HttpStatusCode.Created)
        .Body["id"]!;

    private static async Task Choose(SignedIn customer, params string[] classes) => (await customer.Send(
        HttpMethod.Put, "/v1/me/classes", $$"""{"classes":["{{string.Join("\",\"", classes)}}"]}"""))
        .Expect(HttpStatusCode.OK);

    private async Task Approve(SignedIn customer, string id, bool approved) => (await api.Staff(
        HttpMethod.Put, $"/v1/admin/customers/{customer.Id}/classes/{id}",
        approved ? """{"approved":true}""" : """{"approved":false}""")).Expect(HttpStatusCode.OK);

    private async Task<(long Members, long Approved)> Counts(string id)
    {
        var list = (await api.Staff(HttpMethod.Get, "/v1/admin/user-classes")).Expect(HttpStatusCode.OK);
        var one = list.Body["items"]!.AsArray().Single(one => (string?)one!["id"] == id)!;
        return ((long)one["members"]!, (long)one["approved"]!);
    }

    private async Task<long> Summary(string area, string number) =>
        (long)(await api.Staff(HttpMethod.Get, "/v1/admin/summary")).Expect(HttpStatusCode.OK).Body[area]![number]!;
}
