using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Silo.Gateways.Mail;

/// <summary>The Embedded edition has no mail server: its mails lie in the data folder.</summary>
internal static class MailServer
{
    /// <summary>Adds none.</summary>
    /// <exception cref="StartFaultException">The settings name one.</exception>
    public static bool TryAdd(IServiceCollection _, IConfiguration configuration) =>
        configuration["Commerce:Smtp:Host"] is { Length: > 0 }
            ? throw new StartFaultException("Commerce__Smtp__Host: only the Cluster edition sends mails to a server.")
            : false;
}
