using System.Diagnostics;
using System.Text.RegularExpressions;
using Commerce.Api.Tests.Killing;
using Commerce.Kit;

namespace Commerce.Api.Tests.Readme;

/// <summary>The README's shell lines, run as they stand against the real executable.</summary>
public sealed partial class FollowingTheReadme(ITestOutputHelper output)
{
    private const int LinesMost = 30;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Buys_and_ships_something()
    {
        var folder = Directory.CreateTempSubdirectory("commerce-readme-").FullName;
        try
        {
            await using var server = await ServerProcess.Start(folder, $"sqlite:{Path.Combine(folder, "commerce.db")}");
            var script = string.Concat(ShellBlocks().Select(block => block + "\necho\n"));
            script = Named(script, "SHOP", server.Url.ToString().TrimEnd('/'));
            script = Named(script, "KEY", ServerProcess.StorefrontKey);
            script = Named(script, "ADMIN", ServerProcess.AdminKey);
            var (code, said) = await Run(script);
            output.WriteLine(said);

            Assert.Equal(0, code);
            Assert.Contains("\"status\":\"authorized_plus_avs\"", said, StringComparison.Ordinal);
            Assert.Contains("\"status\":\"fulfilled\"", said, StringComparison.Ordinal);
            Assert.Contains("\"state\":\"received_back\"", said, StringComparison.Ordinal);
            Assert.Contains("order.items-shipped", said, StringComparison.Ordinal);
            Assert.Contains("order.items-returned", said, StringComparison.Ordinal);
            Assert.DoesNotContain("\"type\":\"urn:commerce:problem", said, StringComparison.Ordinal);
            // Nothing that happens by the thousand is told.
            Assert.InRange(server.Lines, 1, LinesMost);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string> ShellBlocks()
    {
        var blocks = ShellBlock().Matches(File.ReadAllText(Repository.At("README.md")));
        Assert.NotEmpty(blocks);
        return blocks.Select(block => block.Groups[1].Value);
    }

    // Only what a reader has to fill in is filled in.
    private static string Named(string script, string name, string value)
    {
        var line = script.Split('\n').Single(text => text.StartsWith($"export {name}=", StringComparison.Ordinal));
        return script.Replace(line, $"export {name}={value}", StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Said)> Run(string script)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-eu", "-c", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("bash did not start.");
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        var said = bash.StandardOutput.ReadToEndAsync(limit.Token);
        var complained = bash.StandardError.ReadToEndAsync(limit.Token);
        await bash.WaitForExitAsync(limit.Token);
        return (bash.ExitCode, await said + await complained);
    }

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();
}
