using Commerce.Grains.Carts;
using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;
using Commerce.Kit;

namespace Commerce.Grains.Tests.Faults;

/// <summary>What a client does when it hears of a fault.</summary>
public enum Client
{
    /// <summary>It sends the same request under the same key at once.</summary>
    RepeatsAtOnce,

    /// <summary>It sends the same request under the same key when everything has come to rest.</summary>
    RepeatsLater,

    /// <summary>It is never heard of again.</summary>
    GoesAway,
}

/// <summary>Ada buys two atlases and a globe, and they are shipped: every step under a key of its own.</summary>
internal sealed class OneSale(FaultyShop shop, string method, Client client)
{
    private const int TriesMost = 60;

    /// <summary>Of each good, before the sale.</summary>
    public int OnHand { get; init; } = 10;

    private bool gone;

    /// <summary>Everything, whatever happens meanwhile.</summary>
    public async Task Run()
    {
        await Fill();
        await Pay();
        await shop.ComeToRest();
    }

    /// <summary>The cart is filled.</summary>
    public async Task Fill()
    {
        await Do("add-1", (grains, call) => Checkout(grains).AddLine(TheCast.AdasCart, TheCast.Atlas.Sku, 2, call));
        await Do("add-2", (grains, call) => Checkout(grains).AddLine(TheCast.AdasCart, TheCast.Globe.Sku, 1, call));
        await Do("deliver", (grains, call) => Checkout(grains).SetDelivery(TheCast.AdasCart, TheCast.ToAda, call));
    }

    /// <summary>The cart is submitted, and no clock runs on.</summary>
    public Task Pay() => Do("submit", Submit);

    /// <summary>The shopper asks again what became of it.</summary>
    public async Task Refresh()
    {
        await Do("refresh", (grains, call) => Checkout(grains).Refresh(TheCast.AdasOrder, true, call));
        await shop.ComeToRest();
    }

    /// <summary>One atlas leaves.</summary>
    public Task ShipOne() => Do("ship-one", (grains, call) => grains.GetGrain<IOrderDeskGrain>("order-desk")
        .Ship(TheCast.AdasOrder, new("shipment-0", [new("1", 1)], null, null, null), call));

    /// <summary>The customer pays anew, by a link.</summary>
    public async Task PayByLink()
    {
        await Do("link", (grains, call) => grains.GetGrain<IOrderStaffGrain>(TheCast.AdasOrder.Value)
            .MakeLink(new("token", null), call));
        await Do("pay-by-link", (grains, call) => grains.GetGrain<IPaymentLinkGrain>("payment-link")
            .Pay(TheCast.AdasOrder, new("token", method, null), call));
        await shop.ComeToRest();
    }

    /// <summary>Staff void everything.</summary>
    public async Task Void()
    {
        await Do("void", (grains, call) => Order(grains).Void(new("sold out", UnshippedOnly: false), call));
        await shop.ComeToRest();
    }

    /// <summary>The atlases come back, and their price goes back.</summary>
    public async Task GiveBack()
    {
        var back = new OrderCommand.Return("refund-1", [new("1", null)], null, "too large", null, false, []);
        await Do("give-back", (grains, call) => grains.GetGrain<IOrderDeskGrain>("order-desk")
            .Return(TheCast.AdasOrder, back, call));
        await shop.ComeToRest();
    }

    /// <summary>Staff send everything.</summary>
    public async Task Ship()
    {
        var ship = new OrderCommand.Ship("shipment-1", [], null, null, null);
        await Do("ship", (grains, call) => grains.GetGrain<IOrderDeskGrain>("order-desk")
            .Ship(TheCast.AdasOrder, ship, call));
        await shop.ComeToRest();
    }

    /// <summary>Everything comes back, is given back, and can be sold again.</summary>
    public async Task Return()
    {
        var back = new OrderCommand.Return(
            "refund-1", [new("1", null), new("2", null)], null, "too large", null, Restock: true, []);
        await Do("return", (grains, call) => grains.GetGrain<IOrderDeskGrain>("order-desk")
            .Return(TheCast.AdasOrder, back, call));
        await shop.ComeToRest();
        if (gone) return;
        Assert.Empty(MemoryAudit.Run(shop.Store, shop.Gateway));
        Assert.Equal(0, shop.Gateway.Holding);
        var order = Assert.IsType<Outcome<OrderView>.Done>(await shop.Ask(grains => Order(grains).View())).Value;
        Assert.Equal("returned", order.Status);
        Assert.All(order.Refunds.SelectMany(refund => refund.Parts), part => Assert.Equal("settled", part.Status));
        await CheckStock(TheCast.Atlas, 0, left: false);
        await CheckStock(TheCast.Globe, 0, left: false);
    }

    /// <summary>At rest: one order that is paid once, or none; and nobody has anything left to do.</summary>
    public async Task<bool> Check()
    {
        Assert.Empty(MemoryAudit.Run(shop.Store, shop.Gateway));
        Assert.Empty(shop.Store.WithErrands);
        Assert.Empty(shop.Store.FrozenCarts);
        Assert.DoesNotContain(shop.Store.Due, entry => entry.Entity != "cart" && entry.At < shop.Tomorrow);

        var order = await shop.Ask(grains => Order(grains).View()) as Outcome<OrderView>.Done;
        var isPaid = order?.Value.AuthorizedAt is not null;
        var cart = Assert.IsType<Outcome<CartView>.Done>(
            await shop.Ask(grains => grains.GetGrain<ICartGrain>(TheCast.AdasCart.Value).View()));
        Assert.Equal(isPaid ? "closed" : "open", cart.Value.Status);
        Assert.Equal(isPaid ? 1 : 0, shop.Gateway.Holding);
        Assert.Equal(isPaid ? 1 : 0, Mails("new-order"));

        var left = order?.Value.Status == "fulfilled";
        await CheckStock(TheCast.Atlas, isPaid ? 2 : 0, left);
        await CheckStock(TheCast.Globe, isPaid ? 1 : 0, left);
        return isPaid;
    }

    /// <summary>The same request once more: the same order, and nothing is written.</summary>
    public async Task CheckRepeat(bool isPaid)
    {
        var before = shop.Store.Envelopes.Count;
        var outcome = await shop.Ask(grains => Submit(grains, CallOf("submit")));
        if (outcome is Outcome<Placement>.Repeated(var key)) Assert.Contains(key, AnswersKept());
        else Assert.Equal(isPaid, outcome is Outcome<Placement>.Done { Value.Order.AuthorizedAt: not null });
        Assert.Equal(before, shop.Store.Envelopes.Count);
    }

    /// <summary>How many mails of one kind were left for the buyer.</summary>
    public int Mails(string template) => shop.Store.Envelopes
        .SelectMany(envelope => envelope.GetProperty("outgoing").EnumerateArray())
        .Count(mail => mail.GetProperty("template").GetString() == template);

    private async Task Do<T>(string key, Func<IGrainFactory, Call, Task<Outcome<T>>> request)
    {
        for (var tries = 0; !gone; tries++)
        {
            Assert.InRange(tries, 0, TriesMost);
            try
            {
                await shop.Ask(grains => request(grains, CallOf(key)));
                return;
            }
            catch (Exception fault) when (fault is not Xunit.Sdk.IAssertionException)
            {
                gone = client == Client.GoesAway;
                if (client == Client.RepeatsLater) await shop.ComeToRest();
            }
        }
    }

    private async Task CheckStock(CatalogueItem item, int bought, bool left)
    {
        var stock = Assert.IsType<Outcome<StockView>.Done>(
            await shop.Ask(grains => FaultyShop.Stock(grains, item).View())).Value;
        Assert.Equal((left ? OnHand - bought : OnHand, left ? 0 : bought), (stock.OnHand, stock.Held));
    }

    private Task<Outcome<Placement>> Submit(IGrainFactory grains, Call call) =>
        Checkout(grains).Submit(TheCast.AdasCart, new(method, null, null), call);

    private IEnumerable<string?> AnswersKept() => shop.Store.Envelopes
        .SelectMany(envelope => envelope.GetProperty("answers").EnumerateArray())
        .Select(answer => answer.GetProperty("key").GetString());

    private static Call CallOf(string key) => new("guest", Key: new(key, key));

    private static ICheckoutGrain Checkout(IGrainFactory grains) => grains.GetGrain<ICheckoutGrain>("checkout");

    private static IOrderGrain Order(IGrainFactory grains) =>
        grains.GetGrain<IOrderGrain>(TheCast.AdasOrder.Value);
}
