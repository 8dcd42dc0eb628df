using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>What gift certificates get back: pure.</summary>
internal static class Reinstating
{
    /// <summary>ORD-25: what certificates pay beyond what is left of the order once these units are void. The
    /// order's own shipping is left only if something carried it, or still can.</summary>
    public static long OnVoid(Placed order, ImmutableArray<ShippedItem> voided)
    {
        var gone = voided.Sum(part =>
            Amounts.OfOne(order.Items.First(item => item.Id == part.ItemId).Bought).Total * part.Quantity);
        var units = voided.Sum(part => part.Quantity);
        if (order.Items.Where(item => item.State != ItemState.Void).Sum(item => item.Bought.Quantity) == units)
            return OrderMoney.Gift(order);
        var carriesBase = order.Shipments.Any(shipment => shipment.IsLive && shipment.CarriesBase)
            || order.Items.Where(item => item.State == ItemState.ToBeShipped).Sum(item => item.Bought.Quantity) > units;
        if (!carriesBase) gone += OrderMoney.Base(order.Core.Quote);
        return Math.Max(0, gone - OrderMoney.Cost(order));
    }

    /// <summary>REF-05: an amount over the certificates: furthest expiry first, then the higher number, each up to what
    /// it pays. Null: they do not pay so much (REF-06).</summary>
    public static ImmutableArray<CertificatePart>? Over(ImmutableArray<CertificateUse> uses, long amount)
    {
        var parts = ImmutableArray.CreateBuilder<CertificatePart>();
        var furthestFirst = uses.OrderByDescending(use => use.Expires)
            .ThenByDescending(use => use.Number)
            .ThenByDescending(use => use.Certificate, StringComparer.Ordinal);
        foreach (var use in furthestFirst)
        {
            var part = Math.Min(amount, use.Net);
            if (part <= 0) continue;
            parts.Add(new(use.Certificate, part));
            amount -= part;
        }

        return amount == 0 ? parts.ToImmutable() : null;
    }

    /// <summary>The uses once these parts were given back.</summary>
    public static ImmutableArray<CertificateUse> Less(
        ImmutableArray<CertificateUse> uses, ImmutableArray<CertificatePart> parts) =>
    [
        .. uses.Select(use => use with
        {
            Reinstated = use.Reinstated
                + parts.Where(part => part.Certificate == use.Certificate).Sum(part => part.Amount),
        }),
    ];
}

/// <summary>So much goes back to a certificate.</summary>
internal sealed record CertificatePart(string Certificate, long Amount);
