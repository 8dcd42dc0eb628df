using Commerce.Api.Import;
using Commerce.Api.Sample;
using Commerce.Grains.Kernel;
using Commerce.Grains.Products;

namespace Commerce.Api.Tests.Import;

public sealed class TheSampleShop
{
    private readonly FakeShop shop = new();

    [Fact]
    public async Task Is_large_and_varied()
    {
        var counts = await Load();

        Assert.Equal((0, 0, 0), (counts.Failed, counts.Updated, counts.Unchanged));
        Assert.InRange(shop.Products.Count, 300, 1_000);
        Assert.All(Contents, content => Assert.Equal(3, content.Categories.Single().Names.Length));
        Assert.InRange(
            Contents.Select(content => string.Join('/', content.Categories[0].Names)).Distinct().Count(), 50, 200);
        Assert.Contains(Contents, content => !content.Active);
        Assert.Contains(Contents, content => content is { Active: true, Present: false });
        Assert.Contains(Contents, content => content.OptionNames.Length == 2);
        Assert.Contains(Variants, variant => variant is { SoftGood: true, Tracked: false });
        Assert.Contains(Variants, variant => variant.Backorder == Backorder.Unlimited);
        Assert.Contains(Variants, variant => variant.Tracked && shop.OnHand(variant.Sku.Value) == 0);
        Assert.Contains(Variants, variant => variant.Tracked && shop.OnHand(variant.Sku.Value) > 0);
        Assert.Contains(Variants, variant => variant.Sku.Value.Contains("--"));
    }

    [Fact]
    public async Task Has_a_text_of_its_own_for_every_product()
    {
        await Load();

        Assert.All(Contents, content => Assert.InRange(content.Description!.Length, 60, 4_000));
        Assert.Equal(shop.Products.Count, Contents.Select(content => content.Summary).Distinct().Count());
    }

    [Fact]
    public async Task Has_books_with_right_isbns()
    {
        await Load();

        var books = Contents.Where(content => content.Categories[0].Names[0] == "Books")
            .SelectMany(book => book.Variants).ToList();
        Assert.InRange(books.Count, 100, 1_000);
        Assert.All(books, book => Assert.True(IsIsbn(book.Barcode!), book.Barcode));
        Assert.Equal(books.Count, books.Select(book => book.Barcode).Distinct().Count());
    }

    [Fact]
    public async Task Changes_nothing_when_it_is_loaded_again()
    {
        await Load();
        var writes = shop.Writes;

        var again = await Load();

        Assert.Equal(again.Rows, again.Unchanged);
        Assert.Equal(writes, shop.Writes);
    }

    [Theory]
    [InlineData("JPY")]
    [InlineData("KWD")]
    public async Task Has_prices_in_every_currency(string currency)
    {
        var counts = await SampleShop.Load(shop, new ShopSettings { Currency = currency }, CancellationToken.None);

        Assert.Equal(0, counts.Failed);
    }

    [Fact]
    public void Is_a_small_file()
    {
        using var file = SampleShop.Open();

        Assert.InRange(file.Length, 100_000, 600_000);
    }

    private IEnumerable<ProductContent> Contents => shop.Products.Select(product => product.Content);

    private IEnumerable<VariantContent> Variants => Contents.SelectMany(content => content.Variants);

    private Task<ImportCounts> Load() => SampleShop.Load(shop, new ShopSettings(), CancellationToken.None);

    private static bool IsIsbn(string text) => text.Length == 13 && text.All(char.IsAsciiDigit)
        && text[..3] is "978" or "979"
        && text.Select((digit, place) => (digit - '0') * (place % 2 == 0 ? 1 : 3)).Sum() % 10 == 0;
}
