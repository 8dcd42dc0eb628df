using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Commerce.Silo.Tests.Cluster;

/// <summary>Orleans' dashboard is there when a setting says so; what makes no sense ends the start with a line. Who
/// gets in is tested with real processes (<c>OpeningTheDashboard</c>).</summary>
public sealed class AskingForTheDashboard
{
    [Theory]
    [InlineData(null, false)]
    [InlineData("false", false)]
    [InlineData("true", true)]
    public void Takes_yes_and_no(string? setting, bool wanted) =>
        Assert.Equal(wanted, ClusterSettings.Of(With("Commerce:Cluster:Dashboard", setting)).Dashboard);

    [Fact]
    public void Refuses_what_is_neither()
    {
        var fault = Assert.Throws<StartFaultException>(
            () => ClusterSettings.Of(With("Commerce:Cluster:Dashboard", "perhaps")));
        Assert.Contains("Commerce:Cluster:Dashboard", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_an_admin_key_that_could_be_guessed()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection([new("Commerce:Keys:Admin", "sk_short")]);
        var fault = Assert.Throws<StartFaultException>(builder.AddDashboard);
        Assert.Equal("Commerce__Keys__Admin has fewer than 24 characters.", fault.Message);
    }

    private static IConfiguration With(string name, string? value) =>
        new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build();
}
