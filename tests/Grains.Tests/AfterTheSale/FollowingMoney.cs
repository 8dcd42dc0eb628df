using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.AfterTheSale;

/// <summary>Settlement, refunds and disputes after the sale, and what the gateway tells on its own.</summary>
public sealed class FollowingMoney
{
    private const string First = "order-ada/1";

    /// <summary>PRB-04: an order that used money of a certificate which knows nothing of it.</summary>
    [Fact]
    public async Task Tells_a_person_of_a_certificate_that_knows_nothing_of_the_order()
    {
        var plain = TimedShop.QuoteOf(("A", 1000, 1));
        await using var shop = await TimedShop.Open(plain with
        {
            Totals = plain.Totals with { Certificates = Dollars(400), Due = Dollars(600) },
            Certificates = [new("certificate-1", Noon.AddDays(9), Dollars(400))],
        });
        await shop.Pass(TimeSpan.FromMinutes(5));
        Assert.Single(shop.Problems, "certificate-1/unknown-to/order-ada");
    }

    [Fact]
    public async Task Asks_daily_until_it_settled_and_tells_of_it_once_after_two_days()
    {
        await using var shop = await Opened();
        shop.Gateway.SettlementTime = TimeSpan.FromDays(5);
        await shop.Ship("shipment-1");
        await shop.Pass(TimeSpan.FromDays(2) - TimeSpan.FromMinutes(1));
        Assert.Empty(shop.Problems);
        var before = shop.Gateway.Posts("read").Count();
        await shop.Pass(TimeSpan.FromDays(10));
        Assert.Equal($"payment/pi_{First}/unsettled", Assert.Single(shop.Problems.Distinct()));
        Assert.Equal(4, shop.Gateway.Posts("read").Count() - before);
        Assert.Equal("captured", Assert.Single((await shop.Order()).Payments).Status);
    }

    [Fact]
    public async Task Follows_a_refund_until_it_arrived_and_tells_of_it_once_after_two_days()
    {
        await using var shop = await Opened();
        await shop.Ship("shipment-1");
        shop.Gateway.RefundsPending = true;
        await shop.Return("refund-1", ("1", 1));
        Assert.Equal("made", await RefundStatus(shop));
        await shop.Pass(TimeSpan.FromDays(4));
        Assert.Equal("refund/order-ada/refund-1/1/unsettled", Assert.Single(shop.Problems.Distinct()));
        shop.Gateway.Refunded("order-ada/refund-1/1", "succeeded");
        await shop.Pass(TimeSpan.FromDays(1));
        Assert.Equal("settled", await RefundStatus(shop));
        Assert.Single(shop.Gateway.Posts("refund"));
    }

    [Fact]
    public async Task Makes_a_refund_that_failed_later_again_as_a_new_transaction()
    {
        await using var shop = await Opened();
        await shop.Ship("shipment-1");
        await shop.Return("refund-1", ("1", 1));
        Assert.Equal("settled", await RefundStatus(shop));
        await shop.Pass(TimeSpan.FromDays(9));
        shop.Gateway.Refunded("order-ada/refund-1/1", "failed");
        await shop.Hear("refund.failed", $"pi_{First}", "order-ada/refund-1/1");
        Assert.Equal("failed", await RefundStatus(shop));
        Assert.Equal(["refund/order-ada/refund-1/1/failed"], shop.Problems);
        Assert.Equal("received_back", Assert.Single((await shop.Order()).Items).State);

        await shop.AskMoney(order => order.RepeatRefund(new("refund-1", "order-ada/refund-1/1", 0), Call.System));
        await shop.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(["order-ada/refund-1/1", "order-ada/refund-1/2"], shop.Gateway.Posts("refund"));
        var parts = Assert.Single((await shop.Order()).Refunds).Parts;
        Assert.Equal(["failed", "settled"], parts.Select(part => part.Status));
        Assert.Equal(2, parts.Select(part => part.Number).Distinct().Count());
    }

    [Fact]
    public async Task Waits_with_a_refund_for_the_answer_to_a_capture_under_way()
    {
        await using var shop = await TimedShop.Open(TimedShop.QuoteOf(("A", 1000, 1), ("B", 700, 1)), null, true);
        await shop.Ship("shipment-1", ("1", 1));
        shop.Gateway.Plan = operation => operation is "capture" or "read" ? "after" : null;
        await shop.Ship("shipment-2", ("2", 1));
        var refused = Assert.IsType<Outcome<OrderView>.Refused>(await shop.Return("refund-1", ("1", 1)));
        Assert.True(Assert.IsType<ShipmentUnsettled>(refused.Why).Retryable);
        shop.Gateway.Plan = _ => null;
        Assert.IsType<Outcome<OrderView>.Done>(await shop.Return("refund-1", ("1", 1)));
        Assert.Equal((1700, 1000), (shop.Gateway[First].Captured.Amount, shop.Gateway[First].Refunded.Amount));
        Assert.Equal(["received_back", "shipped"], (await shop.Order()).Items.Select(item => item.State));
    }

    [Fact]
    public async Task Gives_nothing_back_of_what_the_bank_took()
    {
        await using var shop = await Opened();
        await shop.Ship("shipment-1");
        shop.Gateway.Dispute(First, 400);
        Assert.IsType<Heeded.Settled>(await shop.Hear("charge.dispute.created", $"pi_{First}"));
        Assert.Equal([$"payment/pi_{First}/disputed"], shop.Problems);
        Assert.Equal(Dollars(400), Assert.Single((await shop.Order()).Payments).Disputed);
        var refused = Assert.IsType<Outcome<OrderView>.Refused>(await shop.Return("refund-1", ("1", 1)));
        Assert.IsType<RefundTooLarge>(refused.Why);
        await shop.Hear("charge.dispute.updated", $"pi_{First}");
        Assert.Single(shop.Problems, key => key.EndsWith("disputed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Never_takes_its_own_charge_for_stray_money()
    {
        await using var shop = await Opened();
        await shop.Pass(TimeSpan.FromDays(8));
        shop.Gateway.Plan = operation => operation == "authorize" ? "after" : null;
        await shop.Ship("shipment-1");
        const string Second = "order-ada/101";
        Assert.IsType<Heeded.Later>(await shop.Hear("payment_intent.succeeded", $"pi_{Second}", Second));
        shop.Gateway.Plan = _ => null;
        await shop.Pass(TimeSpan.FromSeconds(30));
        Assert.IsType<Heeded.Settled>(await shop.Hear("payment_intent.succeeded", $"pi_{Second}", Second));
        Assert.Equal("shipped", await shop.StatusOf("shipment-1"));
        Assert.IsType<Heeded.Settled>(await shop.Hear("charge.captured", $"pi_{Second}", Second));
        await shop.Pass(TimeSpan.FromHours(1));
        Assert.Empty(shop.Gateway.Posts("cancel").Concat(shop.Gateway.Posts("refund")));
        Assert.Empty(shop.Problems);
    }

    [Fact]
    public async Task Hears_of_a_promise_that_was_cancelled_at_the_gateway()
    {
        await using var shop = await Opened();
        await shop.Gateway.Cancel($"pi_{First}", "by-hand", TestContext.Current.CancellationToken);
        Assert.IsType<Heeded.Settled>(await shop.Hear("payment_intent.canceled", $"pi_{First}"));
        Assert.Equal("lapsed", Assert.Single((await shop.Order()).Payments).Status);
        Assert.Equal("authorized_plus_avs", (await shop.Order()).Status);
    }

    [Theory]
    [InlineData("lost_card", 1)]
    [InlineData("insufficient_funds", 2)]
    public async Task Uses_a_method_that_failed_again_only_after_want_of_funds(string reason, int sent)
    {
        await using var shop = await Opened();
        await shop.Pass(TimeSpan.FromDays(8));
        shop.Gateway.Plan = operation => operation == "authorize" ? reason : null;
        await shop.Ship("shipment-1");
        Assert.Equal("payment_failed", await shop.StatusOf("shipment-1"));
        shop.Gateway.Plan = _ => null;
        await shop.Ship("shipment-2");
        Assert.Equal(sent == 2 ? "shipped" : "payment_failed", await shop.StatusOf("shipment-2"));
        Assert.Equal(sent, shop.Gateway.Posts("authorize").Count() - 1);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task Forgets_a_method_that_nothing_needs_any_more_if_none_is_to_be_saved(bool saves, int forgotten)
    {
        await using var shop = await TimedShop.Open(
            TimedShop.QuoteOf(("A", 1000, 1), ("B", 700, 1)), new() { SaveCards = saves });
        await shop.Ship("shipment-1", ("1", 1));
        await shop.Pass(TimeSpan.FromDays(1));
        Assert.Empty(shop.Gateway.Posts("forget"));
        await shop.Ship("shipment-2", ("2", 1));
        await shop.Pass(TimeSpan.FromDays(1));
        Assert.Equal(forgotten, shop.Gateway.Posts("forget").Count(one => one.StartsWith("pm_kept ", default)));
    }

    private static Task<TimedShop> Opened() => TimedShop.Open(TimedShop.QuoteOf(("A", 1000, 1)));

    private static async Task<string> RefundStatus(TimedShop shop) =>
        Assert.Single(Assert.Single((await shop.Order()).Refunds).Parts).Status;
}
