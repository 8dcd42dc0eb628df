using System.Net;
using Commerce.Kit;

namespace Commerce.Api.Tests.Webhooks;

public sealed class HearingOfMoneyOnSqlite() : HearingOfMoney(null);

public sealed class HearingOfMoneyOnPostgres(Databases databases) : HearingOfMoney(databases);

/// <summary>What Stripe tells of an order after the sale is heard, and is nothing new.</summary>
public abstract class HearingOfMoney(Databases? postgres)
{
    private const string One = """{"items":[{"itemId":"1","quantity":1}]}""";

    [Fact]
    public async Task Takes_its_own_charges_and_refunds_for_what_they_are()
    {
        await using var shop = await StripeShop.Open(postgres);
        shop.Subscribe();
        var cart = await shop.Api.FilledCart("LAMP-1", 2);
        (await cart.Pay()).Expect(HttpStatusCode.Created);
        await HasMethod(shop, cart);
        var path = $"/v1/admin{cart.OrderPath["/v1".Length..]}";
        (await shop.Api.Staff(HttpMethod.Post, $"{path}/shipments", One)).Expect(HttpStatusCode.Created);
        (await shop.Api.Staff(HttpMethod.Post, $"{path}/shipments", "{}")).Expect(HttpStatusCode.Created);
        const string Back = """{"reason":"Too small.","items":[{"itemId":"1"}]}""";
        (await shop.Api.Staff(HttpMethod.Post, $"{path}/returns", Back)).Expect(HttpStatusCode.Created);
        shop.Clock.PutAhead(TimeSpan.FromMinutes(1));
        await shop.HasHeeded();
        Assert.Equal(0, await shop.Happened(cart, "stray"));
        Assert.Equal(0, await shop.Count("select count(*) from problems"));
        Assert.Equal("fulfilled", await shop.StatusOf(cart));

        shop.Clock.PutAhead(TimeSpan.FromMinutes(6));
        var done = (await shop.Api.Staff(HttpMethod.Post, "/v1/admin/reconciliations", "{}"))
            .Expect(HttpStatusCode.OK).Body;

        // One was asked for; the other is what Stripe makes of the rest of the first promise.
        Assert.Equal((2, 2), ((int)done["payments"]!, (int)done["refunds"]!));
        Assert.Empty(done["differences"]!.AsArray());
    }

    [Fact]
    public async Task Hears_of_a_dispute_and_gives_nothing_of_it_back()
    {
        await using var shop = await StripeShop.Open(postgres);
        shop.Subscribe();
        var cart = await shop.Api.FilledCart("LAMP-1");
        (await cart.Pay()).Expect(HttpStatusCode.Created);
        var path = $"/v1/admin{cart.OrderPath["/v1".Length..]}";
        (await shop.Api.Staff(HttpMethod.Post, $"{path}/shipments", "{}")).Expect(HttpStatusCode.Created);
        lock (shop.Stripe.Books.Gate)
        {
            shop.Stripe.Till.Dispute(shop.Stripe.Books.Payments[0].Id, 1999, "needs_response");
        }

        await shop.Stripe.Post.DeliverNew();
        await Soon.Is(
            async () => (long)(await Order(shop, path))["payments"]![0]!["disputed"]!["amount"]! == 1999,
            "the dispute is written down");
        Assert.NotNull((await Order(shop, path))["payments"]![0]!["disputedAt"]);
        const string Back = """{"reason":"Too small.","items":[{"itemId":"1"}]}""";
        (await shop.Api.Staff(HttpMethod.Post, $"{path}/returns", Back))
            .ExpectProblem(HttpStatusCode.Conflict, "refund_too_large");
    }

    private static async Task<System.Text.Json.Nodes.JsonObject> Order(StripeShop shop, string path) =>
        (await shop.Api.Staff(HttpMethod.Get, path)).Expect(HttpStatusCode.OK).Body;

    private static Task HasMethod(StripeShop shop, OwnCart cart) => Soon.Is(
        async () => await shop.Happened(cart, "method-kept") == 1, "the method is kept");
}
