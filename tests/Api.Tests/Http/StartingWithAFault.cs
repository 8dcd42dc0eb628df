using System.Diagnostics;
using Commerce.Api.Tests.Killing;
using Commerce.Kit;

namespace Commerce.Api.Tests.Http;

/// <summary>The real executable, set up so that it cannot start.</summary>
public sealed class StartingWithAFault : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("commerce-fault-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("Commerce__DoubtTime", "abc", "Commerce:DoubtTime")]
    [InlineData("Commerce__SweepPeriod", "abc", "Commerce:SweepPeriod")]
    [InlineData("Commerce__Outbox__Batch", "abc", "Commerce:Outbox:Batch")]
    [InlineData("Commerce__Docs", "abc", "Commerce:Docs")]
    [InlineData("Commerce__ServiceAddress", "nobody", "Commerce:ServiceAddress")]
    [InlineData("Commerce__Database", "sqlite:", "Commerce:Database")]
    public async Task Says_in_one_line_which_setting_makes_no_sense(string name, string value, string said)
    {
        var (code, line) = await Start((name, value));
        Assert.Equal(1, code);
        Assert.Contains(said, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_in_one_line_that_another_process_has_the_data()
    {
        var file = Path.Combine(folder.FullName, "commerce.db");
        await using var first = await ServerProcess.Start(folder.FullName, "sqlite:" + file);
        var (code, line) = await Start(("Commerce__Database", "sqlite:" + file));
        Assert.Equal(1, code);
        Assert.Contains("is in use by another process", line, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Line)> Start((string Name, string Value) setting)
    {
        var start = new ProcessStartInfo(
            "dotnet", [Repository.Built("Api", "Commerce.Api.dll"), "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.FullName,
        };
        start.Environment[setting.Name] = setting.Value;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        var said = process.StandardOutput.ReadToEndAsync(limit.Token);
        var complained = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, Assert.Single((await said + await complained).Trim().Split('\n')));
    }
}
