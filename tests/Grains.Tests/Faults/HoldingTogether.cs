using Commerce.Grains.Carts;
using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;
using Commerce.Kit;
using Orleans.Runtime;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Faults;

/// <summary>A checkout holds all its goods at once while there is plenty of each, and the rest in order.</summary>
public sealed class HoldingTogether
{
    private const int Plenty = 100;

    private static readonly CartId BobsCart = CartId.Of("cart-bob");

    [Fact]
    public async Task Asks_for_the_second_though_the_first_is_not_stored_yet()
    {
        using var shop = await FaultyShop.Open((Atlas, Plenty), (Globe, Plenty));
        Assert.Equal([StockKey.Of(Globe.Sku)], await HeldWhileTheAtlasFails(shop));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(1)]
    public async Task Waits_with_the_second_where_both_are_scarce(int left)
    {
        using var shop = await FaultyShop.Open((Atlas, left), (Globe, left));
        Assert.Empty(await HeldWhileTheAtlasFails(shop));
    }

    [Fact]
    public async Task Holds_in_order_what_it_did_not_get_together()
    {
        using var shop = await FaultyShop.Open((Atlas, Plenty), (Globe, Plenty));
        await Fill(shop, AdasCart);
        shop.Arm(new OneWrite(2, Fault.ThrowsBefore));
        Assert.IsType<Outcome<Placement>.Done>(await shop.Ask(grains => Submit(grains, AdasCart)));
        Assert.Equal((1, 1), (await Held(shop, Atlas), await Held(shop, Globe)));
    }

    [Fact]
    public async Task Gives_everything_back_when_one_is_short()
    {
        using var shop = await FaultyShop.Open((Atlas, 0), (Globe, Plenty));
        await Fill(shop, AdasCart);
        var refused = Assert.IsType<Outcome<Placement>.Refused>(await shop.Ask(grains => Submit(grains, AdasCart)));
        Assert.Equal(new(Atlas.Sku, 1, 0), Assert.Single(Assert.IsType<OutOfStock>(refused.Why).Lines));
        Assert.Equal((0, 0), (await Held(shop, Atlas), await Held(shop, Globe)));
    }

    [Fact]
    public async Task Sells_the_last_of_both_to_one_of_two_who_want_them_at_once()
    {
        using var shop = await FaultyShop.Open((Atlas, 1), (Globe, 1));
        await Fill(shop, AdasCart);
        await Fill(shop, BobsCart);
        var outcomes = await shop.Ask(grains => Together.All([Submit(grains, AdasCart), Submit(grains, BobsCart)]));
        Assert.Single(outcomes.OfType<Outcome<Placement>.Done>());
        Assert.IsType<OutOfStock>(Assert.Single(outcomes.OfType<Outcome<Placement>.Refused>()).Why);
    }

    // Every write of the atlas fails: which others were held then?
    private static async Task<ImmutableArray<string>> HeldWhileTheAtlasFails(FaultyShop shop)
    {
        await Fill(shop, AdasCart);
        var plan = new NoWriteOf(Atlas.Sku);
        shop.Arm(plan);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => shop.Ask(grains => Submit(grains, AdasCart)));
        return plan.Others;
    }

    private static async Task Fill(FaultyShop shop, CartId cart)
    {
        foreach (var item in (CatalogueItem[])[Atlas, Globe])
            await shop.Ask(grains => Checkout(grains).AddLine(cart, item.Sku, 1, Call.System));
        await shop.Ask(grains => Checkout(grains).SetDelivery(cart, ToAda, Call.System));
    }

    private static Task<Outcome<Placement>> Submit(IGrainFactory grains, CartId cart) => Checkout(grains).Submit(
        cart, new("pm_card_visa", null, null), new("guest", Key: new(cart.Value, "body")));

    private static async Task<int> Held(FaultyShop shop, CatalogueItem item) => Assert.IsType<Outcome<StockView>.Done>(
        await shop.Ask(grains => FaultyShop.Stock(grains, item).View())).Value.Held;

    private static ICheckoutGrain Checkout(IGrainFactory grains) => grains.GetGrain<ICheckoutGrain>("checkout");

    private sealed class NoWriteOf(Sku sku) : IFaultPlan
    {
        private readonly List<string> others = [];

        public ImmutableArray<string> Others => [.. others];

        public Fault OfWrite(string name, GrainId grain)
        {
            if (name != "stock") return Fault.None;
            var key = grain.Key.ToString()!;
            if (key == StockKey.Of(sku)) return Fault.ThrowsBefore;
            others.Add(key);
            return Fault.None;
        }

        public Fault OfCall(string name) => Fault.None;
    }
}
