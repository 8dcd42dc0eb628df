using System.Text.Json.Serialization;
using Commerce.Grains.Checkout;

namespace Commerce.Grains.Orders;

/// <summary>What one gift certificate pays of a placed order, in minor units (MON-04).</summary>
/// <param name="Certificate">Its id.</param>
/// <param name="Expires">When it lapses; the furthest is reinstated first (ORD-25).</param>
/// <param name="Used">How much it paid.</param>
/// <param name="Reinstated">How much of that it got back.</param>
internal sealed record CertificateUse(string Certificate, DateTimeOffset Expires, long Used, long Reinstated = 0)
{
    /// <summary>Its number; the higher is reinstated first where two lapse at once (REF-05).</summary>
    public long Number { get; init; }

    /// <summary>What it pays now.</summary>
    [JsonIgnore]
    public long Net => Used - Reinstated;

    /// <summary>What the certificates of a quote pay of its order.</summary>
    public static ImmutableArray<CertificateUse> Of(Quote quote) => quote.Certificates is { } shares
        ? [.. shares.Select(share =>
            new CertificateUse(share.Certificate, share.Expires, share.Amount.Amount) { Number = share.Number })]
        : [];
}
