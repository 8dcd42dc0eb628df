using System.Net;

namespace Commerce.Api.Tests.Journeys;

/// <summary>What a shopper changes between filling the cart and paying for it.</summary>
public sealed class ChangingOnesMind(RunningApi api) : IClassFixture<RunningApi>
{
    private const string SoftProduct = """
        {"slug":"SLUG","name":"Course",
         "variants":[{"sku":"SKU","price":{"amount":9900,"currency":"USD"},"softGood":true,"tracked":false}]}
        """;

    [Fact]
    public async Task Pays_for_exactly_the_cart_that_was_seen()
    {
        await api.Product("ladle", "LADLE", 5);
        var cart = await api.FilledCart("LADLE");
        var seen = (await cart.See()).ETag!;
        (await cart.Pay(ifMatch: "\"999\"")).ExpectProblem(HttpStatusCode.PreconditionFailed, "version_stale");
        Assert.Equal("open", (string?)(await cart.See()).Body["status"]);
        Assert.Equal(0, (int)(await api.Staff(HttpMethod.Get, "/v1/admin/stock/ladle")).Body["held"]!);
        (await cart.Pay(ifMatch: seen)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Asks_for_the_address_when_hard_goods_join_soft_ones()
    {
        await api.Product("sieve", "SIEVE", 5);
        await SoftGood("course-sieve", "COURSE-SIEVE");
        var cart = await api.Cart();
        (await cart.Add("COURSE-SIEVE", 1)).Expect(HttpStatusCode.OK);
        (await cart.Deliver("""{"email":"ada@example.com","method":"standard"}""")).Expect(HttpStatusCode.OK);
        (await cart.Add("SIEVE", 1)).Expect(HttpStatusCode.OK);
        (await cart.Pay()).ExpectProblem(HttpStatusCode.Conflict, "cart_incomplete");
        Assert.Equal("open", (string?)(await cart.See()).Body["status"]);
    }

    [Fact]
    public async Task Ships_nothing_when_only_soft_goods_are_left()
    {
        await api.Product("whisk", "WHISK", 5);
        await SoftGood("course-whisk", "COURSE-WHISK");
        var cart = await api.FilledCart("WHISK");
        (await cart.Add("COURSE-WHISK", 1)).Expect(HttpStatusCode.OK);
        var line = (string?)(await cart.See()).Body["lines"]![0]!["id"];
        (await api.Shop(HttpMethod.Patch, $"{cart.Path}/lines/{line}", """{"quantity":0}""", cart.Token))
            .Expect(HttpStatusCode.OK);
        var order = (await cart.Pay()).Expect(HttpStatusCode.Created);
        var staff = await api.Staff(HttpMethod.Get, "/v1/admin" + cart.OrderPath["/v1".Length..]);
        Assert.Equal("none", (string?)staff.Body["delivery"]!["method"]);
        Assert.Single(order.Body["items"]!.AsArray());
    }

    private async Task SoftGood(string slug, string sku) => (await api.Staff(
        HttpMethod.Post,
        "/v1/admin/products",
        SoftProduct.Replace("SLUG", slug, StringComparison.Ordinal).Replace("SKU", sku, StringComparison.Ordinal)))
        .Expect(HttpStatusCode.Created);
}
