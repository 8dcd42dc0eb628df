using Commerce.Api.Import;
using Commerce.Grains.Kernel;

namespace Commerce.Api.Tests.Import;

public sealed class ImportingAgain
{
    private const string Tee = """
        Handle,Title,Vendor,Tags,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Tracker,Variant Inventory Qty,Image Src
        tee,Tee,Mill,cotton,Size,Small,TEE-S,10.00,shopify,5,https://cdn.shop.example/1.jpg
        tee,,,,,Large,TEE-L,10.00,shopify,5,
        """;

    private readonly FakeShop shop = new();

    [Fact]
    public async Task Updates_only_the_rows_that_say_something_else()
    {
        await Importing.Into(shop, Tee);

        var again = await Importing.Into(shop, Tee.Replace("TEE-L,10.00", "TEE-L,11.00"));

        Assert.Equal("unchanged updated", again.Verdicts);
        Assert.Equal(new Money(1100, "USD"), shop.Variant("TEE-L").Price);
    }

    [Fact]
    public async Task Updates_the_first_row_when_the_product_itself_changes()
    {
        await Importing.Into(shop, Tee);

        Assert.Equal("updated unchanged", (await Importing.Into(shop, Tee.Replace("Mill", "Loom"))).Verdicts);
        Assert.Equal("Loom", shop["tee"].Vendor);
    }

    [Fact]
    public async Task Leaves_alone_what_the_file_has_no_column_for()
    {
        await Importing.Into(shop, Tee);
        shop.Edit("tee", content => content with { AvailableAt = DateTimeOffset.UnixEpoch, Description = "By hand" });

        var again = await Importing.Into(shop, "Handle,Variant SKU,Variant Price\ntee,TEE-S,9.00\n");

        Assert.Equal("updated", again.Verdicts);
        var tee = shop["tee"];
        Assert.Equal(("Tee", "Mill", "cotton", "By hand"), (tee.Name, tee.Vendor, tee.Keywords, tee.Description));
        Assert.Equal(DateTimeOffset.UnixEpoch, tee.AvailableAt);
        Assert.Equal(["Small"], shop.Variant("TEE-S").OptionValues);
        Assert.True(shop.Variant("TEE-S").Tracked);
        Assert.Equal(new Money(900, "USD"), shop.Variant("TEE-S").Price);
        Assert.Single(tee.Pictures);
    }

    [Fact]
    public async Task Empties_what_the_file_has_an_empty_cell_for()
    {
        await Importing.Into(shop, Tee);

        await Importing.Into(shop, "Handle,Title,Vendor,Variant SKU,Variant Price\ntee,,,TEE-S,\n");

        Assert.Null(shop["tee"].Vendor);
        Assert.Equal("Tee", shop["tee"].Name);
        Assert.Null(shop.Variant("TEE-S").Price);
    }

    [Fact]
    public async Task Never_cuts_a_character_in_half()
    {
        await Importing.Into(shop, $"Handle,Title,SEO Description\ntee,Tee,{new string('x', 398)}😀😀\n");

        Assert.Equal(new string('x', 398) + "…", shop["tee"].Summary);
        Assert.Equal(new string('x', 119) + "…", Display.Line(new string('x', 119) + "😀😀"));
    }

    [Fact]
    public async Task Keeps_variants_that_the_file_does_not_name()
    {
        await Importing.Into(shop, Tee);

        var again = await Importing.Into(
            shop, "Handle,Option1 Name,Option1 Value,Variant SKU,Variant Price\ntee,Size,Huge,TEE-H,12.00\n");

        Assert.Equal("created", again.Verdicts);
        Assert.Equal(["TEE-S", "TEE-L", "TEE-H"], shop["tee"].Variants.Select(variant => variant.Sku.Value));
    }

    [Fact]
    public async Task Refuses_other_options_while_a_variant_has_the_old_ones()
    {
        await Importing.Into(shop, Tee);

        var again = await Importing.Into(
            shop,
            "Handle,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU\n"
                + "tee,Size,Small,Colour,Blue,TEE-S\n");

        Assert.Equal("failed", again.Verdicts);
        Assert.Equal("The variant 'TEE-L', which the file does not name, has other options.", again.ReasonOf(2));
    }

    [Fact]
    public async Task Swaps_the_options_of_two_variants()
    {
        await Importing.Into(shop, Tee);

        var again = await Importing.Into(
            shop, "Handle,Option1 Name,Option1 Value,Variant SKU\ntee,Size,Large,TEE-S\ntee,,Small,TEE-L\n");

        Assert.Equal("updated updated", again.Verdicts);
        Assert.Equal(["Large"], shop.Variant("TEE-S").OptionValues);
    }

    [Fact]
    public async Task Knows_a_variant_by_its_sku_whatever_its_case()
    {
        await Importing.Into(shop, Tee);

        Assert.Equal("unchanged unchanged", (await Importing.Into(shop, Tee.Replace("TEE-", "tee-"))).Verdicts);
        Assert.Equal("TEE-S", shop["tee"].Variants[0].Sku.Value);
    }

    [Fact]
    public async Task Knows_a_product_that_got_another_slug_since()
    {
        await Importing.Into(shop, Tee);
        shop.Edit("tee", content => content with { Slug = "tea-shirt" });

        Assert.Equal("unchanged unchanged", (await Importing.Into(shop, Tee)).Verdicts);
        Assert.Single(shop.Products);
    }

    [Fact]
    public async Task Makes_a_product_anew_that_was_removed_several_times()
    {
        for (var time = 0; time < 5; time++)
        {
            Assert.Equal("created created", (await Importing.Into(shop, Tee)).Verdicts);
            Assert.Equal("unchanged unchanged", (await Importing.Into(shop, Tee)).Verdicts);
            await shop.Remove(shop.Products.Single().Id, Call.System);
        }
    }

    [Fact]
    public async Task Tells_a_new_picture_from_those_that_were_there()
    {
        await Importing.Into(shop, Tee);

        var again = await Importing.Into(shop, """
            Handle,Image Src
            tee,https://cdn.shop.example/1.jpg
            tee,https://cdn.shop.example/2.jpg
            tee,https://cdn.shop.example/1.jpg
            """);

        Assert.Equal("updated updated unchanged", again.Verdicts);
        Assert.Equal(2, shop["tee"].Pictures.Length);
    }

    [Fact]
    public async Task Leaves_the_stock_of_what_was_there_alone()
    {
        await Importing.Into(shop, Tee);

        Assert.Equal(
            "unchanged unchanged", (await Importing.Into(shop, Tee.Replace("shopify,5", "shopify,9"))).Verdicts);
        Assert.Equal(5, shop.OnHand("TEE-S"));
    }

    [Fact]
    public async Task Counts_the_stock_when_asked_to()
    {
        await Importing.Into(shop, Tee);
        var more = Tee.Replace("TEE-L,10.00,shopify,5", "TEE-L,10.00,shopify,9");

        Assert.Equal("unchanged updated", (await Importing.Into(shop, more, stock: true)).Verdicts);
        Assert.Equal((5, 9), (shop.OnHand("TEE-S"), shop.OnHand("TEE-L")));

        var writes = shop.Writes;
        Assert.Equal("unchanged unchanged", (await Importing.Into(shop, more, stock: true)).Verdicts);
        Assert.Equal(writes, shop.Writes);
    }

    [Fact]
    public async Task Says_so_when_a_product_landed_and_its_stock_did_not()
    {
        shop.Stock("TEE-L").NextRefusal = new TryAgain("Stock");

        var imported = await Importing.Into(shop, Tee);

        Assert.Equal("created failed", imported.Verdicts);
        Assert.StartsWith("The product is stored, its stock is not:", imported.ReasonOf(3));
    }

    [Fact]
    public async Task Tries_again_when_the_store_is_away_for_a_moment()
    {
        shop.Outages["tee"] = 2;

        Assert.Equal("created created", (await Importing.Into(shop, Tee)).Verdicts);
    }

    [Fact]
    public async Task Gives_up_a_product_that_cannot_be_stored_and_goes_on()
    {
        shop.Outages["tee"] = 3;

        var imported = await Importing.Into(shop, Tee + "\ncap,Cap,,,,,CAP,5.00,,,");

        Assert.Equal("failed failed created", imported.Verdicts);
        Assert.Equal("The shop could not store it at this moment; import the file once more.", imported.ReasonOf(2));
    }

    [Fact]
    public async Task Tells_what_the_catalogue_says_against_a_product()
    {
        shop.NextRefusal = new InvalidValue("No.") { Param = "/pictures" };

        var imported = await Importing.Into(shop, Tee);

        Assert.Equal("failed failed", imported.Verdicts);
        Assert.Equal("/pictures: No.", imported.ReasonOf(2));
    }

    [Fact]
    public async Task Looks_again_when_somebody_else_changed_the_product_meanwhile()
    {
        await Importing.Into(shop, Tee);
        shop.NextRefusal = new VersionStale(7);

        Assert.Equal("updated unchanged", (await Importing.Into(shop, Tee.Replace("Mill", "Loom"))).Verdicts);
    }
}
