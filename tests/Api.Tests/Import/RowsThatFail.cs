namespace Commerce.Api.Tests.Import;

public sealed class RowsThatFail
{
    private readonly FakeShop shop = new();

    [Theory]
    [InlineData("Variant Price", "12,50", "Variant Price is '12,50', no plain decimal like 12.50.")]
    [InlineData("Variant Price", "$12", "Variant Price is '$12', no plain decimal like 12.50.")]
    [InlineData("Variant Price", "-1.00", "Variant Price is '-1.00', no plain decimal like 12.50.")]
    [InlineData("Variant Price", "1e3", "Variant Price is '1e3', no plain decimal like 12.50.")]
    [InlineData("Variant Price", "1.", "Variant Price is '1.', no plain decimal like 12.50.")]
    [InlineData("Variant Price", "12.505", "Variant Price is 12.505; USD has 2 decimal places.")]
    [InlineData("Variant Price", "12.500", "Variant Price is 12.500; USD has 2 decimal places.")]
    [InlineData("Variant Price", "1000000.00", "Variant Price is more than 999,999.99 USD.")]
    [InlineData("Variant Grams", "heavy", "Variant Grams is 'heavy', no plain number of grams up to 45,359,237.")]
    [InlineData("Variant Grams", "99999999", "Variant Grams is '99999999', no plain number of grams up to 45,359,237.")]
    [InlineData("Variant Inventory Qty", "1.5", "Variant Inventory Qty is '1.5', no whole number up to 1,000,000,000.")]
    [InlineData("Variant Inventory Qty", "9999999999",
        "Variant Inventory Qty is '9999999999', no whole number up to 1,000,000,000.")]
    [InlineData("Variant Inventory Policy", "maybe", "Variant Inventory Policy is 'maybe', neither deny nor continue.")]
    [InlineData("Variant Requires Shipping", "yes", "Variant Requires Shipping is 'yes', neither true nor false.")]
    [InlineData("Published", "sometimes", "Published is 'sometimes', neither true nor false.")]
    [InlineData("Status", "gone", "Status is 'gone', none of active, draft, archived, unlisted.")]
    [InlineData("Gift Card", "true", "Gift cards are not imported.")]
    [InlineData("Gift Card", "perhaps", "Gift Card is 'perhaps', neither true nor false.")]
    [InlineData("Image Src", "javascript:alert(1)", "Image Src is 'javascript:alert(1)', no web address.")]
    [InlineData("Image Src", "picture.jpg", "Image Src is 'picture.jpg', no web address.")]
    [InlineData("Vendor", "two\nlines", "Vendor holds a line break or another control character.")]
    [InlineData("Body (HTML)", "<p>\u0007</p>", "Body (HTML) holds a control character.")]
    [InlineData("Body (HTML)", "<p>\0</p>", "Body (HTML) holds the character U+0000.")]
    [InlineData("Option2 Name", "Size", "An option has a name and the one before it has none.")]
    public async Task Say_what_is_wrong_with_a_cell(string column, string cell, string reason)
    {
        var imported =
            await Importing.Into(shop, Importing.File(("Handle", "bell"), ("Title", "Bell"), (column, cell)));

        Assert.Equal("failed", imported.Verdicts);
        Assert.Equal(reason, imported.ReasonOf(2));
        Assert.Equal(0, shop.Writes);
    }

    [Theory]
    [InlineData("Title", 201, "Title is longer than 200 characters.")]
    [InlineData("Vendor", 201, "Vendor is longer than 200 characters.")]
    [InlineData("Tags", 4_001, "Tags is longer than 4,000 characters.")]
    [InlineData("Body (HTML)", 50_001, "Body (HTML) is longer than 50,000 characters.")]
    [InlineData("Type", 101, "A category's name is longer than 100 characters.")]
    [InlineData("Variant Barcode", 101, "Variant Barcode is longer than 100 characters.")]
    public async Task Say_what_is_too_long(string column, int length, string reason)
    {
        var csv = column == "Title"
            ? Importing.File(("Handle", "bell"), (column, new string('x', length)))
            : Importing.File(("Handle", "bell"), ("Title", "Bell"), (column, new string('x', length)));

        Assert.Equal(reason, (await Importing.Into(shop, csv)).ReasonOf(2));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a?b")]
    [InlineData("a#b")]
    [InlineData("a%b")]
    [InlineData("a\tb")]
    [InlineData("12345678901234567890123456789012345678901234567890"
        + "123456789012345678901234567890123456789012345678901")]
    public async Task Name_a_sku_that_cannot_be_one(string sku)
    {
        var imported = await Importing.Into(
            shop, Importing.File(("Handle", "bell"), ("Title", "Bell"), ("Variant SKU", sku)));

        Assert.StartsWith("Variant SKU '", imported.ReasonOf(2));
        Assert.Contains("is longer than 100 characters, or holds a control", imported.ReasonOf(2));
    }

    [Fact]
    public async Task Do_not_keep_good_rows_of_the_same_product_from_landing()
    {
        const string Csv = """
            Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src
            tee,Tee,Size,Small,TEE-S,abc,https://cdn.shop.example/s.jpg
            tee,,,Medium,TEE-M,10.00,
            tee,,,Large,TEE-L,1.001,
            tee,,,Huge,TEE-H,12.00,
            """;

        var imported = await Importing.Into(shop, Csv);

        Assert.Equal("failed created failed created", imported.Verdicts);
        Assert.Equal("Tee", shop["tee"].Name);
        Assert.Equal(["TEE-M", "TEE-H"], shop["tee"].Variants.Select(variant => variant.Sku.Value));
        Assert.Single(shop["tee"].Pictures);
    }

    [Fact]
    public async Task Are_all_rows_of_a_product_whose_own_text_is_wrong()
    {
        const string Csv = """
            Handle,Title,Status,Option1 Name,Option1 Value
            tee,Tee,gone,Size,Small
            tee,,,,Medium
            cap,Cap,active,,
            """;

        var imported = await Importing.Into(shop, Csv);

        Assert.Equal("failed failed created", imported.Verdicts);
        Assert.Equal(
            "Row 2 of the same product: Status is 'gone', none of active, draft, archived, unlisted.",
            imported.ReasonOf(3));
    }

    [Fact]
    public async Task Are_those_of_a_handle_that_comes_back_after_others()
    {
        const string Csv = """
            Handle,Title,Option1 Name,Option1 Value
            tee,Tee,Size,Small
            cap,Cap,,
            TEE,Tee,Size,Medium
            tee,,,Large
            """;

        var imported = await Importing.Into(shop, Csv);

        Assert.Equal("created created failed failed", imported.Verdicts);
        Assert.Equal(
            "Rows of this handle stand further up too: the rows of a product must follow one another.",
            imported.ReasonOf(4));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Are_those_whose_sku_belongs_to_another_handle(bool knowsOwners)
    {
        var shared = new FakeShop { KnowsOwners = knowsOwners };
        const string Csv = """
            Handle,Title,Option1 Name,Option1 Value,Variant SKU
            tee,Tee,Size,Small,ONE
            cap,Cap,Size,Small,one
            cap,,,Large,TWO
            """;

        var imported = await Importing.Into(shared, Csv);

        Assert.Equal("created failed created", imported.Verdicts);
        Assert.Equal("The SKU 'one' belongs to another product.", imported.ReasonOf(3));
        Assert.Equal(["TWO"], shared["cap"].Variants.Select(variant => variant.Sku.Value));
    }

    [Fact]
    public async Task Write_nothing_when_they_are_imported_again()
    {
        const string Csv = """
            Handle,Title,Option1 Name,Option1 Value,Variant SKU
            tee,Tee,Size,Small,ONE
            cap,Cap,Size,Small,ONE
            hat,Hat,Size,Small,ONE
            hat,,,Large,TWO
            """;
        await Importing.Into(shop, Csv);
        var writes = shop.Writes;

        Assert.Equal("unchanged failed failed unchanged", (await Importing.Into(shop, Csv)).Verdicts);
        Assert.Equal(writes, shop.Writes);
    }

    [Theory]
    [InlineData("ONE", "Large", "Row 2 tells of the same variant, 'ONE'.")]
    [InlineData("TWO", "small", "The variant 'ONE' has the same option values.")]
    [InlineData("", "Small", "Row 2 tells of the same variant, 'ONE'.")]
    public async Task Tell_of_a_variant_twice(string sku, string size, string reason)
    {
        var imported = await Importing.Into(
            shop, $"Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price\ntee,Tee,Size,Small,ONE,1\n"
                + $"tee,,,{size},{sku},1\n");

        Assert.Equal("created failed", imported.Verdicts);
        Assert.Equal(reason, imported.ReasonOf(3));
    }

    [Fact]
    public async Task Have_other_options_than_their_product()
    {
        const string Csv = """
            Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU
            tee,Tee,Colour,Blue,Size,Small,ONE
            tee,,,Blue,,,TWO
            tee,,,,,Small,THREE
            """;

        var imported = await Importing.Into(shop, Csv);

        Assert.Equal("created failed failed", imported.Verdicts);
        Assert.Equal("The row has 1 option values; the product's options are: Colour, Size.", imported.ReasonOf(3));
        Assert.Equal("Option1 Value is empty.", imported.ReasonOf(4));
    }

    [Theory]
    [InlineData(",Nameless", "Handle is empty.", "failed")]
    [InlineData(",", "The row is empty.", "unchanged")]
    [InlineData("bell,", "Title is empty.", "failed")]
    [InlineData("bell,Bell,more", "The row has 3 cells; the header has 2.", "failed")]
    [InlineData(
        "bell,12\" Bell", "A quote stands inside of a cell: such a cell is quoted as a whole, and its own quotes "
        + "are doubled.", "failed")]
    public async Task Are_counted_even_when_little_can_be_said_of_them(string row, string reason, string verdict)
    {
        var imported = await Importing.Into(shop, $"Handle,Title\n{row}\ncap,Cap\n");

        Assert.Equal($"{verdict} created", imported.Verdicts);
        Assert.Equal(reason, imported.ReasonOf(2));
    }

    [Fact]
    public async Task Do_not_tear_the_product_apart_in_whose_middle_they_stand()
    {
        const string Csv = """
            Handle,Title,Option1 Name,Option1 Value
            tee,Tee,Size,Small
            stray "quote,,,Medium
            tee,,,Large
            """;

        Assert.Equal("created failed created", (await Importing.Into(shop, Csv)).Verdicts);
    }

    [Fact]
    public async Task Beyond_the_limits_of_a_product_are_named()
    {
        var csv = "Handle,Title,Option1 Name,Option1 Value\n"
            + string.Concat(Enumerable.Range(1, 3_000).Select(size => $"tee,Tee,Size,{size}\n"));

        var imported = await Importing.Into(shop, csv);

        Assert.Equal(3_000, imported.Rows.Length);
        Assert.Equal(1_000, shop["tee"].Variants.Length);
        Assert.Equal("The product has more than 1,000 variants.", imported.ReasonOf(1_002));
        Assert.Equal("The product has more than 1,250 rows.", imported.ReasonOf(1_252));
        Assert.Equal("The product has more than 1,250 rows.", imported.ReasonOf(3_001));
    }

    [Fact]
    public async Task Show_no_control_characters_of_the_file()
    {
        var imported = await Importing.Into(shop, "Handle,Title,Status\n\u001b[2Jbell,Bell,\u001b[31mgone\n");

        Assert.DoesNotContain('\u001b', imported.Rows.Single().Handle + imported.ReasonOf(2));
    }
}
