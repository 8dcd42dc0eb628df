using System.Globalization;
using Commerce.Grains.Kernel;

namespace Commerce.Grains.Payments;

/// <summary>When a capture that was not taken is asked for anew, whoever it is for (G3): pure. A try is over once the
/// gateway was read some time after its last possible sending, and had not taken it; the next is another, with a key of
/// its own.</summary>
internal static class CaptureTries
{
    /// <summary>How long a gateway keeps a promise that names no end.</summary>
    public static readonly TimeSpan PromiseTime = TimeSpan.FromDays(6);

    /// <summary>Between a try that was over and the next.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <summary>The key of a try.</summary>
    /// <param name="stem">The key of the first.</param>
    /// <param name="before">How many tries there were before it.</param>
    public static string KeyOf(string stem, int before) => before == 0
        ? stem
        : string.Create(CultureInfo.InvariantCulture, $"{stem}/{before + 1}");

    /// <summary>From when on, what was not taken by a try will not be: after its last possible sending and some
    /// quiet.</summary>
    public static DateTimeOffset LastWord(Breakdown? broke, DateTimeOffset firstSentAt, ShopSettings settings) =>
        (broke?.TwiceAt + settings.GatewayPatience ?? firstSentAt + settings.GatewayKeyTime)
        + settings.GatewayQuietTime;
}
