using Commerce.Api.Import;
using Commerce.Grains.Kernel;

namespace Commerce.Api.Tests.Import;

public sealed class ReadingCells
{
    private readonly FakeShop shop = new();

    [Theory]
    [InlineData("'=SUM(1)", "=SUM(1)")]
    [InlineData("'+49 30", "+49 30")]
    [InlineData("'-5", "-5")]
    [InlineData("'@home", "@home")]
    [InlineData("''=1", "'=1")]
    [InlineData("'tis the season", "'tis the season")]
    [InlineData("=1+1", "=1+1")]
    [InlineData("'", "'")]
    [InlineData("''", "''")]
    public async Task Removes_exactly_the_apostrophe_that_an_export_adds(string cell, string text)
    {
        await Importing.Into(shop, Importing.File(("Handle", "bell"), ("Title", cell)));

        Assert.Equal(text, shop["bell"].Name);
    }

    [Theory]
    [InlineData("'0012", "0012")]
    [InlineData("9780306406157", "9780306406157")]
    [InlineData("'a12", "'a12")]
    public async Task Removes_the_apostrophe_that_keeps_zeros_in_a_barcode(string cell, string barcode)
    {
        await Importing.Into(shop, Importing.File(("Handle", "bell"), ("Title", "Bell"), ("Variant Barcode", cell)));

        Assert.Equal(barcode, shop["bell"].Variants.Single().Barcode);
    }

    [Theory]
    [InlineData("USD", "12", 1200)]
    [InlineData("USD", "12.5", 1250)]
    [InlineData("USD", "0", 0)]
    [InlineData("USD", "999999.99", 99_999_999)]
    [InlineData("JPY", "1200", 1200)]
    [InlineData("KWD", "1.250", 1250)]
    public async Task Reads_prices_of_the_currency(string currency, string cell, long amount)
    {
        var csv = Importing.File(("Handle", "bell"), ("Title", "Bell"), ("Variant Price", cell));

        await Importing.Into(shop, csv, currency: currency);

        Assert.Equal(new Money(amount, currency), shop["bell"].Variants.Single().Price);
    }

    [Theory]
    [InlineData("JPY", "12.00", "Variant Price is 12.00; JPY has 0 decimal places.")]
    [InlineData("KWD", "1.255", "Variant Price is 1.255; the smallest step is 0.010 KWD.")]
    public async Task Refuses_prices_that_the_currency_does_not_have(string currency, string cell, string reason)
    {
        var csv = Importing.File(("Handle", "bell"), ("Title", "Bell"), ("Variant Price", cell));

        Assert.Equal(reason, (await Importing.Into(shop, csv, currency: currency)).ReasonOf(2));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("453.59237", 1)]
    [InlineData("1000", 2.2046)]
    [InlineData("45359237", 100_000)]
    public async Task Weighs_in_pounds(string grams, double pounds)
    {
        await Importing.Into(shop, Importing.File(("Handle", "bell"), ("Title", "Bell"), ("Variant Grams", grams)));

        Assert.Equal((decimal)pounds, shop["bell"].Variants.Single().Weight);
    }

    [Theory]
    [InlineData("active", "true", true, true)]
    [InlineData("Active", "FALSE", true, false)]
    [InlineData("", "", true, true)]
    [InlineData("draft", "true", false, true)]
    [InlineData("archived", "false", false, false)]
    [InlineData("unlisted", "true", true, false)]
    public async Task Reads_whether_it_is_sold_and_shown(string status, string published, bool active, bool present)
    {
        await Importing.Into(
            shop, Importing.File(("Handle", "bell"), ("Title", "Bell"), ("Status", status), ("Published", published)));

        Assert.Equal((active, present), (shop["bell"].Active, shop["bell"].Present));
    }

    [Theory]
    [InlineData("shopify", true)]
    [InlineData("", false)]
    public async Task Tracks_what_somebody_counts(string tracker, bool tracked)
    {
        await Importing.Into(
            shop, Importing.File(("Handle", "bell"), ("Title", "Bell"), ("Variant Inventory Tracker", tracker)));

        Assert.Equal(tracked, shop["bell"].Variants.Single().Tracked);
    }

    [Fact]
    public async Task Tracks_what_has_a_quantity_where_no_column_says_who_counts()
    {
        await Importing.Into(
            shop, Importing.File(
                ("Handle", "bell"), ("Title", "Bell"), ("Variant SKU", "B"), ("Variant Inventory Qty", "3")));

        Assert.True(shop.Variant("B").Tracked);
        Assert.Equal(3, shop.OnHand("B"));
    }

    [Theory]
    [InlineData("Shirts", "Apparel > Tops", "Shirts")]
    [InlineData("", "Apparel > Tops", "Apparel/Tops")]
    [InlineData("A > B > C > D", "", "A/B/C")]
    [InlineData("Toys/Games", "", "Toys-Games")]
    [InlineData("", "", "")]
    public async Task Reads_the_category(string type, string category, string path)
    {
        await Importing.Into(
            shop, Importing.File(
                ("Handle", "bell"), ("Title", "Bell"), ("Type", type), ("Product Category", category)));

        Assert.Equal(path, string.Join('/', shop["bell"].Categories.SelectMany(one => one.Names)));
    }

    [Fact]
    public async Task Makes_one_line_of_the_description_for_search_engines()
    {
        var csv = Importing.File(
            ("Handle", "bell"), ("Title", "Bell"), ("SEO Description", $"  Rings\n twice. {new string('x', 500)}"));

        await Importing.Into(shop, csv);

        Assert.StartsWith("Rings twice. xxx", shop["bell"].Summary);
        Assert.Equal(400, shop["bell"].Summary!.Length);
    }

    [Theory]
    [InlineData("<script>alert('x')</script>")]
    [InlineData("Robert'); DROP TABLE products;--")]
    [InlineData("שלום 🛒 “quoted” \"plain\"")]
    public async Task Takes_any_text_byte_for_byte(string text)
    {
        await Importing.Into(shop, Importing.File(("Handle", "bell"), ("Title", text), ("Body (HTML)", text)));

        Assert.Equal((text, text), (shop["bell"].Name, shop["bell"].Description));
    }

    [Fact]
    public async Task Takes_the_first_row_for_the_only_variant_of_a_product_that_names_none()
    {
        var imported = await Importing.Into(
            shop, "Handle,Title,Image Src\nbell,Bell,https://cdn.shop.example/1.jpg\n"
                + "bell,,https://cdn.shop.example/2.jpg\n");

        Assert.Equal("created created", imported.Verdicts);
        Assert.Equal("bell", shop["bell"].Variants.Single().Sku.Value);
        Assert.Null(shop["bell"].Variants.Single().Price);
    }

    [Fact]
    public void Names_each_column_once() =>
        Assert.All(Enum.GetValues<ImportColumn>(), column => Assert.NotEmpty(ImportColumns.NameOf(column)));
}
