using Commerce.Grains.Kernel;

namespace Commerce.Grains.Checkout;

/// <summary>Which certificates pay how much of an order (GC-15): pure.</summary>
internal static class CertificatePlan
{
    // What the gateway takes at least; where nothing stands, any amount.
    private static readonly Dictionary<string, long> Least = new(StringComparer.Ordinal)
    {
        ["USD"] = 50,
        ["AUD"] = 50,
        ["BRL"] = 50,
        ["CAD"] = 50,
        ["CHF"] = 50,
        ["EUR"] = 50,
        ["GBP"] = 30,
        ["INR"] = 50,
        ["NZD"] = 50,
        ["SGD"] = 50,
        ["DKK"] = 250,
        ["NOK"] = 300,
        ["SEK"] = 300,
        ["HKD"] = 400,
        ["MXN"] = 1_000,
        ["JPY"] = 50,
    };

    /// <summary>The least amount that a card can pay.</summary>
    public static Money LeastOf(string currency) => new(Least.GetValueOrDefault(currency, 1), currency);

    /// <summary>The shares of a total: soonest expiring first, the lower number first where they expire at once, each
    /// as much as it has and is still owed. The last ones give less where the rest could not be paid by card.</summary>
    /// <param name="total">What the order comes to.</param>
    /// <param name="usable">The customer's certificates, each with all it has.</param>
    public static ImmutableArray<CertificateShare> Of(Money total, IEnumerable<CertificateShare> usable)
    {
        var shares = ImmutableArray.CreateBuilder<CertificateShare>();
        var owed = total;
        foreach (var certificate in usable.OrderBy(one => one.Expires)
            .ThenBy(one => one.Number).ThenBy(one => one.Certificate, StringComparer.Ordinal))
        {
            var taken = certificate.Amount < owed ? certificate.Amount : owed;
            if (!taken.IsPositive) continue;
            shares.Add(certificate with { Amount = taken });
            owed -= taken;
        }

        var least = LeastOf(total.Currency);
        for (var place = shares.Count - 1; place >= 0 && owed.IsPositive && owed < least; place--)
        {
            var less = least - owed < shares[place].Amount ? least - owed : shares[place].Amount;
            owed += less;
            shares[place] = shares[place] with { Amount = shares[place].Amount - less };
        }

        return [.. shares.Where(share => share.Amount.IsPositive)];
    }

    /// <summary>The quote with these shares of its total; the rest is due by card.</summary>
    public static Quote Paying(Quote quote, ImmutableArray<CertificateShare> shares)
    {
        var total = quote.Totals.Due + quote.Totals.Certificates;
        var paid = shares.Aggregate(Money.Zero(total.Currency), (sum, share) => sum + share.Amount);
        return quote with
        {
            Certificates = shares.IsEmpty ? null : shares,
            Totals = quote.Totals with { Certificates = paid, Due = total - paid },
        };
    }

    /// <summary>Why the rest cannot be paid by card, if it cannot.</summary>
    public static Refusal? FaultOf(Quote quote)
    {
        var (due, least) = (quote.Totals.Due, LeastOf(quote.Totals.Due.Currency));
        return due.IsPositive && due < least ? new AmountBelowMinimum(due, least) : null;
    }
}

/// <summary>Less is due than a card can pay.</summary>
/// <param name="Due">What is due.</param>
/// <param name="Least">The least that a card can pay.</param>
[GenerateSerializer, Immutable, Alias("refusal.amount-below-minimum")]
public sealed record AmountBelowMinimum(Money Due, Money Least)
    : Refusal(RefusalKind.NotAllowed, $"{Due} is due, but a card pays at least {Least}.");
