using System.Net;
using System.Text.Json.Nodes;

namespace Commerce.Api.Tests.Journeys;

/// <summary>CHK-12, PAY-16: customers pay with what they paid with before.</summary>
public sealed class PayingWithASavedMethod(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task Works_for_whose_it_is_and_for_nobody_else()
    {
        await api.Product("lamp", "LAMP", 50);
        var ada = await Consenting("saves-ada@example.com");
        var id = await PaidAndKept(ada, "LAMP", "pm_card_visa", "4242");

        var order = (await ada.Pay(await ada.FilledCart("LAMP", 2), id)).Expect(HttpStatusCode.Created).Body;
        Assert.Equal("4242", (string)order["payments"]![0]!["last4"]!);

        // Its second shipment is charged without her.
        var path = $"/v1/admin/orders/{order["id"]}/shipments";
        const string One = """{"items":[{"itemId":"1","quantity":1}]}""";
        (await api.Staff(HttpMethod.Post, path, One)).Expect(HttpStatusCode.Created);
        (await api.Staff(HttpMethod.Post, path, "{}")).Expect(HttpStatusCode.Created);

        // GC-04: a gift certificate is bought with it too.
        const string Gifts = "/v1/gift-certificates";
        var (key, wish) = (Keys.Fresh(), Wish(id));
        var bought = (await ada.Send(HttpMethod.Post, Gifts, wish, key)).Expect(HttpStatusCode.Created);
        Assert.Equal("4242", (string?)bought.Body["card"]!["last4"]);

        var eve = await Consenting("saves-eve@example.com");
        (await eve.Pay(await eve.FilledCart("LAMP", 1), id))
            .ExpectProblem(HttpStatusCode.ServiceUnavailable, "payment_unavailable");
        (await (await api.FilledCart("LAMP")).Pay(id))
            .ExpectProblem(HttpStatusCode.ServiceUnavailable, "payment_unavailable");
        Assert.Equal([id], (await Methods(ada)).Select(one => (string)one!["id"]!));
        Assert.Empty(await Methods(eve));

        // A repeat is the same purchase, whatever became of the method.
        (await ada.Send(HttpMethod.Delete, $"/v1/me/payment-methods/{id}")).Expect(HttpStatusCode.OK);
        Assert.Equal(
            (string?)bought.Body["id"],
            (string?)(await ada.Send(HttpMethod.Post, Gifts, wish, key)).Expect(HttpStatusCode.Created).Body["id"]);
    }

    [Fact]
    public async Task Is_not_offered_and_refused_once_it_was_declined()
    {
        await api.Product("sofa", "SOFA", 50);
        var ada = await Consenting("declined-ada@example.com");
        var id = await PaidAndKept(ada, "SOFA", "pm_card_chargeCustomerFail", "0341");

        var cart = await ada.FilledCart("SOFA", 1);
        (await ada.Pay(cart, id)).ExpectProblem(HttpStatusCode.PaymentRequired, "payment_declined");
        await Soon.Is(async () => (await Methods(ada)).Count == 0, "the method is not offered any more");
        (await ada.Pay(cart, id)).ExpectProblem(HttpStatusCode.PaymentRequired, "payment_method_failed");
        (await ada.Send(HttpMethod.Post, "/v1/gift-certificates", Wish(id)))
            .ExpectProblem(HttpStatusCode.PaymentRequired, "payment_method_failed");
        (await ada.Pay(cart)).Expect(HttpStatusCode.Created);

        var seen = (await api.Staff(HttpMethod.Get, $"/v1/admin/customers/{ada.Id}")).Expect(HttpStatusCode.OK).Body;
        Assert.Contains(seen["methods"]!.AsArray(), one => (string)one!["id"]! == id && (bool)one["failed"]!);
    }

    [Fact]
    public async Task Is_kept_with_consent_only_and_gone_when_it_is_dropped()
    {
        await api.Product("rug", "RUG", 50);
        var ada = await SignedIn.New(api, "drops-ada@example.com");
        (await ada.Pay(await ada.FilledCart("RUG", 1), "pm_card_avsFail")).Expect(HttpStatusCode.Created);
        (await ada.Send(HttpMethod.Patch, "/v1/me", """{"savesMethods":true}""")).Expect(HttpStatusCode.OK);
        var id = await PaidAndKept(ada, "RUG", "pm_card_visa", "4242");

        (await ada.Send(HttpMethod.Delete, $"/v1/me/payment-methods/{id}")).Expect(HttpStatusCode.OK);
        (await ada.Send(HttpMethod.Delete, $"/v1/me/payment-methods/{id}")).Expect(HttpStatusCode.OK);
        Assert.Empty(await Methods(ada));
        (await ada.Pay(await ada.FilledCart("RUG", 1), id))
            .ExpectProblem(HttpStatusCode.ServiceUnavailable, "payment_unavailable");
    }

    private static string Wish(string method) => $$$"""
        {"amount":{"amount":5000,"currency":"USD"},"to":"Bob","from":"Ada","recipientEmail":"bob@example.com",
        "payment":{"method":"{{{method}}}"}}
        """;

    private static async Task<JsonArray> Methods(SignedIn customer) =>
        (await customer.Send(HttpMethod.Get, "/v1/me")).Expect(HttpStatusCode.OK).Body["methods"]!.AsArray();

    private static async Task<string> PaidAndKept(SignedIn customer, string sku, string method, string last4)
    {
        (await customer.Pay(await customer.FilledCart(sku, 1), method)).Expect(HttpStatusCode.Created);
        JsonNode? kept = null;
        await Soon.Is(
            async () => (kept = (await Methods(customer)).FirstOrDefault()) is not null, "the method is kept");
        Assert.Equal(last4, (string)kept!["last4"]!);
        return (string)kept["id"]!;
    }

    private async Task<SignedIn> Consenting(string email)
    {
        var customer = await SignedIn.New(api, email);
        (await customer.Send(HttpMethod.Patch, "/v1/me", """{"savesMethods":true}""")).Expect(HttpStatusCode.OK);
        return customer;
    }
}
