using System.Net;
using System.Text.Json.Nodes;
using Commerce.Api.Http;

namespace Commerce.Api.Tests;

/// <summary>Walks the ways that tests start from.</summary>
internal static class Shopper
{
    public const string Delivery = """
        {"email":"ada@example.com","method":"standard","address":{"name":"Ada Lovelace","line1":"12 Example Street",
        "city":"London","country":"GB","postalCode":"N1 7AA"}}
        """;

    /// <summary>A product with one variant and so many of it in stock.</summary>
    public static async Task<Answer> Product(
        this RunningApi api, string slug, string sku, int stock, string name = "A thing")
    {
        var body = $$$"""
            {"name":{{{JsonValue.Create(name).ToJsonString()}}},"slug":"{{{slug}}}",
            "variants":[{"sku":"{{{sku}}}","price":{"amount":1999,"currency":"USD"}}]}
            """;
        var made = (await api.Staff(HttpMethod.Post, "/v1/admin/products", body)).Expect(HttpStatusCode.Created);
        await api.Count(sku, stock);
        return made;
    }

    public static async Task<Answer> Count(this RunningApi api, string sku, int stock) => (await api.Staff(
        HttpMethod.Post, $"/v1/admin/stock/{sku}/adjustments", $$"""{"setTo":{{stock}},"reason":"Counted."}"""))
        .Expect(HttpStatusCode.OK);

    /// <summary>The product that the examples of the description speak of.</summary>
    public static async Task<Answer> ExampleProduct(this RunningApi api)
    {
        var made = (await api.Staff(HttpMethod.Post, "/v1/admin/products", Examples.Product))
            .Expect(HttpStatusCode.Created);
        await api.Count("MUG-BLUE", 50);
        return made;
    }

    public static async Task<OwnCart> Cart(this RunningApi api)
    {
        var made = (await api.Shop(HttpMethod.Post, "/v1/carts", "{}", key: Keys.Fresh()))
            .Expect(HttpStatusCode.Created);
        return new(api, (string)made.Body["id"]!, (string)made.Body["token"]!);
    }

    /// <summary>A cart that can be paid.</summary>
    public static async Task<OwnCart> FilledCart(this RunningApi api, string sku, int quantity = 1)
    {
        var cart = await api.Cart();
        (await cart.Add(sku, quantity)).Expect(HttpStatusCode.OK);
        (await cart.Deliver()).Expect(HttpStatusCode.OK);
        return cart;
    }
}

/// <summary>A cart and its secret.</summary>
internal sealed record OwnCart(RunningApi Api, string Id, string Token)
{
    public string Path => "/v1/carts/" + Id;

    public string OrderPath => "/v1/orders/" + Id.Replace("cart-", "order-", StringComparison.Ordinal);

    public Task<Answer> See() => Api.Shop(HttpMethod.Get, Path, token: Token);

    public Task<Answer> Add(string sku, int quantity, string? key = null) => Api.Shop(
        HttpMethod.Post, Path + "/lines", $$"""{"sku":"{{sku}}","quantity":{{quantity}}}""", Token, key);

    public Task<Answer> Deliver(string body = Shopper.Delivery) =>
        Api.Shop(HttpMethod.Put, Path + "/delivery", body, Token);

    public Task<Answer> Pay(string method = "pm_card_visa", string? key = null, string? ifMatch = null) => Api.Shop(
        HttpMethod.Post, Path + "/checkout", $$$"""{"payment":{"method":"{{{method}}}"}}""", Token, key, ifMatch);

    public Task<Answer> Order() => Api.Shop(HttpMethod.Get, OrderPath, token: Token);
}
