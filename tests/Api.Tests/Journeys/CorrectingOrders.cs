using System.Net;

namespace Commerce.Api.Tests.Journeys;

public sealed class CorrectingOrders(RunningApi api) : IClassFixture<RunningApi>
{
    private const string ToAda =
        """{"name":"Ada Lovelace","line1":"7 Other Street","city":"London","country":"gb","postalCode":"N1 7AB"}""";

    /// <summary>ORD-13, ORD-27: the dates of an order, of one and in the list.</summary>
    [Fact]
    public async Task Shows_every_date_of_an_order()
    {
        await api.Product("clock", "CLOCK", 5);
        var cart = await api.FilledCart("CLOCK");
        (await cart.Pay("pm_card_chargeDeclined")).Expect(HttpStatusCode.PaymentRequired);
        var path = Admin(cart);
        var failed = (await api.Staff(HttpMethod.Get, path)).Expect(HttpStatusCode.OK);
        var inBasket = (DateTimeOffset)failed.Body["inBasketAt"]!;
        Assert.Null(failed.Body["confirmedAt"]);

        (await cart.Pay()).Expect(HttpStatusCode.Created);
        (await api.Staff(HttpMethod.Post, $"{path}/void", """{"reason":"No more."}""")).Expect(HttpStatusCode.OK);
        var order = (await api.Staff(HttpMethod.Get, path)).Expect(HttpStatusCode.OK);
        Assert.Equal(inBasket, (DateTimeOffset)order.Body["inBasketAt"]!);
        foreach (var date in new[] { "confirmedAt", "authorizedAt", "voidedAt" })
            Assert.True((DateTimeOffset)order.Body[date]! >= inBasket, date);
        var list = (await api.Staff(HttpMethod.Get, "/v1/admin/orders")).Expect(HttpStatusCode.OK);
        var entry = list.Body["items"]!.AsArray().Single(one => (string?)one!["id"] == (string?)order.Body["id"]);
        foreach (var date in new[] { "inBasketAt", "confirmedAt", "authorizedAt", "voidedAt" })
            Assert.Equal((string?)order.Body[date], (string?)entry![date]);
        Assert.Null(entry!["expiredAt"]);
    }

    /// <summary>ORD-17: only staff see it; history says who and when, and not what.</summary>
    [Fact]
    public async Task Keeps_what_staff_note()
    {
        await api.Product("lamp", "LAMP", 5);
        var cart = await api.FilledCart("LAMP");
        (await cart.Pay()).Expect(HttpStatusCode.Created);
        var noted = (await api.Staff(HttpMethod.Put, $"{Admin(cart)}/comments", """{"comments":"Ring twice."}"""))
            .Expect(HttpStatusCode.OK);
        Assert.Equal("Ring twice.", (string?)noted.Body["comments"]);
        Assert.Null((await cart.Order()).Expect(HttpStatusCode.OK).Body["comments"]);
        var history = (await api.Staff(HttpMethod.Get, $"{Admin(cart)}/history")).Expect(HttpStatusCode.OK);
        var happened = Assert.Single(
            history.Body["items"]!.AsArray(), one => (string?)one!["type"] == "order.comments-changed")!;
        Assert.Equal("admin:configured", (string?)happened["who"]);
        Assert.NotNull(happened["at"]);
        Assert.DoesNotContain("Ring twice", history.Body.ToJsonString(), StringComparison.Ordinal);

        var most = new string('x', 4_000);
        (await api.Staff(HttpMethod.Put, $"{Admin(cart)}/comments", $$"""{"comments":"{{most}}"}"""))
            .Expect(HttpStatusCode.OK);
        (await api.Staff(HttpMethod.Put, $"{Admin(cart)}/comments", $$"""{"comments":"{{most}}y"}"""))
            .ExpectProblem(HttpStatusCode.BadRequest, "field_invalid");
        var gone = (await api.Staff(HttpMethod.Put, $"{Admin(cart)}/comments", "{}")).Expect(HttpStatusCode.OK);
        Assert.Null(gone.Body["comments"]);
    }

    /// <summary>ORD-20, FUL-05.</summary>
    [Fact]
    public async Task Sends_elsewhere_what_has_not_left()
    {
        await api.Product("chair", "CHAIR", 5);
        var cart = await api.FilledCart("CHAIR", 3);
        (await cart.Pay()).Expect(HttpStatusCode.Created);
        var path = Admin(cart);
        await Ship(path, """
            {"items":[{"itemId":"1","quantity":1}],"carrier":"Pigeon","expectedAt":"2199-01-02T03:04:05Z"}
            """);
        var moved = (await api.Staff(HttpMethod.Put, $"{path}/address", $$"""{"address":{{ToAda}}}"""))
            .Expect(HttpStatusCode.OK);
        Assert.Equal("7 Other Street", (string?)moved.Body["delivery"]!["address"]!["line1"]);
        Assert.Equal("GB", (string?)moved.Body["delivery"]!["address"]!["country"]);
        Assert.Equal("12 Example Street", (string?)moved.Body["formerAddresses"]![0]!["address"]!["line1"]);
        await Ship(path, """{"items":[{"itemId":"1","quantity":1}]}""");
        var order = await Ship(path, $$"""{"address":{{ToAda.Replace("London", "Bath", StringComparison.Ordinal)}}}""");
        var shipments = order.Body["shipments"]!;
        Assert.Equal("12 Example Street", (string?)shipments[0]!["address"]!["line1"]);
        Assert.Equal("2199-01-02T03:04:05Z", (string?)shipments[0]!["expectedAt"]);
        Assert.Equal("Pigeon", (string?)shipments[0]!["carrier"]);
        Assert.True((bool)shipments[0]!["shippable"]!);
        Assert.Equal("7 Other Street", (string?)shipments[1]!["address"]!["line1"]);
        Assert.Equal("Bath", (string?)shipments[2]!["address"]!["city"]);

        var refused = (await api.Staff(HttpMethod.Put, $"{path}/address", $$"""{"address":{{ToAda}}}"""))
            .ExpectProblem(HttpStatusCode.Conflict, "not_allowed");
        Assert.Equal("fulfilled", (string?)refused.Body["state"]);
        (await api.Staff(
            HttpMethod.Put, $"{path}/address",
            """{"address":{"name":"Ada","line1":"7","city":"London","country":"Britain"}}"""))
            .ExpectProblem(HttpStatusCode.BadRequest, "field_invalid");
    }

    /// <summary>ORD-29, FUL-05.</summary>
    [Fact]
    public async Task Corrects_who_carries_a_shipment_and_its_number()
    {
        await api.Product("desk", "DESK", 5);
        var cart = await api.FilledCart("DESK", 2);
        (await cart.Pay()).Expect(HttpStatusCode.Created);
        var path = Admin(cart);
        var offered = (await api.Staff(HttpMethod.Get, "/v1/admin/orders/carriers")).Expect(HttpStatusCode.OK);
        Assert.Contains("UPS Air", offered.Body["items"]!.AsArray().Select(name => (string?)name));
        (await api.Staff(
            HttpMethod.Post, $"{path}/shipments", """{"carrier":"USPS","tracking":"1234567890123456789012345"}"""))
            .ExpectProblem(HttpStatusCode.BadRequest, "field_invalid");
        var order = await Ship(path, """{"carrier":"USPS","tracking":"123456789012345678901234"}""");
        var shipment = (string)order.Body["shipments"]![0]!["id"]!;
        Assert.EndsWith(
            "=123456789012345678901234", (string?)order.Body["shipments"]![0]!["trackingUrl"],
            StringComparison.Ordinal);

        var tracking = $"{path}/shipments/{shipment}/tracking";
        (await api.Staff(HttpMethod.Put, tracking, """{"carrier":"FedEx","tracking":"42"}"""))
            .Expect(HttpStatusCode.OK);
        var seen = (await cart.Order()).Expect(HttpStatusCode.OK).Body["shipments"]![0]!;
        Assert.Equal("https://www.fedex.com/fedextrack/?trknbr=42", (string?)seen["trackingUrl"]);
        (await api.Staff(HttpMethod.Put, tracking, """{"tracking":"1234567890123456789012345"}"""))
            .ExpectProblem(HttpStatusCode.BadRequest, "field_invalid");
        (await api.Staff(HttpMethod.Put, $"{path}/shipments/shipment-x/tracking", """{"tracking":"42"}"""))
            .ExpectProblem(HttpStatusCode.NotFound, "not_found");
    }

    private async Task<Answer> Ship(string path, string body) =>
        (await api.Staff(HttpMethod.Post, $"{path}/shipments", body)).Expect(HttpStatusCode.Created);

    private static string Admin(OwnCart cart) => $"/v1/admin{cart.OrderPath["/v1".Length..]}";
}
