using System.Net;

namespace Commerce.Api.Tests.Journeys;

/// <summary>PRC-09: offer codes follow a cart that is kept.</summary>
public sealed class BringingOffersAlong(RunningApi api) : IClassFixture<RunningApi>
{
    private const string Summer = "SUMMER", Spring = "SPRING", Past = "PAST";

    [Fact]
    public async Task Keeps_the_price_of_a_code_in_the_next_session()
    {
        await Offers("urn");
        var ada = await SignedIn.New(api, "urn@example.com");
        var cart = await ada.FilledCart("URN", 1);
        await Hold(ada, cart, "urn", Summer);
        var later = ada with { Token = await SignedIn.Session(api, "urn@example.com") };
        Assert.Equal((1200L, "Summer"), await Line(later, cart));
    }

    [Theory]
    [InlineData("a", null, Summer, 1200, "Summer")]
    [InlineData("b", Spring, Summer, 1200, "Summer")]
    [InlineData("c", Summer, Spring, 1200, "Summer")]
    [InlineData("d", Spring, Past, 1500, "Spring")]
    [InlineData("e", Past, Spring, 1500, "Spring")]
    [InlineData("f", Summer, "NOTHING", 1200, "Summer")]
    public async Task Takes_the_code_with_the_lower_price_from_a_guests_cart(
        string name, string? hers, string guests, long price, string priceName)
    {
        await Offers(name + "-pot");
        var email = name + "@example.com";
        var ada = await SignedIn.New(api, email);
        var cart = await ada.FilledCart($"{name}-pot".ToUpperInvariant(), 1);
        if (hers is not null) await Hold(ada, cart, name + "-pot", hers);
        var guest = await api.Cart();
        (await guest.Add($"{name}-pot".ToUpperInvariant(), 2)).Expect(HttpStatusCode.OK);
        (await api.Shop(HttpMethod.Put, $"{guest.Path}/offers/{name}-pot", CodeOf(guests), guest.Token))
            .Expect(HttpStatusCode.OK);

        var later = ada with { Token = await SignedIn.Session(api, email, guest) };
        Assert.Equal((price, priceName), await Line(later, cart));
        var quoted = (await later.Send(HttpMethod.Put, cart + "/delivery", Shopper.Delivery)).Expect(HttpStatusCode.OK);
        Assert.Equal(3 * price, (long)quoted.Body["totals"]!["items"]!["amount"]!);
    }

    private async Task Offers(string slug)
    {
        await api.Product(slug, slug.ToUpperInvariant(), 9);
        await Sale(slug, "Spring", Spring, 1500, "2099-12-31");
        await Sale(slug, "Summer", Summer, 1200, "2099-12-31");
        await Sale(slug, "Past", Past, 900, "2021-12-31");
    }

    private async Task Sale(string slug, string name, string code, long amount, string ends) => (await api.Staff(
        HttpMethod.Post, $"/v1/admin/prices/{slug}/sales",
        $$$"""
        {"name":"{{{name}}}","code":"{{{code}}}","amount":{"amount":{{{amount}}},"currency":"USD"},
        "begins":"2020-01-01","ends":"{{{ends}}}"}
        """)).Expect(HttpStatusCode.Created);

    private static async Task Hold(SignedIn ada, string cart, string slug, string code) =>
        (await ada.Send(HttpMethod.Put, $"{cart}/offers/{slug}", CodeOf(code))).Expect(HttpStatusCode.OK);

    private static async Task<(long Price, string? Name)> Line(SignedIn ada, string cart)
    {
        var line = (await ada.Send(HttpMethod.Get, cart)).Expect(HttpStatusCode.OK).Body["lines"]![0]!;
        return ((long)line["unitPrice"]!["amount"]!, (string?)line["priceName"]);
    }

    private static string CodeOf(string code) => $$"""{"code":"{{code}}"}""";
}
