using Commerce.Silo;

namespace Commerce.Api.Tests.Http;

public sealed class StartingForTheFirstTime
{
    [Theory]
    [InlineData("http://127.0.0.1:5080", "", true)]
    [InlineData("http://localhost:5080;http://[::1]:5080", "", true)]
    [InlineData("http://127.0.0.1:5080", "production", false)]
    [InlineData("http://127.0.0.1:5080", "Production", false)]
    [InlineData("http://0.0.0.0:5080", "", false)]
    [InlineData("http://*:5080", "", false)]
    [InlineData("http://127.0.0.1:5080;http://192.168.1.2:80", "", false)]
    [InlineData("http://shop.example:80", "", false)]
    [InlineData("http://+:5080", "", false)]
    [InlineData("http://+:5080", "trial", true)]
    [InlineData("http://+:5080", "production", false)]
    public void Helps_where_this_machine_alone_can_reach_it_and_in_a_trial(string addresses, string mode, bool helps) =>
        Assert.Equal(helps, !FirstStart.Of(new ApiSettings { Mode = mode }, addresses).IsOff);

    [Fact]
    public void Sells_nothing_for_simulated_cards_in_production()
    {
        string[] settings = ["--Commerce:Mode=production", $"--Commerce:Data={Path.GetTempPath()}no-shop"];

        var fault = Assert.Throws<StartFaultException>(() => Program.Build(settings));
        Assert.Contains("Commerce__Stripe__SecretKey", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("pk_test_storefront_000000", "sk_test_admin_00000000000", true)]
    [InlineData("pk_short", null, false)]
    [InlineData(null, "sk_short", false)]
    [InlineData("the_same_key_for_both_00000", "the_same_key_for_both_00000", false)]
    public void Takes_configured_keys_of_24_characters(string? storefront, string? admin, bool good)
    {
        var settings = new ApiSettings { Keys = new() { Storefront = storefront, Admin = admin } };
        Assert.Equal(good, settings.Fault() is null);
    }
}
