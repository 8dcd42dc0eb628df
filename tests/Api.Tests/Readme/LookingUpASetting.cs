using System.Reflection;
using Commerce.Grains.Kernel;
using Commerce.Kit;
using Commerce.Silo;

namespace Commerce.Api.Tests.Readme;

public sealed class LookingUpASetting
{
    private static readonly string[] ReadOneByOne =
        ["Commerce__Data", "Commerce__Database", "Commerce__SweepPeriod", "Commerce__Outbox__Lease"];

    [Fact]
    public void Finds_every_one_in_the_readme()
    {
        var readme = File.ReadAllText(Repository.At("README.md"));
        var silo = typeof(ShopHosting).Assembly;
        string[] names =
        [
            .. ReadOneByOne,
            .. Names(typeof(ShopSettings), "Commerce"),
            .. Names(typeof(ApiSettings), "Commerce"),
            .. Names(silo.GetType("Commerce.Silo.Gateways.Outbox.OutboxSettings")!, "Commerce__Outbox"),
            .. Names(silo.GetType("Commerce.Silo.Gateways.Inbox.InboxSettings")!, "Commerce__Inbox"),
            .. Names(silo.GetType("Commerce.Silo.Gateways.Simulated.SimulatorSettings")!, "Commerce__Simulator"),
            .. Names(silo.GetType("Commerce.Silo.Gateways.Stripe.StripeSettings")!, "Commerce__Stripe"),
            .. OfTheCluster(silo),
        ];
        Assert.Contains("Commerce__Keys__Admin", names);
        Assert.Empty(names.Where(name => !readme.Contains($"`{name}`", StringComparison.Ordinal)).ToList());
    }

    // The Cluster edition alone has them.
    private static IEnumerable<string> OfTheCluster(Assembly silo) => OneProcess.Edition != "Cluster" ? [] :
    [
        .. Names(silo.GetType("Commerce.Silo.ClusterSettings")!, "Commerce__Cluster"),
        .. Names(silo.GetType("Commerce.Silo.Gateways.Mail.SmtpSettings")!, "Commerce__Smtp"),
    ];

    private static IEnumerable<string> Names(Type settings, string section) => settings
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanWrite)
        .SelectMany(property => property.PropertyType.Namespace is "Commerce.Api" or "Commerce.Silo.Keys"
            ? Names(property.PropertyType, $"{section}__{property.Name}")
            : [$"{section}__{property.Name}"]);
}
