using Commerce.Kit.Node;
using Commerce.Kit.Stripe;

namespace Commerce.Silo.Tests.Gateways;

/// <summary>Stripe's own library finds nothing to complain of in the server of the tests.</summary>
public sealed class SpeakingAsStripeDoes
{
    [Fact]
    public async Task Satisfies_stripes_own_library()
    {
        var program = await NodeProgram.Install("tests/Kit/Stripe/node", "stripe-check", Test.Stop);
        await using var server = await StripeServer.Start(TimeProvider.System);
        var (code, said, complaints) = await program.Run(
            "check.mjs", Test.Stop, server.Url.ToString(), StripeServer.SecretKey, StripeServer.WebhookSecret);
        Assert.True(code == 0, complaints + said);
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(12, lines.Length);
        Assert.All(lines, line => Assert.StartsWith("ok: ", line, StringComparison.Ordinal));
    }
}
