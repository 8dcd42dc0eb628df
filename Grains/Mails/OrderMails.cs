using System.Globalization;
using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Grains.Mails;

/// <summary>The mails that tell a buyer what became of an order.</summary>
public static class OrderMails
{
    private const string Completes = "This completes your order.";
    private const string MoreToCome =
        "There is still more to come. We will let you know when the rest of your order ships.";

    /// <summary>The order is paid for (EML-01).</summary>
    /// <param name="order">The order as it is then.</param>
    internal static Outgoing NewOrder(OrderView order) => Mail(MailTemplates.NewOrder, DeliveryOf(order).Email, new()
    {
        ["order_id_here"] = Number(order.Number),
        ["confirmed_date_here"] = MailText.Time(order.ConfirmedAt ?? throw Incomplete(order, "was never confirmed")),
        ["item_summary_here"] = ItemSummary(order.Items),
        ["shipping_method_here"] = MethodText(DeliveryOf(order)),
        ["shipping_heading_here"] = IsSent(DeliveryOf(order)) ? "Shipping to:" : "Address:",
        ["address_here"] = AddressText(DeliveryOf(order).Address),
        ["price_here"] = order.Totals.Items.ToString(),
        ["shipping_here"] = order.Totals.Shipping.ToString(),
        ["tax_here"] = order.Totals.Tax.ToString(),
        ["total_here"] = order.Totals.Due.ToString(),
        ["price_summary_here"] = PriceSummary(order.Totals),
    });

    /// <summary>A product was ordered: to whom its notes name, in one mail (EML-07).</summary>
    /// <param name="order">The order as it is when it is paid for.</param>
    /// <param name="notice">Which product, and to whom.</param>
    /// <param name="link">Where staff see the order.</param>
    internal static Outgoing Ordered(OrderView order, PurchaseNotice notice, string link) =>
        Mail(MailTemplates.ProductOrdered, notice.To, new()
        {
            ["order_id_here"] = Number(order.Number),
            ["product_name_here"] = MailText.OneLine(notice.Name),
            ["item_summary_here"] = ItemSummary(order.Items.Where(item => item.Product == notice.Product)),
            ["order_link_here"] = link,
        });

    /// <summary>Items of the order have left the house (EML-02).</summary>
    /// <param name="order">The order as it is then, the shipment included.</param>
    /// <param name="shipmentId">Which shipment.</param>
    internal static Outgoing Shipped(OrderView order, string shipmentId)
    {
        var shipment = order.Shipments.Single(one => one.Id == shipmentId);
        var completes = order.Items.All(item => item.State != "to_be_shipped");
        return Mail(MailTemplates.OrderShipped, DeliveryOf(order).Email, new()
        {
            ["order_id_here"] = Number(order.Number),
            ["shipped_date_here"] = MailText.Time(shipment.ShippedAt),
            ["item_summary_here"] = ItemSummary(order, shipment),
            ["address_here"] = AddressText(shipment.Address ?? DeliveryOf(order).Address),
            ["carrier_here"] = Known(shipment.Carrier),
            ["tracking_number_here"] = Known(shipment.Tracking),
            ["expected_arrival_date_here"] = shipment.ExpectedAt is { } at ? MailText.Time(at) : Known(null),
            ["sentence_about_whether_this_completes_the_order_here"] = completes ? Completes : MoreToCome,
        });
    }

    /// <summary>The payment turned out to be declined after the shopper had left (EML-03, PAY-24).</summary>
    /// <param name="number">The order's number.</param>
    /// <param name="confirmedAt">When it was submitted.</param>
    /// <param name="to">The buyer's address.</param>
    internal static Outgoing DelayedDenied(long number, DateTimeOffset confirmedAt, string to) =>
        Mail(MailTemplates.DelayedCreditDenied, to, new()
        {
            ["order_id_here"] = Number(number),
            ["confirmed_date_here"] = MailText.Time(confirmedAt),
        });

    /// <summary>The rest of the order is to be paid by its buyer (C7).</summary>
    /// <param name="order">The order as it is then.</param>
    /// <param name="amount">How much.</param>
    /// <param name="until">When the link ends.</param>
    /// <param name="link">The link, or, where the shop has no address on the web, its secret alone.</param>
    internal static Outgoing PaymentWanted(OrderView order, Money amount, DateTimeOffset until, string link) =>
        Mail(MailTemplates.PaymentWanted, DeliveryOf(order).Email, new()
        {
            ["order_id_here"] = Number(order.Number),
            ["amount_here"] = amount.ToString(),
            ["until_date_here"] = MailText.Time(until),
            ["payment_link_here"] = link,
        });

    private static Outgoing Mail(MailTemplate template, string to, Dictionary<string, string> values) =>
        new("mail", template.Name, to, values.ToImmutableSortedDictionary(StringComparer.Ordinal));

    private static Delivery DeliveryOf(OrderView order) => order.Delivery ?? throw Incomplete(order, "goes nowhere");

    private static InvalidOperationException Incomplete(OrderView order, string what) =>
        new($"Order {order.Id} {what}: there is nobody to write to.");

    private static string ItemSummary(IEnumerable<OrderItemView> items) => Lines(items
        .Where(item => item.State != "void")
        .Select(item => ItemText(item.Quantity, item.Name, item.Options) + PriceText(item)));

    private static string ItemSummary(OrderView order, ShipmentView shipment) => Lines(
        from shipped in shipment.Items
        let item = order.Items.FirstOrDefault(item => item.Id == shipped.ItemId)
        select ItemText(shipped.Quantity, item?.Name ?? shipped.Sku.Value, item?.Options ?? ""));

    private static string ItemText(int quantity, string name, string options) => options.Length == 0
        ? $"{Number(quantity)} x {MailText.OneLine(name)}"
        : $"{Number(quantity)} x {MailText.OneLine(name)} ({MailText.OneLine(options)})";

    private static string PriceText(OrderItemView item) =>
        $": {MailText.OneLine(item.PriceName)} {item.UnitPrice} each";

    private static string PriceSummary(Totals totals)
    {
        var lines = new List<string> { $"Items: {totals.Items}", $"Shipping: {totals.Shipping}", $"Tax: {totals.Tax}" };
        if (!totals.Certificates.IsZero) lines.Add($"Gift certificates: -{totals.Certificates}");
        lines.Add($"Total: {totals.Due}");
        return Lines(lines);
    }

    // ORD-30.
    private static string MethodText(Delivery delivery) => delivery.Method switch
    {
        "pickup" => "Pickup",
        _ when !IsSent(delivery) => "No shipping",
        "express" => "Express shipping",
        _ => "Standard shipping",
    };

    private static bool IsSent(Delivery delivery) => delivery.IsCarried() && delivery.Address is not null;

    private static string AddressText(Address? address)
    {
        if (address is null) return "not deliverable";
        string?[] place = [address.City, address.Region, address.PostalCode];
        string?[] lines = [address.Name, address.Line1, address.Line2, Words(place), address.Country, address.Phone];
        return Lines(lines.Select(line => MailText.OneLine(line ?? "")).Where(line => line.Length > 0));
    }

    private static string Known(string? text) => string.IsNullOrWhiteSpace(text) ? "not known" : MailText.OneLine(text);

    private static string Words(IEnumerable<string?> words) =>
        string.Join(' ', words.Where(word => !string.IsNullOrEmpty(word)));

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
