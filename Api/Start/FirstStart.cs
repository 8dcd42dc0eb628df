using System.Net;
using Commerce.Silo;

namespace Commerce.Api;

/// <summary>Whether this shop is tried out: it says so, or can be reached from this machine only and is not said to be
/// production. Then a new database gets its first keys and the sample shop, and the simulated gateway lets shoppers
/// act.</summary>
/// <param name="IsOff">No help is given.</param>
internal sealed record FirstStart(bool IsOff)
{
    public static FirstStart Of(ApiSettings settings, string addresses) => new(
        ShopMode.IsProduction(settings.Mode)
        || !(ShopMode.IsTrial(settings.Mode) || Listening.Parse(addresses).All(IsLoopback)));

    private static bool IsLoopback(BindingAddress address)
    {
        var host = address.Host;
        return host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }
}
