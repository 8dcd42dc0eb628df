using Commerce.Grains.Kernel;
using Commerce.Grains.Products.Owners;
using Orleans.Concurrency;

namespace Commerce.Grains.Products;

[StatelessWorker, Reentrant, GrainType("catalogue")]
internal sealed class CatalogueGrain(CatalogueReader reader, IOrderItemTable orders, IIdSource ids, EntityTools tools)
    : Grain, ICatalogueGrain
{
    public Task<ImmutableArray<CatalogueItem>> Find(ImmutableArray<Sku> skus) => reader.Find(skus);

    public Task<Outcome<ProductView>> Create(ProductId id, ProductContent content, Call call) =>
        Save(id, content, claims => Product(id).Create(content, claims, call));

    public Task<Outcome<ProductView>> Change(ProductId id, ProductContent content, Call call) =>
        Save(id, content, claims => Product(id).Change(content, claims, call));

    public async Task<Outcome<ProductView>> Remove(ProductId id, Call call)
    {
        if (!await orders.Mentions(id)) return Known(await Product(id).Remove(call));
        return await Product(id).View() is Outcome<ProductView>.Done(var product, _)
            ? await Change(id, product.Content with { Active = false }, call)
            : new NotFound("product");
    }

    public async Task<Outcome<ProductView>> Reprice(ProductId id, PriceChange change, Call call) =>
        Known(await Product(id).Reprice(change, call));

    public async Task<Outcome<ProductView>> LookUp(string idOrSlug)
    {
        if (ProductId.IsOne(idOrSlug)
            && await Product(new(idOrSlug)).View() is Outcome<ProductView>.Done byId) return byId;
        var name = OwnedName.Slug(idOrSlug);
        var owner = await GrainFactory.OwnerOf(name).View();
        return owner.Holder is { } holder && await Product(holder).View() is Outcome<ProductView>.Done found
            && found.Value.Content.Slug == idOrSlug ? found : new NotFound("product");
    }

    public async Task<ProductId?> OwnerOf(Sku sku)
    {
        var name = OwnedName.Sku(sku);
        var owner = await GrainFactory.OwnerOf(name).View();
        return owner.Holder is { } holder && (await Product(holder).Uses(name)).Used
            ? ProductId.Of(holder.Value)
            : null;
    }

    private IProductGrain Product(NameHolder id) => GrainFactory.GetGrain<IProductGrain>(id.Value);

    private async Task<Outcome<ProductView>> Save(
        ProductId id, ProductContent content, Func<Claims, Task<Outcome<ProductView>>> save)
    {
        if (ProductRules.Check(content, tools.Settings.Currency) is { } wrong) return wrong;
        var before = await Product(id).View() is Outcome<ProductView>.Done(var view, _) ? view.Content : null;
        var slug = before?.Slug == content.Slug ? null : content.Slug;
        var known = before?.Variants.Select(variant => variant.Sku).ToHashSet() ?? [];
        ImmutableArray<Sku> skus =
            [.. content.Variants.Select(variant => variant.Sku).Where(sku => !known.Contains(sku))];

        var claims = new Claims(ids.Next(), slug, skus, tools.Clock.Now() + tools.Settings.HoldTime);
        var names = new NameClaims(GrainFactory, id, claims.Ticket, claims.Until);
        var outcome = await names.Claim(slug, skus) is { } refused ? refused : await save(claims);
        if (outcome is not Outcome<ProductView>.Done) await names.GiveBack();
        return Known(outcome);
    }

    // Whoever changed a product here sees it changed.
    private Outcome<ProductView> Known(Outcome<ProductView> outcome)
    {
        if (outcome is Outcome<ProductView>.Done(var product, _))
            reader.Forget(product.Content.Variants.Select(variant => variant.Sku));
        return outcome;
    }
}
