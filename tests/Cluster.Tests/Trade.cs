using System.Text.Json.Nodes;
using Commerce.Api.Tests.Killing;

namespace Commerce.Cluster.Tests;

/// <summary>A shop's trade with a guest and a customer, from one process to the next: what was bought and what lies in
/// carts, who is signed in, and all that there is to see of it.</summary>
internal sealed class Trade(string sku)
{
    private const string Card = """{"payment":{"method":"pm_card_visa"}}""";

    private const string Delivery = """
        {"email":"ada@example.com","method":"standard","address":{"name":"Ada","line1":"1 Analytical Row",
        "city":"London","postalCode":"N1","country":"GB"}}
        """;

    // The carts that are open, and the orders; with the token of a guest's cart.
    private readonly List<(string Id, string? Token)> carts = [];
    private readonly List<(string Id, string Cart, string? Token)> orders = [];
    private readonly Dictionary<string, int> told = [];
    private int shipped;
    private string customer = "", signedIn = "", certificate = "", owner = "";

    /// <summary>The orders that were answered.</summary>
    public IReadOnlyDictionary<string, int> Told => told;

    /// <summary>A customer with a gift certificate, an order of theirs and one of a guest, a cart of each, and a key
    /// that was made.</summary>
    public async Task Begin(Uri url)
    {
        using var staff = new Visitor(url, ServerProcess.AdminKey);
        using var guest = new Visitor(url, ServerProcess.StorefrontKey);
        const string account = """{"name":"Ada","email":"ada@example.com","password":"correct horse battery"}""";
        customer = (string)(await guest.Post("/v1/customers", account))["id"]!;
        const string who = """{"email":"ada@example.com","password":"correct horse battery"}""";
        signedIn = (string)(await guest.Post("/v1/sessions", who))["token"]!;
        var gift = $$"""
            {"customer":"{{customer}}","amount":{"amount":30000,"currency":"USD"},"reason":"The first of all customers."}
            """;
        certificate = (string)(await staff.Post("/v1/admin/gift-certificates", gift))["id"]!;
        owner = (string)(await staff.Post(
            "/v1/admin/keys", """{"kind":"admin","label":"Ada","roles":["owner"]}"""))["key"]!;
        await Fill(url);
        await BuyAll(url);
        await Fill(url);
    }

    /// <summary>Buys what lies in the carts, fills others, and ships what was bought before.</summary>
    public async Task GoOn(Uri url)
    {
        var before = orders.Count;
        await BuyAll(url);
        await Fill(url);
        using var staff = new Visitor(url, owner);
        for (; shipped < before; shipped++)
        {
            await staff.Post(
                $"/v1/admin/orders/{orders[shipped].Id}/shipments", """{"carrier":"UPS Ground","tracking":"1Z999"}""");
        }
    }

    /// <summary>Takes a unit of an order back.</summary>
    public async Task GiveBack(Uri url)
    {
        using var staff = new Visitor(url, owner);
        await staff.Post(
            $"/v1/admin/orders/{orders[0].Id}/returns",
            """{"reason":"One is enough.","items":[{"itemId":"1","quantity":1}],"restock":true}""");
    }

    /// <summary>All that the API shows of it, as it was sent, by address.</summary>
    public async Task<Dictionary<string, string>> Look(Uri url)
    {
        var seen = new Dictionary<string, string>();
        foreach (var (id, token) in carts) await See($"/v1/carts/{id}", Buyer(token), token);
        foreach (var (id, cart, token) in orders)
        {
            await See($"/v1/orders/{id}", Buyer(token), token);
            // The same request again is answered as it was.
            seen.Add($"checkout of {cart}", (await CheckOut(url, cart, token)).ToJsonString());
        }

        foreach (var path in (string[])["", "/orders", "/gift-certificates"]) await See($"/v1/me{path}", signedIn);
        foreach (var path in Lists().Concat(Entities())) await See($"/v1/admin/{path}", owner);
        return seen;

        async Task See(string path, string key, string? token = null)
        {
            using var visitor = new Visitor(url, key);
            seen.Add(path, await visitor.Read(path, token));
        }
    }

    private IEnumerable<string> Lists() => [
        "orders", "carts", "payments", "customers", "gift-certificates", "mails", "problems", "keys", "products",
        "orders/fulfilment", "reports/gift-certificate-liability", $"stock/{sku}"];

    private IEnumerable<string> Entities() => orders.Select(order => $"orders/{order.Id}")
        .Concat(carts.Select(cart => $"carts/{cart.Id}"))
        .Append($"customers/{customer}")
        .Append($"gift-certificates/{certificate}")
        .SelectMany(path => (string[])[path, $"{path}/history"]);

    // The key of whom a cart belongs to.
    private string Buyer(string? token) => token is null ? signedIn : ServerProcess.StorefrontKey;

    // A cart of the guest and one of the customer.
    private async Task Fill(Uri url)
    {
        foreach (var key in (string[])[ServerProcess.StorefrontKey, signedIn])
        {
            using var buyer = new Visitor(url, key);
            var cart = await buyer.Post("/v1/carts", "{}");
            var (id, token) = ((string)cart["id"]!, key == signedIn ? null : (string)cart["token"]!);
            await buyer.Post($"/v1/carts/{id}/lines", $$"""{"sku":"{{sku}}","quantity":2}""", token);
            await buyer.Put($"/v1/carts/{id}/delivery", Delivery, token);
            carts.Add((id, token));
        }
    }

    private async Task BuyAll(Uri url)
    {
        foreach (var (id, token) in carts)
        {
            var order = await CheckOut(url, id, token);
            Assert.StartsWith("authorized", (string?)order["status"], StringComparison.Ordinal);
            orders.Add(((string)order["id"]!, id, token));
            told.Add((string)order["id"]!, 201);
        }

        carts.Clear();
    }

    private async Task<JsonObject> CheckOut(Uri url, string cart, string? token)
    {
        using var buyer = new Visitor(url, Buyer(token));
        return await buyer.Post($"/v1/carts/{cart}/checkout", Card, token, key: $"only-order-of-{cart}");
    }
}
