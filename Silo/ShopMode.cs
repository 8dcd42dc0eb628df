using Microsoft.Extensions.Configuration;

namespace Commerce.Silo;

/// <summary>What the shop is run for: the setting <c>Commerce:Mode</c>.</summary>
public static class ShopMode
{
    private const string Production = "production";
    private const string Trial = "trial";

    /// <summary>Whether real customers buy here.</summary>
    /// <param name="mode">As the setting has it.</param>
    public static bool IsProduction(string? mode) => Is(mode, Production);

    /// <summary>Whether it is only tried out, whoever can reach it.</summary>
    /// <param name="mode">As the setting has it.</param>
    public static bool IsTrial(string? mode) => Is(mode, Trial);

    /// <summary>Lets no process of a shop in production pretend to charge cards, nor take one for a trial whose mode is
    /// misspelt.</summary>
    /// <param name="configuration">What the process is set up by.</param>
    /// <exception cref="StartFaultException">The mode is none, or is production without a gateway.</exception>
    internal static void Check(IConfiguration configuration)
    {
        var mode = configuration["Commerce:Mode"];
        if (!string.IsNullOrEmpty(mode) && !IsProduction(mode) && !IsTrial(mode))
            throw new StartFaultException($"Commerce__Mode is '{mode}', which is neither production nor trial.");
        if (IsProduction(mode) && string.IsNullOrEmpty(configuration["Commerce:Stripe:SecretKey"]))
            throw new StartFaultException(
                "Commerce__Mode is production, but cards are simulated: set Commerce__Stripe__SecretKey.");
    }

    private static bool Is(string? mode, string one) => string.Equals(mode, one, StringComparison.OrdinalIgnoreCase);
}
