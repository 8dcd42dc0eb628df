using System.Diagnostics;
using Commerce.Kit;
using Commerce.Kit.Stripe;

namespace Commerce.Silo.Tests.Gateways;

/// <summary>Stripe's own library finds nothing to complain of in the server of the tests.</summary>
public sealed class SpeakingAsStripeDoes
{
    private const string Source = "tests/Kit/Stripe/node";

    [Fact]
    public async Task Satisfies_stripes_own_library()
    {
        var folder = Directory.CreateDirectory(Repository.At("artifacts", "stripe-check")).FullName;
        foreach (var file in Directory.GetFiles(Repository.At(Source.Split('/'))))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        await Run("npm", folder, "ci", "--ignore-scripts", "--prefer-offline");

        await using var server = await StripeServer.Start(TimeProvider.System);
        var said = await Run(
            "node", folder, "check.mjs", server.Url.ToString(), StripeServer.SecretKey, StripeServer.WebhookSecret);

        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(12, lines.Length);
        Assert.All(lines, line => Assert.StartsWith("ok: ", line, StringComparison.Ordinal));
    }

    private static async Task<string> Run(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {await complained}{await said}");
        return await said;
    }
}
