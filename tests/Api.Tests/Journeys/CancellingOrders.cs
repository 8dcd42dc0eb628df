using System.Net;
using System.Text.Json.Nodes;

namespace Commerce.Api.Tests.Journeys;

/// <summary>CHK-25, ORD-24: orders that are undone before they leave.</summary>
public sealed class CancellingOrders(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task Is_the_customers_right_while_nothing_has_shipped()
    {
        await api.Product("tent", "TENT", 5);
        var cart = await api.FilledCart("TENT", 2);
        (await cart.Pay()).Expect(HttpStatusCode.Created);
        var key = Keys.Fresh();
        foreach (var _ in new[] { 1, 2 })
        {
            var order = (await Cancel(cart, cart.Token, key)).Expect(HttpStatusCode.OK);
            Assert.Equal("void", (string?)order.Body["status"]);
            Assert.NotNull(order.Body["voidedAt"]);
            Assert.Null(order.Body["voidReason"]);
        }

        (await Cancel(cart, cart.Token)).Expect(HttpStatusCode.OK);
        await Soon.Is(async () =>
            (int)(await api.Staff(HttpMethod.Get, "/v1/admin/stock/TENT")).Body["held"]! == 0, "nothing is held");
        await Soon.Is(
            async () => (string?)(await Seen(cart))["payments"]![0]!["status"] == "cancelled", "it is cancelled");
        var voided = (await api.Staff(HttpMethod.Get, $"{Admin(cart)}/history")).Expect(HttpStatusCode.OK)
            .Body["items"]!.AsArray().First(one => (string?)one!["type"] == "order.voided")!;
        Assert.Equal("guest", (string?)voided["who"]);
    }

    [Fact]
    public async Task Is_nobody_elses_right()
    {
        await api.Product("mat", "MAT", 5);
        var cart = await api.FilledCart("MAT");
        var other = await api.FilledCart("MAT");
        (await cart.Pay()).Expect(HttpStatusCode.Created);
        (await Cancel(cart, other.Token)).ExpectProblem(HttpStatusCode.NotFound, "not_found");
        (await Cancel(cart, null)).ExpectProblem(HttpStatusCode.NotFound, "not_found");
        (await api.Staff(HttpMethod.Post, $"{cart.OrderPath}/cancel", "{}"))
            .ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal("authorized_plus_avs", (string?)(await Seen(cart))["status"]);
    }

    [Fact]
    public async Task Is_too_late_once_something_has_shipped()
    {
        await api.Product("oar", "OAR", 5);
        var cart = await api.FilledCart("OAR", 2);
        (await cart.Pay()).Expect(HttpStatusCode.Created);
        (await api.Staff(HttpMethod.Post, $"{Admin(cart)}/shipments", """{"items":[{"itemId":"1","quantity":1}]}"""))
            .Expect(HttpStatusCode.Created);
        (await Cancel(cart, cart.Token)).ExpectProblem(HttpStatusCode.Conflict, "order_has_shipped");
        (await api.Staff(HttpMethod.Post, $"{Admin(cart)}/shipments", "{}")).Expect(HttpStatusCode.Created);
        (await Cancel(cart, cart.Token)).ExpectProblem(HttpStatusCode.Conflict, "order_has_shipped");
    }

    [Fact]
    public async Task Waits_for_a_payment_in_doubt()
    {
        await api.Product("kite", "KITE", 5);
        var cart = await api.FilledCart("KITE");
        (await cart.Pay("pm_card_authenticationRequired")).Expect(HttpStatusCode.Accepted);
        var waiting = (await Cancel(cart, cart.Token)).Expect(HttpStatusCode.Accepted);
        Assert.Equal("confirmed", (string?)waiting.Body["status"]);
        (await cart.Api.Shop(HttpMethod.Post, $"{cart.OrderPath}/payment/refresh", "{}", cart.Token))
            .Expect(HttpStatusCode.OK);
        Assert.Equal("void", (string?)(await Seen(cart))["status"]);
    }

    [Fact]
    public async Task Is_nothing_for_an_order_that_was_never_paid()
    {
        await api.Product("drum", "DRUM", 5);
        var cart = await api.FilledCart("DRUM");
        (await cart.Pay("pm_card_chargeDeclined")).Expect(HttpStatusCode.PaymentRequired);
        (await Cancel(cart, cart.Token)).ExpectProblem(HttpStatusCode.Conflict, "not_allowed");
        (await cart.Pay()).Expect(HttpStatusCode.Created);
    }

    /// <summary>ORD-24: some of several identical units, then the rest of another product.</summary>
    [Fact]
    public async Task Can_be_of_single_items_by_staff()
    {
        await api.Product("fork", "FORK", 9);
        await api.Product("spoon", "SPOON", 9);
        var cart = await api.Cart();
        (await cart.Add("FORK", 3)).Expect(HttpStatusCode.OK);
        (await cart.Add("SPOON", 1)).Expect(HttpStatusCode.OK);
        (await cart.Deliver()).Expect(HttpStatusCode.OK);
        (await cart.Pay()).Expect(HttpStatusCode.Created);
        (await Void(cart, "[]")).ExpectProblem(HttpStatusCode.BadRequest, "field_invalid");
        (await Void(cart, """[{"itemId":"1","quantity":4}]""")).ExpectProblem(HttpStatusCode.Conflict, "item_unknown");
        var order = (await Void(cart, """[{"itemId":"1","quantity":2}]""")).Expect(HttpStatusCode.OK);
        Assert.Equal("authorized_plus_avs", (string?)order.Body["status"]);
        Assert.Equal(
            [(1, "to_be_shipped"), (1, "to_be_shipped"), (2, "void")],
            order.Body["items"]!.AsArray().Select(item => ((int)item!["quantity"]!, (string)item["state"]!)));
        var gone = (string)order.Body["items"]![2]!["id"]!;
        (await Void(cart, $$"""[{"itemId":"{{gone}}"}]""")).ExpectProblem(HttpStatusCode.Conflict, "item_unknown");
        await Soon.Is(async () =>
            (int)(await api.Staff(HttpMethod.Get, "/v1/admin/stock/FORK")).Body["held"]! == 1, "one is held");

        // What is left ships for what it costs; then a void is a return's business.
        var shipped = (await api.Staff(
            HttpMethod.Post, $"{Admin(cart)}/shipments", """{"items":[{"itemId":"1"}]}"""))
            .Expect(HttpStatusCode.Created);
        Assert.Equal(
            (long)shipped.Body["shipments"]![0]!["cost"]!["amount"]!,
            (long)shipped.Body["payments"]![0]!["captured"]!["amount"]!);
        (await Void(cart, """[{"itemId":"1"}]""")).ExpectProblem(HttpStatusCode.Conflict, "item_unknown");
        order = (await Void(cart, """[{"itemId":"2"}]""")).Expect(HttpStatusCode.OK);
        Assert.Equal("fulfilled", (string?)order.Body["status"]);
        (await Void(cart, """[{"itemId":"2"}]""")).ExpectProblem(HttpStatusCode.Conflict, "item_unknown");
    }

    private async Task<JsonNode> Seen(OwnCart cart) =>
        (await api.Staff(HttpMethod.Get, Admin(cart))).Expect(HttpStatusCode.OK).Body;

    private Task<Answer> Void(OwnCart cart, string items) => api.Staff(
        HttpMethod.Post, $"{Admin(cart)}/void", $$"""{"reason":"Not in stock.","items":{{items}}}""");

    private Task<Answer> Cancel(OwnCart cart, string? token, string? key = null) =>
        api.Shop(HttpMethod.Post, $"{cart.OrderPath}/cancel", "{}", token, key);

    private static string Admin(OwnCart cart) => $"/v1/admin{cart.OrderPath["/v1".Length..]}";
}
