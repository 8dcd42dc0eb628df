using Commerce.Grains.Kernel;
using Commerce.Grains.Mails;
using Commerce.Grains.Payments;
using Commerce.Silo.Gateways;
using Commerce.Silo.Gateways.Mail;
using Commerce.Silo.Gateways.Outbox;
using Commerce.Silo.Gateways.Simulated;
using Commerce.Silo.Gateways.Stripe;
using Commerce.Silo.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Silo.Tests.Gateways;

public sealed class ConnectingTheGateways : IDisposable
{
    private readonly string folder = Path.Combine(Directory.CreateTempSubdirectory("shop-").FullName, "data");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);

    [Fact]
    public async Task Puts_ledger_and_mails_into_the_data_folder()
    {
        await using var shop = Shop();
        await shop.GetRequiredService<ICardGateway>()
            .Authorize(GatewayTable.Request("pm_card_visa"), TestContext.Current.CancellationToken);
        await shop.GetRequiredService<IMailTransport>().Send(
            new("order-1.1.0", new("Store", "a@b.example"), "c@d.example", "Hello", "", DateTimeOffset.UnixEpoch),
            TestContext.Current.CancellationToken);

        Assert.True(File.Exists(Path.Combine(folder, "gateway.db")));
        Assert.True(File.Exists(Path.Combine(folder, "mails", "order-1.1.0.eml")));
        Assert.Single(shop.GetRequiredService<LedgerReader>().Payments());
    }

    [Fact]
    public async Task Takes_the_settings_from_their_sections()
    {
        await using var shop = Shop(
            ("Commerce:Simulator:DelayBeforeWork", "00:00:02"), ("Commerce:Outbox:Period", "00:00:00.050"));

        Assert.Equal(TimeSpan.FromSeconds(2), shop.GetRequiredService<SimulatorSettings>().DelayBeforeWork);
        Assert.Equal(TimeSpan.FromMilliseconds(50), shop.GetRequiredService<OutboxSettings>().Period);
    }

    [Fact]
    public async Task Answers_gateway_and_simulator_from_one_ledger()
    {
        await using var shop = Shop();

        Assert.Same(shop.GetRequiredService<ICardGateway>(), shop.GetRequiredService<IPaymentSimulator>());
    }

    [Fact]
    public async Task Pays_at_stripe_as_soon_as_there_is_a_key()
    {
        await using var shop = Shop(("Commerce:Stripe:SecretKey", "sk_test_1"));

        Assert.IsType<StripeGateway>(shop.GetRequiredService<ICardGateway>());
        Assert.Null(shop.GetService<IPaymentSimulator>());
        Assert.Empty(shop.GetRequiredService<LedgerReader>().Payments());
    }

    private ServiceProvider Shop(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Append(("Commerce:Data", folder))
                .ToDictionary(setting => setting.Item1, setting => (string?)setting.Item2))
            .Build();
        return new ServiceCollection()
            .AddSingleton<IOutboxTable>(new OutboxInMemory())
            .AddSingleton<OutboxSignal>()
            .AddSingleton<IMailWordings>(new FirstWordings())
            .AddSingleton(new ShopSettings())
            .AddLogging()
            .AddGateways(configuration)
            .BuildServiceProvider();
    }
}
