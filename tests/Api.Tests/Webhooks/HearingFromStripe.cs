using System.Net;
using Commerce.Kit;
using Commerce.Kit.Stripe;

namespace Commerce.Api.Tests.Webhooks;

public sealed class HearingFromStripeOnSqlite() : HearingFromStripe(null);

public sealed class HearingFromStripeOnPostgres(Databases databases) : HearingFromStripe(databases);

public abstract class HearingFromStripe(Databases? postgres)
{
    private const string Kept = "select count(*) from gateway_inbox";
    private const string Balance = """{"id":"evt_9","type":"balance.available","data":{"object":{}}}""";

    private static readonly TimeSpan AnswersAreIn = TimeSpan.FromSeconds(26);

    [Fact]
    public async Task Keeps_each_event_once()
    {
        await using var shop = await StripeShop.Open(postgres);
        (await shop.Send(Balance)).Expect(HttpStatusCode.OK);
        (await shop.Send(Balance)).Expect(HttpStatusCode.OK);
        Assert.Equal(1, await shop.Count(Kept));
        await shop.HasHeeded();
    }

    [Fact]
    public async Task Keeps_nothing_that_Stripe_did_not_sign()
    {
        await using var shop = await StripeShop.Open(postgres);
        var now = shop.Clock.GetUtcNow().ToUnixTimeSeconds();
        foreach (var signature in (string[])[
            "", "t=1,v1=00", StripeEvent.Sign(Balance, "whsec_other", now),
            StripeEvent.Sign(Balance, StripeServer.WebhookSecret, now - 600),
            StripeEvent.Sign(Balance + " ", StripeServer.WebhookSecret, now)])
            (await shop.Send(Balance, signature)).ExpectProblem(HttpStatusCode.BadRequest, "webhook_invalid");
        (await shop.Send("{}")).ExpectProblem(HttpStatusCode.BadRequest, "webhook_invalid");
        (await shop.Send(new string(' ', 512 * 1024 + 1)))
            .ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "body_too_large");
        Assert.Equal(0, await shop.Count(Kept));
    }

    [Fact]
    public async Task Learns_that_the_shopper_took_the_step_of_their_own()
    {
        await using var shop = await StripeShop.Open(postgres);
        shop.Subscribe();
        var cart = await shop.Api.FilledCart("LAMP-1");
        (await cart.Pay("pm_card_authenticationRequired")).Expect(HttpStatusCode.Accepted);
        Authenticate(shop);
        await shop.Stripe.Post.DeliverNew();
        await Soon.Is(async () => await shop.StatusOf(cart) == "authorized_plus_avs", "the order is paid");
        await shop.Stripe.Post.DeliverBadly();
        await shop.HasHeeded();
        Assert.Equal(1, await shop.Happened(cart, "payment-authorized"));
    }

    [Fact]
    public async Task Has_one_effect_however_badly_events_come_while_the_shopper_pays()
    {
        await using var shop = await StripeShop.Open(postgres);
        shop.Subscribe();
        var cart = await shop.Api.FilledCart("LAMP-1");
        shop.Stripe.Fail("POST", "/v1/payment_intents", StripeFault.ResetAfter);
        var pays = cart.Pay();
        for (var round = 0; !pays.IsCompleted || round < 2; round++) await shop.Stripe.Post.DeliverBadly();
        (await pays).Expect(HttpStatusCode.Created);
        shop.Clock.PutAhead(AnswersAreIn);
        await shop.Stripe.Post.DeliverBadly();
        await shop.HasHeeded();
        Assert.Equal("authorized_plus_avs", await shop.StatusOf(cart));
        Assert.Equal(1, await shop.Happened(cart, "payment-authorized"));
        Assert.Single(shop.Stripe.Books.Payments);
        Assert.Equal(1, await shop.Count("select count(*) from outbox"));
    }

    [Fact]
    public async Task Tells_the_order_whose_answer_was_lost()
    {
        await using var shop = await StripeShop.Open(postgres);
        var cart = await shop.Api.FilledCart("LAMP-1");
        shop.Stripe.Fail("POST", "/v1/payment_intents", StripeFault.ResetAfter, times: 4);
        (await cart.Pay()).Expect(HttpStatusCode.Accepted);
        shop.Subscribe();
        await shop.Stripe.Post.DeliverBadly();
        Assert.Equal("confirmed", await shop.StatusOf(cart));
        shop.Clock.PutAhead(AnswersAreIn);
        await Soon.Is(async () => await shop.StatusOf(cart) == "authorized_plus_avs", "the order is paid");
        await shop.HasHeeded();
        Assert.Single(shop.Stripe.Books.Payments);
    }

    [Fact]
    public async Task Gives_late_money_of_a_dead_attempt_back()
    {
        await using var shop = await StripeShop.Open(postgres);
        var cart = await shop.Api.FilledCart("LAMP-1");
        (await cart.Pay("pm_card_chargeDeclined"))
            .ExpectProblem(HttpStatusCode.PaymentRequired, "payment_declined");
        PayAnyway(shop);
        shop.Subscribe();
        await shop.Stripe.Post.DeliverBadly();
        await Soon.Is(() => Task.FromResult(shop.Stripe.Books.Payments[0].Status == "canceled"), "no money stays");
        await shop.HasHeeded();
        Assert.Equal(1, await shop.Count("select count(*) from problems where key like 'payment/%/stray'"));
        Assert.Equal("in_basket", await shop.StatusOf(cart));
    }

    [Fact]
    public async Task Reports_what_nobody_knows_after_three_days_once()
    {
        await using var shop = await StripeShop.Open(postgres);
        foreach (var id in (string[])["evt_7", "evt_8"])
        {
            (await shop.Send("""
                {"id":"evt_x","type":"payment_intent.succeeded","data":{"object":{"id":"pi_7",
                "object":"payment_intent","metadata":{"attempt":"order-nobody/1"}}}}
                """.Replace("evt_x", id, StringComparison.Ordinal))).Expect(HttpStatusCode.OK);
        }

        var since = shop.Clock.GetUtcNow();
        await Soon.Is(
            async () =>
            {
                shop.Clock.PutAhead(TimeSpan.FromHours(1));
                return await shop.Count(Kept + " where done_at is null") == 0;
            },
            "they are given up");
        Assert.Equal(1, await shop.Count("select count(*) from problems where key = 'payment/pi_7/unknown-here'"));
        var reported = DateTimeOffset.FromUnixTimeMilliseconds(await shop.Count("select at from problems"));
        Assert.InRange(reported - since, TimeSpan.FromHours(71), TimeSpan.FromDays(30));
    }

    private static void Authenticate(StripeShop shop)
    {
        lock (shop.Stripe.Books.Gate) shop.Stripe.Till.Authenticate(shop.Stripe.Books.Payments[0].Id, succeed: true);
    }

    // A browser that still had the secret.
    private static void PayAnyway(StripeShop shop)
    {
        lock (shop.Stripe.Books.Gate)
            shop.Stripe.Till.Confirm(shop.Stripe.Books.Payments[0], new("payment_method=pm_card_visa"));
    }
}

public sealed class HearingFromNobody(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task Is_an_address_where_nothing_is() => (await api.Send(
        RunningApi.Request(HttpMethod.Post, "/v1/webhooks/stripe", "{}")))
        .ExpectProblem(HttpStatusCode.NotFound, "not_found");
}
