using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>The money functions of a placed order (MON-01..10), in minor units: pure. Void items never count.</summary>
internal static class OrderMoney
{
    /// <summary>MON-01: prices charged less given back.</summary>
    public static long Price(Placed order) => Left(order).Price;

    /// <summary>MON-02: shipping of the order and of its items, less given back.</summary>
    public static long Shipping(Placed order) =>
        order.Core.Quote.BaseShipping.Amount - order.BaseBack + Left(order).Shipping;

    /// <summary>MON-03: tax of the order's shipping and of its items, less given back.</summary>
    public static long Tax(Placed order) =>
        order.Core.Quote.BaseShippingTax.Amount - order.BaseTaxBack + Left(order).Tax;

    /// <summary>MON-04: what gift certificates pay now.</summary>
    public static long Gift(Placed order) => order.Certificates.Sum(use => use.Net);

    /// <summary>MON-05: what is owed by card.</summary>
    public static long Cost(Placed order) => Price(order) + Shipping(order) + Tax(order) - Gift(order);

    /// <summary>What was ordered, with what staff added (ORD-19): what is void or back counts as it was
    /// ordered.</summary>
    public static Totals Totals(Placed order)
    {
        var quoted = order.Core.Quote.Totals;
        var added = order.Items.Where(item => item.AddedBy is not null)
            .Aggregate(default(Amounts), (sum, item) => sum + Amounts.Of(item.Bought));
        return quoted with
        {
            Items = More(quoted.Items, added.Price),
            Shipping = More(quoted.Shipping, added.Shipping),
            Tax = More(quoted.Tax, added.Tax),
            Due = More(quoted.Due, added.Total),
        };
    }

    /// <summary>What all units come to that are not void, with the order's own shipping.</summary>
    public static long Gross(Placed order) => Base(order.Core.Quote)
        + order.Items.Where(item => item.State != ItemState.Void).Sum(item => Amounts.Of(item.Bought).Total);

    /// <summary>MON-06: price, shipping and tax of a shipment, with the order's own if it carries them.</summary>
    public static (long Price, long Shipping, long Tax) Of(Placed order, Shipment shipment)
    {
        var items = order.Items.Where(item => item.ShipmentId == shipment.Id && item.State != ItemState.Void)
            .Aggregate(default(Amounts), (sum, item) => sum + Amounts.Of(item.Bought) - item.Back);
        var (shipping, tax) = shipment.CarriesBase
            ? (order.Core.Quote.BaseShipping.Amount - order.BaseBack,
                order.Core.Quote.BaseShippingTax.Amount - order.BaseTaxBack)
            : (0, 0);
        return (items.Price, items.Shipping + shipping, items.Tax + tax);
    }

    /// <summary>MON-06 to -08 of a shipment that is being recorded: what it comes to, and what certificates pay of it.
    /// The order's own shipping goes with the first (FUL-08, SHP-12); certificates pay for earlier shipments
    /// first.</summary>
    public static ShipmentCost CostOf(Placed order, ImmutableArray<ShippedItem> chosen)
    {
        var first = !order.Shipments.Any(shipment => shipment.IsLive && shipment.CarriesBase);
        var gross = chosen.Sum(part =>
            Amounts.OfOne(order.Items.First(item => item.Id == part.ItemId).Bought).Total * part.Quantity);
        if (first) gross += Base(order.Core.Quote);
        return new(gross, Math.Min(GiftUnused(order), gross), first);
    }

    /// <summary>What is left of the certificates for shipments to come.</summary>
    public static long GiftUnused(Placed order) => Math.Max(0, Gift(order) - GiftOnShipments(order));

    /// <summary>What certificates pay of the goods that left or are about to, less what returns put back.</summary>
    public static long GiftOnShipments(Placed order) =>
        order.Shipments.Where(shipment => shipment.IsLive).Sum(shipment => shipment.Certificates)
        - order.Refunds.Sum(refund => refund.CertificatesBack);

    /// <summary>What the goods that left cost, in whatever way it is paid, less what was given back for them
    /// (MON-14).</summary>
    public static long Shipped(Placed order) => Math.Max(
        0,
        order.Shipments.Where(shipment => shipment.HasLeft)
            .Sum(shipment => shipment.Cost.Amount + shipment.Certificates)
        - order.Refunds.Sum(refund => refund.Total()));

    /// <summary>What the order comes to now (MON-01 to -05), beside what it came to when it was placed. Of an order
    /// whose items are all void nothing is left.</summary>
    public static Totals Now(Placed order)
    {
        var currency = order.Core.Quote.Totals.Due.Currency;
        if (order.Items.All(item => item.State == ItemState.Void))
            return new(new(0, currency), new(0, currency), new(0, currency), new(0, currency), new(0, currency));
        var (shipping, tax) = BaseCounts(order)
            ? (0, 0)
            : (order.Core.Quote.BaseShipping.Amount - order.BaseBack,
                order.Core.Quote.BaseShippingTax.Amount - order.BaseTaxBack);
        return new(
            new(Price(order), currency), new(Shipping(order) - shipping, currency), new(Tax(order) - tax, currency),
            new(Gift(order), currency), new(Cost(order) - shipping - tax, currency));
    }

    // The order's own shipping goes with the first parcel: where none left and none can any more, nobody is charged it.
    private static bool BaseCounts(Placed order) => order.Shipments.Any(shipment => shipment is
    { IsLive: true, CarriesBase: true }) || order.Items.Any(item => item.State == ItemState.ToBeShipped);

    /// <summary>MON-09: everything given back, in whatever way.</summary>
    public static long Refunded(Placed order) =>
        order.BaseBack + order.BaseTaxBack + order.Items.Sum(item => item.Back.Total);

    /// <summary>MON-10: how much of an amount goes back as money; of certificates, those count that pay for what
    /// has shipped.</summary>
    public static long CashToRefund(Placed order, long amount)
    {
        var shipped = order.Items.Where(HasLeft).Sum(item => Amounts.Of(item.Bought).Total)
            + (order.Shipments.Any(shipment => shipment.HasLeft && shipment.CarriesBase)
                ? Base(order.Core.Quote)
                : 0);
        var gift = order.Shipments.Where(shipment => shipment.HasLeft).Sum(shipment => shipment.Certificates)
            - order.Refunds.Sum(refund => refund.CertificatesBack);
        return Math.Max(0, Math.Min(amount, shipped - Refunded(order) - gift));
    }

    /// <summary>The order's own shipping and the tax on it.</summary>
    public static long Base(Quote quote) => quote.BaseShipping.Amount + quote.BaseShippingTax.Amount;

    /// <summary>Whether units have left the house, back or not.</summary>
    public static bool HasLeft(OrderItem item) =>
        item.State is ItemState.Shipped or ItemState.Arrived or ItemState.ReceivedBack;

    private static Money More(Money amount, long added) => amount with { Amount = amount.Amount + added };

    private static Amounts Left(Placed order) => order.Items.Where(item => item.State != ItemState.Void)
        .Aggregate(default(Amounts), (sum, item) => sum + Amounts.Of(item.Bought) - item.Back);
}

/// <summary>What a shipment comes to.</summary>
/// <param name="Gross">Everything (MON-06).</param>
/// <param name="Certificates">What certificates pay of it (MON-07).</param>
/// <param name="CarriesBase">Whether the order's own shipping is in it (FUL-08).</param>
internal sealed record ShipmentCost(long Gross, long Certificates, bool CarriesBase)
{
    /// <summary>MON-08: what is charged.</summary>
    public long Charged => Gross - Certificates;
}
