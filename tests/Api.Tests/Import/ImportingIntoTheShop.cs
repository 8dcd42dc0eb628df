using System.Text;
using Commerce.Api.Import;
using Commerce.Api.Sample;
using Commerce.Grains.Kernel;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Api.Tests.Import;

/// <summary>The real shop on its database.</summary>
public sealed class ImportingIntoTheShop(RunningApi api) : IClassFixture<RunningApi>
{
    private IClusterClient Grains => api.App.Services.GetRequiredService<IClusterClient>();

    [Fact]
    public async Task Stores_the_sample_shop_once()
    {
        var stop = TestContext.Current.CancellationToken;
        var first = await SampleShop.Load(Grains, new ShopSettings(), stop);
        var second = await SampleShop.Load(Grains, new ShopSettings(), stop);

        Assert.Equal(first.Rows, first.Created);
        Assert.Equal(second.Rows, second.Unchanged);
        var novel = await LookUp("low-tide");
        Assert.Equal(1, novel.Version);
        Assert.Equal(["Books", "Fiction", "Novels"], novel.Content.Categories.Single().Names);
        var paperback = novel.Content.Variants[0];
        var stock = await Grains.GetGrain<IStockGrain>(StockKey.Of(paperback.Sku)).View();
        Assert.True(stock is Outcome<StockView>.Done { Value.OnHand: > 0 });
    }

    [Fact]
    public async Task Tells_a_sku_of_another_product_and_a_removed_product_that_comes_back()
    {
        const string Csv = "Handle,Title,Variant SKU\nanvil,Anvil,ANVIL\nhammer,Hammer,anvil\n";

        Assert.Equal([ImportVerdict.Created, ImportVerdict.Failed], await Verdicts(Csv));
        Assert.Equal([ImportVerdict.Unchanged, ImportVerdict.Failed], await Verdicts(Csv));

        var anvil = await LookUp("anvil");
        await Grains.GetGrain<ICatalogueGrain>("catalogue").Remove(anvil.Id, Call.System);

        // The slug is set free by an errand; until it arrived the row fails and may be repeated.
        Assert.True(await Killing.Deadline.Until(TimeSpan.FromSeconds(20), async () =>
            (await Verdicts("Handle,Title,Variant SKU\nanvil,Anvil,ANVIL-2\n")).Single() == ImportVerdict.Created));
        Assert.NotEqual(anvil.Id, (await LookUp("anvil")).Id);
    }

    private async Task<ProductView> LookUp(string slug) =>
        Assert.IsType<Outcome<ProductView>.Done>(
            await Grains.GetGrain<ICatalogueGrain>("catalogue").LookUp(slug)).Value;

    private async Task<List<ImportVerdict>> Verdicts(string csv)
    {
        var stop = TestContext.Current.CancellationToken;
        using var file = await ProductFile.Open(new MemoryStream(Encoding.UTF8.GetBytes(csv)), stop);
        var importer = new Importer(Grains, new ImportOptions(Call.System, Currency.Of("USD")));
        var verdicts = new List<ImportVerdict>();
        await foreach (var row in importer.Import(file, stop)) verdicts.Add(row.Verdict);
        return verdicts;
    }
}
