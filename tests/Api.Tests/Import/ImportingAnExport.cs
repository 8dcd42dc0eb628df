using System.Text;
using Commerce.Api.Import;
using Commerce.Grains.Kernel;
using Commerce.Grains.Products;

namespace Commerce.Api.Tests.Import;

public sealed class ImportingAnExport
{
    private readonly FakeShop shop = new();

    [Fact]
    public async Task Tells_what_became_of_every_row()
    {
        var imported = await Importing.Into(shop, Exports.Shop);

        Assert.Equal(
            "created created created created created created created created failed", imported.Verdicts);
        Assert.Equal([2, 3, 4, 5, 6, 7, 8, 9, 10], imported.Rows.Select(row => row.Row));
        Assert.Equal("Gift cards are not imported.", imported.ReasonOf(10));
        Assert.Null(imported.Stopped);
    }

    [Fact]
    public async Task Lists_the_columns_that_it_ignores()
    {
        var imported = await Importing.Into(shop, Exports.Shop);

        Assert.Contains("Variant Compare At Price", imported.Ignored);
        Assert.Contains("Google Shopping / Google Product Category", imported.Ignored);
        Assert.DoesNotContain("Variant Price", imported.Ignored);
    }

    [Fact]
    public async Task Takes_all_that_is_said_of_a_product()
    {
        await Importing.Into(shop, Exports.Shop);

        var shirt = shop["harbour-shirt"];
        Assert.Equal("Harbour Shirt", shirt.Name);
        Assert.Equal("Northmoor Mill", shirt.Vendor);
        Assert.Equal("cotton, summer", shirt.Keywords);
        Assert.Equal("A wide shirt for long evenings.", shirt.Summary);
        Assert.True(shirt is { Active: true, Present: true, AvailableAt: null });
        Assert.Equal(["Shirts"], shirt.Categories.Single().Names);
        Assert.Equal(["Colour", "Size"], shirt.OptionNames);
        Assert.Equal(
            ["harbour-1.jpg", "harbour-2.jpg", "harbour-3.jpg"],
            shirt.Pictures.Select(picture => picture.Split('/')[^1]));
    }

    [Fact]
    public async Task Keeps_html_of_many_lines_byte_for_byte()
    {
        await Importing.Into(shop, Exports.Shop);

        Assert.Equal(
            "<p>Washed cotton, cut wide.</p>\n<ul>\n  <li>Collar that stands on its own</li>\n"
                + "  <li>Buttons of \"river\" shell</li>\n</ul>",
            shop["harbour-shirt"].Description);
    }

    [Fact]
    public async Task Takes_all_that_is_said_of_a_variant()
    {
        await Importing.Into(shop, Exports.Shop);

        var small = shop.Variant("HARBOUR-BLUE-S");
        Assert.Equal(["Blue", "Small"], small.OptionValues);
        Assert.Equal(new Money(4990, "USD"), small.Price);
        Assert.Equal(1.0000m, small.Weight);
        Assert.Equal("0036000291452", small.Barcode);
        Assert.True(small is { Tracked: true, SoftGood: false });
        Assert.Equal(Backorder.None, small.Backorder);
        Assert.Equal(Backorder.Unlimited, shop.Variant("HARBOUR-BLUE-L").Backorder);
    }

    [Fact]
    public async Task Makes_a_sku_of_handle_and_options_where_there_is_none()
    {
        await Importing.Into(shop, Exports.Shop);

        Assert.Equal(["Sand", "Large"], shop.Variant("harbour-shirt--sand--large").OptionValues);
        Assert.Empty(shop.Variant("ink-course").OptionValues);
    }

    [Fact]
    public async Task Cuts_the_category_after_three_levels()
    {
        await Importing.Into(shop, Exports.Shop);

        Assert.Equal(["Books", "Fiction", "Novels"], shop["low-tide"].Categories.Single().Names);
    }

    [Fact]
    public async Task Tells_shipped_goods_from_soft_ones_and_shown_ones_from_hidden_ones()
    {
        await Importing.Into(shop, Exports.Shop);

        Assert.True(shop.Variant("ink-course") is { SoftGood: true, Tracked: false });
        Assert.True(shop["ink-course"] is { Active: true, Present: false });
        Assert.True(shop["old-atlas"] is { Active: false, Present: false });
    }

    [Fact]
    public async Task Sets_the_stock_of_what_it_creates()
    {
        var imported = await Importing.Into(shop, Exports.Shop);

        Assert.Equal(4, shop.OnHand("HARBOUR-BLUE-S"));
        Assert.Equal(12, shop.OnHand("978-LOW-TIDE"));
        Assert.Equal(0, shop.OnHand("harbour-shirt--sand--large"));
        Assert.Equal("The quantity -2 was taken as 0.", imported.ReasonOf(4));
        Assert.Null(shop.OnHand("ink-course"));
    }

    [Fact]
    public async Task Changes_and_writes_nothing_the_second_time()
    {
        await Importing.Into(shop, Exports.Shop);
        var writes = shop.Writes;

        var again = await Importing.Into(shop, Exports.Shop);

        Assert.Equal(
            "unchanged unchanged unchanged unchanged unchanged unchanged unchanged unchanged failed", again.Verdicts);
        Assert.Equal(writes, shop.Writes);
    }

    [Fact]
    public async Task Reads_a_file_with_a_byte_order_mark_and_windows_line_ends()
    {
        var bytes = Encoding.UTF8.GetBytes('\uFEFF' + Exports.Shop.Replace("\n", "\r\n"));

        var imported = await Importing.Into(shop, bytes);

        Assert.Equal(8, imported.Rows.Count(row => row.Verdict == ImportVerdict.Created));
        Assert.StartsWith("<p>Washed cotton, cut wide.</p>\r\n<ul>", shop["harbour-shirt"].Description);
    }

    [Fact]
    public async Task Reads_a_file_in_utf_16_that_says_so()
    {
        var bytes = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Exports.Shop)).ToArray();

        Assert.Equal(8, (await Importing.Into(shop, bytes)).Rows.Count(row => row.Verdict == ImportVerdict.Created));
    }

    [Fact]
    public async Task Reads_the_columns_as_they_are_called_since_they_were_renamed()
    {
        const string Csv = """
            Title,URL handle,Description,Product category,Tags,Published on online store,Status,SKU,Barcode,Option1 name,Option1 value,Price,Inventory tracker,Inventory quantity,Continue selling when out of stock,Weight value (grams),Requires shipping,Product image URL,Gift card,SEO description
            Field Notes,field-notes,<p>Ruled.</p>,Office > Paper,paper,TRUE,Active,FN-1,4006381333931,Ruling,Lined,6.50,shopify,9,CONTINUE,120,TRUE,https://cdn.shop.example/fn.png,FALSE,A pocket book.
            """;

        await Importing.Into(shop, Csv);

        var notes = shop["field-notes"];
        Assert.Equal("<p>Ruled.</p>", notes.Description);
        Assert.Equal(["Office", "Paper"], notes.Categories.Single().Names);
        Assert.Equal(["Lined"], notes.Variants.Single().OptionValues);
        Assert.Equal(Backorder.Unlimited, notes.Variants.Single().Backorder);
        Assert.Equal(new Money(650, "USD"), notes.Variants.Single().Price);
        Assert.Equal(9, shop.OnHand("FN-1"));
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public async Task Finds_out_what_stands_between_cells(char separator)
    {
        var csv = "Handle,Title,Variant Price,Variant SKU\nbell,Bell,7.00,BELL\n".Replace(',', separator);

        Assert.Equal("created", (await Importing.Into(shop, csv)).Verdicts);
        Assert.Equal(new Money(700, "USD"), shop.Variant("BELL").Price);
    }

    [Fact]
    public async Task Does_not_mind_the_order_of_the_columns()
    {
        var lines = "Variant SKU,Status,Handle,Variant Price,Title\nBELL,active,bell,7.00,Bell\n";

        Assert.Equal("created", (await Importing.Into(shop, lines)).Verdicts);
        Assert.Equal("Bell", shop["bell"].Name);
    }

    [Fact]
    public async Task Has_a_few_products_under_way_at_once_and_tells_rows_in_order()
    {
        var csv = "Handle,Title,Variant SKU\n"
            + string.Concat(Enumerable.Range(0, 500).Select(number => $"lamp-{number},Lamp,LAMP-{number}\n"));

        var imported = await Importing.Into(shop, csv);

        Assert.Equal(Enumerable.Range(2, 500).Select(row => (long)row), imported.Rows.Select(row => row.Row));
        Assert.InRange(shop.MostAtOnce, 1, 32);
        Assert.Equal(500, shop.Products.Count);
    }
}
