using Commerce.Grains.Payments;
using static Commerce.Silo.Tests.Gateways.GatewayTable;

namespace Commerce.Silo.Tests.Gateways;

public sealed class SettlingAPayment : IDisposable
{
    private readonly GatewayTable table = new();

    public void Dispose() => table.Dispose();

    [Fact]
    public async Task Cannot_cancel_what_was_captured_and_says_what_it_is()
    {
        var id = await Captured(1_500);

        Assert.Equal((1_500, 0), Amounts(await table.Cancel(id)));
        Assert.Equal((1_500, 0), Amounts(await table.Read(id)));
    }

    [Fact]
    public async Task Approves_after_the_shoppers_step()
    {
        await table.Authorize("pm_card_authenticationRequired");

        Assert.IsType<PaymentFact.Approved>(await table.Authenticate(table.OnlyPayment(), succeed: true));
        Assert.IsType<PaymentFact.Approved>(await table.Authenticate(table.OnlyPayment(), succeed: false));
    }

    [Fact]
    public async Task Declines_after_a_step_that_failed()
    {
        await table.Authorize("pm_card_authenticationRequired");
        var id = table.OnlyPayment();

        var declined = new PaymentFact.Declined(id, "authentication_failed");
        Assert.Equal(declined, await table.Authenticate(id, succeed: false));
        Assert.Equal(declined, await table.Cancel(id));
    }

    [Fact]
    public async Task Takes_the_step_by_secret_or_attempt_as_well()
    {
        var asked = Assert.IsType<PaymentFact.ActionNeeded>(await table.Authorize("pm_card_authenticationRequired"));
        await table.Authorize(Request("pm_card_authenticationRequired", "order-2/1"));

        var bySecret = Assert.IsType<PaymentFact.Approved>(await table.Authenticate(asked.ClientSecret, succeed: true));
        var byAttempt = Assert.IsType<PaymentFact.Approved>(await table.Authenticate("order-2/1", succeed: true));
        Assert.Equal(asked.PaymentId, bySecret.PaymentId);
        Assert.NotEqual(asked.PaymentId, byAttempt.PaymentId);
    }

    [Fact]
    public async Task Takes_no_step_of_a_payment_that_nobody_knows() =>
        Assert.IsType<PaymentFact.Absent>(await table.Authenticate("pi_unheard", succeed: true));

    [Fact]
    public async Task Takes_no_step_after_the_payment_was_cancelled()
    {
        await table.Authorize("pm_card_authenticationRequired");
        await table.Cancel(table.OnlyPayment());

        Assert.IsType<PaymentFact.Cancelled>(await table.Authenticate(table.OnlyPayment(), succeed: true));
    }

    [Fact]
    public async Task Finds_an_attempt_by_name_and_time_only()
    {
        await table.Authorize("pm_card_visa");

        Assert.IsType<PaymentFact.Approved>(await table.Find("order-1/1"));
        Assert.IsType<PaymentFact.Absent>(await table.Find("order-1/2"));
        await table.Clock.Advance(TimeSpan.FromHours(1));
        Assert.IsType<PaymentFact.Absent>(await table.Find("order-1/1"));
    }

    [Fact]
    public async Task Finds_the_payment_with_money_on_it_first()
    {
        await table.Authorize("pm_card_visa");
        await table.Cancel(table.OnlyPayment());
        await table.Authorize(Request("pm_card_visa") with { Key = "order-1/1/again" });

        Assert.IsType<PaymentFact.Approved>(await table.Find("order-1/1"));
    }

    private async Task<string> Captured(long amount)
    {
        await table.Authorize("pm_card_visa");
        await table.Capture(table.OnlyPayment(), amount);
        return table.OnlyPayment();
    }

    private static (long Captured, long Refunded) Amounts(PaymentFact fact) =>
        fact is PaymentFact.Approved approved ? (approved.Captured.Amount, approved.Refunded.Amount) : (-1, -1);
}
