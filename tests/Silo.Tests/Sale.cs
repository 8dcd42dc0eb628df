using Commerce.Grains.Access;
using Commerce.Grains.Carts;
using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Products;
using Commerce.Grains.Products.Owners;
using Commerce.Grains.Stock;
using Commerce.Kit;
using Commerce.Silo.Storage.Audit;

namespace Commerce.Silo.Tests;

/// <summary>A day in a shop, from its first product to its last order: something of every kind gets stored, in every
/// state that it can stay in.</summary>
internal sealed class Sale(RunningShop shop)
{
    private static readonly Sku Atlas = Sku.Of("ATLAS-1");
    private static readonly Call Staff = new("admin:1a2b3c4d", "192.0.2.1", "opening");

    private static readonly Delivery Home = new(
        "ada@shop.example", new("Ada Łęcka", "1 Long Road", "Flat 2", "London", "LND", "N1", "GB", "020"), "standard");

    private int calls;

    /// <summary>A shop whose carts lapse before anything else does that is under way.</summary>
    public static async Task<RunningShop> Open(TestDatabase home) =>
        await RunningShop.Start(home, settings: ("Commerce:CartDuration", "00:10:00"));

    private ICheckoutGrain Checkout => shop.Grains.GetGrain<ICheckoutGrain>("checkout");

    private ICatalogueGrain Catalogue => shop.Grains.GetGrain<ICatalogueGrain>("catalogue");

    /// <summary>All of it.</summary>
    public async Task Run()
    {
        await Products();
        await Keys();
        await Count(100);
        await Fill("open");
        await Declined(await Fill("declined"));
        await Declined(await Fill("lapsed"));
        await Pays("doubtful", "pm_card_authenticationRequired");
        await Pays("paid", "pm_card_visa");
        await Ship(await Pays("shipped", "pm_card_visa"), "shipment-1");
        await Void(await Pays("voided", "pm_card_visa"));
        await IsQuiet();
        await Return(OrderId.Of("order-shipped"));
        await Promises();
        await Count(0);
        await Count(98);
        await new Regulars(shop).Run();
        await NobodyWaits();
    }

    /// <summary>Time runs until carts lapse; one that is begun then stays.</summary>
    public async Task LetCartsLapse()
    {
        shop.Clock.Advance(TimeSpan.FromMinutes(10));
        foreach (var name in (string[])["open", "lapsed"]) await LooksLike(name, "expired");
        await Fill("late");
        await NobodyWaits();
    }

    /// <summary>What is still under way comes to its end.</summary>
    private async Task IsQuiet()
    {
        foreach (var name in (string[])["paid", "shipped", "voided"]) await LooksLike(name, "closed");
        await LooksLike("lapsed", "open");
        await LooksLike("doubtful", "frozen");
        var view = shop.Grains.GetGrain<IStockGrain>(StockKey.Of(Atlas));
        await Eventually.Is(
            async () => await view.View() is Outcome<StockView>.Done { Value: { OnHand: 98, Held: 4 } },
            "two are shipped, two paid for, and two promised",
            () => shop.Clock.Advance(TimeSpan.FromSeconds(1)));
        await NobodyWaits();
    }

    // What a shopper on the way to paying leaves, and staff about to save a product.
    private async Task Promises()
    {
        var until = shop.Clock.GetUtcNow().AddDays(1);
        await Done(shop.Grains.GetGrain<IStockGrain>(StockKey.Of(Atlas))
            .Hold(AttemptId.Of("order-walker/1"), 1, until, Atlas));
        var name = OwnedName.Sku(Sku.Of("NEXT-1"));
        await Done(shop.Grains.GetGrain<ISkuOwnerGrain>(name.Key())
            .Claim(name, ProductId.Of("product-next"), "ticket-1", until));
    }

    private Task NobodyWaits() => Eventually.Is(
        async () => (await FactReader.Read(shop.Database)).WithErrands.IsEmpty,
        "everybody has heard of everything",
        () => shop.Clock.Advance(TimeSpan.FromSeconds(1)));

    // A count below what is promised is a problem for a person.
    private Task Count(int units) =>
        Done(shop.Grains.GetGrain<IStockGrain>(StockKey.Of(Atlas)).Adjust(Atlas, units, null, Staff));

    private async Task Products()
    {
        await Done(Catalogue.Create(ProductId.Of("product-atlas"), Content("atlas", Atlas), Staff));
        var gone = ProductId.Of("product-gone");
        await Done(Catalogue.Create(gone, Content("gone", Sku.Of("GONE-1")), Staff));
        await Done(Catalogue.Remove(gone, Staff));
        await Eventually.Is(
            async () => await Catalogue.OwnerOf(Sku.Of("GONE-1")) is null, "the name is free",
            () => shop.Clock.Advance(TimeSpan.FromSeconds(1)));
    }

    private async Task Keys()
    {
        const AccessRoles roles = AccessRoles.Reader | AccessRoles.Catalog;
        foreach (var name in (string[])["aaaaaaaa", "bbbbbbbb"])
        {
            var key = shop.Grains.GetGrain<IAccessKeyGrain>(AccessKeyId.Of(name).Key);
            await Done(key.Make(new(AccessKind.Admin, roles, "Desk", "hash-of-the-key"), Staff));
        }

        await Done(shop.Grains.GetGrain<IAccessKeyGrain>(AccessKeyId.Of("bbbbbbbb").Key).Revoke(Staff));
        var secrets = shop.Grains.GetGrain<IServerKeysGrain>(IServerKeysGrain.Only);
        await Done(secrets.Open(new("first-secret-of-tokens", "first-secret-of-ids")));
        await Done(secrets.Replace(new(ServerKeyUse.Tokens, "second-secret-of-tokens"), Staff));
    }

    private async Task<CartId> Fill(string name)
    {
        var cart = CartId.Named(name);
        await Done(Checkout.AddLine(cart, Atlas, 2, Guest()));
        await Done(Checkout.SetDelivery(cart, Home, Guest()));
        return cart;
    }

    private async Task<OrderId> Pays(string name, string method)
    {
        var cart = await Fill(name);
        await Done(Checkout.Submit(cart, new(method, "https://shop.example/back", null), Guest()));
        return cart.Order;
    }

    private async Task Declined(CartId cart)
    {
        var answer = await Checkout.Submit(cart, new("pm_card_chargeDeclined", null, null), Guest());
        Assert.IsType<PaymentDeclined>(Assert.IsType<Outcome<Placement>.Refused>(answer).Why);
    }

    private Task Ship(OrderId order, string shipment) => Done(shop.Grains.GetGrain<IOrderGrain>(order.Value)
        .Ship(new(shipment, [], "UPS Ground", "1Z999", null), Staff));

    // One of two comes back, and its money goes back.
    private Task Return(OrderId order) => Done(shop.Grains.GetGrain<IOrderDeskGrain>("desk").Return(
        order, new("refund-1", [new("1", 1)], null, "too small", null, Restock: false, []), Staff));

    private Task Void(OrderId order) => Done(shop.Grains.GetGrain<IOrderGrain>(order.Value)
        .Void(new("asked to", UnshippedOnly: false), Staff));

    private Task LooksLike(string name, string status) => Eventually.Is(
        async () => await shop.Grains.GetGrain<ICartGrain>(CartId.Named(name).Value).View()
            is Outcome<CartView>.Done(var view, _) && view.Status == status,
        $"cart-{name} is {status}",
        () => shop.Clock.Advance(TimeSpan.FromSeconds(1)));

    private Call Guest() => new("guest", "192.0.2.7", Key: new($"key-{calls++}", "body"));

    private static ProductContent Content(string slug, Sku sku) => new(
        "Atlas of Łódź", slug, "A summary", "<p>A description</p>", "maps, towns", "Harbour Press",
        Active: true, Present: true, AvailableAt: DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000),
        [new(["Books", "Travel", "Maps"])], ["Binding"],
        [new(sku, ["Cloth"], new Money(2_500, "USD"), 1.25m, SoftGood: false, Tracked: true, new(2), "978-1")],
        ["https://shop.example/atlas.jpg"]);

    private static async Task Done<T>(Task<Outcome<T>> outcome) => Assert.IsType<Outcome<T>.Done>(await outcome);
}
