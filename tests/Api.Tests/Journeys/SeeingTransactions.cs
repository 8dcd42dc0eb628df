using System.Net;
using System.Text.Json.Nodes;

namespace Commerce.Api.Tests.Journeys;

public sealed class SeeingTransactions(RunningApi api) : IClassFixture<RunningApi>
{
    private const string Payments = "/v1/admin/payments";

    [Fact]
    public async Task Lists_charges_and_refunds_by_their_numbers()
    {
        await api.Product("vase", "VASE", 5);
        var cart = await api.FilledCart("VASE", 2);
        (await cart.Pay()).Expect(HttpStatusCode.Created);
        var path = $"/v1/admin{cart.OrderPath["/v1".Length..]}";
        const string One = """{"items":[{"itemId":"1","quantity":1}]}""";
        (await api.Staff(HttpMethod.Post, $"{path}/shipments", One)).Expect(HttpStatusCode.Created);
        (await api.Staff(HttpMethod.Post, $"{path}/shipments", "{}")).Expect(HttpStatusCode.Created);
        const string Back = """{"reason":"Too small.","items":[{"itemId":"1"}]}""";
        var order = (await api.Staff(HttpMethod.Post, $"{path}/returns", Back)).Expect(HttpStatusCode.Created).Body;

        var id = (string)order["id"]!;
        var all = (await Listed("")).Where(one => (string)one["owner"]! == id).ToList();
        Assert.Equal(
            ["refund", "charge shipment", "charge sale"],
            all.Select(one => (string)one["kind"]! == "refund" ? "refund" : $"charge {one["purpose"]}"));
        Assert.Equal(
            [
                (long)order["refunds"]![0]!["parts"]![0]!["number"]!, (long)order["payments"]![1]!["number"]!,
                (long)order["payments"]![0]!["number"]!,
            ],
            all.Select(one => (long)one["number"]!));
        Assert.All(all, one => Assert.True((bool)one["reportable"]! && (long)one["number"]! >= 4_000_000));
        Assert.NotNull(all[1]["settledAt"]);
        Assert.Equal((long)order["payments"]![0]!["released"]!["amount"]!, (long)all[2]["released"]!["amount"]!);
        Assert.All(await Listed("?kind=refund"), one => Assert.Equal("refund", (string)one["kind"]!));
        var number = (long)all[1]["number"]!;
        Assert.Equal(number, (long)Assert.Single(await Listed($"?q={number}"))["number"]!);
        Assert.Empty(await Listed("?q=nothing"));
        Assert.Single(await Listed("?limit=1"));
    }

    [Fact]
    public async Task Shows_what_the_gateway_was_asked_and_never_a_card()
    {
        await api.Product("jug", "JUG", 5);
        var cart = await api.FilledCart("JUG");
        (await cart.Pay()).Expect(HttpStatusCode.Created);
        var path = $"/v1/admin{cart.OrderPath["/v1".Length..]}";
        (await api.Staff(HttpMethod.Post, $"{path}/shipments", "{}")).Expect(HttpStatusCode.Created);
        var order = (await api.Staff(HttpMethod.Get, path)).Expect(HttpStatusCode.OK).Body;
        var number = (long)order["payments"]![0]!["number"]!;
        var text = "";
        await Soon.Is(
            async () =>
            {
                text = (await api.Staff(HttpMethod.Get, $"{Payments}/{number}")).Expect(HttpStatusCode.OK)
                    .Body["calls"]!.ToJsonString();
                return text.Contains("\"capture\"", StringComparison.Ordinal);
            },
            "the calls are written");
        Assert.Contains("\"authorize\"", text, StringComparison.Ordinal);
        Assert.Contains($"{order["id"]}/1/capture/", text, StringComparison.Ordinal);
        Assert.DoesNotContain("pm_card", text, StringComparison.Ordinal);
        Assert.DoesNotContain("4242", text, StringComparison.Ordinal);
        (await api.Staff(HttpMethod.Get, $"{Payments}/3999999")).ExpectProblem(HttpStatusCode.NotFound, "not_found");
        (await api.Staff(HttpMethod.Get, $"{Payments}/x")).ExpectProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Draws_numbers_for_nothing_that_did_not_happen()
    {
        await api.Product("bowl", "BOWL", 9);
        var first = (await (await api.FilledCart("BOWL")).Pay()).Expect(HttpStatusCode.Created).Body;
        var cart = await api.FilledCart("BOWL", 3);
        (await cart.Pay("pm_card_chargeDeclined")).ExpectProblem(HttpStatusCode.PaymentRequired, "payment_declined");
        (await cart.Pay()).Expect(HttpStatusCode.Created);
        var path = $"/v1/admin{cart.OrderPath["/v1".Length..]}";

        // Of the promise, refused, and once more: none of it is a transaction of its own.
        const string One = """{"items":[{"itemId":"1","quantity":1}]}""", Nine =
            """{"items":[{"itemId":"1","quantity":9}]}""";
        (await api.Staff(HttpMethod.Post, $"{path}/shipments", Nine)).ExpectProblem(
            HttpStatusCode.Conflict, "item_unknown");
        (await api.Staff(HttpMethod.Post, $"{path}/shipments", One, key: "bowl-1")).Expect(HttpStatusCode.Created);
        (await api.Staff(HttpMethod.Post, $"{path}/shipments", One, key: "bowl-1")).Expect(HttpStatusCode.Created);
        (await api.Staff(HttpMethod.Post, $"{path}/shipments", "{}")).Expect(HttpStatusCode.Created);
        const string Back = """{"reason":"Too small.","items":[{"itemId":"1"}]}""";
        var order = (await api.Staff(HttpMethod.Post, $"{path}/returns", Back)).Expect(HttpStatusCode.Created).Body;

        var number = (long)(await api.Staff(HttpMethod.Get, $"/v1/admin/orders/{first["id"]}"))
            .Expect(HttpStatusCode.OK).Body["payments"]![0]!["number"]!;
        Assert.Equal(
            [number + 1, number + 2, number + 3, number + 4],
            [
                .. order["payments"]!.AsArray().Select(one => (long)one!["number"]!),
                (long)order["refunds"]![0]!["parts"]![0]!["number"]!,
            ]);
        Assert.Equal((long)first["number"]! + 1, (long)order["number"]!);
    }

    private async Task<List<JsonObject>> Listed(string query) =>
        [.. (await api.Staff(HttpMethod.Get, Payments + query)).Expect(HttpStatusCode.OK)
            .Body["items"]!.AsArray().Select(one => one!.AsObject())];
}
