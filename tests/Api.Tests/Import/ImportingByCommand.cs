using Commerce.Api.Import;
using Commerce.Grains.Kernel;

namespace Commerce.Api.Tests.Import;

public sealed class ImportingByCommand : IDisposable
{
    private readonly FakeShop shop = new();
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();
    private readonly string path;

    public ImportingByCommand()
    {
        path = Path.Combine(folder.FullName, "products.csv");
        File.WriteAllText(path, "");
    }

    [Fact]
    public async Task Prints_a_line_for_each_row_and_the_sums()
    {
        await File.WriteAllTextAsync(
            path, "Handle,Title,Variant SKU,Colour\nbell,Bell,BELL,red\n", TestContext.Current.CancellationToken);

        Assert.Equal(ImportCommand.AllLanded, await Run(path));
        Assert.Equal(
            "row 2 created bell BELL\nColumns ignored: Colour.\n1 rows: 1 created, 0 updated, 0 unchanged, 0 failed.\n",
            output.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Prints_only_what_failed_when_it_should_be_quiet()
    {
        await File.WriteAllTextAsync(path, "Handle,Title\nbell,Bell\ncap,\n", TestContext.Current.CancellationToken);

        Assert.Equal(ImportCommand.SomeFailed, await Run(path, "--quiet"));
        Assert.Equal(
            "row 3 failed cap: Title is empty.\n2 rows: 1 created, 0 updated, 0 unchanged, 1 failed.\n",
            output.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Counts_stock_when_asked_to()
    {
        await File.WriteAllTextAsync(
            path, "Handle,Title,Variant SKU,Variant Inventory Qty\nbell,Bell,BELL,3\n",
                TestContext.Current.CancellationToken);
        await Run(path);
        await File.WriteAllTextAsync(
            path, "Handle,Title,Variant SKU,Variant Inventory Qty\nbell,Bell,BELL,8\n",
                TestContext.Current.CancellationToken);

        await Run("--stock", path);

        Assert.Equal(8, shop.OnHand("BELL"));
    }

    [Fact]
    public async Task Fails_when_the_file_breaks_off()
    {
        await File.WriteAllTextAsync(
            path, "Handle,Title\nbell,Bell\ncap,\"Cap\n", TestContext.Current.CancellationToken);

        Assert.Equal(ImportCommand.SomeFailed, await Run(path));
        Assert.StartsWith("The quote that opens in row 3 is never closed", error.ToString());
    }

    [Fact]
    public async Task Does_nothing_with_a_file_that_is_none()
    {
        Assert.Equal(ImportCommand.NothingDone, await Run(path));
        Assert.Equal("The file is empty.", error.ToString().TrimEnd());
        Assert.Equal(ImportCommand.NothingDone, await Run(path + ".missing"));
        Assert.Equal(ImportCommand.NothingDone, await Run());
        Assert.Equal(ImportCommand.NothingDone, await Run(path, "--loud"));
        Assert.Equal(0, shop.Writes);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private Task<int> Run(params string[] arguments) =>
        ImportCommand.Run(arguments, shop, new ShopSettings(), new(output, error), CancellationToken.None);
}
