using Commerce.Grains.Kernel;
using Commerce.Grains.Products;
using Commerce.Grains.Products.Owners;
using Commerce.Grains.Stock;
using Commerce.Kit;
using Microsoft.Extensions.DependencyInjection;
using static Commerce.Grains.Tests.Products.TheProduct;

namespace Commerce.Grains.Tests.Products;

public sealed class TheCatalogue : IAsyncLifetime
{
    private readonly OrderedProducts ordered = new();
    private GrainHost host = default!;
    private volatile bool courierSleeps;

    private ICatalogueGrain Catalogue => host.Grains.GetGrain<ICatalogueGrain>("catalogue");

    public async ValueTask InitializeAsync() => host = await GrainHost.Start(add: services => services
        .AddSingleton<CatalogueCache>()
        .AddSingleton<CatalogueReader>()
        .AddSingleton<IOrderItemTable>(ordered)
        .AddSingleton<ProductCourier>()
        .AddSingleton<ICourier>(all => new SleepyCourier(all.GetRequiredService<ProductCourier>(), this)));

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Makes_a_product_that_is_found_by_id_slug_and_sku()
    {
        var made = Done(await Catalogue.Create(Id, Mug, Call.System));
        Assert.Equal((Id, 1L), (made.Id, made.Version));
        Assert.Equal(Id, Done(await Catalogue.LookUp(Id.Value)).Id);
        Assert.Equal(Id, Done(await Catalogue.LookUp("mug")).Id);
        Assert.Equal(Id, await Catalogue.OwnerOf(new("mug-RED")));
        Assert.Null(await Catalogue.OwnerOf(new("mug-pink")));
        Assert.IsType<NotFound>(Why(await Catalogue.LookUp("cup")));
    }

    [Fact]
    public async Task Gives_a_sku_to_one_of_many_and_leaves_the_others_their_slugs()
    {
        var all = await Task.WhenAll(Enumerable.Range(1, 20).Select(number =>
            Catalogue.Create(new($"product-{number}"), Other($"mug-{number}", "MUG-1"), Call.System)));
        Assert.Single(all, outcome => outcome is Outcome<ProductView>.Done);
        Assert.Equal(19, all.Count(outcome => outcome is Outcome<ProductView>.Refused(SkuTaken)));
        var free = Array.FindIndex(all, outcome => outcome is not Outcome<ProductView>.Done) + 1;
        Done(await Catalogue.Create(new("product-new"), Other($"mug-{free}", "NEW-1"), Call.System));
    }

    [Fact]
    public async Task Refuses_a_slug_that_another_product_has()
    {
        await Catalogue.Create(Id, Mug, Call.System);
        Assert.Equal(new SlugTaken("mug"),
            Why(await Catalogue.Create(new("product-b"), Other("mug", "B-1"), Call.System)));
        Assert.Null(await Catalogue.OwnerOf(new("B-1")));
    }

    [Fact]
    public async Task Sets_names_free_that_a_product_uses_no_more()
    {
        await Catalogue.Create(Id, Mug, Call.System);
        await host.Deliver("product", Id.Value);
        Done(await Catalogue.Change(Id, Other("cup", "CUP-1"), Call.System));
        await host.Deliver("product", Id.Value);
        Done(await Catalogue.Create(new("product-b"), Mug, Call.System));
        Assert.Equal(Id, Done(await Catalogue.LookUp("cup")).Id);
    }

    [Fact]
    public async Task Gives_the_names_of_a_removed_product_away_before_their_owners_hear_of_it()
    {
        await Catalogue.Create(Id, Mug, Call.System);
        await host.Deliver("product", Id.Value);
        courierSleeps = true;
        Done(await Catalogue.Remove(Id, Call.System));
        Done(await Catalogue.Create(new("product-b"), Mug, Call.System));
        Assert.Equal(new ProductId("product-b"), Done(await Catalogue.LookUp("mug")).Id);
    }

    [Fact]
    public async Task Knows_the_version_again_after_others_were_told()
    {
        await Catalogue.Create(Id, Mug, Call.System);
        await host.Deliver("product", Id.Value);
        var call = Call.System with { IfVersion = 1 };
        Assert.Equal(2, Done(await Catalogue.Change(Id, Mug with { Name = "Cup" }, call)).Version);
        Assert.Equal(new VersionStale(2), Why(await Catalogue.Change(Id, Mug with { Name = "Jug" }, call)));
    }

    [Fact]
    public async Task Tells_stock_items_their_backorder()
    {
        await Catalogue.Create(Id, Mug with { Variants = [Mug.Variants[0] with { Backorder = new(7) }] }, Call.System);
        await host.Deliver("product", Id.Value);
        var stock = await host.Grains.GetGrain<IStockGrain>(StockKey.Of(new("mug-red"))).View();
        var view = Assert.IsType<Outcome<StockView>.Done>(stock).Value;
        Assert.Equal(new StockView(new("MUG-red"), 0, 0, 0, new(7)), view);
    }

    [Fact]
    public async Task Knows_at_once_what_was_changed_here()
    {
        await Catalogue.Create(Id, Mug, Call.System);
        Assert.Equal(1_200, await Price("MUG-red"));
        await Catalogue.Change(Id, Mug with { Variants = [Variant("MUG-red", "Red", 999)] }, Call.System);
        Assert.Equal(999, await Price("mug-RED"));
        await Catalogue.Reprice(Id, new PriceChange.SetShipping(new(500, "USD"), null), Call.System);
        var found = await Catalogue.Find([new("MUG-red")]);
        Assert.Equal(new Money(500, "USD"), found[0].PricesOf().Shipping);
    }

    [Fact]
    public async Task Says_what_is_at_most_a_second_old()
    {
        await Catalogue.Create(Id, Mug, Call.System);
        Assert.Equal(1_200, (await Price("MUG-red")));
        var cheaper = Mug with { Variants = [Variant("MUG-red", "Red", 999)] };
        await host.Grains.GetGrain<IProductGrain>(Id.Value).Change(cheaper, ClaimsOf(cheaper), Call.System);
        host.Clock.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal(1_200, await Price("mug-RED"));
        host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(999, await Price("MUG-red"));
    }

    [Fact]
    public async Task Leaves_out_what_it_does_not_know()
    {
        await Catalogue.Create(Id, Mug, Call.System);
        var found = await Catalogue.Find([new("MUG-blue"), new("nothing"), new("MUG-red"), new("MUG-RED")]);
        Assert.Equal(["MUG-blue", "MUG-red"], found.Select(item => item.Sku.Value));
        Assert.Equal("Blue", found[0].Options);
    }

    [Fact]
    public async Task Removes_what_was_never_ordered_and_discontinues_the_rest()
    {
        await Catalogue.Create(Id, Mug, Call.System);
        ordered.Add(Id);
        Assert.False(Done(await Catalogue.Remove(Id, Call.System)).Content.Active);
        Assert.False(Done(await Catalogue.LookUp(Id.Value)).Content.Active);
        ordered.Clear();
        Done(await Catalogue.Remove(Id, Call.System));
        Assert.IsType<NotFound>(Why(await Catalogue.LookUp(Id.Value)));
        await host.Deliver("product", Id.Value);
        Done(await Catalogue.Create(new("product-b"), Mug, Call.System));
    }

    [Fact]
    public async Task Asks_the_product_before_a_claim_lapses()
    {
        var name = OwnedName.Sku(new("NEW-1"));
        var owner = host.Grains.OwnerOf(name);
        await owner.Claim(name, Id, "t1", host.Clock.GetUtcNow().AddMinutes(10));
        var courier = new ProductCourier(host.Grains);
        await courier.Deliver(new AskUse(name, Id, null));
        Assert.Equal(Id.Value, (await owner.View()).Holder?.Value);
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        await courier.Deliver(new AskUse(name, Id, null));
        Assert.Null((await owner.View()).Holder);
    }

    private static ProductContent Other(string slug, string sku) =>
        Mug with { Slug = slug, Variants = [Variant(sku, "Red", 500)] };

    private static ProductView Done(Outcome<ProductView> outcome) =>
        Assert.IsType<Outcome<ProductView>.Done>(outcome).Value;

    private static Refusal Why(Outcome<ProductView> outcome) =>
        Assert.IsType<Outcome<ProductView>.Refused>(outcome).Why;

    private async Task<long?> Price(string sku) => Assert.Single(await Catalogue.Find([new(sku)])).Price?.Amount;

    private sealed class OrderedProducts : HashSet<ProductId>, IOrderItemTable
    {
        public Task<bool> Mentions(ProductId product) => Task.FromResult(Contains(product));
    }

    private sealed class SleepyCourier(ProductCourier courier, TheCatalogue test) : ICourier
    {
        public bool Carries(Errand errand) => courier.Carries(errand);

        public Task<bool> Deliver(Errand errand) =>
            test.courierSleeps ? Task.FromResult(false) : courier.Deliver(errand);
    }
}
