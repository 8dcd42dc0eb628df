using System.ComponentModel.DataAnnotations;
using Commerce.Api.Http;
using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing;
using Commerce.Grains.Products;

namespace Commerce.Api.Products;

/// <summary>One product in a shopper's list.</summary>
internal sealed record ProductEntryBody(
    string Id, string Sku, string Slug, string Name, string? Summary, Money? Price, string Availability,
    DateTimeOffset? AvailableAt)
{
    public static ProductEntryBody Of(ProductListEntry product) => new(
        product.Id.Value,
        product.Sku,
        product.Slug,
        product.Name,
        product.Summary,
        product.Price is { } price ? new Money(price, product.Currency) : null,
        product.Availability,
        product.AvailableAt);
}

/// <summary>One product in staff's list.</summary>
internal sealed record AdminProductEntryBody(
    string Id,
    string Sku,
    string Slug,
    string Name,
    string? Summary,
    Money? Price,
    string Availability,
    DateTimeOffset? AvailableAt,
    bool Active,
    bool Present,
    DateTimeOffset ChangedAt)
{
    public static AdminProductEntryBody Of(ProductListEntry product)
    {
        var shown = ProductEntryBody.Of(product);
        return new(
            shown.Id,
            shown.Sku,
            shown.Slug,
            shown.Name,
            shown.Summary,
            shown.Price,
            shown.Availability,
            shown.AvailableAt,
            product.Active,
            product.Present,
            product.ChangedAt);
    }
}

/// <summary>One product as shoppers see it.</summary>
internal sealed record ProductBody(
    string Id,
    string Sku,
    string Slug,
    string Name,
    string? Summary,
    string? Description,
    string? Vendor,
    Money? Price,
    string Availability,
    DateTimeOffset? AvailableAt,
    IReadOnlyList<IReadOnlyList<string>> Categories,
    IReadOnlyList<string> OptionNames,
    IReadOnlyList<VariantBody> Variants,
    IReadOnlyList<string> Pictures,
    string? StockMessage,
    string? Announcement,
    string? Url,
    string? Template)
{
    public static ProductBody Of(ShownProduct shown, DateTimeOffset now)
    {
        var content = shown.Product.Content;
        var best = shown.Best();
        return new(
            shown.Product.Id.Value,
            best.Variant.Sku.Value,
            content.Slug,
            content.Name,
            content.Summary,
            content.Description,
            content.Vendor,
            content.Variants.Select(variant => variant.Price).OfType<Money>().OrderBy(price => price.Amount)
                .Cast<Money?>().FirstOrDefault(),
            best.Availability,
            content.AvailableAt,
            [.. content.Categories.Select(path => path.Names)],
            content.OptionNames,
            [.. shown.Variants.Select(VariantBody.Of)],
            content.Pictures,
            content.Notes?.StockMessage(),
            content.Notes?.AnnouncementAt(now),
            content.Notes?.Url,
            content.Notes?.Template);
    }
}

/// <summary>One variant as shoppers see it.</summary>
internal sealed record VariantBody(
    Sku Sku,
    IReadOnlyList<string> OptionValues,
    Money? Price,
    string Availability,
    bool SoftGood,
    string? Barcode,
    OfferLineBody? Offer = null)
{
    public static VariantBody Of(ShownVariant shown) => new(
        shown.Variant.Sku,
        shown.Variant.OptionValues,
        shown.Variant.Price,
        shown.Availability,
        shown.Variant.SoftGood,
        shown.Variant.Barcode,
        shown is { Variant.Price: { } regular, Price: { } price } && price.Amount < regular
            ? OfferLineBody.Of(regular, price)
            : null);
}

/// <summary>A price below the regular one (PRC-10).</summary>
internal sealed record OfferLineBody(string Name, Money Price, Money Saving, decimal SavingPercent)
{
    public static OfferLineBody Of(Money regular, PriceChoice price) => new(
        price.Name, price.Amount, regular - price.Amount, Rounding.Percent(regular - price.Amount, regular));
}

/// <summary>A product as staff see it.</summary>
internal sealed record AdminProductBody(
    string Id, long Version, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, ProductContentBody Content)
{
    public static AdminProductBody Of(ProductView product) => new(
        product.Id.Value, product.Version, product.CreatedAt, product.ChangedAt, ProductContentBody.Of(
            product.Content));
}

/// <summary>All that staff say of a product (CAT-01).</summary>
internal sealed record ProductContentBody(
    [property: StringLength(200)] string Name,
    [property: StringLength(200)] string Slug,
    [property: Length(1, 1_000)] IReadOnlyList<VariantContentBody> Variants,
    [property: StringLength(400)] string? Summary = null,
    [property: Lines, StringLength(50_000)] string? Description = null,
    [property: Lines, StringLength(4_000)] string? Keywords = null,
    [property: StringLength(200)] string? Vendor = null,
    bool Active = true,
    bool Present = true,
    DateTimeOffset? AvailableAt = null,
    [property: MaxLength(100)] IReadOnlyList<IReadOnlyList<string>>? Categories = null,
    [property: MaxLength(3)] IReadOnlyList<string>? OptionNames = null,
    [property: MaxLength(250)] IReadOnlyList<string>? Pictures = null,
    ProductNotesBody? Notes = null)
{
    public ProductContent ToContent() => new(
        Name,
        Slug,
        Summary,
        Description,
        Keywords,
        Vendor,
        Active,
        Present,
        AvailableAt,
        [.. (Categories ?? []).Select(names => new CategoryPath([.. names]))],
        [.. OptionNames ?? []],
        [.. Variants.Select(variant => variant.ToContent())],
        [.. Pictures ?? []],
        Notes?.ToNotes());

    public static ProductContentBody Of(ProductContent content) => new(
        content.Name,
        content.Slug,
        [.. content.Variants.Select(VariantContentBody.Of)],
        content.Summary,
        content.Description,
        content.Keywords,
        content.Vendor,
        content.Active,
        content.Present,
        content.AvailableAt,
        [.. content.Categories.Select(path => path.Names)],
        content.OptionNames,
        content.Pictures,
        ProductNotesBody.Of(content.Notes));
}

/// <summary>All that staff say of a variant (CAT-08).</summary>
internal sealed record VariantContentBody(
    Sku Sku,
    [property: MaxLength(3)] IReadOnlyList<string>? OptionValues = null,
    Money? Price = null,
    decimal? Weight = null,
    bool SoftGood = false,
    bool Tracked = true,
    Backorder? Backorder = null,
    [property: StringLength(100)] string? Barcode = null)
{
    public VariantContent ToContent() =>
        new(
            Sku, [.. OptionValues ?? []], Price, Weight, SoftGood, Tracked, Backorder ?? default, Barcode);

    public static VariantContentBody Of(VariantContent variant) => new(
        variant.Sku,
        variant.OptionValues,
        variant.Price,
        variant.Weight,
        variant.SoftGood,
        variant.Tracked,
        variant.Backorder,
        variant.Barcode);
}

/// <summary>A category with those inside it.</summary>
internal sealed record CategoryBody(string Name, string Path, int Products, IReadOnlyList<CategoryBody> Inside)
{
    public static CategoryBody Of(CategoryNode node) =>
        new(node.Name, node.Path, node.Products, [.. node.Inside.Select(Of)]);
}

/// <summary>The tree of categories.</summary>
internal sealed record CategoriesBody(IReadOnlyList<CategoryBody> Items);
