using Commerce.Grains.Certificates;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Silo.Storage.Audit;

/// <summary>A gift certificate, reduced to what the invariants speak of.</summary>
internal sealed record CertificateFacts(
    CertificateId Id, Money Amount, ImmutableArray<Usage> Uses, CertificatePayment? Payment)
{
    /// <summary>Whether somebody must look at it again.</summary>
    public bool IsUnfinished => Uses.Any(use => use.Status == UsageStatus.Held)
        || Payment is { Status: PurchaseStatus.InDoubt or PurchaseStatus.ActionRequired or PurchaseStatus.Ending };

    /// <summary>Reads them off the stored state; null for one that never was.</summary>
    public static CertificateFacts? Of(CertificateId id, CertificateState state) =>
        CertificateMachine.CoreOf(state) is { } core ? new(id, core.Amount, core.Uses, core.PaidWith) : null;
}

/// <summary>The invariants of gift certificates: each gives what breaks it. Pure.</summary>
internal static class CertificateInvariants
{
    /// <summary>I4: a certificate gives no more than it was issued for; orders use no more than they come to, and just
    /// what they say; a dead attempt uses nothing.</summary>
    public static IEnumerable<Violation> Certificates(ShopFacts shop) => OfCertificates(shop).Concat(OfOrders(shop));

    /// <summary>I4 of the certificates.</summary>
    public static IEnumerable<Violation> OfCertificates(ShopFacts shop)
    {
        foreach (var certificate in shop.Certificates)
        {
            var net = certificate.Uses.Sum(use => use.Net().Amount);
            if (net < 0 || net > certificate.Amount.Amount)
                yield return new("I4", certificate.Id.Value, $"{net} used of {certificate.Amount}");
            foreach (var use in certificate.Uses.Where(use => use.Net().Amount < 0 || use.Net() > use.Amount
                || (use.Status == UsageStatus.Released && !use.Net().IsZero)))
                yield return new("I4", certificate.Id.Value, $"{use.Attempt} uses {use.Net()} of {use.Amount}");
        }

        var orders = shop.Orders.ToDictionary(order => order.Id);
        foreach (var violation in OfUses(shop, orders)) yield return violation;
    }

    private static IEnumerable<Violation> OfUses(ShopFacts shop, Dictionary<OrderId, OrderFacts> orders)
    {
        var uses = shop.Certificates.SelectMany(
            certificate => certificate.Uses.Select(use => (certificate.Id, Use: use)));
        foreach (var (id, use) in uses.Where(one => one.Use.Status == UsageStatus.Used && one.Use.Net().IsPositive))
        {
            if (orders.GetValueOrDefault(use.Attempt.Order)?.PaidBy != use.Attempt)
                yield return new("I4", id.Value, $"{use.Net()} used by {use.Attempt}, which did not pay its order");
        }
    }

    /// <summary>I4 of the orders that certificates pay.</summary>
    public static IEnumerable<Violation> OfOrders(ShopFacts shop)
    {
        var uses = shop.Certificates
            .SelectMany(certificate => certificate.Uses.Select(use => (certificate.Id, Use: use)))
            .ToDictionary(one => (one.Id.Value, one.Use.Attempt), one => one.Use);
        foreach (var order in shop.Orders.Where(order => order.PaidBy is not null))
        {
            var sum = order.Certificates.Sum(share => share.Net);
            if (sum < 0 || sum > order.Total) yield return new("I4", order.Id.Value, $"{sum} used of {order.Total}");
            if (shop.WithErrands.Contains($"order/{order.Id}")) continue;
            foreach (var share in order.Certificates)
            {
                var there = uses.GetValueOrDefault((share.Certificate, order.PaidBy!.Value))?.Net().Amount ?? 0;
                if (there != share.Net)
                    yield return new("I4", order.Id.Value, $"uses {share.Net} of {share.Certificate}, {there} there");
            }
        }
    }
}
