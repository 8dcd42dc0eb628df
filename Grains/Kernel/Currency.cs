namespace Commerce.Grains.Kernel;

/// <summary>A currency and how its amounts are counted.</summary>
/// <param name="Code">ISO 4217, three capital letters.</param>
/// <param name="Decimals">Places after the point: 0, 2 or 3.</param>
/// <param name="Step">Smallest amount in minor units that can be paid; rounding goes to a multiple of it.</param>
/// <param name="GatewayFactor">What the gateway counts per minor unit of ours.</param>
public sealed record Currency(string Code, int Decimals, int Step = 1, int GatewayFactor = 1)
{
    private static readonly Dictionary<string, Currency> Special = new[]
    {
        new Currency("JPY", 0), new Currency("KRW", 0), new Currency("CLP", 0), new Currency("VND", 0),
        new Currency("XAF", 0), new Currency("XOF", 0), new Currency("XPF", 0), new Currency("PYG", 0),
        new Currency("BIF", 0), new Currency("DJF", 0), new Currency("GNF", 0), new Currency("KMF", 0),
        new Currency("MGA", 0), new Currency("RWF", 0), new Currency("VUV", 0),
        new Currency("KWD", 3, Step: 10), new Currency("BHD", 3, Step: 10), new Currency("JOD", 3, Step: 10),
        new Currency("OMR", 3, Step: 10), new Currency("TND", 3, Step: 10),
        new Currency("ISK", 0, GatewayFactor: 100), new Currency("UGX", 0, GatewayFactor: 100),
    }.ToDictionary(currency => currency.Code);

    // With two decimals.
    private static readonly HashSet<string> Ordinary = [.. (
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BWP BYN BZD CAD CDF "
        + "CHF CNY COP CRC CVE CZK DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GTQ GYD HKD HNL HTG HUF "
        + "IDR ILS INR JMD KES KGS KHR KYD KZT LAK LBP LKR LRD LSL MAD MDL MKD MMK MNT MOP MUR MVR MWK MXN "
        + "MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SEK SGD SHP "
        + "SLE SOS SRD STD SZL THB TJS TOP TRY TTD TWD TZS UAH USD UYU UZS WST XCD YER ZAR ZMW").Split(' ')];

    /// <summary>Whether a shop can sell in it: how its amounts are counted, here and at the gateway, is
    /// known.</summary>
    /// <param name="code">ISO 4217, three capital letters.</param>
    public static bool IsKnown(string code) => Special.ContainsKey(code) || Ordinary.Contains(code);

    /// <summary>The currency of a code: two decimals unless known otherwise. A shop sells only in those that are known;
    /// others may be heard of.</summary>
    /// <param name="code">ISO 4217, three capital letters.</param>
    /// <exception cref="ArgumentException">The code is not three capital letters.</exception>
    public static Currency Of(string code) => code is { Length: 3 } && code.All(char.IsAsciiLetterUpper)
        ? Special.GetValueOrDefault(code) ?? new Currency(code, 2)
        : throw new ArgumentException($"'{code}' is no ISO 4217 code.", nameof(code));
}
