using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Commerce.Silo.Tests;

/// <summary>What no process of a shop is begun with.</summary>
public sealed class SettingUpAShop
{
    [Theory]
    [InlineData("production")]
    [InlineData("Production")]
    public void Charges_no_simulated_cards_in_production(string mode)
    {
        var fault = Assert.Throws<StartFaultException>(() => Silo(mode).AddSilo());
        Assert.Contains("Commerce__Stripe__SecretKey", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("prodcution")]
    [InlineData("test")]
    public void Takes_no_mode_that_there_is_not(string mode)
    {
        var fault = Assert.Throws<StartFaultException>(() => Silo(mode).AddSilo());
        Assert.Contains(mode, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("trial", null)]
    [InlineData("production", "sk_test_key")]
    public void Begins_otherwise(string mode, string? key) => Silo(mode, key).AddSilo();

    private static HostApplicationBuilder Silo(string mode, string? key = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection([
            new("Commerce:Mode", mode),
            new("Commerce:Stripe:SecretKey", key),
            new("Commerce:Data", Path.Combine(Path.GetTempPath(), "no-shop")),
        ]);
        return builder;
    }
}
