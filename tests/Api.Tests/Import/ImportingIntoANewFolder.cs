using Commerce.Kit;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Commerce.Api.Tests.Import;

/// <summary>The commands and the server, one after the other on one folder, as whoever opens a shop does it.</summary>
public sealed class ImportingIntoANewFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("commerce-new-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Leaves_a_shop_with_nothing_but_what_was_imported()
    {
        var stop = TestContext.Current.CancellationToken;
        var file = Path.Combine(folder.FullName, "products.csv");
        await File.WriteAllTextAsync(file, "Handle,Title,Variant SKU\nbell,Bell,BELL\n", stop);
        Assert.Equal(0, await Program.Main(["import", file, "--quiet", .. Settings()]));

        await using (var shop = Program.Build(["--urls", "http://127.0.0.1:0", .. Settings()]))
        {
            await shop.StartAsync(stop);
            await shop.StopAsync(stop);
        }

        Assert.Equal(["bell"], await Column("select slug from products"));
        Assert.Empty(await Column("select key_id from access_keys"));
    }

    [Fact]
    public async Task Keeps_to_the_keys_that_were_made_by_command()
    {
        var stop = TestContext.Current.CancellationToken;
        Assert.Equal(0, await Program.Main(["keys", "add", "owner", .. Settings()]));

        await using (var shop = Program.Build(["--urls", "http://127.0.0.1:0", .. Settings()]))
        {
            await shop.StartAsync(stop);
            await shop.StopAsync(stop);
        }

        Assert.Equal(["admin"], await Column("select kind from access_keys"));
        Assert.Empty(await Column("select slug from products"));
    }

    private IEnumerable<string> Settings() =>
    [
        "--Commerce:Data=" + folder.FullName,
        .. OneProcess.Settings().Select(setting => $"--{setting.Key}={setting.Value}"),
    ];

    private async Task<IReadOnlyList<string>> Column(string sql)
    {
        var path = Path.Combine(folder.FullName, "commerce.db");
        await using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        return [.. await connection.QueryAsync<string>(sql)];
    }
}
