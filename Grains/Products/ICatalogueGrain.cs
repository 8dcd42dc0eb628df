using Commerce.Grains.Kernel;

namespace Commerce.Grains.Products;

/// <summary>The catalogue's front desk: a stateless worker that knows where a SKU belongs and how products are
/// made.</summary>
[Alias("catalogue")]
public interface ICatalogueGrain : IGrainWithStringKey
{
    /// <summary>Looks up variants; what one process knows is at most one second old. Unknown SKUs are left
    /// out.</summary>
    /// <param name="skus">At most 1,000.</param>
    [Alias("find")]
    Task<ImmutableArray<CatalogueItem>> Find(ImmutableArray<Sku> skus);

    /// <summary>Makes a product, with its slug and SKUs claimed first.</summary>
    /// <remarks>Refusals: <see cref="InvalidValue"/>, <see cref="SlugTaken"/>, <see cref="SkuTaken"/>,
    /// <see cref="NotAllowed"/> when it exists with other content, <see cref="TryAgain"/>.</remarks>
    /// <param name="id">Its future id; the same id and content again is done already.</param>
    /// <param name="content">All of it.</param>
    /// <param name="call">Who asks.</param>
    [Alias("create")]
    Task<Outcome<ProductView>> Create(ProductId id, ProductContent content, Call call);

    /// <summary>Replaces all that is said of a product; new SKUs are claimed first, dropped ones set free.</summary>
    /// <remarks>Refusals: <see cref="NotFound"/>, <see cref="InvalidValue"/>, <see cref="SlugTaken"/>,
    /// <see cref="SkuTaken"/>, <see cref="VersionStale"/>, <see cref="TryAgain"/>.</remarks>
    /// <param name="id">Which product.</param>
    /// <param name="content">All of it.</param>
    /// <param name="call">Who asks.</param>
    [Alias("change")]
    Task<Outcome<ProductView>> Change(ProductId id, ProductContent content, Call call);

    /// <summary>Changes what a product costs besides its regular prices; this process knows at once.</summary>
    /// <remarks>Refusals: those of <see cref="IProductGrain.Reprice"/>.</remarks>
    /// <param name="id">Which product.</param>
    /// <param name="change">What is changed.</param>
    /// <param name="call">Who asks.</param>
    [Alias("reprice")]
    Task<Outcome<ProductView>> Reprice(ProductId id, PriceChange change, Call call);

    /// <summary>Takes a product out of the shop, if it was never ordered (CAT-12).</summary>
    /// <remarks>Refusals: <see cref="NotFound"/>.</remarks>
    /// <param name="id">Which product.</param>
    /// <param name="call">Who asks.</param>
    [Alias("remove")]
    Task<Outcome<ProductView>> Remove(ProductId id, Call call);

    /// <summary>Finds a product by id or slug.</summary>
    /// <param name="idOrSlug">Either.</param>
    [Alias("look-up")]
    Task<Outcome<ProductView>> LookUp(string idOrSlug);

    /// <summary>Finds the product that a SKU belongs to.</summary>
    /// <param name="sku">The SKU.</param>
    [Alias("owner")]
    Task<ProductId?> OwnerOf(Sku sku);
}

/// <summary>Another product has this slug.</summary>
/// <param name="Slug">The slug.</param>
[GenerateSerializer, Immutable, Alias("refusal.slug-taken")]
public sealed record SlugTaken(string Slug) : Refusal(RefusalKind.NotAllowed, $"Another product is called '{Slug}'.");

/// <summary>Another product has this SKU.</summary>
/// <param name="Sku">The SKU.</param>
/// <param name="Owner">The product that has it.</param>
[GenerateSerializer, Immutable, Alias("refusal.sku-taken")]
public sealed record SkuTaken(Sku Sku, ProductId Owner)
    : Refusal(RefusalKind.NotAllowed, $"The SKU '{Sku}' belongs to another product.");

