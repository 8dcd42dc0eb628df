using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Grains.Tests.Faults;

/// <summary>G5, in the running shop: an order that was paid at once is voided, and its money goes back.</summary>
public sealed class GivingStrayMoneyBack
{
    [Fact]
    public async Task Succeeds_at_the_second_try_under_a_key_of_its_own()
    {
        using var shop = await Voided(refusals: 1);
        Assert.Equal(
            ["re_order-ada/1/return", "re_order-ada/1/return/2"], shop.Gateway.RefundIds);
        Assert.All(shop.Gateway.Books, book => Assert.Equal(book.Captured, book.Refunded));
        Assert.Equal("cancelled", (await PaymentOf(shop)).Status);
        Assert.DoesNotContain(ProblemsOf(shop), key => key.EndsWith("/not-given-back", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ends_after_the_last_try_with_a_problem()
    {
        using var shop = await Voided(refusals: int.MaxValue);
        Assert.Equal(3, shop.Gateway.RefundIds.Count);
        Assert.Equal("return_failed", (await PaymentOf(shop)).Status);
        Assert.Contains("payment/order-ada/1/not-given-back", ProblemsOf(shop));
        Assert.DoesNotContain(shop.Store.Due, entry => entry.Entity == "order");
    }

    [Fact]
    public async Task Is_made_anew_when_it_failed_weeks_later()
    {
        using var shop = await Voided(refusals: 0);
        var refund = Assert.Single(shop.Gateway.RefundIds);
        shop.Gateway.FailRefund(refund);
        await shop.Ask(_ => shop.Heed(new("refund.failed", "order-ada/1/return", shop.Gateway.Books[0].Id, refund)));
        await shop.ComeToRest();
        Assert.Equal(2, shop.Gateway.RefundIds.Count);
        Assert.All(shop.Gateway.Books, book => Assert.Equal(book.Captured, book.Refunded));
    }

    private static async Task<FaultyShop> Voided(int refusals)
    {
        var shop = await FaultyShop.Open((TheCast.Atlas, 5), (TheCast.Globe, 5));
        shop.Gateway.TakesAtOnce = true;
        shop.Gateway.Declines = what => what == "refund" && refusals-- > 0;
        var sale = new OneSale(shop, "pm_card_visa", Client.RepeatsAtOnce);
        await sale.Run();
        await sale.Void();
        return shop;
    }

    private static async Task<PaymentView> PaymentOf(FaultyShop shop) =>
        Assert.IsType<Outcome<OrderView>.Done>(await shop.Ask(grains =>
            grains.GetGrain<IOrderGrain>(TheCast.AdasOrder.Value).View())).Value.Payments[0];

    private static IEnumerable<string> ProblemsOf(FaultyShop shop) => shop.Store.Envelopes
        .Where(envelope => envelope.TryGetProperty("problems", out _))
        .SelectMany(envelope => envelope.GetProperty("problems").EnumerateArray())
        .Select(problem => problem.GetProperty("key").GetString()!);
}
