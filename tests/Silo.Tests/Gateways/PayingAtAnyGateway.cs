using Commerce.Grains.Payments;

namespace Commerce.Silo.Tests.Gateways;

public abstract class PayingAtAnyGateway : AnyGateway
{
    [Fact]
    public async Task Promises_the_amount_and_takes_nothing()
    {
        var fact = await Approved();

        Assert.Equal((1_999, 0, 0), (fact.Amount.Amount, fact.Captured.Amount, fact.Refunded.Amount));
        Assert.Equal((true, "USD", true), (fact.Open, fact.Amount.Currency, fact.AddressMatches));
        Assert.Equal(new CardFace("visa", "4242", 12, 2029), fact.Card);
        Assert.Equal(World.Clock.GetUtcNow().AddDays(7), fact.CaptureBefore);
        Assert.Null(fact.Settlement);
        Assert.Null(fact.Method);
    }

    [Fact]
    public async Task Says_when_the_address_is_another() =>
        Assert.False((await Approved("pm_card_avsFail")).AddressMatches);

    [Fact]
    public async Task Makes_one_payment_of_one_key()
    {
        var first = await Approved();

        Assert.Equal(first, await Authorize("pm_card_visa"));
        Assert.Equal(first, await Gateway.Read(first.PaymentId, Stop));
        Assert.Single((await Listed()).Items);
    }

    [Fact]
    public async Task Rejects_another_request_under_a_key()
    {
        await Approved();
        var other = Request("pm_card_visa") with { Amount = new(2_000, "USD") };

        Assert.Equal(new PaymentFact.Rejected("idempotency_error"), await Gateway.Authorize(other, Stop));
    }

    [Fact]
    public async Task Rejects_a_method_that_it_does_not_know() =>
        Assert.IsType<PaymentFact.Rejected>(await Authorize("pm_unheard"));

    [Theory]
    [InlineData("pm_card_chargeDeclined", "generic_decline")]
    [InlineData("pm_card_chargeDeclinedInsufficientFunds", "insufficient_funds")]
    [InlineData("pm_card_chargeDeclinedExpiredCard", "expired_card")]
    public async Task Declines_with_the_banks_reason(string method, string reason)
    {
        var fact = Assert.IsType<PaymentFact.Declined>(await Authorize(method));

        Assert.Equal(reason, fact.DeclineCode);
        Assert.Equal(fact, await Gateway.Read(fact.PaymentId!, Stop));
        Assert.Equal(fact, await Authorize(method));
    }

    [Fact]
    public async Task Takes_the_money_at_once()
    {
        var fact = await Approved(Request("pm_card_visa") with { CaptureNow = true });

        Assert.Equal((1_999, false), (fact.Captured.Amount, fact.Open));
        Assert.NotNull(fact.Settlement);
    }

    [Fact]
    public async Task Declines_without_the_customer_what_needs_them()
    {
        var alone = Request("pm_card_authenticationRequired") with { CaptureNow = true, OffSession = true };
        var fact = Assert.IsType<PaymentFact.Declined>(await Gateway.Authorize(alone, Stop));

        Assert.Equal("authentication_required", fact.DeclineCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Approves_after_the_shoppers_step(bool now)
    {
        var asked = Assert.IsType<PaymentFact.ActionNeeded>(await Gateway.Authorize(
            Request("pm_card_authenticationRequired") with { CaptureNow = now }, Stop));
        await World.Authenticate(asked.PaymentId, succeed: true);

        var fact = Assert.IsType<PaymentFact.Approved>(await Gateway.Read(asked.PaymentId, Stop));
        Assert.Equal(now ? 1_999 : 0, fact.Captured.Amount);
    }

    [Fact]
    public async Task Declines_after_a_step_that_failed()
    {
        var asked = Assert.IsType<PaymentFact.ActionNeeded>(await Authorize("pm_card_authenticationRequired"));
        await World.Authenticate(asked.PaymentId, succeed: false);

        Assert.IsType<PaymentFact.Declined>(await Gateway.Read(asked.PaymentId, Stop));
    }

    [Fact]
    public async Task Finds_a_payment_by_reference_and_time()
    {
        var made = await Approved();

        Assert.Equal(made, await Found("order-1/1"));
        Assert.IsType<PaymentFact.Absent>(await Found("order-1/2"));
        await World.Clock.Advance(TimeSpan.FromHours(1));
        Assert.IsType<PaymentFact.Absent>(await Found("order-1/1"));
    }

    [Fact]
    public async Task Finds_the_payment_with_money_on_it_first()
    {
        var first = await Approved();
        await Gateway.Cancel(first.PaymentId, "order-1/1/cancel", Stop);
        var second = await Approved(Request("pm_card_visa") with { Key = "order-1/1/again" });
        await Gateway.Authorize(Request("pm_card_chargeDeclined") with { Key = "order-1/1/third" }, Stop);

        Assert.Equal(second, await Found("order-1/1"));
    }

    [Fact]
    public async Task Knows_no_payment_that_was_never_made()
    {
        Assert.IsType<PaymentFact.Absent>(await Gateway.Read("pi_unheard", Stop));
        Assert.IsType<PaymentFact.Absent>(await Gateway.Cancel("pi_unheard", "order-1/1/cancel", Stop));
        Assert.IsType<PaymentFact.Absent>(await Capture("pi_unheard", 100));
        Assert.IsType<RefundFact.Rejected>(await Refund("pi_unheard", 100));
        Assert.IsType<RefundFact.Absent>(await Gateway.ReadRefund("re_unheard", Stop));
    }

    [Fact]
    public async Task Charges_a_kept_method_until_it_is_forgotten()
    {
        var first = await Approved(Request("pm_card_visa") with { KeepForLater = true });
        var kept = Assert.IsType<MethodFact.Kept>(
            await Gateway.KeepMethod(new("customer-1", first.Method!, null, "customer-1/keep"), Stop));
        Assert.Equal(
            kept, await Gateway.KeepMethod(new("customer-1", first.Method!, null, "customer-1/keep"), Stop));
        var later = Request(kept.Method, "order-1/2") with
        {
            CaptureNow = true,
            OffSession = true,
            Customer = kept.Customer,
        };

        var charged = await Approved(later);
        Assert.Equal((1_999, kept.Method), (charged.Captured.Amount, charged.Method));

        Assert.IsType<MethodFact.Forgotten>(await Gateway.ForgetMethod(kept.Method, "customer-1/forget", Stop));
        Assert.IsType<MethodFact.Forgotten>(await Gateway.ForgetMethod(kept.Method, "customer-1/again", Stop));
        Assert.IsType<PaymentFact.Rejected>(await Gateway.Authorize(later with { Key = "order-1/3" }, Stop));
    }

    [Fact]
    public async Task Charges_nobody_elses_method()
    {
        var first = await Approved(Request("pm_card_visa") with { KeepForLater = true });
        var kept = Assert.IsType<MethodFact.Kept>(
            await Gateway.KeepMethod(new("customer-1", first.Method!, null, "customer-1/keep"), Stop));

        var others = Request(kept.Method, "order-1/2") with { Customer = "cus_other" };
        Assert.IsType<PaymentFact.Rejected>(await Gateway.Authorize(others, Stop));
        Assert.IsType<MethodFact.Rejected>(
            await Gateway.KeepMethod(new("customer-2", kept.Method, null, "customer-2/keep"), Stop));
    }

    [Fact]
    public async Task Lists_every_payment_once_over_pages()
    {
        for (var number = 1; number <= 101; number++) await Approved(Request("pm_card_visa", $"order-{number}/1"));

        var first = await Listed();
        var second = await Listed(first.Next);
        Assert.Equal((100, 1), (first.Items.Length, second.Items.Length));
        Assert.Null(second.Next);
        Assert.Equal(101, first.Items.Concat(second.Items).DistinctBy(item => item.Reference).Count());
        Assert.All(first.Items, item => Assert.IsType<PaymentFact.Approved>(item.Fact));
    }

    private Task<PaymentFact> Found(string reference)
    {
        var now = World.Clock.GetUtcNow();
        return Gateway.Find(reference, now.AddMinutes(-5), now.AddMinutes(10), Stop);
    }

    private async Task<GatewayPage<ListedPayment>> Listed(string? after = null)
    {
        var now = World.Clock.GetUtcNow();
        return (await Gateway.ListPayments(now.AddHours(-1), now, after, Stop))!;
    }
}
