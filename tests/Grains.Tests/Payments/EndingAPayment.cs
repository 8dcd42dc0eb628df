using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Kit;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Payments;

/// <summary>G4: what the gateway is told to end, and what is believed of that.</summary>
public sealed class EndingAPayment
{
    private static readonly AuthorizeRequest Request =
        new(FirstTry.Value, $"{FirstTry}/authorize", new(1999, "USD"), "pm_card_visa", null, null);

    private readonly ManualClock clock = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The shop may not cancel, say; a person does it at the gateway.</summary>
    [Theory]
    [InlineData("nobody", typeof(PaymentFact.Unknown))]
    [InlineData("cancelled", typeof(PaymentFact.Cancelled))]
    [InlineData("taken", typeof(PaymentFact.Approved))]
    public async Task Is_heard_of_although_the_shop_cannot_end_it(string byAPerson, Type heard)
    {
        var gateway = new CountedGateway(clock);
        var id = (await Promised(gateway)).PaymentId;
        if (byAPerson == "cancelled") await gateway.Cancel(id, "a person", Stop);
        if (byAPerson == "taken") await gateway.Capture(new(id, Request.Amount, Final: true, "a person"), Stop);
        gateway.Silences = call => call == "cancel" ? Silence.BreakdownBefore : Silence.None;
        Assert.IsType(heard, await Ended(gateway, id));
    }

    /// <summary>G1: a browser that holds the secret could confirm it while it is open.</summary>
    [Fact]
    public async Task Is_told_again_when_a_decline_is_still_open()
    {
        var gateway = new CountedGateway(clock) { Declines = _ => true };
        var declined = await gateway.Authorize(Request, Stop);
        Assert.IsType<PaymentFact.Declined>(await Ended(gateway, GatewayInquiry.IdOf(declined)!));
        Assert.Equal(2, gateway.Heard.Count(call => call == "cancel"));
    }

    private static async Task<PaymentFact.Approved> Promised(CountedGateway gateway) =>
        Assert.IsType<PaymentFact.Approved>(await gateway.Authorize(Request, Stop));

    private Task<PaymentFact> Ended(CountedGateway gateway, string id) =>
        new GatewayInquiry(gateway, new(clock, new())).Ask(
            new(Request, clock.GetUtcNow(), id, SecretGiven: true, InquiryPurpose.EndAction),
            _ => Task.FromResult(true));
}
