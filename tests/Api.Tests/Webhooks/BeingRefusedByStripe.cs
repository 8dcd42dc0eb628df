using System.Net;
using Commerce.Kit;

namespace Commerce.Api.Tests.Webhooks;

public sealed class BeingRefusedByStripeOnSqlite() : BeingRefusedByStripe(null);

public sealed class BeingRefusedByStripeOnPostgres(Databases databases) : BeingRefusedByStripe(databases);

/// <summary>Stripe knows the secret key no longer: our fault, no money moved, and nothing waits for ever.</summary>
public abstract class BeingRefusedByStripe(Databases? postgres)
{
    private const string Stock = "select held from stock where sku = 'LAMP-1'";

    [Fact]
    public async Task Ends_a_checkout_at_once_and_sets_its_stock_free()
    {
        await using var shop = await StripeShop.Open(postgres);
        var cart = await shop.Api.FilledCart("LAMP-1");
        shop.Stripe.LocksOutAfter = 0;
        (await cart.Pay()).ExpectProblem(HttpStatusCode.ServiceUnavailable, "payment_unavailable");
        Assert.Equal("in_basket", await shop.StatusOf(cart));
        Assert.Equal(1, await shop.Count("select count(*) from problems where key like 'payment/%/rejected'"));
        await Soon.Is(async () => await shop.Count(Stock) == 0, "the stock is free");

        shop.Stripe.LocksOutAfter = null;
        (await cart.Pay()).Expect(HttpStatusCode.Created);
        Assert.Single(shop.Stripe.Books.Payments);
    }

    [Fact]
    public async Task Fails_a_charge_without_the_customer_at_once()
    {
        await using var shop = await StripeShop.Open(postgres);
        var cart = await shop.Api.FilledCart("LAMP-1", 2);
        (await cart.Pay()).Expect(HttpStatusCode.Created);
        await Soon.Is(async () => await shop.Happened(cart, "method-kept") == 1, "the method is kept");
        var path = $"/v1/admin{cart.OrderPath["/v1".Length..]}/shipments";
        (await shop.Api.Staff(HttpMethod.Post, path, """{"items":[{"itemId":"1","quantity":1}]}"""))
            .Expect(HttpStatusCode.Created);

        shop.Stripe.LocksOutAfter = 0;
        (await shop.Api.Staff(HttpMethod.Post, path, "{}"))
            .ExpectProblem(HttpStatusCode.PaymentRequired, "shipment_payment_failed");
    }

    [Fact]
    public async Task Fails_the_purchase_of_a_certificate_at_once()
    {
        await using var shop = await StripeShop.Open(postgres);
        var buyer = await SignedIn.New(shop.Api, "locked-out@example.com");
        shop.Stripe.LocksOutAfter = 0;
        (await buyer.Send(HttpMethod.Post, "/v1/gift-certificates", """
            {"amount":{"amount":5000,"currency":"USD"},"to":"Ada","from":"Bob","message":"Well done!",
            "recipientEmail":"ada.lovelace@example.com","payment":{"method":"pm_card_visa"}}
            """)).ExpectProblem(HttpStatusCode.ServiceUnavailable, "payment_unavailable");
        Assert.Equal(1, await shop.Count("select count(*) from problems where key like 'certificate-%/rejected'"));
    }
}
