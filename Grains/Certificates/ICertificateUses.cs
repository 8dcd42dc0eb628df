using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Grains.Certificates;

/// <summary>What an order may ask of a gift certificate that pays a part of it. Keyed by the certificate's
/// id.</summary>
[Alias("certificate-uses")]
public interface ICertificateUses : IGrainWithStringKey
{
    /// <summary>Gives an amount of what the order used back to the certificate (ORD-25, REF-05). A repeat of the same
    /// part changes nothing and is answered like the first. A refusal is the certificate's last word, unless it is
    /// only unavailable.</summary>
    /// <param name="order">The order that used it.</param>
    /// <param name="part">What of the order is undone: <c>void-2</c>, <c>refund-…</c>; one reinstatement each.</param>
    /// <param name="amount">How much; positive, at most what the order still uses.</param>
    [Alias("reinstate")]
    Task<Outcome<Reinstatement>> Reinstate(OrderId order, string part, Money amount);
}

/// <summary>What came of a reinstatement.</summary>
/// <param name="Certificate">The certificate's id.</param>
/// <param name="Left">What can be spent of it now.</param>
[GenerateSerializer, Immutable, Alias("certificate-reinstatement")]
public sealed record Reinstatement(string Certificate, Money Left);
