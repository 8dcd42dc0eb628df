using Commerce.Grains.Products;
using static Commerce.Grains.Tests.Products.TheProduct;

namespace Commerce.Grains.Tests.Products;

public sealed class TheRowsOfAProduct
{
    private static readonly long At = Now.ToUnixTimeMilliseconds();

    [Fact]
    public void Show_the_lowest_price_and_the_first_variant_that_can_be_ordered()
    {
        var content = Mug with { Variants = [Variant("MUG-grey", "Grey", null), .. Mug.Variants] };
        var row = Row(content);
        Assert.Equal(("MUG-red", 1_100L), (row.Sku, row.Price));
    }

    [Fact]
    public void Show_no_price_when_nothing_can_be_ordered()
    {
        Assert.Null(Row(Mug with { Active = false }).Price);
        var row = Row(Mug with { Variants = [Variant("MUG-grey", "Grey", null)] });
        Assert.Equal(("MUG-grey", null), (row.Sku, row.Price));
    }

    [Fact]
    public void Hold_every_word_that_is_searched_for_in_lower_case() => Assert.Equal(
        new ProductRow(
            "mug", "Mug", "mug", "Holds tea", "mug\nholds tea\n<p>a <b>mug</b>.</p>\ncup\nmug-red\nmug-blue",
            "MUG-red", 1_100, "USD", true, true, null, At, At),
        Row(Mug));

    [Fact]
    public void Name_each_variant_and_category()
    {
        var rows = Blueprint.Rows(Id.Value, Given(Created(Mug)).State);
        Assert.Equal(
            [
                new ProductVariantRow(0, "MUG-red", "mug-red", "Red", 1_200, "USD", false, true, 0, true),
                new ProductVariantRow(1, "MUG-blue", "mug-blue", "Blue", 1_100, "USD", false, true, 0, true),
            ],
            rows["product_variants"]);
        Assert.Equal(
            [new ProductCategoryRow(0, "Home", "Kitchen", null, "Home/Kitchen", "home/kitchen")],
            rows["product_categories"]);
    }

    private static ProductRow Row(ProductContent content) => Assert.IsType<ProductRow>(
        Assert.Single(Blueprint.Rows(Id.Value, Given(Created(content)).State)["products"]));
}
