using Commerce.Grains.Kernel;

namespace Commerce.Grains.Tests.AfterTheSale;

/// <summary>No request is sent under a key that is 23 hours old: from then on the gateway is only read.</summary>
public sealed class HearingNothing
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(30);

    [Fact]
    public async Task Frees_the_items_of_a_capture_that_never_was()
    {
        await using var shop = await Opened();
        shop.Gateway.Plan = operation => operation == "capture" ? "before" : null;
        await shop.Ship("shipment-1");
        Assert.Equal("awaiting_payment", await shop.StatusOf("shipment-1"));
        await shop.Pass(TimeSpan.FromHours(8) - TimeSpan.FromMinutes(5));
        Assert.Empty(shop.Problems);
        await shop.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(["shipment/shipment-1/silent"], shop.Problems);
        await shop.Pass(Long);
        Assert.Equal(["shipment/shipment-1/silent", "shipment/shipment-1/unpaid"], shop.Problems);
        Assert.Equal("payment_failed", await shop.StatusOf("shipment-1"));
        IsYoung(shop, "capture");
    }

    [Fact]
    public async Task Finds_a_capture_by_reading()
    {
        await using var shop = await Opened();
        shop.Gateway.Plan = operation => operation is "capture" or "read" ? "after" : null;
        await shop.Ship("shipment-1");
        await shop.Pass(Long);
        Assert.Equal("awaiting_payment", await shop.StatusOf("shipment-1"));
        shop.Gateway.Plan = _ => null;
        await shop.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal("shipped", await shop.StatusOf("shipment-1"));
        IsYoung(shop, "capture");
    }

    [Theory]
    [InlineData("before", "payment_failed")]
    [InlineData("after", "shipped")]
    public async Task Finds_a_charge_without_the_customer_in_the_list(string fault, string status)
    {
        await using var shop = await Opened();
        await shop.Pass(TimeSpan.FromDays(8));
        shop.Gateway.Plan = operation => operation is "authorize" ? fault : null;
        await shop.Ship("shipment-1");
        await shop.Pass(Long);
        Assert.Equal(status, await shop.StatusOf("shipment-1"));
        Assert.Contains("order-ada/101", shop.Gateway.Posts("find"));
        IsYoung(shop, "authorize", "order-ada/101/charge");
    }

    /// <summary>The same 5xx twice: it is not sent again, whoever asks; 'nothing found' counts ten minutes
    /// later.</summary>
    [Theory]
    [InlineData("before", "http_500", 2, "in_basket")]
    [InlineData("after", "http_500", 2, "authorized_plus_avs")]
    [InlineData("before", "timeout", 3, "authorized_plus_avs")]
    public async Task Sends_nothing_again_over_which_the_gateway_broke_down_twice(
        string fault, string silence, int sendings, string status)
    {
        await using var shop = await TimedShop.OpenUnder(
            operation => operation is "authorize" or "find" ? fault : null, TimedShop.QuoteOf(("A", 1000, 1)), silence);
        await shop.Pass(TimeSpan.FromMinutes(16));
        Assert.Equal("confirmed", (await shop.Order()).Status);
        shop.Gateway.Plan = _ => null;
        await shop.Pass(TimeSpan.FromHours(1));
        Assert.Equal((sendings, status), (shop.Gateway.Posts("authorize").Count(), (await shop.Order()).Status));
    }

    [Theory]
    [InlineData("http_500", 3, "unpaid")]
    [InlineData("timeout", 4, "silent")]
    public async Task Sends_no_charge_again_over_which_the_gateway_broke_down(
        string silence, int least, string told)
    {
        await using var shop = await Opened();
        await shop.Pass(TimeSpan.FromDays(8));
        shop.Gateway.Silence = silence;
        shop.Gateway.Plan = operation => operation is "authorize" ? "before" : null;
        await shop.Ship("shipment-1");
        await shop.Pass(TimeSpan.FromHours(9));
        Assert.Equal(silence == "timeout", shop.Gateway.Posts("authorize").Count() > 3);
        Assert.InRange(shop.Gateway.Posts("authorize").Count(), least, int.MaxValue);
        Assert.Contains($"shipment/shipment-1/{told}", shop.Problems);
    }

    /// <summary>The same 5xx twice, over several calls: a capture is not sent again, and 'not taken' is believed ten
    /// minutes later.</summary>
    [Theory]
    [InlineData("before", "http_500", 2, "payment_failed")]
    [InlineData("after", "http_500", 2, "shipped")]
    [InlineData("before", "timeout", 10, "shipped")]
    public async Task Sends_no_capture_again_over_which_the_gateway_broke_down_twice(
        string fault, string silence, int most, string status)
    {
        await using var shop = await Opened();
        shop.Gateway.Silence = silence;
        shop.Gateway.Plan = operation => operation is "capture" or "read" ? fault : null;
        await shop.Ship("shipment-1");
        await shop.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal("awaiting_payment", await shop.StatusOf("shipment-1"));
        shop.Gateway.Plan = _ => null;
        await shop.Pass(TimeSpan.FromMinutes(30));
        Assert.Equal(status, await shop.StatusOf("shipment-1"));
        Assert.InRange(shop.Gateway.Posts("capture").Count(), 2, most);
        Assert.Equal(silence == "timeout", shop.Gateway.Posts("capture").Count() > 2);
    }

    /// <summary>So with a refund.</summary>
    [Theory]
    [InlineData("before", "http_503", "failed")]
    [InlineData("after", "http_503", "settled")]
    [InlineData("before", "timeout", "settled")]
    public async Task Sends_no_refund_again_over_which_the_gateway_broke_down_twice(
        string fault, string silence, string status)
    {
        await using var shop = await Opened();
        await shop.Ship("shipment-1");
        shop.Gateway.Silence = silence;
        shop.Gateway.Plan = operation => operation is "refund" or "find-refund" ? fault : null;
        await shop.Return("refund-1", ("1", 1));
        await shop.Pass(TimeSpan.FromMinutes(5));
        shop.Gateway.Plan = _ => null;
        await shop.Pass(TimeSpan.FromMinutes(30));
        Assert.Equal(status, Assert.Single(Assert.Single((await shop.Order()).Refunds).Parts).Status);
        Assert.Equal(silence == "timeout", shop.Gateway.Posts("refund").Count() > 2);
    }

    [Theory]
    [InlineData("before", "failed", 0)]
    [InlineData("after", "settled", 1000)]
    public async Task Finds_a_refund_among_those_of_its_payment(string fault, string status, long back)
    {
        await using var shop = await Opened();
        await shop.Ship("shipment-1");
        shop.Gateway.Plan = operation => operation is "refund" or "find-refund" ? fault : null;
        await shop.Return("refund-1", ("1", 1));
        await shop.Pass(TimeSpan.FromHours(22));
        Assert.Equal(["refund/order-ada/refund-1/1/silent"], shop.Problems);
        shop.Gateway.Plan = operation => operation == "refund" ? fault : null;
        await shop.Pass(Long);
        var part = Assert.Single(Assert.Single((await shop.Order()).Refunds).Parts);
        Assert.Equal(status, part.Status);
        Assert.Equal(back, shop.Gateway["order-ada/1"].Refunded.Amount);
        IsYoung(shop, "refund");
    }

    [Fact]
    public async Task Cancels_under_a_new_key_a_day()
    {
        await using var shop = await Opened();
        shop.Gateway.Plan = operation => operation == "cancel" ? "before" : null;
        await shop.Ask(order => order.Void(new("gone", false), Call.System));
        await shop.Pass(TimeSpan.FromHours(50));
        Assert.Equal(
            ["order-ada/1/cancel", "order-ada/1/cancel/1", "order-ada/1/cancel/2"],
            shop.Gateway.Posts("cancel").Distinct());
        foreach (var key in shop.Gateway.Posts("cancel").Distinct().ToList()) IsYoung(shop, "cancel", key);
        shop.Gateway.Plan = _ => null;
        await shop.Pass(TimeSpan.FromHours(1));
        Assert.Equal("cancelled", Assert.Single((await shop.Order()).Payments).Status);
    }

    [Fact]
    public async Task Asks_for_a_method_to_be_kept_under_a_new_key_a_day()
    {
        await using var shop = await TimedShop.OpenUnder(
            operation => operation == "keep" ? "before" : null, TimedShop.QuoteOf(("A", 1000, 1)));
        await shop.Pass(TimeSpan.FromHours(50));
        Assert.Equal(
            ["order-ada/1/keep", "order-ada/1/keep/1", "order-ada/1/keep/2"], shop.Gateway.Posts("keep").Distinct());
        foreach (var key in shop.Gateway.Posts("keep").Distinct().ToList()) IsYoung(shop, "keep", key);
    }

    [Fact]
    public async Task Asks_for_a_method_to_be_forgotten_under_a_new_key_a_day()
    {
        await using var shop = await TimedShop.Open(
            TimedShop.QuoteOf(("A", 1000, 1)), new() { SaveCards = false });
        shop.Gateway.Plan = operation => operation == "forget" ? "before" : null;
        await shop.Ship("shipment-1");
        await shop.Pass(TimeSpan.FromHours(50));
        string[] keys = ["order-ada/1/forget", "order-ada/1/forget/1", "order-ada/1/forget/2"];
        Assert.Equal(keys.Select(key => $"pm_kept {key}"), shop.Gateway.Posts("forget").Distinct());
        foreach (var key in shop.Gateway.Posts("forget").Distinct().ToList()) IsYoung(shop, "forget", key);
    }

    /// <summary>PRB-04: of an order that was voided, of one whose rest was, and nobody is told twice.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tells_of_money_that_the_gateway_does_not_let_go(bool isRest)
    {
        await using var shop = await TimedShop.Open(
            TimedShop.QuoteOf(("A", 1000, 1), ("B", 700, 1)), manyCaptures: true);
        if (isRest) await shop.Ship("shipment-1", ("1", 1));
        shop.Gateway.Plan = operation => operation == "cancel" ? "before" : null;
        await shop.Ask(order => order.Void(new("gone", UnshippedOnly: true), Call.System));
        await shop.Pass(TimeSpan.FromHours(8) - TimeSpan.FromMinutes(5));
        Assert.Empty(shop.Problems);
        await shop.Pass(TimeSpan.FromHours(30));
        Assert.Equal(["payment/order-ada/1/stays"], shop.Problems);
        shop.Gateway.Plan = _ => null;
        await shop.Pass(TimeSpan.FromHours(1));
        Assert.Equal(isRest ? "captured" : "cancelled", Assert.Single((await shop.Order()).Payments).Status);
    }

    private static Task<TimedShop> Opened() => TimedShop.Open(TimedShop.QuoteOf(("A", 1000, 1)));

    private static void IsYoung(TimedShop shop, string operation, string? key = null)
    {
        var sent = shop.Gateway.Calls.Where(
            call => call.Operation == operation && (key is null || call.Subject == key)).ToList();
        Assert.InRange(sent[^1].At - sent[0].At, TimeSpan.Zero, TimeSpan.FromHours(23) - TimeSpan.FromTicks(1));
    }
}
