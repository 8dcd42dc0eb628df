using System.Net;
using System.Text.Json.Nodes;

namespace Commerce.Api.Tests.Journeys;

public sealed class FindingOrdersOnSqlite(RunningApi api) : FindingOrders(api), IClassFixture<RunningApi>;

public sealed class FindingOrdersOnPostgres(PostgresApi home) : FindingOrders(home.Running), IClassFixture<PostgresApi>;

/// <summary>ORD-12, ORD-14, ORD-16, ORD-26, ORD-27, ORD-28: what staff find, and what it shows them.</summary>
public abstract class FindingOrders(RunningApi api)
{
    [Fact]
    public async Task Finds_one_by_number_name_and_what_was_bought()
    {
        await api.Product("globe", "GLOBE-7", 9, "Terrestrial Globe");
        var order = await Buy("GLOBE-7");
        foreach (var words in (string[])[$"{order["number"]}", "globe-7", "GLOBE", "terr", "lovelace", "LOVE glo"])
            Assert.Contains((string?)order["id"], await Found($"q={Uri.EscapeDataString(words)}"));
        foreach (var words in (string[])["ada", "obe", "globe-8", "globe hopper"])
            Assert.DoesNotContain((string?)order["id"], await Found($"q={Uri.EscapeDataString(words)}"));
    }

    [Fact]
    public async Task Finds_those_that_reports_count()
    {
        await api.Product("astrolabe", "ASTROLABE", 9);
        var (kept, ended, back) = (await Buy("ASTROLABE"), await Buy("ASTROLABE"), await Buy("ASTROLABE"));
        await Do(ended, "void", """{"reason":"Sold out."}""", HttpStatusCode.OK);
        await Do(back, "shipments", "{}", HttpStatusCode.Created);
        Assert.Equal([Id(back), Id(kept)], await Found("status=reportable&q=astrolabe"));
        await Do(back, "returns", """{"reason":"Bent.","items":[{"itemId":"1"}]}""", HttpStatusCode.Created);
        Assert.Equal([Id(kept)], await Found("status=reportable&q=astrolabe"));
    }

    [Fact]
    public async Task Shows_what_an_order_comes_to_now_and_who_did_what_to_it()
    {
        await api.Product("sextant", "SEXTANT", 9);
        var order = await Buy("SEXTANT", 3);
        await Do(order, "shipments", """{"items":[{"itemId":"1","quantity":2}]}""", HttpStatusCode.Created);
        await Do(order, "void", """{"reason":"Sold out.","unshippedOnly":true}""", HttpStatusCode.OK);
        var seen = await See(order);
        Assert.Equal((5997, 3998), (Due(seen["totals"]), Due(seen["now"])));
        Assert.NotNull(Item(seen, "void")["voidedAt"]);

        var item = Item(seen, "shipped")["id"];
        await Do(
            order, "returns", $$$"""
            {"reason":"Bent.","items":[{"itemId":"{{{item}}}","quantity":1,"price":{"amount":1500,"currency":"USD"}}]}
            """, HttpStatusCode.Created);
        seen = await See(order);
        Assert.Equal((5997, 2498, 1500), (Due(seen["totals"]), Due(seen["now"]), Amount(seen["givenBack"])));
        var back = Item(seen, "received_back");
        Assert.Equal(1500, Amount(back["givenBack"]!["price"]));
        Assert.NotNull(back["receivedBackAt"]);
        var refund = seen["refunds"]![0]!;
        Assert.Equal(((string?)refund["id"], "admin:configured"), ((string?)back["refundId"], (string?)refund["by"]));
        Assert.Equal(
            ((string?)back["id"], 1, 1500L),
            ((string?)refund["items"]![0]!["itemId"], (int)refund["items"]![0]!["quantity"]!,
                Amount(refund["items"]![0]!["givenBack"]!["price"])));
        Assert.Equal(
            """{"received_back":1,"shipped":1,"void":1}""", seen["counts"]!.ToJsonString());
        Assert.Equal((0, 0), (
            Amount(seen["baseShipping"]!["charged"]), Amount(seen["baseShipping"]!["taxGivenBack"])));
        var payment = seen["payments"]![0]!;
        Assert.Matches(@"^\d{4}-\d{2}$", (string?)payment["expires"]);
        Assert.NotNull(payment["askedAt"]);
        Assert.NotNull(payment["authorizedAt"]);

        var listed = await api.Staff(HttpMethod.Get, $"/v1/admin/orders?q={order["number"]}");
        Assert.Equal((5997, 2498), (
            Amount(listed.Body["items"]![0]!["due"]), Amount(listed.Body["items"]![0]!["dueNow"])));

        var shipment = (string?)seen["shipments"]![0]!["id"];
        var charge = await Transaction((long)payment["number"]!);
        Assert.Equal(("visa", "4242"), ((string?)charge["brand"], (string?)charge["last4"]));
        Assert.Equal([shipment], charge["shipments"]!.AsArray().Select(one => (string?)one));
        var part = await Transaction((long)refund["parts"]![0]!["number"]!);
        Assert.Equal(((string?)refund["id"], "4242"), ((string?)part["refundId"], (string?)part["last4"]));
    }

    [Fact]
    public async Task Shows_who_voided_an_order_and_that_nothing_is_left_of_it()
    {
        await api.Product("quadrant", "QUADRANT", 9);
        var order = await Buy("QUADRANT");
        await Do(order, "void", """{"reason":"Sold out."}""", HttpStatusCode.OK);
        var seen = await See(order);
        Assert.Equal(("admin:configured", 1999, 0), ((string?)seen["voidedBy"], Due(seen["totals"]), Due(seen["now"])));
    }

    [Fact]
    public async Task Lists_baskets_by_state_and_time_of_the_last_change()
    {
        await api.Product("compass", "COMPASS", 9);
        var before = DateTimeOffset.UnixEpoch.AddYears(40);
        var cart = await api.FilledCart("COMPASS", 2);
        var path = $"/v1/admin/carts?status=open&limit=250&from={before:yyyy-MM-dd}T00:00:00Z";
        var listed = (await api.Staff(HttpMethod.Get, path)).Expect(HttpStatusCode.OK).Body["items"]!.AsArray();
        var entry = listed.Single(one => (string?)one!["id"] == cart.Id)!;
        Assert.Equal((1, 2, 3998), ((int)entry["lines"]!, (int)entry["units"]!, Amount(entry["total"])));
        var earlier = await api.Staff(HttpMethod.Get, $"/v1/admin/carts?to={before:yyyy-MM-dd}T00:00:00Z");
        Assert.Empty(earlier.Expect(HttpStatusCode.OK).Body["items"]!.AsArray());
        var frozen = await api.Staff(HttpMethod.Get, "/v1/admin/carts?status=frozen");
        Assert.DoesNotContain(cart.Id, frozen.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);

        var seen = (await api.Staff(HttpMethod.Get, $"/v1/admin/carts/{cart.Id}")).Expect(HttpStatusCode.OK);
        Assert.Equal("COMPASS", (string?)seen.Body["lines"]![0]!["sku"]);
        (await api.Staff(HttpMethod.Get, $"/v1/admin/carts/{cart.Id}/history")).Expect(HttpStatusCode.OK);
        (await api.Staff(HttpMethod.Get, "/v1/admin/carts/cart-nothing"))
            .ExpectProblem(HttpStatusCode.NotFound, "not_found");
    }

    private async Task<JsonObject> Buy(string sku, int quantity = 1) =>
        (await (await api.FilledCart(sku, quantity)).Pay()).Expect(HttpStatusCode.Created).Body;

    private async Task Do(JsonObject order, string what, string body, HttpStatusCode expected) =>
        (await api.Staff(HttpMethod.Post, $"/v1/admin/orders/{order["id"]}/{what}", body)).Expect(expected);

    private async Task<JsonObject> See(JsonObject order) =>
        (await api.Staff(HttpMethod.Get, $"/v1/admin/orders/{order["id"]}")).Expect(HttpStatusCode.OK).Body;

    private async Task<JsonNode> Transaction(long number) => (await api.Staff(
        HttpMethod.Get, $"/v1/admin/payments/{number}")).Expect(HttpStatusCode.OK).Body["transaction"]!;

    private async Task<IEnumerable<string?>> Found(string filter) =>
        (await api.Staff(HttpMethod.Get, $"/v1/admin/orders?{filter}")).Expect(HttpStatusCode.OK)
            .Body["items"]!.AsArray().Select(one => (string?)one!["id"]);

    private static JsonNode Item(JsonObject order, string state) =>
        order["items"]!.AsArray().Single(one => (string?)one!["state"] == state)!;

    private static string? Id(JsonObject order) => (string?)order["id"];

    private static long Due(JsonNode? totals) => Amount(totals!["due"]);

    private static long Amount(JsonNode? money) => (long)money!["amount"]!;
}
