using Commerce.Grains.Payments;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Silo.Gateways.Calls;

/// <summary>Has the calls of the gateway logged.</summary>
internal static class CallLogRegistration
{
    /// <summary>Puts the log before the card gateway that is registered.</summary>
    public static IServiceCollection AddCallLog(this IServiceCollection services)
    {
        var known = services.Last(service => service.ServiceType == typeof(ICardGateway));
        services.Remove(known);
        services.AddSingleton<CallLog>();
        services.AddHostedService(all => all.GetRequiredService<CallLog>());
        return services.AddSingleton<ICardGateway>(all => new LoggedGateway(
            (ICardGateway)(known.ImplementationFactory?.Invoke(all)
                ?? ActivatorUtilities.CreateInstance(all, known.ImplementationType!)),
            all.GetRequiredService<CallLog>(),
            all.GetRequiredService<TimeProvider>()));
    }
}
