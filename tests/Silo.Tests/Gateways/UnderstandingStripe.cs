using System.Text.Json;
using Commerce.Grains.Payments;
using Commerce.Silo.Gateways.Stripe;
using static Commerce.Silo.Tests.Gateways.GatewayTable;

namespace Commerce.Silo.Tests.Gateways;

/// <summary>What Stripe says and what it means, row by row.</summary>
public sealed class UnderstandingStripe
{
    private const string Charge =
        """
        {"id":"ch_1","currency":"usd","amount_refunded":0,"captured":false,"balance_transaction":null,
        "payment_method_details":{"card":{"brand":"visa","last4":"4242","exp_month":1,"exp_year":2030,CHECKS}}}
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(409, "http_409")]
    [InlineData(408, "http_408")]
    [InlineData(429, "http_429")]
    [InlineData(500, "http_500")]
    [InlineData(503, "http_503")]
    [InlineData(302, "http_302")]
    public void Knows_nothing_from_these_answers_whatever_they_hold(int status, string why) => Assert.Equal(
        new StripeAnswer.Nothing(why), StripeAnswer.Of(status, """{"error":{"type":"card_error"}}"""));

    [Theory]
    [InlineData(200, "<html>")]
    [InlineData(200, "[]")]
    [InlineData(200, "")]
    [InlineData(400, "<html>")]
    [InlineData(402, "{}")]
    public void Knows_nothing_from_what_it_cannot_read(int status, string body) =>
        Assert.Equal(new StripeAnswer.Nothing("unreadable"), StripeAnswer.Of(status, body));

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public void Is_refused_whatever_stands_in_it(int status) =>
        Assert.Equal($"http_{status}", Assert.IsType<StripeAnswer.Refused>(StripeAnswer.Of(status, "")).Error.Reason);

    [Fact]
    public void Takes_a_processing_error_of_a_card_for_a_decline()
    {
        var answer = StripeAnswer.Of(402, """
            {"error":{"type":"card_error","code":"processing_error","payment_intent":{"id":"pi_1"}}}
            """);
        var error = Assert.IsType<StripeAnswer.Refused>(answer).Error;

        Assert.Equal((true, "processing_error", "pi_1"), (error.IsDecline, error.Reason, error.PaymentId));
    }

    [Theory]
    [InlineData("payment_intent_unexpected_state", true)]
    [InlineData("charge_already_captured", true)]
    [InlineData("charge_already_refunded", true)]
    [InlineData("charge_expired_for_capture", true)]
    [InlineData("amount_too_small", false)]
    [InlineData("payment_method_invalid_parameter", false)]
    public void Reads_the_object_where_only_its_state_is_in_the_way(string code, bool read)
    {
        var body = $$$"""{"error":{"type":"invalid_request_error","code":"{{{code}}}"}}""";

        Assert.Equal(read, Assert.IsType<StripeAnswer.Refused>(StripeAnswer.Of(400, body)).Error.IsOfState);
    }

    [Theory]
    [InlineData("\"checks\":{\"address_line1_check\":\"pass\",\"address_postal_code_check\":null}", true)]
    [InlineData("\"checks\":{\"address_line1_check\":\"fail\",\"address_postal_code_check\":\"pass\"}", true)]
    [InlineData("\"checks\":{\"address_line1_check\":\"unchecked\",\"address_postal_code_check\":\"fail\"}", false)]
    [InlineData("\"checks\":{\"address_line1_check\":null}", false)]
    [InlineData("\"checks\":null", false)]
    public void Says_that_the_address_matches_only_when_a_check_passed(string checks, bool matches)
    {
        var charge = Charge.Replace("CHECKS", checks, StringComparison.Ordinal);
        var fact = Assert.IsType<PaymentFact.Approved>(Fact("requires_capture", $",\"latest_charge\":{charge}"));

        Assert.Equal(matches, fact.AddressMatches);
        Assert.Null(fact.CaptureBefore);
    }

    [Fact]
    public void Keeps_what_was_taken_of_a_cancelled_payment()
    {
        var charge = Charge.Replace("CHECKS", "\"checks\":null", StringComparison.Ordinal);
        var fact = Assert.IsType<PaymentFact.Approved>(
            Fact("canceled", $",\"latest_charge\":{charge}", received: 500));

        Assert.Equal((500, false), (fact.Captured.Amount, fact.Open));
    }

    // Of 19.99 promised 12.00 were taken, so that 7.99 were let go.
    [Theory]
    [InlineData(799, "", 0)]
    [InlineData(1_099, "", 300)]
    [InlineData(1_999, "", 1_200)]
    [InlineData(0, "", 0)]
    [InlineData(300, "", 300)]
    [InlineData(799, "REST", 0)]
    [InlineData(1_598, "REST,OURS", 799)]
    [InlineData(799, "OURS", 799)]
    [InlineData(799, "FAILED,OURS", 799)]
    public void Tells_the_rest_of_a_promise_that_was_let_go_from_what_was_given_back(
        long counted, string refunds, long givenBack)
    {
        var list = refunds.Length == 0
            ? "null"
            : $$"""{"data":[{{string.Join(',', refunds.Split(',').Select(Refund))}}],"has_more":false}""";
        var charge = Charge.Replace("CHECKS", "\"checks\":null", StringComparison.Ordinal).Replace(
            "\"amount_refunded\":0",
            $"\"amount_refunded\":{counted},\"refunds\":{list}",
            StringComparison.Ordinal);
        var fact = Assert.IsType<PaymentFact.Approved>(
            Fact("succeeded", $",\"latest_charge\":{charge}", received: 1_200));

        Assert.Equal((1_200, givenBack), (fact.Captured.Amount, fact.Refunded.Amount));
    }

    [Fact]
    public void Names_each_other_state()
    {
        Assert.Equal(new PaymentFact.Unknown("processing"), Fact("processing"));
        Assert.Equal(new PaymentFact.Unknown("requires_payment_method"), Fact("requires_payment_method"));
        Assert.Equal(new PaymentFact.Unknown("never_heard"), Fact("never_heard"));
        Assert.Equal(new PaymentFact.Cancelled("pi_1"), Fact("canceled"));
        Assert.Equal(
            new PaymentFact.Declined("pi_1", "lost_card"),
            Fact("requires_payment_method", """,{"code":"card_declined","decline_code":"lost_card"}"""
                .Replace(",{", ",\"last_payment_error\":{", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Is_our_fault_when_the_key_is_wrong()
    {
        await using var world = await StripeUnderTest.Start(secretKey: "sk_test_wrong");

        Assert.IsType<PaymentFact.Rejected>(await world.Gateway.Authorize(Request("pm_card_visa"), Stop));
        Assert.IsType<PaymentFact.Unknown>(await world.Gateway.Read("pi_1", Stop));
        Assert.IsType<PaymentFact.Unknown>(await world.Gateway.Cancel("pi_1", "order-1/1/cancel", Stop));
        Assert.Null(await world.Gateway.ListPayments(world.Clock.GetUtcNow(), world.Clock.GetUtcNow(), null, Stop));
    }

    [Fact]
    public async Task Is_our_fault_when_the_amount_is_too_small()
    {
        await using var world = await StripeUnderTest.Start();
        var fact = await world.Gateway.Authorize(Request("pm_card_visa", amount: 49), Stop);

        Assert.Equal(new PaymentFact.Rejected("amount_too_small"), fact);
    }

    [Fact]
    public async Task Waits_for_a_payment_that_is_under_way()
    {
        await using var world = await StripeUnderTest.Start();
        world.Server.Books.IsSlow = true;
        var fact = await world.Drive(world.Gateway.Authorize(Request("pm_card_visa"), Stop));
        Assert.Equal(new PaymentFact.Unknown("processing"), fact);
        Assert.Equal(4, world.Server.Requests.Count);

        world.Server.Books.IsSlow = false;
        Assert.IsType<PaymentFact.Approved>(
            await world.Drive(world.Gateway.Authorize(Request("pm_card_visa"), Stop)));
    }

    [Theory]
    [InlineData("ISK", 100)]
    [InlineData("JPY", 1)]
    [InlineData("KWD", 1)]
    public async Task Counts_as_stripe_counts_and_back(string currency, int factor)
    {
        await using var world = await StripeUnderTest.Start();
        var request = Request("pm_card_visa") with { Amount = new(1_990, currency), CaptureNow = true };
        var fact = Assert.IsType<PaymentFact.Approved>(await world.Gateway.Authorize(request, Stop));

        Assert.Equal(1_990 * factor, world.Server.Books.Payments.Single().Amount);
        Assert.Equal(new(1_990, currency), fact.Captured);
        var refund = new RefundRequest(fact.PaymentId, "order-1/r", new(990, currency), "order-1/r");
        Assert.Equal(
            new(990, currency), Assert.IsType<RefundFact.Made>(await world.Gateway.Refund(refund, Stop)).Amount);
    }

    [Theory]
    [InlineData("needs_response", 700)]
    [InlineData("lost", 700)]
    [InlineData("won", 0)]
    [InlineData("warning_needs_response", 0)]
    public void Counts_a_dispute_only_while_it_takes_money(string status, long takes)
    {
        using var json = JsonDocument.Parse(
            $$"""{"id":"dp_1","amount":700,"currency":"usd","status":"{{status}}"}""");

        Assert.Equal(takes, StripeFacts.OfDispute(new(json.RootElement)));
    }

    [Theory]
    [InlineData("http://127.0.0.1:1", true)]
    [InlineData("https://api.stripe.com", true)]
    [InlineData("http://api.stripe.com", false)]
    [InlineData("ftp://api.stripe.com", false)]
    public void Sends_the_key_over_safe_ways_only(string url, bool good) =>
        Assert.Equal(good, new StripeSettings { Url = new(url) }.Fault() is null);

    [Fact]
    public void Tells_no_secret() => Assert.DoesNotContain(
        "sk_", new StripeSettings { SecretKey = "sk_1", WebhookSecret = "sk_2" }.ToString(), StringComparison.Ordinal);

    [Fact]
    public async Task Delivers_hints_however_badly_webhooks_come()
    {
        await using var world = await StripeUnderTest.Start();
        await world.Gateway.Authorize(Request("pm_card_visa"), Stop);
        var bodies = world.Server.Books.Events.AsEnumerable().Reverse().Select(happened => happened.Body());
        var hints = bodies.Select(body => WebhookHint.Of(System.Text.Encoding.UTF8.GetBytes(body)));

        Assert.All(hints, hint => Assert.Equal("order-1/1", hint?.Reference));
    }

    private static string Refund(string which)
    {
        var status = which == "FAILED" ? "failed" : "succeeded";
        var metadata = which == "OURS" ? """{"refund":"order-1/r"}""" : "{}";
        return $$"""{"id":"re","currency":"usd","amount":799,"status":"{{status}}","metadata":{{metadata}}}""";
    }

    private static PaymentFact Fact(string status, string more = "", long received = 0)
    {
        using var json = JsonDocument.Parse(
            $$"""
            {"id":"pi_1","currency":"usd","amount":1999,"amount_received":{{received}},"status":"{{status}}"{{more}}}
            """);
        return StripeFacts.Of(new(json.RootElement.Clone()), disputed: 0);
    }
}
