namespace Commerce.Grains.Kernel;

/// <summary>The one place that rounds: half away from zero, once per amount that is stored (SHP-08, TAX-02). Sums are
/// never rounded.</summary>
public static class Rounding
{
    private const long HundredthsOfPercent = 10_000;

    /// <summary>An exact amount as one that can be paid: the nearest multiple of the currency's step.</summary>
    /// <param name="exact">Minor units, with whatever stands behind the point.</param>
    /// <param name="currency">Whose step counts.</param>
    /// <exception cref="OverflowException">More than an amount can hold.</exception>
    public static Money Of(decimal exact, Currency currency)
    {
        ArgumentNullException.ThrowIfNull(currency);
        return new(checked((long)Nearest(exact / currency.Step) * currency.Step), currency.Code);
    }

    /// <summary>A part of a whole in percent, to two places (PRC-10). Of nothing, a part is nothing.</summary>
    /// <param name="part">The part.</param>
    /// <param name="whole">The whole.</param>
    public static decimal Percent(Money part, Money whole) =>
        whole.IsZero ? 0.00m : Nearest((decimal)part.Amount * HundredthsOfPercent / whole.Amount) / 100m;

    private static decimal Nearest(decimal exact) => Math.Round(exact, MidpointRounding.AwayFromZero);
}
