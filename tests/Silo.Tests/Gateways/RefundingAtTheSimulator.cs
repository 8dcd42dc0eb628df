using Commerce.Grains.Payments;

namespace Commerce.Silo.Tests.Gateways;

public sealed class RefundingAtTheSimulator : IDisposable
{
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(1);

    private readonly GatewayTable table = new();

    public void Dispose() => table.Dispose();

    [Fact]
    public async Task Refunds_once_under_one_key()
    {
        var id = await Captured("pm_card_visa");

        var first = await table.Refund(id, 400);
        Assert.Equal(first, await table.Refund(id, 400));
        Assert.Equal(400, Refunded());
        Assert.NotEqual(first, await table.Refund(id, 400, "refund-2"));
        Assert.Equal(800, Refunded());
    }

    [Fact]
    public async Task Never_refunds_more_than_was_captured()
    {
        var id = await Captured("pm_card_visa");

        Assert.Equal(new RefundFact.Rejected("amount_invalid"), await table.Refund(id, 1_501));
        Assert.IsType<RefundFact.Made>(await table.Refund(id, 1_500, "refund-2"));
        Assert.Equal(new RefundFact.Rejected("charge_already_refunded"), await table.Refund(id, 1, "refund-3"));
        Assert.Equal(1_500, Refunded());
    }

    [Fact]
    public async Task Refunds_nothing_of_a_mere_promise()
    {
        await table.Authorize("pm_card_visa");

        Assert.Equal(new RefundFact.Rejected("nothing_captured"), await table.Refund(table.OnlyPayment()));
    }

    [Fact]
    public async Task Rejects_a_refund_in_another_currency()
    {
        var id = await Captured("pm_card_visa");
        var request = new RefundRequest(id, "order-1/refund-1", new(100, "EUR"), "order-1/refund-1");
        var fact = await table.Answer(table.Gateway.Refund(request, TestContext.Current.CancellationToken));

        Assert.Equal(new RefundFact.Rejected("amount_invalid"), fact);
    }

    [Fact]
    public async Task Rejects_a_refund_under_a_key_that_gave_another_amount_back()
    {
        var id = await Captured("pm_card_visa");
        await table.Refund(id, 400);

        Assert.Equal(new RefundFact.Rejected("idempotency_error"), await table.Refund(id, 500));
        Assert.Equal(400, Refunded());
        Assert.Equal(1, table.Ledger.Requests().Single(request => request.Operation == "refund").Conflicts);
    }

    [Fact]
    public async Task Is_pending_until_it_arrives()
    {
        var id = await Captured("pm_card_pendingRefund");
        var made = Assert.IsType<RefundFact.Made>(await table.Refund(id, 400));
        Assert.False(made.Succeeded);

        await table.Clock.Advance(Later);
        Assert.Equal(made with { Succeeded = true }, await Read(made.RefundId));
    }

    [Fact]
    public async Task May_fail_although_it_seemed_to_succeed()
    {
        var id = await Captured("pm_card_refundFail");
        var made = Assert.IsType<RefundFact.Made>(await table.Refund(id, 400));
        Assert.True(made.Succeeded);

        await table.Clock.Advance(Later);
        Assert.Equal(new RefundFact.Failed(made.RefundId, id, "unknown"), await Read(made.RefundId));
        Assert.Equal(0, Refunded());
    }

    [Fact]
    public async Task Disputes_what_is_captured_of_a_card_that_disputes()
    {
        var id = await Captured("pm_card_createDispute");

        Assert.Equal(1_500, Assert.IsType<PaymentFact.Approved>(await table.Read(id)).Disputed);
    }

    [Fact]
    public async Task Disputes_at_somebodys_word_and_lets_go()
    {
        var id = await Captured("pm_card_visa");

        Assert.Equal(700, Disputed(await Dispute(id, 700)));
        Assert.Equal(700, Disputed(await Dispute(id, 1_501)));
        Assert.Equal(0, Disputed(await Dispute(id, 0)));
    }

    private Task<RefundFact> Read(string id) =>
        table.Answer(table.Gateway.ReadRefund(id, TestContext.Current.CancellationToken));

    private Task<PaymentFact> Dispute(string id, long amount) =>
        table.Answer(table.Gateway.Dispute(id, new(amount, "USD"), TestContext.Current.CancellationToken));

    private static long Disputed(PaymentFact fact) => Assert.IsType<PaymentFact.Approved>(fact).Disputed;

    private long Refunded() => table.Ledger.Payments().Single().Refunded;

    private async Task<string> Captured(string method)
    {
        await table.Authorize(method);
        await table.Capture(table.OnlyPayment(), 1_500);
        return table.OnlyPayment();
    }
}
