using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Commerce.Bench;

/// <summary>A shop as its clients see it.</summary>
internal sealed class Shop : IDisposable
{
    private readonly HttpClient shopper;
    private readonly HttpClient staff;
    private string[] skus = [];
    private string[] slugs = [];

    public Shop(Options options)
    {
        shopper = Client(options.Url, options.StorefrontKey);
        staff = Client(options.Url, options.AdminKey);
    }

    /// <summary>Learns what is for sale.</summary>
    public async Task Look(string? sku)
    {
        var page = await Read(shopper, HttpMethod.Get, "/v1/products?limit=250");
        var items = page.GetProperty("items").EnumerateArray().ToList();
        slugs = [.. items.Select(item => item.GetProperty("slug").GetString()!)];
        skus = sku is not null ? [sku] : [.. items
            .Where(item => item.GetProperty("availability").GetString() == "in_stock")
            .Select(item => item.GetProperty("sku").GetString()!)];
        foreach (var one in skus) await Count(one, 1_000_000);
    }

    /// <summary>Something that can be bought at once.</summary>
    public async Task<string> FirstInStock()
    {
        var page = await Read(shopper, HttpMethod.Get, "/v1/products?limit=50");
        return page.GetProperty("items").EnumerateArray()
            .First(item => item.GetProperty("availability").GetString() == "in_stock").GetProperty("sku").GetString()!;
    }

    /// <summary>Sets what is there of a SKU.</summary>
    public Task<JsonElement> Count(string sku, int units) => Read(
        staff, HttpMethod.Post, $"/v1/admin/stock/{sku}/adjustments", new { setTo = units, reason = "bench" });

    /// <summary>What is there of a SKU.</summary>
    public Task<JsonElement> Stock(string sku) => Read(staff, HttpMethod.Get, $"/v1/admin/stock/{sku}");

    /// <summary>One list page and one product page.</summary>
    public async Task Browse()
    {
        await Read(shopper, HttpMethod.Get, "/v1/products?limit=20");
        await Read(shopper, HttpMethod.Get, $"/v1/products/{slugs[Random.Shared.Next(slugs.Length)]}");
    }

    /// <summary>A new cart with so many lines.</summary>
    public async Task FillCart(int lines)
    {
        var cart = await NewCart();
        for (var line = 0; line < lines; line++) await Add(cart, skus[line % skus.Length], 1);
    }

    /// <summary>The whole journey: ends with an order that is paid for.</summary>
    public async Task Buy(int buyer)
    {
        await Read(shopper, HttpMethod.Get, $"/v1/products/{slugs[Random.Shared.Next(slugs.Length)]}");
        var cart = await NewCart();
        for (var line = 0; line < 3; line++) await Add(
            cart, skus[(buyer * 3 + line + Random.Shared.Next(skus.Length)) % skus.Length], 1);
        var order = await CheckOut(cart);
        if (order.Status != 201) throw new InvalidOperationException($"Checkout answered {order.Status}.");
        var id = order.Body.GetProperty("id").GetString();
        await Read(shopper, HttpMethod.Get, $"/v1/orders/{id}", token: cart.Token);
    }

    /// <summary>A cart with one unit of a SKU, ready to be paid.</summary>
    public async Task<Cart> ReadyFor(string sku)
    {
        var cart = await NewCart();
        await Add(cart, sku, 1);
        await Deliver(cart);
        return cart;
    }

    /// <summary>Says where it goes, and pays.</summary>
    public async Task<(int Status, JsonElement Body)> CheckOut(Cart cart)
    {
        await Deliver(cart);
        return await Pay(cart);
    }

    /// <summary>Pays with a card that is good.</summary>
    public Task<(int Status, JsonElement Body)> Pay(Cart cart) => Send(
        shopper, HttpMethod.Post, $"/v1/carts/{cart.Id}/checkout", new { payment = new { method = "pm_card_visa" } },
            cart.Token);

    public void Dispose()
    {
        shopper.Dispose();
        staff.Dispose();
    }

    private Task<JsonElement> Deliver(Cart cart) => Read(
        shopper,
        HttpMethod.Put,
        $"/v1/carts/{cart.Id}/delivery",
        new
        {
            email = "bench@example.com",
            address = new { name = "Bench", line1 = "1 Long Road", city = "London", postalCode = "N1", country = "GB" },
            method = "standard",
        },
        cart.Token);

    private async Task<Cart> NewCart()
    {
        var cart = await Read(shopper, HttpMethod.Post, "/v1/carts", new { });
        return new(cart.GetProperty("id").GetString()!, cart.GetProperty("token").GetString()!);
    }

    private Task<JsonElement> Add(Cart cart, string sku, int quantity) =>
        Read(shopper, HttpMethod.Post, $"/v1/carts/{cart.Id}/lines", new { sku, quantity }, cart.Token);

    private static async Task<JsonElement> Read(
        HttpClient client, HttpMethod method, string path, object? body = null, string? token = null)
    {
        var (status, answer) = await Send(client, method, path, body, token);
        return status is >= 200 and < 300
            ? answer
            : throw new InvalidOperationException($"{method} {path}: {status} {answer}");
    }

    private static async Task<(int Status, JsonElement Body)> Send(
        HttpClient client, HttpMethod method, string path, object? body = null, string? token = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = JsonContent.Create(body);
        if (token is not null) request.Headers.Add("Cart-Token", token);
        using var response = await client.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    private static HttpClient Client(Uri url, string key)
    {
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 512 }) { BaseAddress = url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}

/// <summary>A cart and the secret that opens it.</summary>
internal sealed record Cart(string Id, string Token);
