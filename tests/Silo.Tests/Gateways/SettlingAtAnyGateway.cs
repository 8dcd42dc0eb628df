using Commerce.Grains.Orders;
using Commerce.Grains.Payments;

namespace Commerce.Silo.Tests.Gateways;

public abstract class SettlingAtAnyGateway : AnyGateway
{
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Takes_exactly_what_is_asked_and_lets_the_rest_go()
    {
        var id = (await Approved()).PaymentId;
        var fact = Assert.IsType<PaymentFact.Approved>(await Capture(id, 500));

        Assert.Equal((1_999, 500, false), (fact.Amount.Amount, fact.Captured.Amount, fact.Open));
        Assert.Equal(0, fact.Refunded.Amount);
        Assert.NotNull(fact.Settlement);
        Assert.Equal(fact, await Capture(id, 500));
        Assert.Equal(fact, await Capture(id, 100, key: "ship-2"));
    }

    [Fact]
    public async Task Rejects_more_than_was_promised()
    {
        var id = (await Approved()).PaymentId;

        Assert.IsType<PaymentFact.Rejected>(await Capture(id, 2_000));
        Assert.Equal(0, Assert.IsType<PaymentFact.Approved>(await Gateway.Read(id, Stop)).Captured.Amount);
    }

    [Fact]
    public async Task Takes_a_promise_in_parts_where_that_is_possible()
    {
        var first = await Approved(World.ManyCaptures);
        Assert.True(first.ManyCaptures);

        var part = Assert.IsType<PaymentFact.Approved>(await Capture(first.PaymentId, 500, final: false));
        Assert.Equal((500, true), (part.Captured.Amount, part.Open));
        Assert.Equal(part, await Capture(first.PaymentId, 500, final: false));

        var whole = Assert.IsType<PaymentFact.Approved>(await Capture(first.PaymentId, 700, key: "ship-2"));
        Assert.Equal((1_200, 0, false), (whole.Captured.Amount, whole.Refunded.Amount, whole.Open));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Counts_as_given_back_only_what_was_asked_for(bool inParts)
    {
        var id = (await Approved(World.ManyCaptures)).PaymentId;
        if (inParts)
        {
            await Capture(id, 600, final: false, key: "ship-0");
            await Refund(id, 600, "refund-0");
        }

        await Capture(id, 600);
        var earlier = inParts ? 600 : 0;
        Assert.Equal(earlier, Assert.IsType<PaymentFact.Approved>(await Gateway.Read(id, Stop)).Refunded.Amount);
        await Refund(id, 250);
        var fact = Assert.IsType<PaymentFact.Approved>(await Gateway.Read(id, Stop));
        Assert.Equal((earlier + 600, earlier + 250), (fact.Captured.Amount, fact.Refunded.Amount));
    }

    [Fact]
    public async Task Cancels_a_promise()
    {
        var id = (await Approved()).PaymentId;

        Assert.Equal(new PaymentFact.Cancelled(id), await Gateway.Cancel(id, "order-1/1/cancel", Stop));
        Assert.Equal(new PaymentFact.Cancelled(id), await Gateway.Cancel(id, "order-1/1/cancel", Stop));
        Assert.Equal(new PaymentFact.Cancelled(id), await Capture(id, 500));
    }

    [Fact]
    public async Task Cancels_what_waits_for_the_shopper()
    {
        var asked = Assert.IsType<PaymentFact.ActionNeeded>(await Authorize("pm_card_authenticationRequired"));

        Assert.IsType<PaymentFact.Cancelled>(await Gateway.Cancel(asked.PaymentId, "order-1/1/cancel", Stop));
    }

    [Fact]
    public async Task Cancels_nothing_that_was_taken()
    {
        var id = await Taken();

        var fact = Assert.IsType<PaymentFact.Approved>(await Gateway.Cancel(id, "order-1/1/cancel", Stop));
        Assert.Equal(1_500, fact.Captured.Amount);
    }

    [Fact]
    public async Task Lets_a_promise_lapse()
    {
        var id = (await Approved()).PaymentId;
        await World.Clock.Advance(TimeSpan.FromDays(7));

        Assert.Equal(new PaymentFact.Cancelled(id), await Gateway.Read(id, Stop));
    }

    [Fact]
    public async Task Gives_back_once_under_one_key()
    {
        var id = await Taken();
        var made = Assert.IsType<RefundFact.Made>(await Refund(id, 400));

        Assert.Equal((400, id, true), (made.Amount.Amount, made.PaymentId, made.Succeeded));
        Assert.Equal(made, await Refund(id, 400));
        Assert.Equal(made, await Gateway.ReadRefund(made.RefundId, Stop));
        Assert.Equal(made, await Gateway.FindRefund(id, "order-1/refund-1", Stop));
        Assert.IsType<RefundFact.Absent>(await Gateway.FindRefund(id, "order-1/refund-2", Stop));
        Assert.Equal(400, Assert.IsType<PaymentFact.Approved>(await Gateway.Read(id, Stop)).Refunded.Amount);
    }

    [Fact]
    public async Task Never_gives_back_more_than_was_taken()
    {
        var id = await Taken();

        Assert.IsType<RefundFact.Rejected>(await Refund(id, 1_501));
        Assert.IsType<RefundFact.Made>(await Refund(id, 1_500, "refund-2"));
        Assert.IsType<RefundFact.Rejected>(await Refund(id, 1, "refund-3"));
    }

    [Fact]
    public async Task Gives_nothing_back_of_a_promise() =>
        Assert.IsType<RefundFact.Rejected>(await Refund((await Approved()).PaymentId, 100));

    [Fact]
    public async Task Lets_a_refund_arrive_later()
    {
        var made = Assert.IsType<RefundFact.Made>(await Refund(await Taken("pm_card_pendingRefund"), 400));
        Assert.False(made.Succeeded);
        await World.Clock.Advance(Later);

        Assert.Equal(made with { Succeeded = true }, await Gateway.ReadRefund(made.RefundId, Stop));
    }

    [Fact]
    public async Task Lets_a_refund_come_back()
    {
        var id = await Taken("pm_card_refundFail");
        var made = Assert.IsType<RefundFact.Made>(await Refund(id, 400));
        await World.Clock.Advance(Later);

        Assert.IsType<RefundFact.Failed>(await Gateway.ReadRefund(made.RefundId, Stop));
        Assert.IsType<RefundFact.Failed>(await Gateway.FindRefund(id, "order-1/refund-1", Stop));
        Assert.Equal(0, Assert.IsType<PaymentFact.Approved>(await Gateway.Read(id, Stop)).Refunded.Amount);
    }

    [Fact]
    public async Task Lists_refunds()
    {
        var id = await Taken();
        await Refund(id, 400);
        await Refund(id, 500, "refund-2");

        var now = World.Clock.GetUtcNow();
        var page = (await Gateway.ListRefunds(now.AddHours(-1), now, after: null, Stop))!;
        var ours = page.Items.Where(item => item.Reference is not null).ToList();
        Assert.Equal(["order-1/refund-1", "order-1/refund-2"], ours.Select(item => item.Reference).Order());
        Assert.All(page.Items, item => Assert.Equal((id, now), (item.PaymentId, item.CreatedAt)));
    }

    [Fact]
    public async Task Tells_what_is_disputed()
    {
        var id = await Taken("pm_card_createDispute");
        Assert.Equal(1_500, Assert.IsType<PaymentFact.Approved>(await Gateway.Read(id, Stop)).Disputed);

        await World.Dispute(id, 700);
        Assert.Equal(700, Assert.IsType<PaymentFact.Approved>(await Gateway.Read(id, Stop)).Disputed);
    }

    [Fact]
    public async Task Returns_the_money_of_a_dead_attempt_once()
    {
        var id = await Taken();
        var taken = Assert.IsType<PaymentFact.Approved>((await Returned(id)).Fact);
        Assert.Equal((1_500, 0), (taken.Captured.Amount, taken.Refunded.Amount));

        var tried = MoneyReturns.Next(null, "order-1/1", taken, World.Clock.GetUtcNow());
        var made = Assert.IsType<RefundFact.Made>((await Returned(id, tried)).Said);
        Assert.Equal((1_500, id), (made.Amount.Amount, made.PaymentId));
        Assert.Equal(made, (await Returned(id, tried)).Said);
        Assert.Equal(made, (await Returned(id, tried with { RefundId = made.RefundId })).Said);
        Assert.Equal(1_500, Assert.IsType<PaymentFact.Approved>(await Gateway.Read(id, Stop)).Refunded.Amount);
    }

    [Fact]
    public async Task Ends_the_promise_of_a_dead_attempt_whose_payment_is_unknown()
    {
        var id = (await Approved()).PaymentId;

        Assert.Equal(new PaymentFact.Cancelled(id), (await Returned(paymentId: null)).Fact);
        Assert.Equal(new PaymentFact.Cancelled(id), await Gateway.Read(id, Stop));
    }

    /// <summary>G4: once the time for the shopper's step is over, it is ended whatever it is.</summary>
    [Theory]
    [InlineData(InquiryPurpose.EndAction, true)]
    [InlineData(InquiryPurpose.Abandon, false)]
    [InlineData(InquiryPurpose.Learn, false)]
    public async Task Ends_a_promise_only_when_the_time_is_over(InquiryPurpose purpose, bool ended)
    {
        var id = (await Approved()).PaymentId;

        var fact = await new GatewayInquiry(Gateway, new(World.Clock, new())).Ask(
            new(Request("pm_card_visa"), World.Clock.GetUtcNow(), id, SecretGiven: true, purpose));

        Assert.Equal(ended, fact is PaymentFact.Cancelled);
        Assert.Equal(fact, await Gateway.Read(id, Stop));
    }

    /// <summary>G4: another asker saw the promise first, and it counts.</summary>
    [Fact]
    public async Task Ends_nothing_that_is_not_in_doubt_any_more()
    {
        var id = (await Approved()).PaymentId;
        List<string> asked = [];

        foreach (var purpose in new[] { InquiryPurpose.EndAction, InquiryPurpose.Void })
        {
            await new GatewayInquiry(Gateway, new(World.Clock, new())).Ask(
                new(Request("pm_card_visa"), World.Clock.GetUtcNow(), id, SecretGiven: true, purpose),
                payment =>
                {
                    asked.Add(payment);
                    return Task.FromResult(false);
                });
        }

        Assert.Equal([id, id], asked);
        Assert.True(Assert.IsType<PaymentFact.Approved>(await Gateway.Read(id, Stop)).IsOnlyPromised);
    }

    /// <summary>Nobody knows how long a machine slept on a request.</summary>
    [Fact]
    public async Task Finds_a_payment_that_arrived_long_after_it_was_sent()
    {
        var id = (await Approved()).PaymentId;

        var fact = await new GatewayInquiry(Gateway, new(World.Clock, new())).Ask(new(
            Request("pm_card_visa"), World.Clock.GetUtcNow().AddHours(-32), null, false, InquiryPurpose.Learn));

        Assert.Equal(id, Assert.IsType<PaymentFact.Approved>(fact).PaymentId);
    }

    private Task<MoneyHeard> Returned(string? paymentId, MoneyReturn? tried = null) =>
        new GatewayInquiry(Gateway, new(World.Clock, new())).ReturnMoney(new(
            Request("pm_card_visa"),
            World.Clock.GetUtcNow(),
            paymentId,
            SecretGiven: false,
            InquiryPurpose.ReturnMoney)
        {
            Return = tried,
        });
}
