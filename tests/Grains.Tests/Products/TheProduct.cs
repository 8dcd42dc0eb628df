using Commerce.Grains.Kernel;
using Commerce.Grains.Products;
using Commerce.Kit;

namespace Commerce.Grains.Tests.Products;

/// <summary>What the product tests speak of.</summary>
internal static class TheProduct
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly ProductId Id = new("product-mug");
    public static readonly ShopSettings Settings = new();

    public static Blueprint<ProductState, ProductCommand, ProductEvent, ProductView> Blueprint { get; } =
        ProductBlueprint.Of(Settings);

    public static ProductContent Mug { get; } = new(
        Name: "Mug",
        Slug: "mug",
        Summary: "Holds tea",
        Description: "<p>A <b>mug</b>.</p>",
        Keywords: "cup",
        Vendor: "Kiln",
        Active: true,
        Present: true,
        AvailableAt: null,
        Categories: [new(["Home", "Kitchen"])],
        OptionNames: ["Colour"],
        Variants: [Variant("MUG-red", "Red", 1_200), Variant("MUG-blue", "Blue", 1_100)],
        Pictures: ["https://shop.example/mug.png"]);

    public static VariantContent Variant(string sku, string colour, long? price) => new(
        new(sku), [colour], price is { } amount ? new Money(amount, "USD") : null,
        0.4m, false, true, Backorder.None, null);

    public static Claims ClaimsOf(ProductContent content) => new(
        "t1", content.Slug, [.. content.Variants.Select(variant => variant.Sku)], Now.AddMinutes(10));

    public static ProductEvent Created(ProductContent content) =>
        new ProductEvent.Created(Now, content, Touched.Between(null, content, "t1"));

    public static Spec<ProductState, ProductCommand, ProductEvent, ProductView> Given(params ProductEvent[] happened) =>
        Spec.Of(Blueprint, Now).Given(happened);

    public static ProductCommand Create(ProductContent content, Claims? claims = null) =>
        new ProductCommand.Create(content, claims ?? ClaimsOf(content));

    public static ProductCommand Change(ProductContent content, Claims? claims = null) =>
        new ProductCommand.Change(content, claims ?? ClaimsOf(content));
}
