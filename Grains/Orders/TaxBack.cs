using Commerce.Grains.Kernel;

namespace Commerce.Grains.Orders;

/// <summary>Tax that goes back with an amount (TAX-06, REF-03): pure.</summary>
internal static class TaxBack
{
    /// <summary>Worked out over everything given back so far, so that it never comes to more than was paid and a full
    /// return gives back all of it.</summary>
    /// <param name="tax">Tax charged on the part.</param>
    /// <param name="charged">What was charged for the part.</param>
    /// <param name="backBefore">What of it was given back before, and the tax with it.</param>
    /// <param name="back">What is given back now.</param>
    /// <param name="currency">Whose step counts.</param>
    public static long Of(long tax, long charged, (long Amount, long Tax) backBefore, long back, Currency currency) =>
        charged == 0 || back == 0
            ? 0
            : Rounding.Of((decimal)tax * (backBefore.Amount + back) / charged, currency).Amount - backBefore.Tax;
}
