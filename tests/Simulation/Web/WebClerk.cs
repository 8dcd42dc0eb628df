using System.Text.Json.Nodes;
using Commerce.Grains.Orders;
using Commerce.Simulation.Running;
using Commerce.Simulation.World;

namespace Commerce.Simulation.Web;

/// <summary>Staff with a back office that talks with the API: look after one paid order until nothing is left to
/// do.</summary>
internal sealed class WebClerk(Town town, Chance chance, OrderId order)
{
    private const int PatienceMost = 12;

    private readonly Browser browser = new(town, chance, Site.StaffKey);

    /// <summary>Everything that is done for it.</summary>
    public async Task Work()
    {
        for (var done = 0; ;)
        {
            await town.Sleep(town.Weather.IsCalm
                ? TimeSpan.FromMinutes(30)
                : chance.Within(TimeSpan.FromHours(chance.Percent(70) ? 20 : 200)));
            if (await browser.Send(Of("GET", "")) is not { IsGood: true } seen) continue;
            if ((string?)seen.Body["status"] is "in_basket" or "confirmed" or "expired" or "void" or "returned") return;
            done++;
            if (All(seen, "shipments", "status", "awaiting_payment", "payment_failed").FirstOrDefault() is { } open)
                await Collect(open);
            else if (All(seen, "items", "state", "to_be_shipped").ToList() is { Count: > 0 } items)
                await Send(items, done > PatienceMost);
            else if (done > PatienceMost || chance.Percent(70)) return;
            else if (All(seen, "items", "state", "shipped", "arrived").ToList() is { Count: > 0 } back)
                await TakeBack(chance.Of(back));
        }
    }

    private Task<WebReply?> Send(List<JsonNode> items, bool all)
    {
        JsonArray? some = !all && chance.Percent(35) ? [Some(chance.Of(items))] : null;
        var isVoid = !all && chance.Percent(12);
        JsonObject body = isVoid
            ? new() { ["reason"] = "sold out", ["unshippedOnly"] = true }
            : new() { ["carrier"] = "UPS" };
        if (some is not null) body["items"] = some;
        return browser.Send(Of("POST", isVoid ? "/void" : "/shipments").With(body));
    }

    // What was not paid is waited for, let go, or given up.
    private Task<WebReply?> Collect(JsonNode shipment)
    {
        var way = (string?)shipment["status"] == "awaiting_payment" || chance.Percent(50) ? "release" : "abort";
        return browser.Send(Of("POST", "/shipments/{shipment}/" + way).About("shipment", (string)shipment["id"]!)
            .With(new() { ["reason"] = "It has waited for long." }));
    }

    private Task<WebReply?> TakeBack(JsonNode item) => browser.Send(Of("POST", "/returns").With(new()
    {
        ["reason"] = "too large",
        ["items"] = new JsonArray(Some(item)),
        ["restock"] = chance.Percent(70),
    }));

    private JsonObject Some(JsonNode item) => new()
    {
        ["itemId"] = (string)item["id"]!,
        ["quantity"] = chance.Between(1, (int)item["quantity"]!),
    };

    private static IEnumerable<JsonNode> All(WebReply seen, string list, string member, params string[] wanted) =>
        seen.Body[list]!.AsArray().OfType<JsonNode>().Where(one => wanted.Contains((string?)one[member]));

    private WebRequest Of(string method, string what) =>
        new WebRequest(method, "/v1/admin/orders/{id}" + what).About("id", order.Value);
}
