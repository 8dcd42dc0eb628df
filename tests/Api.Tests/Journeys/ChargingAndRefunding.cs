using System.Net;

namespace Commerce.Api.Tests.Journeys;

public sealed class ChargingAndRefunding(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task Charges_what_is_shipped_and_gives_back_what_returns()
    {
        await api.Product("bowl", "BOWL", 5);
        var cart = await api.FilledCart("BOWL");
        (await cart.Pay()).Expect(HttpStatusCode.Created);
        var path = $"/v1/admin{cart.OrderPath["/v1".Length..]}";
        var key = Keys.Fresh();
        var shipped = (await api.Staff(HttpMethod.Post, $"{path}/shipments", "{}", key)).Expect(HttpStatusCode.Created);
        Assert.Equal("shipped", (string?)shipped.Body["shipments"]![0]!["status"]);
        Assert.Equal("captured", (string?)shipped.Body["payments"]![0]!["status"]);
        Assert.True((long)shipped.Body["payments"]![0]!["number"]! >= 4_000_000);
        (await api.Staff(HttpMethod.Post, $"{path}/shipments", "{}", key)).Expect(HttpStatusCode.Created);

        const string Back = """{"reason":"Too small.","items":[{"itemId":"1"}],"restock":true}""";
        var clicked = Keys.Fresh();
        var returned = (await api.Staff(HttpMethod.Post, $"{path}/returns", Back, clicked))
            .Expect(HttpStatusCode.Created);
        Assert.Equal("returned", (string?)returned.Body["status"]);
        Assert.Equal("settled", (string?)returned.Body["refunds"]![0]!["parts"]![0]!["status"]);
        (await api.Staff(HttpMethod.Post, $"{path}/returns", Back, clicked)).Expect(HttpStatusCode.Created);
        (await api.Staff(HttpMethod.Post, $"{path}/returns", Back)).ExpectProblem(
            HttpStatusCode.Conflict, "item_unknown");
    }

    [Theory]
    [InlineData("pot", true)]
    [InlineData("pan", false)]
    public async Task Gives_back_once_when_it_is_clicked_twice_at_once(string slug, bool sameKey)
    {
        await api.Product(slug, slug.ToUpperInvariant(), 5);
        var cart = await api.FilledCart(slug.ToUpperInvariant());
        (await cart.Pay()).Expect(HttpStatusCode.Created);
        var path = $"/v1/admin{cart.OrderPath["/v1".Length..]}";
        (await api.Staff(HttpMethod.Post, $"{path}/shipments", "{}")).Expect(HttpStatusCode.Created);
        const string Back = """{"reason":"Too small.","items":[{"itemId":"1"}],"restock":false}""";
        var key = Keys.Fresh();
        var answers = await Task.WhenAll(
            api.Staff(HttpMethod.Post, $"{path}/returns", Back, key),
            api.Staff(HttpMethod.Post, $"{path}/returns", Back, sameKey ? key : Keys.Fresh()));
        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.Created);
        if (!sameKey) Assert.Contains(answers, answer => answer.Status == HttpStatusCode.Conflict);
        var order = (await api.Staff(HttpMethod.Get, path)).Expect(HttpStatusCode.OK);
        var refund = Assert.Single(order.Body["refunds"]!.AsArray())!;
        Assert.Single(refund["parts"]!.AsArray());
        Assert.Equal(
            (long?)order.Body["totals"]!["due"]!["amount"], (long?)refund["cash"]!["amount"]);
    }

    [Fact]
    public async Task Says_that_a_shipment_must_not_leave_and_lets_finance_release_it()
    {
        await api.Product("cup", "CUP", 5);
        var cart = await api.FilledCart("CUP", 2);
        (await cart.Pay("pm_card_chargeCustomerFail")).Expect(HttpStatusCode.Created);
        var path = $"/v1/admin{cart.OrderPath["/v1".Length..]}";
        const string One = """{"items":[{"itemId":"1","quantity":1}]}""";
        (await api.Staff(HttpMethod.Post, $"{path}/shipments", One)).Expect(HttpStatusCode.Created);
        (await api.Staff(HttpMethod.Post, $"{path}/shipments", "{}")).ExpectProblem(
            HttpStatusCode.PaymentRequired, "shipment_payment_failed");

        var order = (await api.Staff(HttpMethod.Get, path)).Expect(HttpStatusCode.OK);
        var failed = order.Body["shipments"]![1]!;
        Assert.Equal("payment_failed", (string?)failed["status"]);
        var released = (await api.Staff(
            HttpMethod.Post, $"{path}/shipments/{failed["id"]}/release", """{"reason":"An invoice follows."}"""))
            .Expect(HttpStatusCode.OK);
        Assert.Equal("fulfilled", (string?)released.Body["status"]);
    }
}
