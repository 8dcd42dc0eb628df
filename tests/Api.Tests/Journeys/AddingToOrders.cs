using System.Net;
using System.Text.Json.Nodes;

namespace Commerce.Api.Tests.Journeys;

/// <summary>ORD-18, ORD-19, PRC-12: staff sell a customer more, over HTTP.</summary>
public sealed class AddingToOrders(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task Adds_an_item_that_is_charged_when_it_leaves()
    {
        await api.Product("tent", "TENT", 5);
        await api.Product("peg", "PEG", 5);
        var cart = await api.FilledCart("TENT");
        (await cart.Pay()).Expect(HttpStatusCode.Created);
        await KeepsTheMethod(cart, "TENT");
        var before = (await api.Staff(HttpMethod.Get, Admin(cart))).Expect(HttpStatusCode.OK);

        var added = await Add(cart, """{"sku":"PEG","quantity":2}""");
        added.Expect(HttpStatusCode.Created);
        var item = added.Body["items"]!.AsArray().Single(one => (string?)one!["sku"] == "PEG")!;
        Assert.Equal(
            (2, "to_be_shipped", "Our Price"),
            ((int)item["quantity"]!, (string)item["state"]!, (string)item["priceName"]!));
        Assert.NotNull(item["addedAt"]);
        Assert.Null(added.Body["items"]![0]!["addedAt"]);
        var price = (long)item["unitPrice"]!["amount"]!;
        Assert.Equal(Due(before) + 2 * price, Due(added));
        await Promised("PEG", 2);

        var sent = (await api.Staff(HttpMethod.Post, $"{Admin(cart)}/shipments", "{}")).Expect(HttpStatusCode.Created);
        Assert.Equal("fulfilled", (string?)sent.Body["status"]);
        var captured = sent.Body["payments"]!.AsArray().Sum(payment => (long)payment!["captured"]!["amount"]!);
        Assert.Equal(Due(added), captured);
        await Soon.Is(
            async () => (await api.Staff(HttpMethod.Get, Admin(cart))).Body["payments"]!.AsArray()
                .Any(payment => (string?)payment!["status"] == "cancelled"),
            "the promise that was too small is cancelled");
        await Promised("PEG", 0);

        var history = (await api.Staff(HttpMethod.Get, $"{Admin(cart)}/history")).Expect(HttpStatusCode.OK);
        var happened = Assert.Single(
            history.Body["items"]!.AsArray(), one => (string?)one!["type"] == "order.items-added")!;
        Assert.Equal("admin:configured", (string?)happened["who"]);
    }

    [Fact]
    public async Task Makes_one_item_of_a_double_click_and_takes_an_agreed_price()
    {
        await api.Product("stool", "STOOL", 9);
        var cart = await api.FilledCart("STOOL");
        (await cart.Pay()).Expect(HttpStatusCode.Created);
        await KeepsTheMethod(cart, "STOOL");
        const string body = """{"sku":"STOOL","unitPrice":{"amount":5,"currency":"USD"}}""";
        var key = Keys.Fresh();
        var first = (await Add(cart, body, key)).Expect(HttpStatusCode.Created);
        var second = (await Add(cart, body, key)).Expect(HttpStatusCode.Created);
        Assert.Equal(first.Text, second.Text);
        var items = first.Body["items"]!.AsArray();
        Assert.Equal(2, items.Count);
        Assert.Equal((5L, "Agreed Price"), (
            (long)items[1]!["unitPrice"]!["amount"]!, (string)items[1]!["priceName"]!));
        (await Add(cart, """{"sku":"STOOL"}""", key))
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "idempotency_key_used");
        await Promised("STOOL", 2);
    }

    [Fact]
    public async Task Refuses_what_cannot_be_added()
    {
        await api.Product("desk", "DESK", 3);
        var cart = await api.FilledCart("DESK");
        (await cart.Pay()).Expect(HttpStatusCode.Created);
        await KeepsTheMethod(cart, "DESK");
        var tooFew = (await Add(cart, """{"sku":"DESK","quantity":3}"""))
            .ExpectProblem(HttpStatusCode.Conflict, "out_of_stock");
        Assert.Equal(2, (int)tooFew.Body["lines"]![0]!["available"]!);
        (await Add(cart, """{"sku":"NO-SUCH-THING"}""")).ExpectProblem(HttpStatusCode.Conflict, "not_orderable");
        foreach (var wrong in new[]
        {
            """{"sku":"DESK","quantity":0}""", """{"sku":"DESK","quantity":1000}""",
            """{"sku":"DESK","unitPrice":{"amount":-1,"currency":"USD"}}""",
            """{"sku":"DESK","unitPrice":{"amount":1,"currency":"EUR"}}""",
        })
            Assert.Equal(HttpStatusCode.BadRequest, (await Add(cart, wrong)).Status);
        (await Add(cart, """{"sku":"DESK","unitPrice":{"amount":99999999,"currency":"USD"}}"""))
            .ExpectProblem(HttpStatusCode.Conflict, "order_total_too_high");
        await Promised("DESK", 1);

        (await api.Staff(HttpMethod.Post, $"{Admin(cart)}/shipments", "{}")).Expect(HttpStatusCode.Created);
        (await Add(cart, """{"sku":"DESK"}""")).ExpectProblem(HttpStatusCode.Conflict, "not_allowed");
        (await api.Staff(HttpMethod.Post, "/v1/admin/orders/order-nobody/items", """{"sku":"DESK"}"""))
            .ExpectProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Gives_back_what_was_added_and_paid()
    {
        await api.Product("kettle", "KETTLE", 5);
        await api.Product("cup", "CUP", 5);
        var cart = await api.FilledCart("KETTLE");
        (await cart.Pay()).Expect(HttpStatusCode.Created);
        await KeepsTheMethod(cart, "KETTLE");
        var added = (await Add(cart, """{"sku":"CUP","unitPrice":{"amount":700,"currency":"USD"}}"""))
            .Expect(HttpStatusCode.Created);
        var item = (string)added.Body["items"]![1]!["id"]!;
        (await api.Staff(HttpMethod.Post, $"{Admin(cart)}/shipments", "{}")).Expect(HttpStatusCode.Created);
        var back = (await api.Staff(HttpMethod.Post, $"{Admin(cart)}/returns", $$"""
            {"reason":"Broken.","restock":true,"items":[{"itemId":"{{item}}"}]}
            """)).Expect(HttpStatusCode.Created);
        Assert.Equal(700, (long)back.Body["refunds"]![0]!["cash"]!["amount"]!);
        await Soon.Is(async () => (int)(await Stock("CUP"))["onHand"]! == 5, "the cup is on the shelf again");
    }

    [Fact]
    public async Task Refuses_an_order_that_certificates_paid()
    {
        await api.Product("vase", "VASE", 5);
        var bob = await SignedIn.New(api, "adding@example.com");
        await bob.Gift(20_000);
        var id = await bob.FilledCart("VASE", 1);
        var order = (await bob.Pay(id)).Expect(HttpStatusCode.Created);
        Assert.Equal(0, (long)order.Body["totals"]!["due"]!["amount"]!);
        (await api.Staff(HttpMethod.Post, $"/v1/admin/orders/{(string)order.Body["id"]!}/items", """{"sku":"VASE"}"""))
            .ExpectProblem(HttpStatusCode.Conflict, "no_reusable_method");
    }

    private Task<Answer> Add(OwnCart cart, string body, string? key = null) =>
        api.Staff(HttpMethod.Post, $"{Admin(cart)}/items", body, key);

    // C6: by an errand, off the shopper's path. Until then nothing can be added, and afterwards not that much.
    private Task KeepsTheMethod(OwnCart cart, string sku) => Soon.Is(
        async () => (await Add(cart, $$$"""{"sku":"{{{sku}}}","unitPrice":{"amount":99999999,"currency":"USD"}}"""))
            .Code == "order_total_too_high",
        "the payment method is kept");

    private Task Promised(string sku, int added) => Soon.Is(
        async () => (int)(await Stock(sku))["held"]! == added, $"{added} of {sku} are promised");

    private async Task<JsonObject> Stock(string sku) =>
        (await api.Staff(HttpMethod.Get, $"/v1/admin/stock/{sku}")).Expect(HttpStatusCode.OK).Body;

    private static long Due(Answer order) => (long)order.Body["totals"]!["due"]!["amount"]!;

    private static string Admin(OwnCart cart) =>
        "/v1/admin/orders/" + cart.Id.Replace("cart-", "order-", StringComparison.Ordinal);
}
