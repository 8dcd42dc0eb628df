using System.Net;
using System.Text.Json.Nodes;

namespace Commerce.Api.Tests.Journeys;

public sealed class FulfillingOrders
{
    /// <summary>FUL-01: grouped by method, then state, then id, with what is to be shipped.</summary>
    [Fact]
    public async Task Lists_what_can_be_shipped_and_what_is_stale()
    {
        var clock = new ShiftedClock();
        await using var api = new RunningApi { Clock = clock };
        await api.InitializeAsync();
        await api.Product("rope", "ROPE", 50, "A rope");
        var whole = await Paid(api, "ROPE", 3);
        var part = await Paid(api, "ROPE", 2);
        var express = await Paid(api, "ROPE", 1, "express");
        var gone = await Paid(api, "ROPE", 1);
        await Ship(api, part, """{"items":[{"itemId":"1","quantity":1}]}""");
        await Ship(api, gone, "{}");

        var next = await Paid(api, "ROPE", 1);
        Assert.Equal([express, whole, next, part], Ids(await List(api, "")));
        Assert.Equal([express], Ids(await List(api, "?method=express")));
        var entry = (await List(api, "?method=standard")).First()!;
        Assert.Equal("authorized_plus_avs", (string?)entry["status"]);
        Assert.Equal("Ada Lovelace", (string?)entry["name"]);
        Assert.NotNull(entry["confirmedAt"]);
        Assert.False((bool)entry["stale"]!);
        Assert.Equal(3, (int)entry["items"]![0]!["quantity"]!);
        Assert.Equal("ROPE", (string?)entry["items"]![0]!["sku"]);
        Assert.Empty(await List(api, "?stale=true"));

        // A day before the promises end; what is charged by itself has none any more.
        clock.PutAhead(TimeSpan.FromDays(6) + TimeSpan.FromMinutes(1));
        Assert.Equal([whole, express, next], Ids(await List(api, "?stale=true")));
        Assert.True((bool)(await List(api, "?method=express")).First()!["stale"]!);
    }

    /// <summary>C6.</summary>
    [Fact]
    public async Task Ships_whole_where_the_shop_does_not_ship_in_parts()
    {
        await using var api = new RunningApi { Settings = ["--Commerce:ShipInParts", "false"] };
        await api.InitializeAsync();
        await api.Product("kite", "KITE", 50);
        var path = $"/v1/admin/orders/{await Paid(api, "KITE", 2)}/shipments";
        (await api.Staff(HttpMethod.Post, path, """{"items":[{"itemId":"1","quantity":1}]}"""))
            .ExpectProblem(HttpStatusCode.Conflict, "order_ships_whole");
        var whole = (await api.Staff(HttpMethod.Post, path, """{"items":[{"itemId":"1","quantity":2}]}"""))
            .Expect(HttpStatusCode.Created);
        Assert.Equal("fulfilled", (string?)whole.Body["status"]);
    }

    /// <summary>FUL-02.</summary>
    [Fact]
    public async Task Counts_what_is_needed()
    {
        await using var api = new RunningApi();
        await api.InitializeAsync();
        await api.Product("nail", "NAIL", 50);
        await api.Product("screw", "SCREW", 50);
        await Paid(api, "SCREW", 2);
        var nails = await Paid(api, "NAIL", 3);
        await Paid(api, "NAIL", 4);
        await Ship(api, nails, """{"items":[{"itemId":"1","quantity":1}]}""");
        var needed = (await api.Staff(HttpMethod.Get, "/v1/admin/orders/items-needed?limit=1"))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(("NAIL", 6), Counted(needed));
        var next = (await api.Staff(
            HttpMethod.Get, $"/v1/admin/orders/items-needed?limit=1&cursor={needed.Body["next"]}"))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(("SCREW", 2), Counted(next));
        Assert.Null((string?)next.Body["next"]);
        (await api.Staff(HttpMethod.Get, "/v1/admin/orders/items-needed?cursor=x"))
            .ExpectProblem(HttpStatusCode.BadRequest, "cursor_invalid");
    }

    private static (string?, int) Counted(Answer answer)
    {
        var entry = Assert.Single(answer.Body["items"]!.AsArray())!;
        return ((string?)entry["sku"], (int)entry["units"]!);
    }

    private static async Task<IEnumerable<JsonNode?>> List(RunningApi api, string query) =>
        (await api.Staff(HttpMethod.Get, "/v1/admin/orders/fulfilment" + query)).Expect(HttpStatusCode.OK)
        .Body["items"]!.AsArray();

    private static string[] Ids(IEnumerable<JsonNode?> entries) => [.. entries.Select(entry => (string)entry!["id"]!)];

    private static async Task<string> Paid(RunningApi api, string sku, int quantity, string method = "standard")
    {
        var cart = await api.Cart();
        (await cart.Add(sku, quantity)).Expect(HttpStatusCode.OK);
        (await cart.Deliver(Shopper.Delivery.Replace("standard", method, StringComparison.Ordinal)))
            .Expect(HttpStatusCode.OK);
        return (string)(await cart.Pay()).Expect(HttpStatusCode.Created).Body["id"]!;
    }

    private static async Task Ship(RunningApi api, string order, string body) =>
        (await api.Staff(HttpMethod.Post, $"/v1/admin/orders/{order}/shipments", body)).Expect(HttpStatusCode.Created);
}
