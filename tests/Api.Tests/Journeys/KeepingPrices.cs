using System.Net;
using System.Text.Json.Nodes;

namespace Commerce.Api.Tests.Journeys;

public sealed class KeepingPrices(RunningApi api) : IClassFixture<RunningApi>
{
    private const string ThisYear = "\"begins\":\"2020-01-01\",\"ends\":\"2099-12-31\"";

    [Fact]
    public async Task Shows_a_sale_on_the_product_and_in_the_cart_at_once()
    {
        await api.Product("kettle", "KETTLE", 5);
        var cart = await api.Cart();
        var sales = (await api.Staff(HttpMethod.Post, "/v1/admin/prices/kettle/sales", SaleOf("Spring sale", 1599)))
            .Expect(HttpStatusCode.Created);
        Assert.True((bool)sales.Body["sales"]![0]!["current"]!);

        var product = (await api.Shop(HttpMethod.Get, "/v1/products/kettle")).Expect(HttpStatusCode.OK);
        var variant = product.Body["variants"]![0]!;
        Assert.Equal(1999, Amount(variant["price"]));
        Assert.Equal(("Spring sale", 1599L, 400L, 20.01m), (
            (string?)variant["offer"]!["name"], Amount(variant["offer"]!["price"]),
            Amount(variant["offer"]!["saving"]), (decimal)variant["offer"]!["savingPercent"]!));

        var line = (await cart.Add("KETTLE", 2)).Expect(HttpStatusCode.OK).Body["lines"]![0]!;
        Assert.Equal((1599L, "Spring sale"), (Amount(line["unitPrice"]), (string?)line["priceName"]));

        (await cart.Deliver()).Expect(HttpStatusCode.OK);
        var sale = (string?)sales.Body["sales"]![0]!["id"];
        (await api.Staff(HttpMethod.Post, $"/v1/admin/prices/kettle/sales/{sale}/expire", "{}"))
            .Expect(HttpStatusCode.OK);
        var changed = (await cart.Pay()).ExpectProblem(HttpStatusCode.Conflict, "price_changed");
        Assert.Equal((3198L, 3998L), (
            Amount(changed.Body["shown"]!["due"]), Amount(changed.Body["now"]!["due"])));
        var order = (await cart.Pay()).Expect(HttpStatusCode.Created);
        Assert.Equal(3998, Amount(order.Body["totals"]!["due"]));
    }

    [Fact]
    public async Task Gives_a_coded_price_to_who_holds_the_code()
    {
        await api.Product("teapot", "TEAPOT", 5);
        var made = (await api.Staff(
            HttpMethod.Post, "/v1/admin/prices/teapot/sales",
            SaleOf("For friends", 1000)[..^1] + ",\"generateCode\":true}")).Expect(HttpStatusCode.Created);
        var sale = made.Body["sales"]![0]!;
        var code = (string)sale["code"]!;
        Assert.Equal(8, code.Length);
        Assert.Equal($"/v1/products/teapot?offer_code={code}", (string?)sale["link"]);
        Assert.Null((await api.Shop(HttpMethod.Get, "/v1/products/teapot")).Body["variants"]![0]!["offer"]);
        var shown = (await api.Shop(HttpMethod.Get, (string)sale["link"]!)).Expect(HttpStatusCode.OK);
        Assert.Equal(1000, Amount(shown.Body["variants"]![0]!["offer"]!["price"]));

        var cart = await api.Cart();
        var line = (await cart.Add("TEAPOT", 1)).Expect(HttpStatusCode.OK).Body["lines"]![0]!;
        Assert.Equal(1999, Amount(line["unitPrice"]));
        Assert.Equal(1000, await Hold(cart, "teapot", code));
        Assert.Equal(1999, await Hold(cart, "teapot", "OTHER"));
        (await api.Shop(HttpMethod.Put, $"{cart.Path}/offers/nothing", """{"code":"X"}""", cart.Token))
            .ExpectProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Keeps_a_code_from_before_the_first_line()
    {
        await api.Product("saucer", "SAUCER", 5);
        var sale = SaleOf("Spring", 1200)[..^1] + ",\"code\":\"SPRING26\"}";
        (await api.Staff(HttpMethod.Post, "/v1/admin/prices/saucer/sales", sale)).Expect(HttpStatusCode.Created);
        var cart = await api.Cart();
        (await api.Shop(HttpMethod.Put, $"{cart.Path}/offers/saucer", """{"code":"SPRING26"}""", cart.Token))
            .Expect(HttpStatusCode.OK);
        var line = (await cart.Add("SAUCER", 1)).Expect(HttpStatusCode.OK).Body["lines"]![0]!;
        Assert.Equal((1200L, "Spring"), (Amount(line["unitPrice"]), (string?)line["priceName"]));
    }

    [Fact]
    public async Task Takes_shipping_and_tax_by_the_rules_of_now()
    {
        await api.Product("jug", "JUG", 9);
        (await api.Staff(
            HttpMethod.Put, "/v1/admin/prices/jug/shipping",
            """
            {"shipping":{"amount":500,"currency":"USD"},"shippingAdditional":{"amount":200,"currency":"USD"}}
            """)).Expect(HttpStatusCode.OK);
        (await api.Staff(
            HttpMethod.Put, "/v1/admin/shipping-rules",
            """
            {"order":{"amount":300,"currency":"USD"},"expressOrder":{"amount":500,"currency":"USD"}}
            """)).Expect(HttpStatusCode.OK);
        (await api.Staff(HttpMethod.Put, "/v1/admin/tax-rules", """{"rules":[{"country":"gb","percent":8.25}]}"""))
            .Expect(HttpStatusCode.OK);
        var taxes = (await api.Shop(HttpMethod.Get, "/v1/tax-rules")).Expect(HttpStatusCode.OK);
        Assert.Equal(("GB", 8.25m), (
            (string?)taxes.Body["rules"]![0]!["country"], (decimal)taxes.Body["rules"]![0]!["percent"]!));

        var cart = await api.Cart();
        (await cart.Add("JUG", 3)).Expect(HttpStatusCode.OK);
        var estimates = (await cart.See()).Body["estimates"]!.AsArray();
        Assert.Equal([("standard", 1200L), ("express", 1700L)], estimates.Select(one =>
            ((string?)one!["method"], Amount(one["shipping"]))));

        var totals = (await cart.Deliver()).Expect(HttpStatusCode.OK).Body["totals"]!;
        // Tax: 3 × 165 on prices, 41 and 2 × 17 (16.5) on shipping, 25 (24.75) on the order's charge.
        Assert.Equal((5997L, 1200L, 595L, 7792L), (
            Amount(totals["items"]), Amount(totals["shipping"]), Amount(totals["tax"]), Amount(totals["due"])));

        (await api.Staff(HttpMethod.Post, "/v1/admin/tax-rules/clear", "{}")).Expect(HttpStatusCode.OK);
        var changed = (await cart.Pay()).ExpectProblem(HttpStatusCode.Conflict, "price_changed");
        Assert.Equal(7197, Amount(changed.Body["now"]!["due"]));
        var order = (await cart.Pay()).Expect(HttpStatusCode.Created);
        Assert.Equal([1, 2], order.Body["items"]!.AsArray().Select(item => (int)item!["quantity"]!));
        (await api.Staff(HttpMethod.Put, "/v1/admin/shipping-rules", "{}")).Expect(HttpStatusCode.OK);
        Assert.Equal(7197, Amount((await cart.Order()).Body["totals"]!["due"]));
    }

    [Fact]
    public async Task Asks_again_when_a_line_changed_after_the_delivery_was_said()
    {
        await api.Product("ladle", "LADLE", 9);
        (await api.Staff(
            HttpMethod.Put, "/v1/admin/prices/ladle/shipping", """{"shipping":{"amount":500,"currency":"USD"}}"""))
            .Expect(HttpStatusCode.OK);
        var cart = await api.FilledCart("LADLE");
        (await cart.Add("LADLE", 1)).Expect(HttpStatusCode.OK);
        var changed = (await cart.Pay()).ExpectProblem(HttpStatusCode.Conflict, "price_changed");
        Assert.Equal((3998L, 4998L), (
            Amount(changed.Body["shown"]!["due"]), Amount(changed.Body["now"]!["due"])));
        (await cart.Pay()).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Keeps_user_classes_and_what_they_pay()
    {
        await api.Product("tray", "TRAY", 5);
        var made = (await api.Staff(HttpMethod.Post, "/v1/admin/user-classes", """{"name":"Student"}"""))
            .Expect(HttpStatusCode.Created);
        var path = $"/v1/admin/user-classes/{made.Body["id"]}";
        (await api.Staff(HttpMethod.Patch, path, """{"name":"Students"}""")).Expect(HttpStatusCode.OK);
        var list = (await api.Staff(HttpMethod.Get, "/v1/admin/user-classes")).Expect(HttpStatusCode.OK);
        Assert.Contains(list.Body["items"]!.AsArray(), one => (string?)one!["name"] == "Students");

        var price = """{"prices":[{"price":{"amount":1500,"currency":"USD"}}]}""";
        var prices = (await api.Staff(HttpMethod.Put, $"/v1/admin/prices/tray/classes/{made.Body["id"]}", price))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(1500, Amount(prices.Body["classPrices"]![0]!["price"]));
        (await api.Staff(HttpMethod.Post, path + "/remove", "{}")).Expect(HttpStatusCode.OK);
        (await api.Staff(HttpMethod.Get, path)).ExpectProblem(HttpStatusCode.NotFound, "not_found");
        (await api.Staff(HttpMethod.Put, $"/v1/admin/prices/tray/classes/{made.Body["id"]}", price))
            .ExpectProblem(HttpStatusCode.NotFound, "not_found");
        var history = (await api.Staff(HttpMethod.Get, path + "/history")).Expect(HttpStatusCode.OK);
        Assert.Equal(
            ["user-class.removed", "user-class.renamed", "user-class.created"],
            history.Body["items"]!.AsArray().Select(one => (string?)one!["type"]));
    }

    [Theory]
    [InlineData(
        "prices/mat/sales", "POST", """{"name":"S","amount":{"amount":1999,"currency":"USD"},YEAR}""", "/amount")]
    [InlineData("prices/mat/sales", "POST", """{"name":"","amount":{"amount":1,"currency":"USD"},YEAR}""", "/name")]
    [InlineData("prices/mat/shipping", "PUT", """{"shipping":{"amount":1,"currency":"EUR"}}""", "/shipping")]
    [InlineData("shipping-rules", "PUT", """{"perItem":{"amount":1,"currency":"USD"},"perWeight":1}""", "/perWeight")]
    [InlineData("tax-rules", "PUT", """{"rules":[{"country":"US","percent":101}]}""", "/rules/0/percent")]
    [InlineData("tax-rules", "PUT", """{"rules":[{"country":"US","percent":1.23456}]}""", "/rules/0/percent")]
    public async Task Names_the_field_that_makes_no_sense(string path, string method, string body, string param)
    {
        await api.Staff(
            HttpMethod.Post, "/v1/admin/products",
            """{"name":"Mat","slug":"mat","variants":[{"sku":"MAT","price":{"amount":1999,"currency":"USD"}}]}""");
        var answer = await api.Staff(
            new(method), "/v1/admin/" + path, body.Replace("YEAR", ThisYear, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(param, answer.Param);
    }

    private static async Task<long> Hold(OwnCart cart, string product, string code)
    {
        var answer = (await cart.Api.Shop(
            HttpMethod.Put, $"{cart.Path}/offers/{product}", $$"""{"code":"{{code}}"}""", cart.Token))
            .Expect(HttpStatusCode.OK);
        return Amount(answer.Body["lines"]![0]!["unitPrice"]);
    }

    private static string SaleOf(string name, long amount) =>
        $$$"""{"name":"{{{name}}}","amount":{"amount":{{{amount}}},"currency":"USD"},{{{ThisYear}}}}""";

    private static long Amount(JsonNode? money) => (long)money!["amount"]!;
}
