using Commerce.Grains.Kernel;

namespace Commerce.Grains.Products;

/// <summary>All that staff or an import say of a product (CAT-01).</summary>
/// <param name="Name">1 to 200 characters; the only required text.</param>
/// <param name="Slug">Its name in addresses: <c>[a-z0-9.-]</c>, at most 200, unique; also the import's handle.</param>
/// <param name="Summary">One line, at most 400 characters.</param>
/// <param name="Description">Text or HTML, at most 50,000 characters, shown as given.</param>
/// <param name="Keywords">For searching only, at most 4,000 characters.</param>
/// <param name="Vendor">Maker or publisher, at most 200 characters.</param>
/// <param name="Active">False: discontinued; hidden, not orderable, kept for history (CAT-02).</param>
/// <param name="Present">False: reachable by link only, not in lists and searches (CAT-03).</param>
/// <param name="AvailableAt">From when on it can be had (CAT-06); null: at once.</param>
/// <param name="Categories">Category paths of one to three names each (CAT-19).</param>
/// <param name="OptionNames">Names of up to three options that tell variants apart: Colour, Size.</param>
/// <param name="Variants">At least one, at most 1,000, all with different SKUs and option values (CAT-08).</param>
/// <param name="Pictures">Addresses of pictures; stored, never fetched.</param>
/// <param name="Notes">What else is said of it; null: nothing.</param>
[GenerateSerializer, Immutable, Alias("product-content")]
public sealed record ProductContent(
    string Name,
    string Slug,
    string? Summary,
    string? Description,
    string? Keywords,
    string? Vendor,
    bool Active,
    bool Present,
    DateTimeOffset? AvailableAt,
    ImmutableArray<CategoryPath> Categories,
    ImmutableArray<string> OptionNames,
    ImmutableArray<VariantContent> Variants,
    ImmutableArray<string> Pictures,
    ProductNotes? Notes = null);

/// <summary>One to three category names, the widest first (CAT-19).</summary>
/// <param name="Names">Each 1 to 100 characters.</param>
[GenerateSerializer, Immutable, Alias("category-path")]
public sealed record CategoryPath(ImmutableArray<string> Names);

/// <summary>One sellable variant (CAT-08).</summary>
/// <param name="Sku">Its SKU; unique in the shop.</param>
/// <param name="OptionValues">One value per option name, in the same order.</param>
/// <param name="Price">Regular price; null: not orderable (PRC-04).</param>
/// <param name="Weight">In the shop's weight unit, 0 to 100,000; null: unknown.</param>
/// <param name="SoftGood">True: nothing to ship (CAT-04).</param>
/// <param name="Tracked">False: has no stock item and never runs out (downloads, courses).</param>
/// <param name="Backorder">How many may be sold beyond what is there.</param>
/// <param name="Barcode">ISBN, GTIN or the like, at most 100 characters.</param>
[GenerateSerializer, Immutable, Alias("variant-content")]
public sealed record VariantContent(
    Sku Sku,
    ImmutableArray<string> OptionValues,
    Money? Price,
    decimal? Weight,
    bool SoftGood,
    bool Tracked,
    Backorder Backorder,
    string? Barcode)
{
    /// <summary>The option values for people: <c>Blue / Small</c>; empty for an only variant.</summary>
    public string OptionText() => string.Join(" / ", OptionValues);
}

/// <summary>How many units may be promised beyond what is there.</summary>
/// <param name="Most">0: none; <see cref="int.MaxValue"/>: without limit.</param>
[GenerateSerializer, Immutable, Alias("backorder")]
public readonly record struct Backorder(int Most)
{
    /// <summary>Nothing beyond what is there.</summary>
    public static Backorder None => new(0);

    /// <summary>Any number.</summary>
    public static Backorder Unlimited => new(int.MaxValue);
}
