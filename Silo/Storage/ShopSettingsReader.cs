using Commerce.Grains.Kernel;
using Microsoft.Extensions.Configuration;

namespace Commerce.Silo.Storage;

/// <summary>Reads the shop's settings and refuses to start on senseless ones.</summary>
internal static class ShopSettingsReader
{
    /// <summary>The settings of a configuration section.</summary>
    /// <exception cref="StartFaultException">A setting makes no sense.</exception>
    public static ShopSettings Read(IConfiguration section)
    {
        var settings = SettingsReader.Read<ShopSettings>(section);
        Check("Currency", () => Currency.Of(settings.Currency));
        if (!Currency.IsKnown(settings.Currency))
        {
            throw new StartFaultException(
                $"Commerce:Currency: how amounts in '{settings.Currency}' are counted is not known here.");
        }

        Check("TimeZone", () => TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone));
        var spans = typeof(ShopSettings).GetProperties().Where(member => member.PropertyType == typeof(TimeSpan));
        foreach (var span in spans)
        {
            if ((TimeSpan?)span.GetValue(settings) <= TimeSpan.Zero)
                throw new StartFaultException($"Commerce:{span.Name} must be longer than nothing.");
        }

        if (!EmailAddress.IsOne(settings.ServiceAddress))
            throw new StartFaultException("Commerce:ServiceAddress is no plain e-mail address, local@domain.");
        if (settings.OpenHoldsMost < 1 || settings.AttemptsMost < 1 || settings.SignInTriesMost < 1)
            throw new StartFaultException(
                "Commerce:OpenHoldsMost, Commerce:AttemptsMost and Commerce:SignInTriesMost must be at least 1.");
        if (settings.CertificateLeast < 1 || settings.CertificateMost < settings.CertificateLeast
            || settings.CertificateMonths < 1 || settings.ReinstatedDays < 0)
        {
            throw new StartFaultException(
                "Commerce:CertificateLeast and Commerce:CertificateMonths must be at least 1, "
                + "Commerce:CertificateMost not less than CertificateLeast, and Commerce:ReinstatedDays at least 0.");
        }

        if (settings.Country is { } country && (country.Length != 2 || !country.All(char.IsAsciiLetter)))
            throw new StartFaultException("Commerce:Country must be two letters, as ISO 3166 has them.");
        return settings;
    }

    private static void Check(string name, Func<object> read)
    {
        try
        {
            read();
        }
        catch (Exception failure)
            when (failure is ArgumentException or TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            throw new StartFaultException($"Commerce:{name}: {failure.Message}");
        }
    }
}
