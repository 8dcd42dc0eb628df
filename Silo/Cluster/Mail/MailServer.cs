using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Silo.Gateways.Mail;

/// <summary>The mail server of the Cluster edition: any that speaks SMTP.</summary>
internal static class MailServer
{
    /// <summary>Adds it, when the settings name one.</summary>
    /// <exception cref="StartFaultException">They make no sense.</exception>
    public static bool TryAdd(IServiceCollection services, IConfiguration configuration)
    {
        var settings = SettingsReader.Read<SmtpSettings>(configuration.GetSection("Commerce:Smtp"));
        if (string.IsNullOrEmpty(settings.Host)) return false;
        if (settings.Fault() is { } fault) throw new StartFaultException(fault);
        services.AddSingleton(settings);
        services.AddSingleton<IMailTransport, SmtpTransport>();
        return true;
    }
}
