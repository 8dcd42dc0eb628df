using Commerce.Api.Import;

namespace Commerce.Api.Tests.Import;

public sealed class MakingSkus
{
    private readonly FakeShop shop = new();

    [Theory]
    [InlineData("handle", "Small", "Blue", "handle--small--blue")]
    [InlineData("tee", "Dark Blue", "S/M", "tee--dark-blue--s-m")]
    [InlineData("tee", "3.5 mm", "Ünder", "tee--3.5-mm--nder")]
    [InlineData("a--b", "c", "d", "a-b--c--d")]
    public void Makes_them_of_handle_and_values(string handle, string first, string second, string sku) =>
        Assert.Equal(sku, Handles.SkuOf(handle, [first, second]).Value);

    [Theory]
    [InlineData("青", "赤")]
    [InlineData("Small", "")]
    [InlineData(
        "very long", "one hundred characters and more one hundred characters and more one hundred characters and mo")]
    public void Marks_those_that_would_lose_a_part(string first, string second)
    {
        var sku = Handles.SkuOf("tee", [first, second]).Value;

        Assert.InRange(sku.Length, 1, 100);
        Assert.Matches("^[a-z0-9.-]+--[0-9a-f]{8}$", sku);
        Assert.Equal(sku, Handles.SkuOf("tee", [first, second]).Value);
        Assert.NotEqual(sku, Handles.SkuOf("tee", [second, first]).Value);
    }

    [Fact]
    public async Task Keeps_apart_values_that_look_the_same()
    {
        const string Csv =
            "Handle,Title,Option1 Name,Option1 Value\ntee,Tee,Colour,Dark Blue\ntee,,,Dark-Blue\ntee,,,Red\n";

        var imported = await Importing.Into(shop, Csv);

        Assert.Equal("created created created", imported.Verdicts);
        Assert.Equal(3, shop["tee"].Variants.Select(variant => variant.Sku).Distinct().Count());
        Assert.Equal("tee--red", shop["tee"].Variants[2].Sku.Value);
    }

    [Fact]
    public async Task Keeps_them_whatever_comes_later()
    {
        await Importing.Into(shop, "Handle,Title,Option1 Name,Option1 Value\ntee,Tee,Colour,Dark Blue\n");

        var again = await Importing.Into(
            shop, "Handle,Title,Option1 Name,Option1 Value\ntee,Tee,Colour,Dark-Blue\ntee,,,dark blue\n");

        Assert.Equal("created updated", again.Verdicts);
        Assert.Equal("tee--dark-blue", shop["tee"].Variants[0].Sku.Value);
        Assert.StartsWith("tee--dark-blue--", shop["tee"].Variants[1].Sku.Value);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Makes_another_where_a_product_has_it_already(bool knowsOwners)
    {
        var shared = new FakeShop { KnowsOwners = knowsOwners };
        const string Csv = """
            Handle,Title,Option1 Name,Option1 Value,Variant SKU
            mug,Mug,,,tee--red
            tee,Tee,Colour,Red,
            """;

        Assert.Equal("created created", (await Importing.Into(shared, Csv)).Verdicts);
        Assert.Matches("^tee--red--[0-9a-f]{8}$", shared["tee"].Variants.Single().Sku.Value);
        Assert.Equal("unchanged unchanged", (await Importing.Into(shared, Csv)).Verdicts);
    }

    [Theory]
    [InlineData("Low-Tide", "low-tide")]
    [InlineData("v1.2-beta", "v1.2-beta")]
    public void Takes_a_plain_handle_as_slug(string handle, string slug) => Assert.Equal(slug, Handles.SlugOf(handle));

    [Theory]
    [InlineData("low tide")]
    [InlineData("low_tide")]
    [InlineData("東京")]
    public void Marks_a_slug_whose_handle_is_not_plain(string handle)
    {
        Assert.Matches("^[a-z0-9.-]*-[0-9a-f]{8}$", Handles.SlugOf(handle));
        Assert.NotEqual(Handles.SlugOf("low tide"), Handles.SlugOf("low_tide"));
    }

    [Fact]
    public void Makes_the_same_id_of_the_same_handle()
    {
        Assert.Equal(Handles.IdOf("low-tide"), Handles.IdOf("low-tide"));
        Assert.Matches("^product-[0-9a-z]{26}$", Handles.IdOf("low-tide").Value);
        Assert.NotEqual(Handles.IdOf("low-tide"), Handles.IdOf("high-tide"));
    }
}
