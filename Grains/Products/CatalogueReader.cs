using Commerce.Grains.Kernel;
using Commerce.Grains.Products.Owners;

namespace Commerce.Grains.Products;

/// <summary>Reads variants where they are wanted: what this process knows takes no call of a grain.</summary>
internal sealed class CatalogueReader(CatalogueCache cache, IGrainFactory grains)
{
    /// <inheritdoc cref="ICatalogueGrain.Find"/>
    public Task<ImmutableArray<CatalogueItem>> Find(ImmutableArray<Sku> skus) => skus.Length <= ProductLimits.FindMost
        ? cache.Find(skus, Load)
        : throw new ArgumentOutOfRangeException(nameof(skus), skus.Length, "Too many SKUs.");

    /// <summary>These are asked for again by whoever comes next.</summary>
    public void Forget(IEnumerable<Sku> skus) => cache.Forget(skus);

    private async Task<ImmutableArray<CatalogueItem>> Load(ImmutableArray<Sku> skus)
    {
        var owners = await Together.All(skus.Select(sku => grains.OwnerOf(OwnedName.Sku(sku)).View()));
        var asked = owners.Select(owner => owner.Holder).OfType<NameHolder>().Distinct();
        var views = await Together.All(asked.Select(id => grains.GetGrain<IProductGrain>(id.Value).View()));
        var known = views.OfType<Outcome<ProductView>.Done>().ToDictionary(done => done.Value.Id, done => done.Value);
        return [.. skus.Zip(owners, (sku, owner) =>
            ItemOf(sku, owner.Holder is { } id ? known.GetValueOrDefault(ProductId.Of(id.Value)) : null))
            .OfType<CatalogueItem>()];
    }

    private static CatalogueItem? ItemOf(Sku sku, ProductView? product) =>
        product?.Content.Variants.FirstOrDefault(variant => variant.Sku == sku) is { } variant
            ? CatalogueItem.Of(product, variant)
            : null;
}
