using Commerce.Grains.Payments;
using Commerce.Silo.Reconciling;

namespace Commerce.Silo.Tests.Reconciling;

public sealed class ComparingTwoBooks
{
    [Theory]
    [InlineData("authorized", 0, 0, true, 0, 0)]
    [InlineData("authorized", 700, 200, false, 700, 200)]
    [InlineData("cancelled", 700, 700, false, 700, 700)]
    [InlineData("cancelling", 0, 0, true, 0, 0)]
    [InlineData("confirmed", 0, 0, true, 0, 0)]
    [InlineData("action_required", 0, 0, false, 900, 0)]
    public void Finds_nothing_where_both_agree_or_it_is_under_way(
        string status, long captured, long refunded, bool open, long capturedThere, long refundedThere) => Assert.Null(
            Comparison.Of(There(Approved(open, capturedThere, refundedThere)), Here(status, captured, refunded)));

    [Theory]
    [InlineData("authorized", 0, 0, false, 700, 0, "POST /v1/refunds payment_intent=pi_1 over 7.00 USD at the gateway")]
    [InlineData(
        "authorized", 700, 0, false, 900, 100, "POST /v1/refunds payment_intent=pi_1 over 1.00 USD at the gateway")]
    [InlineData("authorized", 700, 0, false, 700, 300, """POST /v1/admin/reconciliations {"payment":"pi_1"}""")]
    [InlineData("authorized", 700, 0, true, 0, 0, """POST /v1/admin/reconciliations {"payment":"pi_1"}""")]
    [InlineData("declined", 0, 0, true, 0, 0, "POST /v1/payment_intents/pi_1/cancel at the gateway")]
    [InlineData("dead", 0, 0, true, 0, 0, "POST /v1/payment_intents/pi_1/cancel at the gateway")]
    [InlineData("dead", 0, 0, false, 900, 0, "POST /v1/refunds payment_intent=pi_1 over 9.00 USD at the gateway")]
    public void Finds_every_amount_that_differs_and_the_call_that_settles_it(
        string status, long captured, long refunded, bool open, long capturedThere, long refundedThere, string action)
    {
        var found = Comparison.Of(
            There(Approved(open, capturedThere, refundedThere)), Here(status, captured, refunded));
        Assert.Equal((Comparison.Differs, "order-1", action), (found!.Kind, found.Owner, found.Action));
    }

    [Fact]
    public void Finds_another_amount_of_the_whole_and_another_currency()
    {
        Assert.NotNull(Comparison.Of(There(Approved(true, 0, 0)), Here("authorized", 0, 0) with { Amount = 901 }));
        Assert.NotNull(Comparison.Of(There(Approved(true, 0, 0)), Here("authorized", 0, 0) with { Currency = "EUR" }));
    }

    [Fact]
    public void Finds_a_promise_that_the_gateway_dropped()
    {
        Assert.Equal(Comparison.Differs, Comparison.Of(
            There(new PaymentFact.Cancelled("pi_1")), Here("authorized", 0, 0))!.Kind);
        Assert.Null(Comparison.Of(There(new PaymentFact.Cancelled("pi_1")), Here("cancelled", 0, 0)));
        Assert.Null(Comparison.Of(There(new PaymentFact.Declined("pi_1", "no")), Here("declined", 0, 0)));
    }

    [Fact]
    public void Finds_what_only_the_gateway_knows_when_there_is_money_on_it()
    {
        var open = Comparison.Of(There(Approved(true, 0, 0)), null);
        Assert.Equal(Comparison.UnknownHere, open!.Kind);
        Assert.Equal("POST /v1/payment_intents/pi_1/cancel at the gateway", open.Action);
        var taken = Comparison.Of(There(Approved(false, 900, 200)), null);
        Assert.Equal("POST /v1/refunds payment_intent=pi_1 over 7.00 USD at the gateway", taken!.Action);
        Assert.Null(Comparison.Of(There(Approved(false, 900, 900)), null));
        Assert.Null(Comparison.Of(There(new PaymentFact.Declined("pi_1", "no")), null));
    }

    [Fact]
    public void Finds_a_second_payment_of_one_attempt() => Assert.Equal(Comparison.UnknownHere, Comparison.Of(
        There(Approved(true, 0, 0)), Here("authorized", 0, 0) with { GatewayId = "pi_2" })!.Kind);

    [Fact]
    public void Finds_what_only_the_shop_knows() => Assert.Equal(Comparison.UnknownThere, Comparison.Of(
        There(new PaymentFact.Absent()), Here("authorized", 0, 0))!.Kind);

    [Fact]
    public void Concludes_nothing_from_what_the_gateway_does_not_say() =>
        Assert.Null(Comparison.Of(There(new PaymentFact.Unknown("processing")), Here("authorized", 0, 0)));

    [Fact]
    public void Tells_of_what_it_cannot_read() => Assert.Equal(Comparison.Unreadable, Comparison.Of(
        There(new PaymentFact.Unknown("unreadable") { Unreadable = true }), Here("authorized", 0, 0))!.Kind);

    private static GatewayPayment There(PaymentFact fact) => new("pi_1", "order-1/1", fact);

    private static PaymentFact.Approved Approved(bool open, long captured, long refunded) => new(
        "pi_1", new(900, "USD"), new(captured, "USD"), new(refunded, "USD"), true, new("visa", "4242", 1, 2030), null)
    {
        Open = open,
    };

    private static KnownPayment Here(string status, long captured, long refunded) => new()
    {
        EntityId = "order-1",
        Payment = "order-1/1",
        Status = status,
        Amount = 900,
        Captured = captured,
        Refunded = refunded,
        Currency = "USD",
        GatewayId = "pi_1",
    };
}
