using Commerce.Grains.Payments;
using Commerce.Silo.Gateways.Simulated;
using static Commerce.Silo.Tests.Gateways.GatewayTable;

namespace Commerce.Silo.Tests.Gateways;

public sealed class AskingTheGatewayForMoney : IDisposable
{
    private readonly GatewayTable table = new();

    public void Dispose() => table.Dispose();

    [Fact]
    public async Task Promises_the_amount_and_takes_nothing()
    {
        var fact = Assert.IsType<PaymentFact.Approved>(await table.Authorize("pm_card_visa"));

        Assert.Equal((1_999, 0, 0), (fact.Amount.Amount, fact.Captured.Amount, fact.Refunded.Amount));
        Assert.Equal(new CardFace("visa", "4242", 12, 2029), fact.Card);
        Assert.True(fact.AddressMatches);
    }

    [Fact]
    public async Task Gives_the_first_answer_again_for_the_same_key()
    {
        var first = await table.Authorize("pm_card_visa");
        await table.Cancel(table.OnlyPayment());

        Assert.Equal(first, await table.Authorize("pm_card_visa"));
        Assert.IsType<PaymentFact.Cancelled>(await table.Read(table.OnlyPayment()));
    }

    [Fact]
    public async Task Is_rejected_when_the_key_was_used_for_another_request()
    {
        await table.Authorize("pm_card_visa");

        var other = Request("pm_card_visa", amount: 2_000);
        Assert.Equal(new PaymentFact.Rejected("idempotency_error"), await table.Authorize(other));
        var request = Assert.Single(table.Ledger.Requests());
        Assert.Equal((2, 1, 1), (request.Sends, request.Conflicts, request.Payments));
        Assert.Equal(1_999, table.Ledger.Payments().Single().Amount);
    }

    [Fact]
    public async Task Is_rejected_when_the_key_was_used_to_cancel()
    {
        await table.Authorize("pm_card_visa");

        var answer = await table.Cancel(table.OnlyPayment(), "order-1/1/authorize");
        Assert.Equal(new PaymentFact.Rejected("idempotency_error"), answer);
        Assert.IsType<PaymentFact.Approved>(await table.Read(table.OnlyPayment()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Is_rejected_for_an_amount_that_is_none(long amount)
    {
        var answer = await table.Authorize(Request("pm_card_visa", amount: amount));

        Assert.Equal(new PaymentFact.Rejected("amount_invalid"), answer);
        Assert.Empty(table.Ledger.Payments());
    }

    [Fact]
    public async Task Makes_one_payment_of_many_equal_requests_at_once()
    {
        var calls = Enumerable.Range(0, 50).Select(_ => Task.Run(
            () => table.Gateway.Authorize(Request("pm_card_visa"), TestContext.Current.CancellationToken)));
        var answers = await Task.WhenAll(calls);

        Assert.Single(answers.Distinct());
        Assert.Single(table.Ledger.Payments());
        Assert.Equal((50, 0), table.Ledger.Requests().Select(request => (request.Sends, request.Conflicts)).Single());
    }

    [Fact]
    public async Task Makes_a_payment_of_each_of_many_attempts_at_once()
    {
        var requests = Enumerable.Range(1, 50).Select(number => Request("pm_card_visa", $"order-{number}/1"));
        var calls = requests.Select(request =>
            Task.Run(() => table.Gateway.Authorize(request, TestContext.Current.CancellationToken)));
        var approved = (await Task.WhenAll(calls)).OfType<PaymentFact.Approved>();

        Assert.Equal(50, approved.DistinctBy(fact => fact.PaymentId).Count());
        Assert.Equal(50, table.Ledger.Payments().Count());
    }

    [Fact]
    public async Task Does_nothing_the_first_time_it_is_lost_on_its_way()
    {
        Assert.Equal(new PaymentFact.Unknown("timeout"), await table.Authorize("pm_sim_noAnswer"));
        Assert.Empty(table.Ledger.Payments());
        Assert.IsType<PaymentFact.Absent>(await table.Find("order-1/1"));
        Assert.Equal(1, table.Ledger.Requests().Single().Sends);

        Assert.IsType<PaymentFact.Approved>(await table.Authorize("pm_sim_noAnswer"));
    }

    [Fact]
    public async Task Is_done_although_its_answer_is_lost()
    {
        Assert.Equal(new PaymentFact.Unknown("timeout"), await table.Authorize("pm_sim_answerLost"));

        var payment = table.Ledger.Payments().Single();
        Assert.Equal((PaymentStatus.RequiresCapture, 1_999), (payment.Status, payment.Amount));
        Assert.IsType<PaymentFact.Approved>(await table.Find("order-1/1"));
    }

    [Fact]
    public async Task Is_undecided_twice_in_whatever_way_the_gateway_is_asked()
    {
        Assert.Equal(new PaymentFact.Unknown("processing"), await table.Authorize("pm_sim_inconclusive"));
        Assert.Equal(new PaymentFact.Unknown("processing"), await table.Find("order-1/1"));
        Assert.IsType<PaymentFact.Approved>(await table.Authorize("pm_sim_inconclusive"));
    }

    [Fact]
    public async Task Ends_its_waiting_when_it_is_told_to_stop()
    {
        using var stop = new CancellationTokenSource();
        var call = table.Gateway.Authorize(Request("pm_sim_answerLost"), stop.Token);
        await stop.CancelAsync();

        Assert.Equal(new PaymentFact.Unknown("timeout"), await call);
    }

    [Fact]
    public async Task Moves_money_twice_when_the_key_is_repeated_after_the_gateway_forgot_it()
    {
        await table.Authorize("pm_card_visa");
        await table.Clock.Advance(TimeSpan.FromHours(24));
        await table.Authorize("pm_card_visa");

        Assert.Equal(2, table.Ledger.Payments().Count());
        Assert.Equal(2, table.Ledger.Requests().Single().Payments);
    }

    [Fact]
    public async Task Still_knows_the_key_a_moment_before()
    {
        await table.Authorize("pm_card_visa");
        await table.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(1));
        await table.Authorize("pm_card_visa");

        Assert.Single(table.Ledger.Payments());
    }
}
