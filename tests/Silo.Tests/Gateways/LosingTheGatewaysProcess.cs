using Commerce.Grains.Payments;
using Commerce.Silo.Gateways.Simulated;
using static Commerce.Silo.Tests.Gateways.GatewayTable;

namespace Commerce.Silo.Tests.Gateways;

public sealed class LosingTheGatewaysProcess : IDisposable
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(5);

    private readonly GatewayTable table = new();

    public void Dispose() => table.Dispose();

    [Fact]
    public async Task Keeps_the_ledger()
    {
        var before = await table.Authorize("pm_card_visa");
        table.Restart();

        Assert.Equal(before, await table.Read(table.OnlyPayment()));
        Assert.Equal(before, await table.Authorize("pm_card_visa"));
        Assert.Equal(2, table.Ledger.Requests().Single().Sends);
    }

    [Fact]
    public async Task Forgets_a_request_that_had_not_arrived()
    {
        table.Restart(new() { DelayBeforeWork = Slow });
        var call = table.Gateway.Authorize(Request("pm_card_visa"), TestContext.Current.CancellationToken);
        table.Restart();

        Assert.Equal(new PaymentFact.Unknown("timeout"), await call);
        Assert.Empty(table.Ledger.Payments());
        Assert.Empty(table.Ledger.Requests());
    }

    [Fact]
    public async Task Keeps_what_was_done_before_the_answer_was_on_its_way()
    {
        table.Restart(new() { DelayBeforeAnswer = Slow });
        var call = table.Gateway.Authorize(Request("pm_card_visa"), TestContext.Current.CancellationToken);
        var done = table.Ledger.Payments().Single().Status;
        table.Restart();

        Assert.Equal(PaymentStatus.RequiresCapture, done);
        Assert.Equal(new PaymentFact.Unknown("timeout"), await call);
        Assert.IsType<PaymentFact.Approved>(await table.Authorize("pm_card_visa"));
    }

    [Fact]
    public async Task Answers_when_both_delays_are_over()
    {
        table.Restart(new() { DelayBeforeWork = Slow, DelayBeforeAnswer = Slow });
        var call = table.Gateway.Authorize(Request("pm_card_visa"), TestContext.Current.CancellationToken);
        Assert.Empty(table.Ledger.Payments());

        await table.Clock.Advance(Slow);
        Assert.Single(table.Ledger.Payments());
        Assert.False(call.IsCompleted);

        await table.Clock.Advance(Slow);
        Assert.IsType<PaymentFact.Approved>(await call);
    }

    [Fact]
    public async Task Does_its_work_late_although_nobody_waits_any_more()
    {
        table.Restart(new() { DelayBeforeWork = TimeSpan.FromSeconds(30) });
        var call = table.Gateway.Authorize(Request("pm_card_visa"), TestContext.Current.CancellationToken);
        await table.Clock.Advance(table.Shop.GatewayPatience);

        Assert.Equal(new PaymentFact.Unknown("timeout"), await call);
        Assert.Empty(table.Ledger.Payments());

        await table.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Single(table.Ledger.Payments());
    }

    [Fact]
    public async Task Knows_nothing_once_it_is_closed()
    {
        table.Gateway.Dispose();

        Assert.Equal(new PaymentFact.Unknown("unavailable"), await table.Authorize("pm_card_visa"));
    }

    [Fact]
    public async Task Logs_every_call_without_the_payment_method()
    {
        await table.Authorize("pm_sim_answerLost");
        await table.Cancel(table.OnlyPayment());

        Assert.Equal(
            ["authorize order-1/1/authorize Approved, lost", "cancel order-1/1/cancel Cancelled"],
            table.Ledger.Calls().Select(call => $"{call.Operation} {call.Subject} {call.Answer}"));
    }

    [Fact]
    public void Leaves_nothing_to_read_where_there_is_no_ledger() =>
        Assert.Empty(new LedgerReader(Path.Combine(Path.GetTempPath(), "no-such-gateway.db")).Payments());
}
