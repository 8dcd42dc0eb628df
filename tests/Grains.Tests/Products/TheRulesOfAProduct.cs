using Commerce.Grains.Kernel;
using Commerce.Grains.Products;
using static Commerce.Grains.Tests.Products.TheProduct;

namespace Commerce.Grains.Tests.Products;

public sealed class TheRulesOfAProduct
{
    [Fact]
    public void Allow_what_is_at_the_limits()
    {
        Assert.Null(ProductRules.Check(Mug, "USD"));
        Assert.Null(ProductRules.Check(
            Mug with
            {
                Name = Long(200),
                Slug = Long(200),
                Summary = Long(400),
                Description = Long(50_000),
                Keywords = Long(4_000),
                Vendor = null,
                Categories = [new(["A", "B", "C"])],
                OptionNames = [],
                Variants = [Red with { OptionValues = [], Price = new(99_999_999, "USD"), Weight = 100_000 }],
                Pictures = [],
            },
            "USD"));
    }

    [Fact]
    public void Take_any_text_as_it_is() => Assert.Null(ProductRules.Check(
        Mug with { Name = "<script>'; DROP TABLE products;-- 🫖 \u202Eعربي" }, "USD"));

    [Theory]
    [MemberData(nameof(WrongContents))]
    public void Name_the_place_of_what_is_wrong(string place, ProductContent content) =>
        Assert.Equal(place, ProductRules.Check(content, "USD")?.Param);

    [Fact]
    public void Refuse_amounts_that_cannot_be_paid()
    {
        var dinar = Mug with { Variants = [Red with { Price = new Money(1_005, "KWD") }] };
        Assert.Equal("/variants/0/price/amount", ProductRules.Check(dinar, "KWD")?.Param);
    }

    public static IEnumerable<TheoryDataRow<string, ProductContent>> WrongContents()
    {
        yield return Of("/name", Mug with { Name = "" });
        yield return Of("/name", Mug with { Name = "  " });
        yield return Of("/name", Mug with { Name = Long(201) });
        yield return Of("/name", Mug with { Name = "a\0b" });
        yield return Of("/slug", Mug with { Slug = "" });
        yield return Of("/slug", Mug with { Slug = "Mug" });
        yield return Of("/slug", Mug with { Slug = "a/b" });
        yield return Of("/slug", Mug with { Slug = Long(201) });
        yield return Of("/summary", Mug with { Summary = Long(401) });
        yield return Of("/description", Mug with { Description = Long(50_001) });
        yield return Of("/keywords", Mug with { Keywords = Long(4_001) });
        yield return Of("/vendor", Mug with { Vendor = Long(201) });
        yield return Of("/categories/0/names", Mug with { Categories = [new(["A", "B", "C", "D"])] });
        yield return Of("/categories/0/names", Mug with { Categories = [new([])] });
        yield return Of("/categories/1/names/0", Mug with { Categories = [new(["A"]), new(["A/B"])] });
        yield return Of("/categories/0/names/0", Mug with { Categories = [new([Long(101)])] });
        yield return Of("/optionNames", Mug with { OptionNames = ["A", "B", "C", "D"] });
        yield return Of("/optionNames", Mug with { OptionNames = ["A", "a"] });
        yield return Of("/pictures/0", Mug with { Pictures = ["javascript:alert(1)"] });
        yield return Of("/pictures/0", Mug with { Pictures = ["mug.png"] });
        yield return Of("/variants", Mug with { Variants = [] });
        yield return Of("/variants", Mug with { Variants = default });
        yield return Of("/variants", Mug with { Variants = [.. Enumerable.Range(0, 1_001).Select(Numbered)] });
        yield return Of("/variants/0/sku", Mug with { Variants = [Red with { Sku = new("a/b") }] });
        yield return Of("/variants/0/sku", Mug with { Variants = [Red with { Sku = new(" a") }] });
        yield return Of("/variants/0/sku", Mug with { Variants = [Red with { Sku = new(Long(101)) }] });
        yield return Of("/variants/1/sku", Mug with { Variants = [Red, Variant("mug-RED", "Blue", 1)] });
        yield return Of("/variants/1/optionValues", Mug with { Variants = [Red, Variant("other", "red", 1)] });
        yield return Of("/variants/0/optionValues", Mug with { Variants = [Red with { OptionValues = [] }] });
        yield return Of("/variants/0/optionValues/0", Mug with { Variants = [Red with { OptionValues = [""] }] });
        yield return Of("/variants/0/price/currency", Mug with { Variants = [Red with { Price = new(1, "EUR") }] });
        yield return Of("/variants/0/price/amount", Mug with { Variants = [Red with { Price = new(-1, "USD") }] });
        var dear = Red with { Price = new(100_000_000, "USD") };
        yield return Of("/variants/0/price/amount", Mug with { Variants = [dear] });
        yield return Of("/variants/0/weight", Mug with { Variants = [Red with { Weight = -0.1m }] });
        yield return Of("/variants/0/weight", Mug with { Variants = [Red with { Weight = 100_000.1m }] });
        yield return Of("/variants/0/backorder", Mug with { Variants = [Red with { Backorder = new(-1) }] });
        yield return Of("/variants/0/barcode", Mug with { Variants = [Red with { Barcode = Long(101) }] });
    }

    private static VariantContent Red => Mug.Variants[0];

    private static VariantContent Numbered(int number) => Variant($"s{number}", $"c{number}", 1);

    private static string Long(int length) => new('a', length);

    private static TheoryDataRow<string, ProductContent> Of(string place, ProductContent content) =>
        new(place, content);
}
