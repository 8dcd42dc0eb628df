using System.Text.Json.Nodes;
using Commerce.Grains.Carts;
using Commerce.Simulation.Running;
using Commerce.Simulation.World;

namespace Commerce.Simulation.Web;

/// <summary>One visit to the shop through its API: makes and fills a cart, pays, and now and then changes their
/// mind.</summary>
internal sealed class WebShopper(Town town, Goods goods, Chance chance)
{
    private const int TriesToPay = 4;

    private readonly Browser browser = new(town, chance, Site.StorefrontKey);
    private string cart = "";

    /// <summary>The visit.</summary>
    public async Task Visit()
    {
        if (await browser.Send(new WebRequest("POST", "/v1/carts").With([])) is not { IsGood: true } made) return;
        cart = (string)made.Body["id"]!;
        browser.Token = (string)made.Body["token"]!;
        town.Names.Carts.Add(CartId.Of(cart));
        if (!await Fill() || chance.Percent(6)) return;
        if (chance.Percent(10)) await town.Sleep(chance.Within(TimeSpan.FromDays(10)));
        if (await SayWhere() is not { IsGood: true } || !await Pay()) return;
        if (chance.Percent(20)) await browser.Send(OfOrder("GET", ""));
        if (!chance.Percent(8)) return;
        await town.Sleep(chance.Within(TimeSpan.FromHours(6)));
        await browser.Send(OfOrder("POST", "/cancel").With([]));
    }

    private async Task<bool> Fill()
    {
        var any = false;
        for (var line = chance.Between(1, 3); line > 0; line--)
        {
            var wanted = new JsonObject { ["sku"] = goods.Any().Sku.Value, ["quantity"] = chance.Between(1, 3) };
            any |= await browser.Send(OfCart("POST", "/lines").With(wanted)) is { IsGood: true };
            await town.Sleep(chance.Within(TimeSpan.FromSeconds(40)));
        }

        if (chance.Percent(20) && await browser.Send(OfCart("GET", "")) is { IsGood: true } seen
            && seen.Body["lines"] is JsonArray { Count: > 0 } lines)
        {
            var line = OfCart("PATCH", "/lines/{lineId}").About("lineId", (string)lines[0]!["id"]!);
            await browser.Send(line.With(new() { ["quantity"] = chance.Between(lines.Count > 1 ? 0 : 1, 3) }));
        }

        return any;
    }

    private Task<WebReply?> SayWhere() => browser.Send(OfCart("PUT", "/delivery").With(new()
    {
        ["email"] = "ada@example.com",
        ["method"] = chance.Percent(70) ? "standard" : "express",
        ["address"] = new JsonObject
        {
            ["name"] = "Ada",
            ["line1"] = "1 Row",
            ["city"] = "City",
            ["region"] = chance.Percent(50) ? "NY" : "CA",
            ["postalCode"] = "10001",
            ["country"] = chance.Percent(90) ? "US" : "GB",
        },
    }));

    // True: there is an order now.
    private async Task<bool> Pay()
    {
        for (var tries = 0; tries < TriesToPay; tries++)
        {
            var choice = new JsonObject { ["payment"] = new JsonObject { ["method"] = Shopper.AnyMethod(chance) } };
            if (await browser.Send(OfCart("POST", "/checkout").With(choice)) is not { } placed) return false;
            if (placed.IsGood && (placed.Status != 202 || await Settle(placed.Body))) return true;
            if (placed.Code is "cart_ended" or "not_orderable" or "too_many_attempts") return false;
            if (placed.Code is "cart_incomplete" or "price_changed") await SayWhere();
            if (placed.Code is "out_of_stock" && chance.Percent(50)) return false;
            await town.Sleep(chance.Within(TimeSpan.FromMinutes(chance.Percent(80) ? 2 : 60)));
        }

        return false;
    }

    private async Task<bool> Settle(JsonNode order)
    {
        var payment = order["payments"]!.AsArray()[^1]!;
        await town.Sleep(chance.Within(TimeSpan.FromMinutes(chance.Percent(80) ? 3 : 40)));
        if ((string?)payment["status"] == "action_required" && chance.Percent(80))
            town.Gateway.Authenticate((string)payment["id"]!, chance.Percent(75));
        if (chance.Percent(10)) return true;
        var seen = await browser.Send(
            OfOrder("POST", chance.Percent(80) ? "/payment/refresh" : "/payment/cancel").With([]));
        return seen is not { IsGood: true } || (string?)seen.Body["status"] is not ("in_basket" or "open");
    }

    private WebRequest OfCart(string method, string what) =>
        new WebRequest(method, "/v1/carts/{id}" + what).About("id", cart);

    private WebRequest OfOrder(string method, string what) =>
        new WebRequest(method, "/v1/orders/{id}" + what).About("id", CartId.Of(cart).Order.Value);
}
