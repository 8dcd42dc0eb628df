using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>Where an amount that is given back comes from (REF-04, REF-05, REF-10, MON-10): pure.</summary>
/// <param name="Cash">What goes back as money, by payment.</param>
/// <param name="Certificates">What goes back to certificates.</param>
/// <param name="Uncollected">What was never paid, and is not owed any more.</param>
internal sealed record RefundPlan(
    ImmutableArray<(Payment From, long Amount)> Cash, ImmutableArray<CertificatePart> Certificates, long Uncollected)
{
    /// <summary>Money first, then certificates, then what was never collected; null: more than there is
    /// (REF-06).</summary>
    public static RefundPlan? Of(Placed order, long amount)
    {
        var rests = order.Core.Payments.Where(payment => payment.GatewayId is not null)
            .Select(payment => (From: payment, Left: RestOf(order, payment) - AheadRules.Of(order, payment)))
            .Where(one => one.Left > 0)
            .ToList();
        var cash = Math.Min(OrderMoney.CashToRefund(order, amount), rests.Sum(one => one.Left));
        var gift = Math.Min(amount - cash, Math.Min(OrderMoney.Gift(order), GiftOnLeft(order)));
        var uncollected = amount - cash - gift;
        if (uncollected > Uncollectable(order)) return null;
        return Reinstating.Over(order.Certificates, Math.Max(0, gift)) is { } parts
            ? new([.. Split(rests, cash)], parts, uncollected)
            : null;
    }

    /// <summary>What of a payment may still be given back: what is under way is not.</summary>
    public static long RestOf(Placed order, Payment payment) => payment.Rest - order.Refunds
        .SelectMany(refund => refund.Parts)
        .Where(part => part.Attempt == payment.Attempt && part.Status == RefundStatus.UnderWay)
        .Sum(part => part.Amount.Amount);

    /// <summary>The payment that a part can be made again off: its own if enough is left of it, else the first that
    /// has so much; null: none has.</summary>
    public static Payment? PayerOf(Placed order, RefundPart part)
    {
        // What was taken before anything left is kept for shipments, unless it is what goes back.
        var ahead = order.Refunds.First(refund => refund.Parts.Contains(part)).AheadOf;
        return order.Core.Payments
            .Where(payment => payment.GatewayId is not null
                && RestOf(order, payment) - (payment.Attempt == ahead ? 0 : AheadRules.Of(order, payment))
                    >= part.Amount.Amount)
            .OrderBy(payment => payment.Attempt == part.Attempt ? 0 : 1)
            .FirstOrDefault();
    }

    /// <summary>What was booked as uncollected and not given up since.</summary>
    public static long Uncollectable(Placed order) =>
        order.Shipments.Sum(shipment => shipment.Uncollected.Amount)
        - order.Refunds.Sum(refund => refund.UncollectedBack);

    // The one payment whose rest is the amount; else the largest rest first, then the older.
    private static IEnumerable<(Payment From, long Amount)> Split(
        List<(Payment From, long Left)> rests, long cash)
    {
        var exact = rests.FindIndex(one => one.Left == cash);
        if (cash > 0 && exact >= 0)
        {
            yield return (rests[exact].From, cash);
            yield break;
        }

        foreach (var (from, rest) in rests.OrderByDescending(one => one.Left).ThenBy(one => one.From.FirstSentAt))
        {
            var part = Math.Min(cash, rest);
            if (part > 0) yield return (from, part);
            cash -= part;
        }
    }

    private static long GiftOnLeft(Placed order) =>
        order.Shipments.Where(shipment => shipment.HasLeft).Sum(shipment => shipment.Certificates)
        - order.Refunds.Sum(refund => refund.CertificatesBack);
}
