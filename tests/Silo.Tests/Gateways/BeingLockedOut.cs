using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Kit.Stripe;
using static Commerce.Silo.Tests.Gateways.GatewayTable;

namespace Commerce.Silo.Tests.Gateways;

/// <summary>A secret key that Stripe does not know takes nothing and tells nothing. What was never sent before is over
/// then; what may have been is not.</summary>
public sealed class BeingLockedOut : IAsyncLifetime
{
    private StripeUnderTest? world;

    private StripeUnderTest World => world!;

    public async ValueTask InitializeAsync() => world = await StripeUnderTest.Start();

    public ValueTask DisposeAsync() => World.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ends_what_was_never_sent_before(bool first)
    {
        World.Server.LocksOutAfter = 0;

        Assert.Equal(first, await Ask(first) is PaymentFact.Rejected);
        Assert.Equal(first, await Collect(first) is PaymentFact.Rejected);
    }

    [Fact]
    public async Task Ends_nothing_that_was_sent_a_moment_before()
    {
        World.Server.Fail("POST", "/v1/payment_intents", StripeFault.ResetAfter);
        World.Server.LocksOutAfter = 1;

        Assert.IsType<PaymentFact.Unknown>(await Ask(first: true));
        Assert.Equal("requires_capture", World.Server.Books.Payments.Single().Status);
    }

    private Task<PaymentFact> Ask(bool first) => World.Drive(
        Inquiry.Ask(new(Request("pm_card_visa"), World.Clock.GetUtcNow(), null, false, InquiryPurpose.Learn)
        {
            First = first,
        }),
        patiences: 2);

    private Task<PaymentFact> Collect(bool first) => World.Drive(
        Inquiry.Collect(new(
            Request("pm_card_visa") with { CaptureNow = true, OffSession = true }, null, World.Clock.GetUtcNow(), null)
        {
            First = first,
        }),
        patiences: 2);

    private GatewayInquiry Inquiry => new(World.Gateway, new(World.Clock, World.Shop));
}
