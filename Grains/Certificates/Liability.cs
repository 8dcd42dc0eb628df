using System.Globalization;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Grains.Certificates;

/// <summary>What the shop owes for certificates (MON-14, MON-15): pure.</summary>
public static class Liability
{
    /// <summary>What of one certificate's use in an order is tied to what has not shipped (MON-14): of an order's
    /// certificates, what expires latest counts as the unshipped part.</summary>
    /// <param name="shipped">What shipped of the order cost.</param>
    /// <param name="earlier">What certificates that expire earlier, or at once with a lower number, pay of it.</param>
    /// <param name="own">What this one pays of it.</param>
    public static Money Tied(Money shipped, Money earlier, Money own) =>
        shipped <= earlier ? own
        : shipped > earlier + own ? Money.Zero(own.Currency)
        : own - (shipped - earlier);

    /// <summary>What is owed, by the quarter in which the certificates expire in the shop's zone (MON-15): what can be
    /// used now, also of what came back after the expiry, and what is tied to goods that have not shipped.</summary>
    /// <param name="books">What there is.</param>
    /// <param name="now">The time.</param>
    public static ImmutableArray<LiabilityQuarter> ByQuarter(LiabilityBooks books, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(books);
        var known = books.Certificates.ToDictionary(one => one.Id);
        var tied = books.Uses.GroupBy(use => use.Order).SelectMany(order => TiedOf(order, known, books)).ToLookup(
            one => one.Certificate, one => one.Tied);
        var none = Money.Zero(books.Currency);
        return
        [
            .. books.Certificates.Where(one => one.Approved)
                .Select(one => (
                    Quarter: QuarterOf(one.ExpiresAt, books.Zone),
                    Left: Balance.Usable(one.Left, one.ExpiresAt, one.Returned, now),
                    Tied: tied[one.Id].Aggregate(none, (sum, part) => sum + part)))
                .Where(one => one.Left.IsPositive || one.Tied.IsPositive)
                .GroupBy(one => one.Quarter, StringComparer.Ordinal)
                .OrderBy(quarter => quarter.Key, StringComparer.Ordinal)
                .Select(quarter => new LiabilityQuarter(
                    quarter.Key,
                    quarter.Count(),
                    quarter.Aggregate(none, (sum, one) => sum + one.Left),
                    quarter.Aggregate(none, (sum, one) => sum + one.Tied))),
        ];
    }

    private static IEnumerable<(CertificateId Certificate, Money Tied)> TiedOf(
        IEnumerable<LiabilityUse> uses, Dictionary<CertificateId, LiableCertificate> known, LiabilityBooks books)
    {
        var earlier = Money.Zero(books.Currency);
        foreach (var use in uses.OrderBy(use => known[use.Certificate].ExpiresAt)
            .ThenBy(use => known[use.Certificate].Number))
        {
            var shipped = books.Shipped.GetValueOrDefault(use.Order, Money.Zero(books.Currency));
            yield return (use.Certificate, Tied(shipped, earlier, use.Net));
            earlier += use.Net;
        }
    }

    private static string QuarterOf(DateTimeOffset at, TimeZoneInfo zone)
    {
        var there = TimeZoneInfo.ConvertTime(at, zone);
        return string.Create(CultureInfo.InvariantCulture, $"{there.Year}-Q{(there.Month + 2) / 3}");
    }
}

/// <summary>What the liability is worked out from.</summary>
/// <param name="Currency">The shop's currency.</param>
/// <param name="Certificates">All that are known.</param>
/// <param name="Uses">What orders use of them, net; one for each certificate and order.</param>
/// <param name="Shipped">What shipped of each order cost, in whatever way it is paid, less what was given back
/// for it.</param>
public sealed record LiabilityBooks(
    string Currency,
    ImmutableArray<LiableCertificate> Certificates,
    ImmutableArray<LiabilityUse> Uses,
    ImmutableDictionary<OrderId, Money> Shipped)
{
    /// <summary>The shop's zone, in which quarters begin and end.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;
}

/// <summary>A certificate in the books.</summary>
/// <param name="Id">Which.</param>
/// <param name="Number">Its number, by which those that expire at once are told apart.</param>
/// <param name="Approved">Whether its money is there and it is not void.</param>
/// <param name="Left">What is left on it.</param>
/// <param name="ExpiresAt">When it expires.</param>
public sealed record LiableCertificate(
    CertificateId Id, long Number, bool Approved, Money Left, DateTimeOffset ExpiresAt)
{
    /// <summary>Money that came back after the expiry, and may be used a while longer.</summary>
    public ImmutableArray<ReturnedMoney> Returned { get; init; } = [];
}

/// <summary>What an order uses of a certificate.</summary>
/// <param name="Certificate">Which certificate.</param>
/// <param name="Order">Which order.</param>
/// <param name="Net">Used and not given back.</param>
public sealed record LiabilityUse(CertificateId Certificate, OrderId Order, Money Net);

/// <summary>What is owed for the certificates that expire in one quarter.</summary>
/// <param name="Quarter"><c>2026-Q3</c>.</param>
/// <param name="Certificates">How many.</param>
/// <param name="Left">What is left on them.</param>
/// <param name="Tied">What is tied to goods that have not shipped.</param>
[GenerateSerializer, Immutable, Alias("liability-quarter")]
public sealed record LiabilityQuarter(string Quarter, int Certificates, Money Left, Money Tied);
