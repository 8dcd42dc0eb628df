using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Commerce.Bench;

/// <summary>A shop as its clients see it.</summary>
internal sealed class Shop : IDisposable
{
    private readonly Uri url;
    private readonly AuthenticationHeaderValue shopper, staff;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    // As many connections as there may be visits: whoever waited here for one would be kept from the shop. Nothing that
    // an HttpClient does beside sending, as its time is taken from the shop's.
    private readonly HttpMessageInvoker client = new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = Load.UnderWayMost,
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
    });

    private string[] skus = [];
    private string[] slugs = [];

    public Shop(Options options)
    {
        Requests = new();
        url = options.Url;
        shopper = new("Bearer", options.StorefrontKey);
        staff = new("Bearer", options.AdminKey);
    }

    /// <summary>What shoppers asked for since it was cleared.</summary>
    public Requests Requests { get; }

    /// <summary>What there is to buy.</summary>
    public IReadOnlyList<string> Skus => skus;

    /// <summary>Learns what is for sale.</summary>
    public async Task Look(string? sku)
    {
        var page = await Read("GET", "/v1/products?limit=250");
        var items = page.GetProperty("items").EnumerateArray().ToList();
        slugs = [.. items.Select(item => item.GetProperty("slug").GetString()!)];
        skus = sku is not null ? [sku] : [.. items
            .Where(item => item.GetProperty("availability").GetString() == "in_stock")
            .Select(item => item.GetProperty("sku").GetString()!)];
        foreach (var one in skus)
        {
            // What nobody counts is always there.
            var (status, _) = await Send(staff, HttpMethod.Get, $"/v1/admin/stock/{one}", content: null);
            if (status == 200) await Count(one, 1_000_000);
        }
    }

    /// <summary>Makes so many products of one variant each, or finds them: there are 1,000,000 of each.</summary>
    public async Task Import(int products)
    {
        var file = new StringBuilder(
            "Handle,Title,Variant SKU,Variant Price,Variant Inventory Tracker,Variant Inventory Qty\n");
        skus = [.. Enumerable.Range(1, products).Select(number => string.Create(
            CultureInfo.InvariantCulture, $"BENCH-{number:D5}"))];
        slugs = [.. skus.Select(sku => sku.ToLowerInvariant())];
        foreach (var (sku, slug) in skus.Zip(slugs))
            file.Append(CultureInfo.InvariantCulture, $"{slug},{sku},{sku},9.90,shopify,1000000\n");
        using var body = new StringContent(file.ToString(), Encoding.UTF8, "text/csv");
        var (status, said) = await Send(staff, HttpMethod.Post, "/v1/admin/products/import?stock=true", body);
        if (status != 200) throw new InvalidOperationException($"import: {status} {Encoding.UTF8.GetString(said)}");
    }

    /// <summary>A figure of the server's: how much it is in all.</summary>
    public async Task<double> Figure(string name)
    {
        var (status, text) = await Send(staff, HttpMethod.Get, "/metrics", content: null);
        if (status != 200) throw new InvalidOperationException($"GET /metrics: {status}");
        return Encoding.UTF8.GetString(text).Split('\n').Where(line => line.StartsWith(name, StringComparison.Ordinal)
                && line.Length > name.Length && line[name.Length] is '{' or ' ')
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    /// <summary>Something that can be bought at once.</summary>
    public async Task<string> FirstInStock()
    {
        var page = await Read("GET", "/v1/products?limit=50");
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
        await Read("GET", "/v1/products?limit=20");
        await Product();
    }

    /// <summary>A new cart with so many lines.</summary>
    public async Task<Cart> FillCart(int lines)
    {
        var cart = await NewCart();
        for (var line = 0; line < lines; line++) await Add(cart, skus[line % skus.Length], 1);
        return cart;
    }

    /// <summary>Changes how many units there are on the first line of a cart, and reads it. Both answers hold the cart;
    /// they come, and are not read as JSON.</summary>
    public async Task Touch(Cart cart, int quantity)
    {
        await Hear("PATCH", $"/v1/carts/{cart.Id}/lines/{cart.Line}", new { quantity }, cart.Token);
        await Hear("GET", $"/v1/carts/{cart.Id}", token: cart.Token);
    }

    /// <summary>The whole journey: ends with an order that is paid for.</summary>
    public async Task Buy(int buyer)
    {
        await Product();
        var cart = await NewCart();
        for (var line = 0; line < 3; line++) await Add(
            cart, skus[(buyer * 3 + line + Random.Shared.Next(skus.Length)) % skus.Length], 1);
        var order = await CheckOut(cart);
        if (order.Status != 201) throw new InvalidOperationException($"Checkout answered {order.Status}.");
        var id = order.Body.GetProperty("id").GetString();
        await Read("GET", $"/v1/orders/{id}", token: cart.Token);
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
    public Task<(int Status, JsonElement Body)> Pay(Cart cart) => Ask(
        "POST", $"/v1/carts/{cart.Id}/checkout", new { payment = new { method = "pm_card_visa" } }, cart.Token);

    /// <summary>One product page.</summary>
    public Task<JsonElement> Product() => Read("GET", $"/v1/products/{slugs[Random.Shared.Next(slugs.Length)]}");

    /// <summary>Has the server keep the bytes of a product page.</summary>
    public async Task Remember()
    {
        var (found, page) = await Send(shopper, HttpMethod.Get, $"/v1/products/{slugs[0]}", content: null);
        using var body = new ByteArrayContent(page);
        var (kept, _) = await Send(shopper, HttpMethod.Put, Serving.Path, body);
        if (found != 200 || kept >= 300) throw new InvalidOperationException($"{Serving.Path}: {found}, {kept}");
    }

    /// <summary>What it keeps.</summary>
    public Task<JsonElement> FromMemory() => Read("GET", Serving.Path);

    /// <summary>A page of the list of orders: how many stand there, and where the next one begins.</summary>
    public async Task<(int Count, string? Next)> Orders(string? cursor)
    {
        var from = cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}";
        var page = await Read(staff, HttpMethod.Get, $"/v1/admin/orders?limit=250{from}");
        var next = page.TryGetProperty("next", out var after) ? after.GetString() : null;
        return (page.GetProperty("items").GetArrayLength(), next);
    }

    public void Dispose()
    {
        client.Dispose();
    }

    private Task<JsonElement> Deliver(Cart cart) => Read(
        "PUT",
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
        var cart = await Read("POST", "/v1/carts", new { });
        return new(cart.GetProperty("id").GetString()!, cart.GetProperty("token").GetString()!);
    }

    private async Task Add(Cart cart, string sku, int quantity)
    {
        var after = await Read("POST", $"/v1/carts/{cart.Id}/lines", new { sku, quantity }, cart.Token);
        cart.Line ??= after.GetProperty("lines")[0].GetProperty("id").GetString();
    }

    private async Task<JsonElement> Read(string method, string path, object? body = null, string? token = null)
    {
        var (status, answer) = await Ask(method, path, body, token);
        return status is >= 200 and < 300
            ? answer
            : throw new InvalidOperationException($"{method} {path}: {status} {answer}");
    }

    private async Task Hear(string method, string path, object? body = null, string? token = null)
    {
        var (status, answer) = await Time(method, path, body, token);
        if (status is < 200 or >= 300)
            throw new InvalidOperationException($"{method} {path}: {status} {Encoding.UTF8.GetString(answer)}");
    }

    private async Task<(int Status, JsonElement Body)> Ask(
        string method, string path, object? body = null, string? token = null)
    {
        var (status, answer) = await Time(method, path, body, token);
        return (status, JsonElement.Parse(answer));
    }

    // A shopper's request, whose time counts until its answer is there.
    private async Task<(int Status, byte[] Answer)> Time(string method, string path, object? body, string? token)
    {
        var begun = Stopwatch.GetTimestamp();
        var answer = await Send(shopper, HttpMethod.Parse(method), path, ContentOf(body), token);
        Requests.Took($"{method} {KindOf(path)}", answer.Status, Stopwatch.GetElapsedTime(begun));
        return answer;
    }

    // Without ids: /v1/carts/{id}/lines.
    private static string KindOf(string path)
    {
        var parts = path.Split('?')[0].Split('/');
        for (var place = 3; place < parts.Length; place += 2) parts[place] = "{id}";
        return string.Join('/', parts);
    }

    private async Task<JsonElement> Read(
        AuthenticationHeaderValue who, HttpMethod method, string path, object? body = null)
    {
        var (status, answer) = await Send(who, method, path, ContentOf(body));
        return status is >= 200 and < 300
            ? JsonElement.Parse(answer)
            : throw new InvalidOperationException($"{method} {path}: {status} {Encoding.UTF8.GetString(answer)}");
    }

    private async Task<(int Status, byte[] Answer)> Send(
        AuthenticationHeaderValue who, HttpMethod method, string path, HttpContent? content, string? token = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(url, path)) { Content = content };
        request.Headers.Authorization = who;
        if (token is not null) request.Headers.TryAddWithoutValidation("Cart-Token", token);
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var response = await client.SendAsync(request, patience.Token);
        return ((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(patience.Token));
    }

    private static ByteArrayContent? ContentOf(object? body)
    {
        if (body is null) return null;
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, JsonSerializerOptions.Web));
        content.Headers.ContentType = new("application/json");
        return content;
    }
}

/// <summary>A cart and the secret that opens it.</summary>
internal sealed record Cart(string Id, string Token)
{
    /// <summary>Its first line, once it has one.</summary>
    public string? Line { get; set; }
}
