using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Commerce.Silo.Gateways.Inbox;
using Commerce.Silo.Gateways.Mail;
using Commerce.Silo.Gateways.Outbox;
using Commerce.Silo.Gateways.Simulated;
using Commerce.Silo.Gateways.Stripe;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Commerce.Silo.Gateways;

/// <summary>Connects the shop to what is outside of it.</summary>
internal static class GatewayRegistration
{
    /// <summary>Adds the card gateway, the mails, the outbox and the inbox. Needs <see cref="ShopSettings"/>,
    /// <see cref="Storage.IOutboxTable"/>, <see cref="Storage.OutboxSignal"/> and the features among the
    /// services.</summary>
    public static IServiceCollection AddGateways(this IServiceCollection services, IConfiguration configuration)
    {
        var folder = SettingsReader.Folder(configuration.GetSection("Commerce"));
        var ledger = Path.Combine(folder, "gateway.db");
        services.TryAddSingleton(TimeProvider.System);

        services.AddSingleton(new LedgerReader(ledger));
        var stripe = SettingsReader.Read<StripeSettings>(configuration.GetSection("Commerce:Stripe"));
        services.AddSingleton(stripe);
        if (stripe.IsOn) services.AddStripe(stripe);
        else services.AddSimulator(configuration, ledger);

        services.AddSingleton(SettingsReader.Read<OutboxSettings>(configuration.GetSection("Commerce:Outbox")));
        if (!SmtpMails.TryAdd(services, configuration))
            services.AddSingleton<IMailTransport>(_ => new MailFolder(Path.Combine(folder, "mails")));
        services.AddSingleton(SettingsReader.Read<InboxSettings>(configuration.GetSection("Commerce:Inbox")));
        services.AddSingleton<IInboxTable, InboxTable>();
        return services;
    }

    private static void AddStripe(this IServiceCollection services, StripeSettings settings)
    {
        if (settings.Fault() is { } fault) throw new StartFaultException(fault);
        services.AddSingleton<StripeWire>();
        services.AddSingleton<IStripeCalls, StripeCalls>();
        services.AddSingleton<ICardGateway, StripeGateway>();
    }

    private static void AddSimulator(this IServiceCollection services, IConfiguration configuration, string ledger)
    {
        services.AddSingleton(SettingsReader.Read<SimulatorSettings>(configuration.GetSection("Commerce:Simulator")));
        services.AddSingleton(_ => new LedgerFile(ledger));
        services.AddSingleton<SimulatedGateway>();
        services.AddSingleton<ICardGateway>(shop => shop.GetRequiredService<SimulatedGateway>());
        services.AddSingleton<IPaymentSimulator>(shop => shop.GetRequiredService<SimulatedGateway>());
    }
}
