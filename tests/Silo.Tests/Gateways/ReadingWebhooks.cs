using System.Text;
using Commerce.Kit.Stripe;
using Commerce.Silo.Gateways.Stripe;

namespace Commerce.Silo.Tests.Gateways;

public sealed class ReadingWebhooks
{
    private const string Secret = "whsec_one";
    private const string Body = """{"id":"evt_1","type":"payment_intent.succeeded","data":{"object":{"id":"pi_1"}}}""";

    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Believes_what_the_secret_signed() => Assert.True(IsGood(Signed(Secret)));

    [Fact]
    public void Believes_the_next_secret_too()
    {
        Assert.True(IsGood(Signed("whsec_two")));
        Assert.False(IsGood(Signed("whsec_three")));
    }

    [Fact]
    public void Believes_one_good_signature_of_several() =>
        Assert.True(IsGood($"{Signed("whsec_other")},{Signed(Secret).Split(',')[1]}"));

    [Fact]
    public void Believes_no_other_bytes()
    {
        var header = Signed(Secret);
        Assert.False(WebhookSignature.IsGood(Encoding.UTF8.GetBytes(Body + " "), header, [Secret], Now));
        Assert.True(WebhookSignature.IsGood(Encoding.UTF8.GetBytes(Body), header, [Secret], Now));
    }

    [Theory]
    [InlineData(-301, false)]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public void Believes_only_what_was_signed_lately(int seconds, bool good) =>
        Assert.Equal(good, IsGood(StripeEvent.Sign(Body, Secret, Now.ToUnixTimeSeconds() + seconds)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("v1=00")]
    [InlineData("t=,v1=00")]
    [InlineData("t=9223372036854775807,v1=00")]
    [InlineData("t=-1,v1=00")]
    [InlineData("t=1772625600")]
    [InlineData("t=1772625600,v1=")]
    [InlineData("t=1772625600,v1=ü")]
    [InlineData("t=1772625600,t=1772625600,v1=00")]
    public void Believes_no_header_that_is_none(string? header) => Assert.False(IsGood(header));

    [Fact]
    public void Believes_nothing_without_a_secret()
    {
        var header = StripeEvent.Sign(Body, "", Now.ToUnixTimeSeconds());
        Assert.False(WebhookSignature.IsGood(Encoding.UTF8.GetBytes(Body), header, [null, ""], Now));
    }

    [Fact]
    public void Takes_the_payment_and_its_reference_as_a_hint() => Assert.Equal(
        new WebhookHint("evt_1", "payment_intent.canceled", "pi_1", null, "order-1/1"),
        Hint("""
            {"id":"evt_1","type":"payment_intent.canceled","data":{"object":{"id":"pi_1","object":"payment_intent",
            "metadata":{"order":"order-1","attempt":"order-1/1"}}}}
            """));

    [Fact]
    public void Takes_the_refund_and_its_payment_as_a_hint() => Assert.Equal(
        new WebhookHint("evt_1", "refund.failed", "pi_1", "re_1", "order-1/refund-1"),
        Hint("""
            {"id":"evt_1","type":"refund.failed","data":{"object":{"id":"re_1","object":"refund",
            "payment_intent":"pi_1","metadata":{"refund":"order-1/refund-1"}}}}
            """));

    [Fact]
    public void Takes_the_payment_of_a_dispute_as_a_hint() => Assert.Equal(
        new WebhookHint("evt_1", "charge.dispute.created", "pi_1", null, null),
        Hint("""
            {"id":"evt_1","type":"charge.dispute.created","data":{"object":{"id":"dp_1","object":"dispute",
            "payment_intent":"pi_1"}}}
            """));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"id":"evt_1"}""")]
    [InlineData("""{"id":1,"type":"a"}""")]
    [InlineData("""{"id":"evt_1","type":"a"} {}""")]
    [InlineData("{\"id\":\"evt_1\",")]
    public void Takes_nothing_from_what_is_no_event(string body) => Assert.Null(Hint(body));

    private static bool IsGood(string? header) =>
        WebhookSignature.IsGood(Encoding.UTF8.GetBytes(Body), header, [Secret, "whsec_two"], Now);

    private static string Signed(string secret) => StripeEvent.Sign(Body, secret, Now.ToUnixTimeSeconds());

    private static WebhookHint? Hint(string body) => WebhookHint.Of(Encoding.UTF8.GetBytes(body));
}
