using Commerce.Grains.Kernel;

namespace Commerce.Grains.Products;

/// <summary>Lists products from their read tables.</summary>
[Alias("product-list")]
public interface IProductListGrain : IGrainWithStringKey
{
    /// <summary>What shoppers browse and search: active and present products (CAT-03, CAT-37).</summary>
    /// <remarks>Refusals: <see cref="CursorInvalid"/>, <see cref="SortUnknown"/>. Sort names: <c>name</c>,
    /// <c>-name</c>, <c>price</c>, <c>-price</c>, <c>newest</c>; with words to search for, best match first.</remarks>
    /// <param name="filter">What to look for.</param>
    /// <param name="page">Which page.</param>
    [Alias("list")]
    Task<Outcome<Page<ProductListEntry>>> List(ProductFilter filter, PageRequest page);

    /// <summary>What buyers of a product also bought, most often first (CAT-34): at most five that shoppers may see;
    /// none where the shop does not want it.</summary>
    /// <param name="product">Which product.</param>
    [Alias("also-bought")]
    Task<ImmutableArray<ProductListEntry>> AlsoBought(ProductId product);

    /// <summary>All categories that hold products, at most three levels (CAT-19).</summary>
    [Alias("categories")]
    Task<ImmutableArray<CategoryNode>> Categories();
}

/// <summary>What to look for in the catalogue.</summary>
/// <param name="Words">At most 100 characters; each word is looked for in name, summary, description, SKUs and
/// keywords (CAT-37).</param>
/// <param name="Category">Category path with <c>/</c> between names: <c>Books/Science</c>.</param>
/// <param name="Everything">True for staff: inactive and not present ones too.</param>
[GenerateSerializer, Immutable, Alias("product-filter")]
public sealed record ProductFilter(string? Words = null, string? Category = null, bool Everything = false);

/// <summary>One product in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Sku">The first variant that can be ordered, else the first.</param>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Name">Its name.</param>
/// <param name="Summary">One line.</param>
/// <param name="Price">The lowest regular price in minor units; null when none can be ordered.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Active">Still sold.</param>
/// <param name="Present">In lists and searches.</param>
/// <param name="AvailableAt">From when on it can be had.</param>
/// <param name="Availability"><c>in_stock</c>, <c>out_of_stock</c>, <c>backorder</c>, <c>pre_order</c>,
/// <c>coming</c> or <c>discontinued</c>.</param>
/// <param name="ChangedAt">When it was last changed.</param>
[GenerateSerializer, Immutable, Alias("product-list-entry")]
public sealed record ProductListEntry(
    ProductId Id,
    string Sku,
    string Slug,
    string Name,
    string? Summary,
    long? Price,
    string Currency,
    bool Active,
    bool Present,
    DateTimeOffset? AvailableAt,
    string Availability,
    DateTimeOffset ChangedAt);

/// <summary>A category with those inside it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Its path, <c>Books/Science</c>.</param>
/// <param name="Products">How many shown products it holds, those inside included.</param>
/// <param name="Inside">The categories inside it.</param>
[GenerateSerializer, Immutable, Alias("category-node")]
public sealed record CategoryNode(string Name, string Path, int Products, ImmutableArray<CategoryNode> Inside);
