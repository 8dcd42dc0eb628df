namespace Commerce.Grains.Orders;

/// <summary>Who carries parcels (FUL-05): the names that are offered, and where a carrier tells of a number (ORD-29).
/// Any other text is a carrier too, without a link.</summary>
public static class Carriers
{
    /// <summary>Nobody: what needs no parcel (FUL-03).</summary>
    public const string None = "none";

    private const string Ups = "https://www.ups.com/track?tracknum=";
    private const string Usps = "https://tools.usps.com/go/TrackConfirmAction?tLabels=";

    private static readonly ImmutableArray<(string Name, string Tracking)> Links =
    [
        ("FedEx", "https://www.fedex.com/fedextrack/?trknbr="),
        ("UPS Ground", Ups),
        ("UPS Air", Ups),
        ("US Priority", Usps),
        ("USPS", Usps),
    ];

    /// <summary>The names that are offered.</summary>
    public static ImmutableArray<string> Offered { get; } = [.. Links.Select(carrier => carrier.Name)];

    /// <summary>Where a carrier tells of a number; null: it is not one of those that are offered, or there is no
    /// number.</summary>
    /// <param name="carrier">The carrier's name, in upper or lower case.</param>
    /// <param name="tracking">The carrier's number.</param>
    public static string? LinkOf(string? carrier, string? tracking)
    {
        if (string.IsNullOrWhiteSpace(carrier) || string.IsNullOrWhiteSpace(tracking)) return null;
        var known = Links.FirstOrDefault(
            one => string.Equals(one.Name, carrier.Trim(), StringComparison.OrdinalIgnoreCase));
        return known.Tracking is { } start ? start + Uri.EscapeDataString(tracking.Trim()) : null;
    }
}
