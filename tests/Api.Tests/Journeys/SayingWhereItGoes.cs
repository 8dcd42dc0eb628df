using System.Net;
using System.Text.Json.Nodes;

namespace Commerce.Api.Tests.Journeys;

public sealed class SayingWhereItGoes(RunningApi api) : IClassFixture<RunningApi>
{
    [Theory]
    [InlineData("name", "")]
    [InlineData("name", "   ")]
    [InlineData("line1", " ")]
    [InlineData("line1", "\u200B")]
    [InlineData("city", "\u00A0")]
    [InlineData("country", "")]
    [InlineData("country", "G")]
    [InlineData("country", "G1")]
    [InlineData("country", "ÄÖ")]
    public async Task Takes_no_address_that_says_nothing(string field, string value)
    {
        var cart = await Filled();
        var answer = await Deliver(cart, body => body["address"]![field] = value);
        answer.ExpectProblem(HttpStatusCode.BadRequest, "invalid_value");
        Assert.Equal("/address/" + field, answer.Param);
    }

    [Theory]
    [InlineData("ada@example")]
    [InlineData("ada.lovelace+shop@sub.example.com")]
    public async Task Takes_plain_mail_addresses(string email) =>
        (await Deliver(await Filled(), body => body["email"] = email)).Expect(HttpStatusCode.OK);

    [Theory]
    [InlineData("ada@exam\u200Bple.com")]
    [InlineData("a\u200Bda@example.com")]
    [InlineData("ada@@example.com")]
    [InlineData("ada@example..com")]
    [InlineData("ada@-example.com")]
    [InlineData("Ada <ada@example.com>")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234@example.com")]
    public async Task Takes_no_mail_address_that_only_looks_like_one(string email) =>
        Assert.Equal("/email", (await Deliver(await Filled(), body => body["email"] = email))
            .Expect(HttpStatusCode.BadRequest).Param);

    [Fact]
    public async Task Writes_the_country_in_capitals()
    {
        var answer = await Deliver(await Filled(), body => body["address"]!["country"] = "gb");
        Assert.Equal("GB", (string?)answer.Expect(HttpStatusCode.OK).Body["delivery"]!["address"]!["country"]);
    }

    private async Task<OwnCart> Filled()
    {
        if ((await api.Shop(HttpMethod.Get, "/v1/products/stamp")).Status == HttpStatusCode.NotFound)
            await api.Product("stamp", "STAMP", 5);
        return await api.FilledCart("STAMP");
    }

    private Task<Answer> Deliver(OwnCart cart, Action<JsonNode> change)
    {
        var body = JsonNode.Parse(Shopper.Delivery)!;
        change(body);
        return api.Shop(HttpMethod.Put, cart.Path + "/delivery", body.ToJsonString(), cart.Token);
    }
}
