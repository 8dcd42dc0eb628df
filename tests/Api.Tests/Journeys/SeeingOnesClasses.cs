using System.Net;

namespace Commerce.Api.Tests.Journeys;

/// <summary>UCL-02, UCL-04, UCL-05: classes as customers see them.</summary>
public sealed class SeeingOnesClasses(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task Shows_what_there_is_to_choose_and_what_became_of_it()
    {
        var student = await Class(api, "Student");
        var author = await Class(api, "Author");
        var gone = await Class(api, "Gone");
        (await api.Staff(HttpMethod.Post, $"/v1/admin/user-classes/{gone}/remove", "{}")).Expect(HttpStatusCode.OK);
        var ada = await SignedIn.New(api, "classes@example.com");
        (await ada.Send(HttpMethod.Put, "/v1/me/classes", $$"""{"classes":["{{student}}"]}"""))
            .Expect(HttpStatusCode.OK);
        Assert.Equal([("Author", null), ("Student", "pending")], await Seen(ada));
        foreach (var (id, approved) in new[] { (student, true), (author, false) })
        {
            (await api.Staff(
                HttpMethod.Put, $"/v1/admin/customers/{ada.Id}/classes/{id}",
                approved ? """{"approved":true}""" : """{"approved":false}""")).Expect(HttpStatusCode.OK);
        }

        Assert.Equal([("Author", "refused"), ("Student", "approved")], await Seen(ada));
    }

    [Fact]
    public async Task Ends_a_classs_price_with_the_class()
    {
        await api.Product("slate", "SLATE", 9);
        var pupils = await Class(api, "Pupils");
        (await api.Staff(
            HttpMethod.Put, $"/v1/admin/prices/slate/classes/{pupils}",
            """{"prices":[{"price":{"amount":1500,"currency":"USD"}}]}""")).Expect(HttpStatusCode.OK);
        var ada = await SignedIn.New(api, "pupil@example.com");
        (await api.Staff(
            HttpMethod.Put, $"/v1/admin/customers/{ada.Id}/classes/{pupils}", """{"approved":true}"""))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(1500, await Price(ada));
        (await api.Staff(HttpMethod.Post, $"/v1/admin/user-classes/{pupils}/remove", "{}")).Expect(HttpStatusCode.OK);
        Assert.Equal(1999, await Price(ada));
    }

    [Fact]
    public async Task Names_none_where_the_shop_does_not_show_them()
    {
        await using var shy = new RunningApi { Settings = ["--Commerce:ShowUserClasses", "false"] };
        await shy.InitializeAsync();
        await Class(shy, "Secret");
        Assert.Empty(await Seen(await SignedIn.New(shy, "ada@example.com")));
    }

    private static async Task<string> Class(RunningApi shop, string name) => (string)(await shop.Staff(
        HttpMethod.Post, "/v1/admin/user-classes", $$"""{"name":"{{name}}"}""")).Expect(HttpStatusCode.Created)
        .Body["id"]!;

    private static async Task<IEnumerable<(string? Name, string? Status)>> Seen(SignedIn customer)
    {
        var list = (await customer.Send(HttpMethod.Get, "/v1/me/classes")).Expect(HttpStatusCode.OK).Body["items"]!;
        return list.AsArray().Where(one => (string?)one!["name"] != "Pupils")
            .Select(one => ((string?)one!["name"], (string?)one["status"]));
    }

    private static async Task<long> Price(SignedIn customer)
    {
        var made = (await customer.Send(HttpMethod.Post, "/v1/carts", "{}")).Expect(HttpStatusCode.Created);
        var lines = (await customer.Send(
            HttpMethod.Post, $"/v1/carts/{made.Body["id"]}/lines", """{"sku":"SLATE","quantity":1}"""))
            .Expect(HttpStatusCode.OK).Body["lines"]!;
        return (long)lines[0]!["unitPrice"]!["amount"]!;
    }
}
