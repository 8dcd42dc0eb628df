using Commerce.Grains.Kernel;
using Microsoft.Extensions.Configuration;

namespace Commerce.Silo.Storage;

/// <summary>Reads the shop's settings and refuses to start on senseless ones.</summary>
internal static class ShopSettingsReader
{
    /// <summary>The settings of a configuration section.</summary>
    /// <exception cref="InvalidOperationException">A setting makes no sense.</exception>
    public static ShopSettings Read(IConfiguration section)
    {
        var settings = section.Get<ShopSettings>() ?? new();
        Check("Currency", () => Currency.Of(settings.Currency));
        Check("TimeZone", () => TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone));
        var spans = typeof(ShopSettings).GetProperties().Where(member => member.PropertyType == typeof(TimeSpan));
        foreach (var span in spans)
        {
            if ((TimeSpan?)span.GetValue(settings) <= TimeSpan.Zero)
                throw new InvalidOperationException($"Commerce:{span.Name} must be longer than nothing.");
        }

        if (settings.OpenHoldsMost < 1 || settings.AttemptsMost < 1 || settings.SignInTriesMost < 1)
            throw new InvalidOperationException(
                "Commerce:OpenHoldsMost, Commerce:AttemptsMost and Commerce:SignInTriesMost must be at least 1.");
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
            throw new InvalidOperationException($"Commerce:{name}: {failure.Message}");
        }
    }
}
