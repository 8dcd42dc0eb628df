using System.Text.RegularExpressions;

namespace Commerce.Grains.Orders;

/// <summary>Where a carrier shows what became of a parcel (CHK-24).</summary>
public static partial class TrackingLink
{
    /// <summary>The address of the carrier's page; null: it is not known.</summary>
    /// <param name="carrier">As staff wrote it.</param>
    /// <param name="tracking">The carrier's number.</param>
    public static string? Of(string? carrier, string? tracking)
    {
        if (string.IsNullOrWhiteSpace(tracking)) return null;
        var number = Uri.EscapeDataString(tracking.Trim());
        return carrier switch
        {
            null => null,
            _ when FedEx().IsMatch(carrier) => $"https://www.fedex.com/fedextrack/?trknbr={number}",
            _ when Ups().IsMatch(carrier) => $"https://www.ups.com/track?tracknum={number}",
            _ => null,
        };
    }

    [GeneratedRegex(@"\b(fedex|federal express)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FedEx();

    [GeneratedRegex(@"\b(ups|united parcel)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Ups();
}
