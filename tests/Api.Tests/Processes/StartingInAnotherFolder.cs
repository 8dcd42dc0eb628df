using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Commerce.Api.Tests.Killing;
using Commerce.Kit;

namespace Commerce.Api.Tests.Processes;

/// <summary>The real executable, called from a folder that is not its own: relative paths mean the caller's.</summary>
public sealed class StartingInAnotherFolder : IDisposable
{
    private const string File = """
        Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Tracker,Variant Inventory Qty
        bell,Bell,Colour,red,BELL-RED,19.99,shopify,7
        bell,,,blue,BELL-BLUE,21.99,shopify,3
        cap,Cap,,,CAP,9.50,,
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("commerce-elsewhere-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Imports_a_file_there_and_serves_it_where_it_is_told_to()
    {
        Directory.CreateDirectory(Path.Combine(folder.FullName, "lists"));
        await System.IO.File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "lists", "shop.csv"), File, TestContext.Current.CancellationToken);

        Assert.Equal(
            (0, """
                row 2 created bell BELL-RED
                row 3 created bell BELL-BLUE
                row 4 created cap CAP
                3 rows: 3 created, 0 updated, 0 unchanged, 0 failed.
                """),
            await Said("import", Path.Combine("lists", "shop.csv")));
        Assert.Equal(
            (0, "3 rows: 0 created, 0 updated, 3 unchanged, 0 failed."),
            await Said("import", Path.Combine("lists", "shop.csv"), "--quiet"));
        Assert.True(Path.Exists(Path.Combine(folder.FullName, "data", "commerce.db")));

        await Serves();
    }

    [Fact]
    public async Task Says_which_file_is_missing()
    {
        using var process = Start(["import", "nowhere.csv"]);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await End(process);
        Assert.Equal(2, process.ExitCode);
        Assert.Contains(Path.Combine(folder.FullName, "nowhere.csv"), await error, StringComparison.Ordinal);
    }

    private async Task Serves()
    {
        var url = new Uri($"http://127.0.0.1:{Ports.Next()}");
        using var server = Start([], url);
        try
        {
            using var client = new HttpClient { BaseAddress = url };
            client.DefaultRequestHeaders.Authorization =
                new AuthenticationHeaderValue("Bearer", ServerProcess.AdminKey);
            Assert.True(await Deadline.Until(Limit, () => ServerProcess.IsReady(client)));
            var text = await client.GetStringAsync(
                new Uri("/v1/admin/stock/BELL-RED", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(7, (int)JsonNode.Parse(text)!["onHand"]!);
        }
        finally
        {
            server.Kill();
            await End(server);
        }
    }

    private async Task<(int Code, string Output)> Said(params string[] words)
    {
        using var process = Start(words);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await End(process);
        return (process.ExitCode, (await output).ReplaceLineEndings("\n").TrimEnd());
    }

    private static async Task End(Process process)
    {
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        await process.WaitForExitAsync(limit.Token);
    }

    private Process Start(string[] words, Uri? url = null)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.Built("Api", "Commerce.Api.dll"), .. words])
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardOutput = url is null,
            RedirectStandardError = url is null,
        };
        if (url is not null) start.Environment["ASPNETCORE_URLS"] = url.ToString();
        ServerProcess.Whole(start);
        start.Environment["Commerce__SampleData"] = "false";
        start.Environment["Commerce__Keys__Storefront"] = ServerProcess.StorefrontKey;
        start.Environment["Commerce__Keys__Admin"] = ServerProcess.AdminKey;
        return Process.Start(start) ?? throw new InvalidOperationException("It did not start.");
    }
}
