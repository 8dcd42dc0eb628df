using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Commerce.Kit;

namespace Commerce.Cluster.Tests;

/// <summary>The processes of the trial on a new database, set up as <c>docker-compose.yml</c> sets them up: the shop is
/// filled, and shoppers act at the simulated gateway, as after a first start on one machine.</summary>
[Trait("Category", "long")]
public sealed partial class TryingItOut : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("commerce-trial-").FullName;
    private readonly List<ShopProcess> processes = [];
    private PostgresServer? postgres;

    public async ValueTask InitializeAsync()
    {
        postgres = await PostgresServer.Start(own: true);
        await postgres.Execute("create database trial");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Enumerable.Reverse(processes)) await process.DisposeAsync();
        if (postgres is not null) await postgres.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Finds_a_filled_shop_where_shoppers_act()
    {
        var settings = Settings();
        await Start("Silo", settings);
        await Start("Silo", settings);
        var first = await Start("Api", settings);
        var second = await Start("Api", settings);
        using var shopper = new Visitor(second.Url, settings["Commerce__Keys__Storefront"]);
        using var staff = new Visitor(first.Url, settings["Commerce__Keys__Admin"]);
        var sku = await InStock(shopper);
        var secret = await Buy(shopper, sku);
        var done = await shopper.Post($"/v1/sim/payments/{secret}/authenticate", """{"result":"succeed"}""");
        Assert.Equal("approved", (string?)done["status"]);
        var held = JsonNode.Parse(await staff.Read($"/v1/admin/stock/{sku}"));
        Assert.True((int)held!["onHand"]! > 0);
        // Nobody reads a console on which everything that happens stands.
        foreach (var process in processes)
            Assert.DoesNotMatch("info: (Orleans|Polly)", await process.Said());
    }

    // What compose says, but for what stands in another container.
    private Dictionary<string, string> Settings()
    {
        var shop = File.ReadAllText(Repository.At("docker-compose.yml")).Split("x-silo:")[0];
        var settings = Setting().Matches(shop).ToDictionary(one => one.Groups[1].Value, one => one.Groups[2].Value);
        foreach (var elsewhere in settings.Keys.Where(name => name.Contains("__Smtp__", StringComparison.Ordinal)))
            settings.Remove(elsewhere);
        settings["Commerce__Database"] = postgres!.ConnectionTo("trial");
        settings["Commerce__Data"] = folder;
        settings["Commerce__Cluster__Host"] = "127.0.0.1";
        return settings;
    }

    private async Task<ShopProcess> Start(string program, Dictionary<string, string> settings)
    {
        var own = new Dictionary<string, string>(settings)
        {
            ["Commerce__Cluster__SiloPort"] = Ports.Next().ToString(CultureInfo.InvariantCulture),
            ["Commerce__Cluster__GatewayPort"] = Ports.Next().ToString(CultureInfo.InvariantCulture),
        };
        var process = await ShopProcess.Start(new(program, folder) { Everywhere = true }, own);
        processes.Add(process);
        return process;
    }

    private static async Task<string> InStock(Visitor shopper)
    {
        var page = JsonNode.Parse(await shopper.Read("/v1/products?limit=50"));
        var products = page!["items"]!.AsArray();
        Assert.Equal(50, products.Count);
        return (string)products.First(product => (string?)product!["availability"] == "in_stock")!["sku"]!;
    }

    /// <summary>Buys one with a card whose owner has to act; answers what they act with.</summary>
    private static async Task<string> Buy(Visitor shopper, string sku)
    {
        const string delivery = """
            {"email":"ada@example.com","method":"standard","address":{"name":"Ada","line1":"1 Analytical Row",
            "city":"London","postalCode":"N1","country":"GB"}}
            """;
        var cart = await shopper.Post("/v1/carts", "{}");
        var (path, token) = ($"/v1/carts/{cart["id"]}", (string?)cart["token"]);
        await shopper.Post($"{path}/lines", $$"""{"sku":"{{sku}}","quantity":1}""", token);
        await shopper.Put($"{path}/delivery", delivery, token);
        var order = await shopper.Post(
            $"{path}/checkout", """{"payment":{"method":"pm_card_authenticationRequired"}}""", token);
        return (string)order["payments"]![0]!["clientSecret"]!;
    }

    [GeneratedRegex("""^ {4}(Commerce__\w+): "?(?:\$\{\w+:-)?([^"}\n]+)""", RegexOptions.Multiline)]
    private static partial Regex Setting();
}
