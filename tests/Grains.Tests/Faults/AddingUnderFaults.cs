using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;
using Commerce.Kit;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Faults;

/// <summary>ORD-19 on the grains: items are added to a placed order, or not at all, whatever fails.</summary>
public sealed class AddingUnderFaults
{
    private const long Sale = 2 * 1999 + 4500, More = 2 * 4500;

    // The stock's hold, the order, the stock's commit, the order's acknowledgement.
    private const int WritesLeast = 4;

    public static TheoryData<Fault, Client> Courses { get; } = new(
        from fault in new[] { Fault.ThrowsBefore, Fault.ThrowsAfter, Fault.HangsBefore, Fault.HangsAfter }
        from client in Enum.GetValues<Client>()
        select (fault, client));

    [Theory, MemberData(nameof(Courses))]
    public async Task Adds_once_or_leaves_nothing_behind_whichever_write_fails(Fault fault, Client client)
    {
        var number = 0;
        while (true)
        {
            using var shop = await Placed();
            var plan = new OneWrite(++number, fault);
            shop.Arm(plan);
            await Add(shop, client);
            await shop.ComeToRest();
            try
            {
                await Check(shop, mustBeThere: client == Client.RepeatsAtOnce || plan.Struck is null);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"After {plan.Struck}: {failure.Message}", failure);
            }

            if (plan.Struck is null) break;
        }

        Assert.InRange(number - 1, WritesLeast, 20);
    }

    [Fact]
    public async Task Makes_one_item_of_two_clicks()
    {
        using var shop = await Placed();
        var outcomes = await shop.Ask(grains => Both(Adding(grains, "1"), Adding(grains, "1")));
        Assert.DoesNotContain(outcomes, outcome => outcome is Outcome<OrderView>.Refused);
        await shop.Ask(grains => Adding(grains, "1"));
        await shop.ComeToRest();
        await Check(shop, mustBeThere: true);
    }

    [Fact]
    public async Task Makes_two_items_of_two_requests()
    {
        using var shop = await Placed();
        await shop.Ask(grains => Both(Adding(grains, "1"), Adding(grains, "2")));
        await shop.ComeToRest();
        Assert.Equal(4, (await Order(shop)).Items.Length);
        Assert.Equal((10, 5), await Globes(shop));
        Assert.Empty(MemoryAudit.Run(shop.Store, shop.Gateway));
    }

    [Fact]
    public async Task Is_refused_when_the_stock_is_short_and_may_be_asked_for_again()
    {
        using var shop = await Placed(globes: 2);
        var before = shop.Store.Envelopes.Count;
        var refused = Assert.IsType<Outcome<OrderView>.Refused>(await shop.Ask(grains => Adding(grains, "1")));
        Assert.Equal(new ShortLine(Globe.Sku, 2, 1), Assert.Single(Assert.IsType<OutOfStock>(refused.Why).Lines));
        Assert.Equal(before, shop.Store.Envelopes.Count);
        await shop.Ask(grains => FaultyShop.Stock(grains, Globe).Adjust(Globe.Sku, 10, null, Call.System));
        Assert.IsType<Outcome<OrderView>.Done>(await shop.Ask(grains => Adding(grains, "1")));
        await shop.ComeToRest();
        await Check(shop, mustBeThere: true);
    }

    /// <summary>Between the hold and the order: everything left meanwhile, so the order takes nothing more.</summary>
    [Fact]
    public async Task Sets_the_stock_free_when_the_order_says_no_after_all()
    {
        using var shop = await Placed();
        var refused = Assert.IsType<Outcome<OrderView>.Refused>(await shop.Ask(grains =>
        {
            shop.Arm(new Meanwhile("stock/", () => Void(grains)));
            return Adding(grains, "1");
        }));
        Assert.IsType<NotAllowed>(refused.Why);
        await shop.ComeToRest();
        Assert.Equal((10, 0), await Globes(shop));
        Assert.Equal("void", (await Order(shop)).Status);
        Assert.Empty(MemoryAudit.Run(shop.Store, shop.Gateway));
    }

    [Fact]
    public async Task Says_no_before_anything_is_held()
    {
        using var shop = await Placed();
        await shop.Ask(Void);
        await shop.ComeToRest();
        var before = shop.Store.Envelopes.Count;
        Assert.IsType<Outcome<OrderView>.Refused>(await shop.Ask(grains => Adding(grains, "1")));
        Assert.IsType<Outcome<OrderView>.Refused>(await shop.Ask(grains => Adding(grains, "2", Unknown)));
        var stale = Assert.IsType<Outcome<OrderView>.Refused>(await shop.Ask(grains => Desk(grains).Add(
            Wanted("3", Globe.Sku), CallOf("3") with { IfVersion = 1 })));
        Assert.IsType<VersionStale>(stale.Why);
        Assert.Equal(before, shop.Store.Envelopes.Count);
    }

    /// <summary>C3, REF: everything leaves for one charge of its own, the smaller promise ends, and what was added
    /// comes back for its own price.</summary>
    [Fact]
    public async Task Is_charged_when_it_leaves_and_given_back_when_it_comes_back()
    {
        using var shop = await Placed();
        await shop.Ask(grains => Adding(grains, "1"));
        var sale = new OneSale(shop, "pm_card_visa", Client.RepeatsAtOnce);
        await sale.Ship();
        Assert.Equal("fulfilled", (await Order(shop)).Status);
        Assert.Equal(
            [(Sale, 0L, false), (Sale + More, Sale + More, true)],
            shop.Gateway.Books.OrderBy(book => book.Amount).Select(book => (
                book.Amount, book.Captured, book.HoldsMoney)));
        Assert.Equal((7, 0), await Globes(shop));

        await shop.Ask(grains => grains.GetGrain<IOrderDeskGrain>("order-desk").Return(
            AdasOrder, new("refund-1", [new("3", 2)], null, "no", null, Restock: true, []), CallOf("back")));
        await shop.ComeToRest();
        Assert.Equal(More, shop.Gateway.Books.Sum(book => book.Refunded));
        Assert.Equal((9, 0), await Globes(shop));
        Assert.Empty(MemoryAudit.Run(shop.Store, shop.Gateway));
    }

    [Fact]
    public async Task Is_void_alone_and_the_promise_is_taken_as_it_was()
    {
        using var shop = await Placed();
        await shop.Ask(grains => Adding(grains, "1"));
        await shop.Ask(grains => grains.GetGrain<IOrderGrain>(AdasOrder.Value).Void(
            new("no", UnshippedOnly: true) { Items = [new("3", 1)] }, CallOf("less")));
        await shop.ComeToRest();
        Assert.Equal((10, 2), await Globes(shop));
        await shop.Ask(grains => grains.GetGrain<IOrderGrain>(AdasOrder.Value).Void(
            new("no", UnshippedOnly: true) { Items = [new("3", null)] }, CallOf("none")));
        await new OneSale(shop, "pm_card_visa", Client.RepeatsAtOnce).Ship();
        Assert.Equal((Sale, Sale), shop.Gateway.Books.Select(book => (book.Amount, book.Captured)).Single());
        Assert.Equal((9, 0), await Globes(shop));
        Assert.Empty(MemoryAudit.Run(shop.Store, shop.Gateway));
    }

    [Fact]
    public async Task Stays_to_be_shipped_when_its_charge_is_declined()
    {
        using var shop = await Placed();
        await shop.Ask(grains => Adding(grains, "1"));
        shop.Gateway.Declines = name => name == "charge";
        await new OneSale(shop, "pm_card_visa", Client.RepeatsAtOnce).Ship();
        Assert.All((await Order(shop)).Items, item => Assert.Equal("to_be_shipped", item.State));
        Assert.Equal(0, shop.Gateway.Books.Sum(book => book.Captured));
        Assert.Equal(1, shop.Gateway.Holding);
        Assert.Equal((10, 3), await Globes(shop));
        Assert.Empty(MemoryAudit.Run(shop.Store, shop.Gateway));
    }

    // At rest: the units are the order's and promised to its addition, or neither.
    private static async Task Check(FaultyShop shop, bool mustBeThere)
    {
        Assert.Empty(MemoryAudit.Run(shop.Store, shop.Gateway));
        Assert.Empty(shop.Store.WithErrands);
        var order = await Order(shop);
        var added = order.Items.Where(item => item.AddedBy is not null).ToList();
        if (mustBeThere) Assert.Single(added);
        Assert.Equal((10, added.Count == 0 ? 1 : 3), await Globes(shop));
        Assert.Equal(Sale + added.Count * More, order.Totals.Due.Amount);
    }

    private static async Task Add(FaultyShop shop, Client client)
    {
        for (var tries = 0; tries < 5; tries++)
        {
            try
            {
                await shop.Ask(grains => Adding(grains, "1"));
                return;
            }
            catch (Exception fault) when (fault is not Xunit.Sdk.IAssertionException)
            {
                if (client == Client.GoesAway) return;
                if (client == Client.RepeatsLater) await shop.ComeToRest();
            }
        }

        Assert.Fail("It was never answered.");
    }

    private static async Task<FaultyShop> Placed(int globes = 10)
    {
        var shop = await FaultyShop.Open((Atlas, 10), (Globe, globes));
        var sale = new OneSale(shop, "pm_card_visa", Client.RepeatsAtOnce);
        await sale.Run();
        return shop;
    }

    // Both are under way before either is waited for.
    private static async Task<ImmutableArray<T>> Both<T>(Task<T> one, Task<T> other) => [await one, await other];

    private static Task<Outcome<OrderView>> Adding(IGrainFactory grains, string key, Sku? sku = null) =>
        Desk(grains).Add(Wanted(key, sku ?? Globe.Sku), CallOf("add-" + key));

    private static Addition Wanted(string key, Sku sku) =>
        new(AttemptId.OfAddition(AdasOrder, key), sku, 2, null);

    private static Task<Outcome<OrderView>> Void(IGrainFactory grains) => grains.GetGrain<IOrderGrain>(AdasOrder.Value)
        .Void(new("sold out", UnshippedOnly: false), CallOf("void"));

    private static async Task<OrderView> Order(FaultyShop shop) => Assert.IsType<Outcome<OrderView>.Done>(
        await shop.Ask(grains => grains.GetGrain<IOrderGrain>(AdasOrder.Value).View())).Value;

    private static async Task<(int OnHand, int Held)> Globes(FaultyShop shop)
    {
        var stock = Assert.IsType<Outcome<StockView>.Done>(
            await shop.Ask(grains => FaultyShop.Stock(grains, Globe).View())).Value;
        return (stock.OnHand, stock.Held);
    }

    private static Sku Unknown => Sku.Of("NOTHING");

    private static Call CallOf(string key) => new("admin", Key: new(key, "body"));

    private static IAdditionGrain Desk(IGrainFactory grains) => grains.GetGrain<IAdditionGrain>("addition");
}
