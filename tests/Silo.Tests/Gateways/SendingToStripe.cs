using Commerce.Silo.Gateways.Stripe;

namespace Commerce.Silo.Tests.Gateways;

/// <summary>What is sent, to the letter, whichever edition sends it: under a key that one edition used first, the other
/// must not send anything else.</summary>
public sealed class SendingToStripe : IAsyncLifetime
{
    private const string Expand = "expand[0]=latest_charge.balance_transaction";

    private StripeUnderTest? world;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static StripeSpan Span => new(
        DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), DateTimeOffset.FromUnixTimeSeconds(1_700_003_600));

    private StripeUnderTest World => world!;

    public async ValueTask InitializeAsync() => world = await StripeUnderTest.Start();

    public ValueTask DisposeAsync() => World.DisposeAsync();

    [Fact]
    public Task Authorises() => Sends(
        calls => calls.Authorize(
            GatewayTable.Request("pm_1") with { ReturnUrl = "https://a.example/?b=c&d", KeepForLater = true }, Stop),
        "order-1/1/authorize",
        $"POST /v1/payment_intents amount=1999&capture_method=manual&confirm=true&currency=usd&{Expand}" +
        "&metadata[attempt]=order-1/1&metadata[order]=order-1&payment_method=pm_1" +
        "&payment_method_options[card][request_multicapture]=if_available&payment_method_types[0]=card" +
        "&return_url=https://a.example/?b=c&d&setup_future_usage=off_session");

    [Fact]
    public Task Charges_without_the_customer() => Sends(
        calls => calls.Authorize(
            GatewayTable.Request("pm_1") with
            {
                CaptureNow = true,
                OffSession = true,
                Customer = "cus_1",
                ReturnUrl = "https://a.example",
            },
            Stop),
        "order-1/1/authorize",
        "POST /v1/payment_intents amount=1999&capture_method=automatic&confirm=true&currency=usd&customer=cus_1" +
        $"&{Expand}&metadata[attempt]=order-1/1&metadata[order]=order-1&off_session=true&payment_method=pm_1" +
        "&payment_method_types[0]=card");

    [Fact]
    public Task Captures_the_last_part() => Sends(
        calls => calls.Capture(new("pi_1", new(500, "USD"), Final: true, "ship-1"), Stop),
        "ship-1",
        $"POST /v1/payment_intents/pi_1/capture amount_to_capture=500&{Expand}");

    [Fact]
    public Task Captures_a_part() => Sends(
        calls => calls.Capture(new("pi_1", new(500, "ISK"), Final: false, "ship-1"), Stop),
        "ship-1",
        $"POST /v1/payment_intents/pi_1/capture amount_to_capture=50000&{Expand}&final_capture=false");

    [Fact]
    public Task Cancels() => Sends(
        calls => calls.Cancel("pi_1", "cancel-1", Stop),
        "cancel-1",
        $"POST /v1/payment_intents/pi_1/cancel {Expand}");

    [Fact]
    public Task Reads_a_payment() => Sends(
        calls => calls.ReadPayment("pi_1", Stop),
        null,
        $"GET /v1/payment_intents/pi_1 {Expand}&expand[1]=latest_charge.refunds");

    [Fact]
    public Task Lists_payments_by_the_time_they_were_made() => Sends(
        calls => calls.ListPayments(Span, "pi_9", Stop),
        null,
        "GET /v1/payment_intents created[gte]=1700000000&created[lte]=1700003600" +
        "&expand[0]=data.latest_charge.balance_transaction&expand[1]=data.latest_charge.refunds" +
        "&limit=100&starting_after=pi_9");

    [Fact]
    public Task Lists_disputes() => Sends(
        calls => calls.ListDisputes("ch_1", Stop), null, "GET /v1/disputes charge=ch_1&limit=100");

    [Fact]
    public Task Gives_back() => Sends(
        calls => calls.Refund(new("pi_1", "order-1/refund-1", new(400, "USD"), "refund-1"), Stop),
        "refund-1",
        "POST /v1/refunds amount=400&metadata[order]=order-1&metadata[refund]=order-1/refund-1&payment_intent=pi_1");

    [Fact]
    public Task Reads_a_refund() => Sends(calls => calls.ReadRefund("re_1", Stop), null, "GET /v1/refunds/re_1");

    [Fact]
    public Task Lists_the_refunds_of_a_payment() => Sends(
        calls => calls.ListRefunds("pi_1", null, Stop), null, "GET /v1/refunds limit=100&payment_intent=pi_1");

    [Fact]
    public Task Lists_refunds_by_the_time_they_were_made() => Sends(
        calls => calls.ListRefunds(Span, null, Stop),
        null,
        "GET /v1/refunds created[gte]=1700000000&created[lte]=1700003600&limit=100");

    [Fact]
    public Task Makes_a_customer() => Sends(
        calls => calls.MakeCustomer("customer-1", "keep-1", Stop),
        "keep-1",
        "POST /v1/customers metadata[owner]=customer-1");

    [Fact]
    public Task Reads_a_method() =>
        Sends(calls => calls.ReadMethod("pm_1", Stop), null, "GET /v1/payment_methods/pm_1");

    [Fact]
    public Task Attaches_a_method() => Sends(
        calls => calls.Attach("pm_1", "cus_1", "keep-1", Stop),
        "keep-1",
        "POST /v1/payment_methods/pm_1/attach customer=cus_1");

    [Fact]
    public Task Detaches_a_method() => Sends(
        calls => calls.Detach("pm_1", "forget-1", Stop), "forget-1", "POST /v1/payment_methods/pm_1/detach");

    private async Task Sends(Func<IStripeCalls, Task<StripeAnswer>> call, string? key, string text)
    {
        await call(World.Calls);

        var sent = World.Server.Last!;
        Assert.Equal(text, sent.Text);
        Assert.Equal((key, StripeTerms.Version), (sent.Key, sent.Version));
        Assert.Single(World.Server.Requests);
    }
}
