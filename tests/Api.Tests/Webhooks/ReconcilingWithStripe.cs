using System.Net;
using System.Text.Json.Nodes;
using Commerce.Kit;
using Commerce.Kit.Stripe;

namespace Commerce.Api.Tests.Webhooks;

public sealed class ReconcilingWithStripeOnSqlite() : ReconcilingWithStripe(null);

public sealed class ReconcilingWithStripeOnPostgres(Databases databases) : ReconcilingWithStripe(databases);

public abstract class ReconcilingWithStripe(Databases? postgres)
{
    private const string Path = "/v1/admin/reconciliations";

    private static readonly TimeSpan OverNow = TimeSpan.FromMinutes(6);

    [Fact]
    public async Task Finds_nothing_where_both_agree()
    {
        await using var shop = await StripeShop.Open(postgres);
        await Paid(shop);
        (await (await shop.Api.FilledCart("LAMP-1")).Pay("pm_card_chargeDeclined"))
            .ExpectProblem(HttpStatusCode.PaymentRequired, "payment_declined");
        shop.Clock.PutAhead(OverNow);
        Assert.Equal((2, 0, 0), Counts(await Run(shop)));
    }

    [Fact]
    public async Task Finds_money_that_the_shop_knows_nothing_of()
    {
        await using var shop = await StripeShop.Open(postgres);
        lock (shop.Stripe.Books.Gate)
        {
            shop.Stripe.Till.Create(new(
                "amount=900&currency=usd&payment_method=pm_card_visa&confirm=true&metadata[attempt]=order-nobody/1"));
        }

        shop.Clock.PutAhead(OverNow);
        await Run(shop);
        Assert.Equal((1, 0, 1), Counts(await Run(shop)));
        var problems = (await shop.Api.Staff(HttpMethod.Get, "/v1/admin/problems")).Expect(HttpStatusCode.OK).Body;
        var problem = Assert.Single(problems["items"]!.AsArray())!;
        var payment = shop.Stripe.Books.Payments[0].Id;
        Assert.Equal($"payment/{payment}/unknown-here", (string?)problem["key"]);
        Assert.Equal("order-nobody", (string?)problem["order"]);
        Assert.Equal(
            $"POST /v1/refunds payment_intent={payment} over 9.00 USD at the gateway", (string?)problem["action"]);
    }

    [Fact]
    public async Task Names_what_is_paid_to_others_by_other_means_and_passes_it()
    {
        await using var shop = await StripeShop.Open(postgres);
        await Paid(shop);
        lock (shop.Stripe.Books.Gate)
        {
            shop.Stripe.Till.Create(
                new("amount=900&currency=usd&payment_method=pm_usBankAccount_success&confirm=true"));
        }

        var payment = shop.Stripe.Books.Payments[1].Id;
        shop.Clock.PutAhead(OverNow);
        var found = Assert.Single((await Run(shop))["differences"]!.AsArray())!;
        Assert.Equal((payment, "unknown-here"), ((string?)found["payment"], (string?)found["kind"]));
        Assert.Contains("9.00 USD", (string?)found["details"]);

        shop.Clock.PutAhead(TimeSpan.FromHours(5));
        await Run(shop);
        lock (shop.Stripe.Books.Gate) shop.Stripe.Till.Refund(new($"payment_intent={payment}&amount=300"));
        shop.Clock.PutAhead(OverNow);
        Assert.Equal((0, 1, 1), Counts(await Run(shop)));
    }

    [Fact]
    public async Task Finds_money_that_was_moved_at_the_gateway_also_long_after_the_payment()
    {
        await using var shop = await StripeShop.Open(postgres);
        await Paid(shop);
        shop.Clock.PutAhead(OverNow);
        Assert.Equal((1, 0, 0), Counts(await Run(shop)));
        shop.Clock.PutAhead(TimeSpan.FromHours(5));
        await Run(shop);
        Assert.Equal((0, 0, 0), Counts(await Run(shop)));
        lock (shop.Stripe.Books.Gate)
        {
            shop.Stripe.Till.Capture(shop.Stripe.Books.Payments[0], new(""));
            shop.Stripe.Till.Refund(new($"payment_intent={shop.Stripe.Books.Payments[0].Id}&amount=1999"));
        }

        shop.Clock.PutAhead(OverNow);
        Assert.Equal((0, 1, 1), Counts(await Run(shop)));
        Assert.Equal((1, 0, 1), Counts(await Run(shop, $$"""{"payment":"{{shop.Stripe.Books.Payments[0].Id}}"}""")));
    }

    [Fact]
    public async Task Goes_on_where_it_was_cut_short()
    {
        await using var shop = await StripeShop.Open(postgres);
        await Paid(shop);
        shop.Clock.PutAhead(TimeSpan.FromDays(2.5));
        shop.Stripe.Fail("GET", "/v1/refunds", StripeFault.ResetBefore, times: 1_000);
        (await shop.Api.Staff(HttpMethod.Post, Path, "{}"))
            .ExpectProblem(HttpStatusCode.ServiceUnavailable, "gateway_unreachable");
        Assert.Equal(0, await shop.Count("select count(*) from meta where name = 'reconciled_until'"));
        Assert.Equal(1, await shop.Count("select count(*) from problems where key = 'reconciliation/silent'"));
        shop.Stripe.Heal();
        Assert.Equal(1, (int)(await Run(shop))["payments"]!);
        Assert.Equal(0, (int)(await Run(shop))["payments"]!);
    }

    private static async Task Paid(StripeShop shop) =>
        (await (await shop.Api.FilledCart("LAMP-1")).Pay()).Expect(HttpStatusCode.Created);

    private static async Task<JsonObject> Run(StripeShop shop, string body = "{}") =>
        (await shop.Api.Staff(HttpMethod.Post, Path, body)).Expect(HttpStatusCode.OK).Body;

    private static (int Payments, int Refunds, int Differences) Counts(JsonObject done) =>
        ((int)done["payments"]!, (int)done["refunds"]!, done["differences"]!.AsArray().Count);
}
