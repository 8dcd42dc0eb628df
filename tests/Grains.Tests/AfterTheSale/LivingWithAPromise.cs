using Commerce.Grains.Kernel;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.AfterTheSale;

/// <summary>C2 to C5 and the end of a promise, on the grains, under a clock of its own.</summary>
public sealed class LivingWithAPromise
{
    private const string First = "order-ada/1";

    [Fact]
    public async Task Takes_exactly_a_shipments_cost_and_lets_the_rest_go()
    {
        await using var shop = await TimedShop.Open(TimedShop.QuoteOf(("A", 1000, 1), ("B", 700, 1)));
        await shop.Ship("shipment-1", ("1", 1));
        Assert.Equal((1000, false), (shop.Gateway[First].Captured.Amount, shop.Gateway[First].Open));
        await shop.Ship("shipment-2", ("2", 1));
        Assert.Equal(700, shop.Gateway["order-ada/101"].Captured.Amount);
        Assert.Equal("fulfilled", (await shop.Order()).Status);
    }

    [Fact]
    public async Task Takes_every_shipment_of_one_promise_where_the_card_allows_it()
    {
        await using var shop = await TimedShop.Open(
            TimedShop.QuoteOf(("A", 1000, 1), ("B", 700, 1)), manyCaptures: true);
        await shop.Ship("shipment-1", ("1", 1));
        Assert.True(shop.Gateway[First].Open);
        await shop.Ship("shipment-2", ("2", 1));
        Assert.Equal((1700, false), (shop.Gateway[First].Captured.Amount, shop.Gateway[First].Open));
        Assert.Equal(
            ["order-ada/1/capture/shipment-1", "order-ada/1/capture/shipment-2"], shop.Gateway.Posts("capture"));
        Assert.Single(shop.Gateway.Posts("authorize"));
    }

    [Fact]
    public async Task Sets_the_rest_of_a_promise_free_when_nothing_is_left_to_ship()
    {
        await using var shop = await TimedShop.Open(
            TimedShop.QuoteOf(("A", 1000, 1), ("B", 700, 1)), manyCaptures: true);
        await shop.Ship("shipment-1", ("1", 1));
        await shop.Ask(order => order.Void(new("gone", UnshippedOnly: true), Call.System));
        await shop.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(
            (1000, 0, false),
            (shop.Gateway[First].Captured.Amount, shop.Gateway[First].Refunded.Amount, shop.Gateway[First].Open));
        Assert.Equal(["order-ada/1/cancel"], shop.Gateway.Posts("cancel"));
    }

    /// <summary>PRB-04: told to let it go, the gateway says that it holds on to it.</summary>
    [Fact]
    public async Task Is_told_on_until_the_gateway_has_let_the_rest_go()
    {
        await using var shop = await TimedShop.Open(
            TimedShop.QuoteOf(("A", 1000, 1), ("B", 700, 1)), manyCaptures: true);
        await shop.Ship("shipment-1", ("1", 1));
        shop.Gateway.Plan = operation => operation == "cancel" ? "stays" : null;
        await shop.Ask(order => order.Void(new("gone", UnshippedOnly: true), Call.System));
        await shop.Pass(TimeSpan.FromHours(9));
        Assert.True(shop.Gateway[First].Open);
        Assert.Contains($"payment/{First}/stays", shop.Problems);
        shop.Gateway.Plan = _ => null;
        await shop.Pass(TimeSpan.FromMinutes(6));
        Assert.False(shop.Gateway[First].Open);
    }

    [Fact]
    public async Task Is_over_for_its_rest_once_it_has_ended()
    {
        await using var shop = await TimedShop.Open(
            TimedShop.QuoteOf(("A", 1000, 1), ("B", 700, 1)), manyCaptures: true, promise: TimeSpan.Zero);
        await shop.Ship("shipment-1", ("1", 1));
        await shop.Pass(TimeSpan.FromDays(8));

        // The gateway names no end, so it ended after six days; nothing asks about it any more.
        Assert.Equal((1000, false), (shop.Gateway[First].Captured.Amount, shop.Gateway[First].Open));
        var payment = Assert.Single((await shop.Order()).Payments);
        Assert.Equal(
            ("captured", 1000, 700), (payment.Status, payment.Captured.Amount, payment.Released!.Value.Amount));
        var asked = shop.Gateway.Calls.Count;
        await shop.Pass(TimeSpan.FromDays(8));
        Assert.Equal(asked, shop.Gateway.Calls.Count);
        await shop.Ship("shipment-2");
        Assert.Equal(700, shop.Gateway["order-ada/101"].Captured.Amount);
        await shop.Return("refund-1", ("1", 1));
        Assert.Equal(1000, shop.Gateway[First].Refunded.Amount);
    }

    /// <summary>C5: together with the first parcel, at the latest 24 h before the promise ends; a gateway that names
    /// no end keeps it for six days.</summary>
    [Theory]
    [InlineData(7, 6)]
    [InlineData(3, 2)]
    [InlineData(0, 5)]
    public async Task Takes_what_left_without_a_parcel_a_day_before_the_end(int promised, int taken)
    {
        await using var shop = await TimedShop.Open(
            TimedShop.QuoteOf(("SOFT", 1000, 1), ("B", 700, 1)), promise: TimeSpan.FromDays(promised));
        await shop.Pass(TimeSpan.FromDays(taken) - TimeSpan.FromMinutes(1));
        Assert.Empty(shop.Gateway.Posts("capture"));
        await shop.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(Noon.AddDays(taken), Assert.Single(
            shop.Gateway.Calls, call => call.Operation == "capture").At);
        Assert.Equal(1000, shop.Gateway[First].Captured.Amount);
    }

    /// <summary>C3, C7: what the promise does not give is charged without the customer, then asked for.</summary>
    [Theory]
    [InlineData(false, 1000, 0)]
    [InlineData(true, 0, 1)]
    public async Task Takes_it_otherwise_when_the_promise_does_not_give_it(bool isDeclined, long taken, int mails)
    {
        await using var shop = await TimedShop.Open(TimedShop.QuoteOf(("SOFT", 1000, 1), ("B", 700, 1)));
        shop.Gateway.Plan = operation => operation switch
        {
            "capture" => "rejected",
            "authorize" when isDeclined => "lost_card",
            _ => null,
        };
        await shop.Pass(TimeSpan.FromDays(6) + TimeSpan.FromHours(1));
        var charges = shop.Gateway.Posts("authorize").Skip(1);
        Assert.Equal("order-ada/101/charge", Assert.Single(charges));
        Assert.Equal(mails, shop.Mails.Count(mail => mail == "payment-wanted"));
        if (!isDeclined) Assert.Equal(taken, shop.Gateway["order-ada/101"].Captured.Amount);
        Assert.Equal(mails, shop.Problems.Count(key => key.EndsWith("/owed", StringComparison.Ordinal)));
        await shop.Pass(TimeSpan.FromDays(8));
        Assert.Equal(1000 - taken, (await shop.Order()).Shipments[0].Uncollected?.Amount ?? 0);
    }

    [Fact]
    public async Task Takes_it_with_the_first_parcel_that_leaves_before()
    {
        await using var shop = await TimedShop.Open(TimedShop.QuoteOf(("SOFT", 1000, 1), ("B", 700, 1)));
        await shop.Ship("shipment-1");
        Assert.Equal(1700, shop.Gateway[First].Captured.Amount);
        Assert.Single(shop.Gateway.Posts("capture"));
    }

    [Fact]
    public async Task Charges_anew_after_the_promise_has_ended()
    {
        await using var shop = await TimedShop.Open(TimedShop.QuoteOf(("A", 1000, 1)));
        var mails = shop.Mails.Count();
        await shop.Pass(TimeSpan.FromDays(8));
        var order = await shop.Order();
        Assert.Equal(("authorized_plus_avs", "lapsed"), (order.Status, Assert.Single(order.Payments).Status));
        Assert.Equal(mails, shop.Mails.Count());
        await shop.Ship("shipment-1");
        Assert.Equal(["order-ada/1/authorize", "order-ada/101/charge"], shop.Gateway.Posts("authorize"));
        Assert.Equal("shipped", await shop.StatusOf("shipment-1"));
    }

    /// <summary>C7: the customer is asked for another way to pay as soon as nothing is in doubt.</summary>
    [Fact]
    public async Task Asks_the_customer_once_another_shipment_is_not_in_doubt_any_more()
    {
        await using var shop = await TimedShop.Open(
            TimedShop.QuoteOf(("A", 1000, 1), ("B", 700, 1)), manyCaptures: true);
        shop.Gateway.Plan = operation => operation is "capture" or "read" ? "after" : null;
        await shop.Ship("shipment-1", ("1", 1));
        shop.Gateway.Plan = operation => operation switch
        {
            "capture" or "read" => "after",
            "authorize" => "lost_card",
            _ => null,
        };
        await shop.Ship("shipment-2", ("2", 1));
        Assert.Equal("payment_failed", await shop.StatusOf("shipment-2"));
        await shop.Pass(TimeSpan.FromMinutes(30));
        Assert.DoesNotContain("payment-wanted", shop.Mails);
        shop.Gateway.Plan = _ => null;
        await shop.Pass(TimeSpan.FromMinutes(30));
        Assert.Equal("shipped", await shop.StatusOf("shipment-1"));
        Assert.Single(shop.Mails, mail => mail == "payment-wanted");
    }

    /// <summary>C2: a promise that ends within the hour is not relied on.</summary>
    [Theory]
    [InlineData(61, "capture")]
    [InlineData(59, "authorize")]
    public async Task Relies_on_no_promise_in_its_last_hour(int minutesLeft, string operation)
    {
        await using var shop = await TimedShop.Open(TimedShop.QuoteOf(("A", 1000, 1)));
        await shop.Pass(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(minutesLeft));
        var before = shop.Gateway.Calls.Count;
        await shop.Ship("shipment-1");
        Assert.Equal(operation, shop.Gateway.Calls[before].Operation);
    }
}
