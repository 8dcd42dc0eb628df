using System.Net;
using System.Net.Http.Headers;
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

        // Its names are set free by errand, a moment after it is gone.
        var verdict = ImportVerdict.Failed;
        for (var tries = 0; tries < 500 && verdict != ImportVerdict.Created; tries++)
            verdict = (await Verdicts("Handle,Title,Variant SKU\nanvil,Anvil,ANVIL\n")).Single();
        Assert.Equal(ImportVerdict.Created, verdict);
        Assert.NotEqual(anvil.Id, (await LookUp("anvil")).Id);
    }

    [Fact]
    public async Task Takes_a_file_that_staff_send()
    {
        const string Csv =
            "Handle,Title,Variant SKU,Variant Inventory Qty,Colour\nvice,Vice,VICE,4,red\nsaw,,SAW,1,red\n";
        const string Report = """
            {"rows":[{"row":2,"handle":"vice","sku":"VICE","verdict":"created"},
            {"row":3,"handle":"saw","sku":"SAW","verdict":"failed","reason":"Title is empty."}],
            "created":1,"updated":0,"unchanged":0,"failed":1,"ignoredColumns":["Colour"]}
            """;

        var first = (await Send(Csv, "text/csv; charset=utf-8")).Expect(HttpStatusCode.OK);
        var second = (await Send(Csv.Replace(",4,", ",6,"), "text/csv", "?stock=true")).Expect(HttpStatusCode.OK);

        Assert.Equal(Report.Replace("\n", ""), first.Text);
        Assert.Equal(1, (int)second.Body["updated"]!);
        var stock = (await api.Staff(HttpMethod.Get, "/v1/admin/stock/VICE")).Expect(HttpStatusCode.OK);
        Assert.Equal(6, (int)stock.Body["onHand"]!);
    }

    [Fact]
    public async Task Refuses_what_is_no_file()
    {
        (await Send("{}", "application/json"))
            .ExpectProblem(HttpStatusCode.UnsupportedMediaType, "media_type_unsupported");
        (await Send("Name\nVice\n", "text/csv")).ExpectProblem(HttpStatusCode.BadRequest, "file_unreadable");
        (await Send("", "text/csv")).ExpectProblem(HttpStatusCode.BadRequest, "file_unreadable");
        (await Send("Handle\n", "text/csv", "?stock=maybe"))
            .ExpectProblem(HttpStatusCode.BadRequest, "parameter_invalid");
    }

    [Fact]
    public async Task Takes_files_that_are_larger_than_other_bodies()
    {
        var csv = new StringBuilder("Handle,Title,Body (HTML)\n");
        for (var number = 0; number < 80; number++) csv.Append($"file-{number},File,{new string('x', 49_000)}\n");

        var answer = (await Send(csv.ToString(), "text/csv")).Expect(HttpStatusCode.OK);

        Assert.Equal(80, (int)answer.Body["created"]!);
    }

    private Task<Answer> Send(string csv, string mediaType, string query = "")
    {
        var request = RunningApi.Request(
            HttpMethod.Post, "/v1/admin/products/import" + query, Encoding.UTF8.GetBytes(csv), RunningApi.AdminKey);
        request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        return api.Send(request);
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
