using Commerce.Grains.Payments;
using static Commerce.Silo.Tests.Gateways.GatewayTable;

namespace Commerce.Silo.Tests.Gateways;

public sealed class KeepingCardsAtTheSimulator : IDisposable
{
    private readonly GatewayTable table = new();

    public void Dispose() => table.Dispose();

    [Fact]
    public async Task Promises_money_for_seven_days()
    {
        await table.Authorize("pm_card_visa");
        var fact = Assert.IsType<PaymentFact.Approved>(await table.Read(table.OnlyPayment()));
        Assert.Equal(table.Clock.GetUtcNow().AddDays(7), fact.CaptureBefore);

        await table.Clock.Advance(TimeSpan.FromDays(7));
        Assert.IsType<PaymentFact.Cancelled>(await table.Read(table.OnlyPayment()));
        Assert.IsType<PaymentFact.Cancelled>(await table.Capture(table.OnlyPayment()));
    }

    [Fact]
    public async Task Keeps_what_was_taken_when_the_rest_of_the_promise_ends()
    {
        await table.Authorize("pm_sim_manyCaptures");
        await table.Capture(table.OnlyPayment(), 500, final: false);
        await table.Clock.Advance(TimeSpan.FromDays(7));

        var fact = Assert.IsType<PaymentFact.Approved>(await table.Read(table.OnlyPayment()));
        Assert.Equal((500, false), (fact.Captured.Amount, fact.Open));
    }

    [Fact]
    public async Task Settles_a_capture_after_its_time()
    {
        table.Restart(new() { SettlementTime = TimeSpan.FromHours(1) });
        await table.Authorize("pm_card_visa");
        await table.Capture(table.OnlyPayment());
        Assert.Null(Assert.IsType<PaymentFact.Approved>(await table.Read(table.OnlyPayment())).Settlement);

        await table.Clock.Advance(TimeSpan.FromHours(1));
        Assert.NotNull(Assert.IsType<PaymentFact.Approved>(await table.Read(table.OnlyPayment())).Settlement);
    }

    [Fact]
    public async Task Declines_the_charge_of_a_kept_card_that_fails_later()
    {
        var first = Assert.IsType<PaymentFact.Approved>(
            await table.Authorize(Request("pm_card_chargeCustomerFail") with { KeepForLater = true }));
        var kept = Assert.IsType<MethodFact.Kept>(await table.Answer(table.Gateway.KeepMethod(
            new("customer-1", first.Method!, null, "customer-1/keep"), TestContext.Current.CancellationToken)));

        var later = await table.Authorize(Request(kept.Method, "order-1/2") with
        {
            Customer = kept.Customer,
            OffSession = true,
            CaptureNow = true,
        });
        Assert.Equal("generic_decline", Assert.IsType<PaymentFact.Declined>(later).DeclineCode);
    }

    [Fact]
    public async Task Begins_a_ledger_of_an_older_form_anew()
    {
        await table.Authorize("pm_card_visa");
        table.MakeOlder();
        table.Restart();

        Assert.Empty(table.Ledger.Payments());
        Assert.IsType<PaymentFact.Approved>(await table.Authorize("pm_card_visa"));
    }
}
