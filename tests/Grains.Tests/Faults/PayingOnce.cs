using Commerce.Grains.Carts;
using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Kit;

namespace Commerce.Grains.Tests.Faults;

/// <summary>Two at once: one movement of money.</summary>
public sealed class PayingOnce
{
    private const string Good = "pm_card_visa";
    private const long All = 2 * 1999 + 4500;

    [Theory]
    [InlineData("tab-1", "tab-1")]
    [InlineData("tab-1", "tab-2")]
    public async Task Makes_one_payment_of_two_tabs(string first, string second)
    {
        using var shop = await Filled();
        var outcomes = await shop.Ask(grains => Both(Submit(grains, first), Submit(grains, second)));
        await shop.ComeToRest();
        Assert.Contains(outcomes, outcome => outcome is Outcome<Placement>.Done { Value.Order.AuthorizedAt: not null });
        Assert.All(outcomes, outcome => Assert.True(
            outcome is Outcome<Placement>.Done or Outcome<Placement>.Repeated
                or Outcome<Placement>.Refused { Why: CartFrozen },
            outcome.ToString()));
        CheckOnePromise(shop);
    }

    [Theory]
    [InlineData("None")]
    [InlineData("TimeoutBefore")]
    [InlineData("TimeoutAfter")]
    [InlineData("BreakdownAfter")]
    public async Task Hears_a_webhook_while_the_shopper_pays(string silence)
    {
        using var shop = await Filled();
        var struck = false;
        shop.Gateway.Silences = name =>
        {
            if (struck || name != "authorize") return Silence.None;
            struck = true;
            return Enum.Parse<Silence>(silence);
        };
        var hint = new PaymentHint(
            "payment_intent.succeeded", TheCast.FirstTry.Value, $"pi_{TheCast.FirstTry}/authorize", null);
        await shop.Ask(async grains =>
        {
            var (early, pays, late) = (shop.Heed(hint), Submit(grains, "tab-1"), shop.Heed(hint));
            await early;
            await late;
            return await pays;
        });
        await shop.Ask(_ => shop.Heed(hint));
        await shop.ComeToRest();
        await shop.Ask(_ => shop.Heed(hint));
        CheckOnePromise(shop);
    }

    [Theory]
    [InlineData("refund-1", "refund-1")]
    [InlineData("refund-1", "refund-2")]
    public async Task Gives_back_once_when_it_is_clicked_twice(string first, string second)
    {
        using var shop = await Shipped();
        var outcomes = await shop.Ask(grains => Both(Return(grains, first), Return(grains, second)));
        await shop.ComeToRest();
        Assert.Contains(outcomes, outcome => outcome is Outcome<OrderView>.Done);
        if (first != second)
            Assert.Contains(outcomes, outcome => outcome is Outcome<OrderView>.Refused { Why: ItemUnknown });
        Assert.Equal(2 * 1999, shop.Gateway.Books.Sum(payment => payment.Refunded));
        Assert.Single(shop.Gateway.RefundIds);
        Assert.Empty(MemoryAudit.Run(shop.Store, shop.Gateway));
    }

    [Theory]
    [InlineData("shipment-1", "shipment-1")]
    [InlineData("shipment-1", "shipment-2")]
    public async Task Takes_once_when_two_ship_the_same(string first, string second)
    {
        using var shop = await Filled();
        await shop.Ask(grains => Submit(grains, "tab-1"));
        await shop.Ask(grains => Both(Ship(grains, first), Ship(grains, second)));
        await shop.ComeToRest();
        Assert.Equal(All, shop.Gateway.Books.Sum(payment => payment.Captured));
        Assert.Single(shop.Gateway.Books);
        Assert.Empty(MemoryAudit.Run(shop.Store, shop.Gateway));
    }

    // Both are under way before either is waited for.
    private static async Task<ImmutableArray<T>> Both<T>(Task<T> one, Task<T> other) => [await one, await other];

    private static void CheckOnePromise(FaultyShop shop)
    {
        var payment = Assert.Single(shop.Gateway.Books);
        Assert.True(payment is { HoldsMoney: true, Captured: 0 });
        Assert.Equal(1, shop.Store.Envelopes.SelectMany(envelope => envelope.GetProperty("events").EnumerateArray())
            .Count(happened => happened.ToString().Contains("order.payment-authorized", StringComparison.Ordinal)));
        Assert.Empty(MemoryAudit.Run(shop.Store, shop.Gateway));
        Assert.Empty(shop.Store.FrozenCarts);
    }

    private static async Task<FaultyShop> Filled()
    {
        var shop = await FaultyShop.Open((TheCast.Atlas, 10), (TheCast.Globe, 10));
        await new OneSale(shop, Good, Client.RepeatsAtOnce).Fill();
        return shop;
    }

    private static async Task<FaultyShop> Shipped()
    {
        var shop = await Filled();
        await shop.Ask(grains => Submit(grains, "tab-1"));
        await shop.Ask(grains => Ship(grains, "shipment-1"));
        return shop;
    }

    private static Task<Outcome<Placement>> Submit(IGrainFactory grains, string key) =>
        grains.GetGrain<ICheckoutGrain>("checkout").Submit(TheCast.AdasCart, new(Good, null, null), CallOf(key));

    private static Task<Outcome<OrderView>> Ship(IGrainFactory grains, string id) => Desk(grains)
        .Ship(TheCast.AdasOrder, new(id, [], null, null, null), CallOf(id));

    private static Task<Outcome<OrderView>> Return(IGrainFactory grains, string id) => Desk(grains)
        .Return(TheCast.AdasOrder, new(id, [new("1", null)], null, "too large", null, false, []), CallOf(id));

    private static Call CallOf(string key) => new("guest", Key: new(key, "body"));

    private static IOrderDeskGrain Desk(IGrainFactory grains) => grains.GetGrain<IOrderDeskGrain>("order-desk");
}
