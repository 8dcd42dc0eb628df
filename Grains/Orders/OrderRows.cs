using System.Globalization;
using Commerce.Grains.Carts;
using Commerce.Grains.Kernel;
using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>The flat rows that lists and reports read of an order: pure.</summary>
internal static class OrderRows
{
    private const int WordsMost = 1_000;

    public static RowSet Of(OrderId id, OrderState state)
    {
        if (OrderMachine.CoreOf(state) is not { } core) return RowSet.None;
        var placed = state as Placed;
        return RowSet.None
            .With("orders", [Row(id, state, core, placed)])
            .With("order_items", ItemRows(core, state))
            .With("order_words", WordsOf(core, placed).Select(word => new OrderWordRow(word)))
            .With("payments", MoneyRows.Payments(core, placed))
            .With("shipments", MoneyRows.Shipments(placed))
            .With("refunds", MoneyRows.Refunds(placed));
    }

    private static OrderRow Row(OrderId id, OrderState state, OrderCore core, Placed? placed)
    {
        var totals = placed is null ? core.Quote.Totals : OrderMoney.Totals(placed);
        var name = core.Delivery.Address?.Name;
        return new(
            core.Number,
            OrderStatus.Of(state),
            CartId.Of(id).Value,
            name,
            name?.Trim().ToLowerInvariant(),
            core.Delivery.Email,
            core.Delivery.Method,
            placed?.Items.Where(item => item.State != ItemState.Void).Sum(item => item.Bought.Quantity)
                ?? core.Quote.Items.Sum(item => item.Quantity),
            totals.Items.Amount,
            totals.Shipping.Amount,
            totals.Tax.Amount,
            totals.Certificates.Amount,
            totals.Due.Amount,
            totals.Due.Currency,
            core.ConfirmedAt.ToUnixTimeMilliseconds(),
            placed?.AuthorizedAt?.ToUnixTimeMilliseconds(),
            placed?.Void?.At.ToUnixTimeMilliseconds(),
            core.ChangedAt.ToUnixTimeMilliseconds(),
            core.Customer?.Value,
            OrderStatus.TextOf(state),
            core.InBasketAt?.ToUnixTimeMilliseconds(),
            core.ExpiredAt?.ToUnixTimeMilliseconds(),
            placed is null ? null : Fulfilment.GroupOf(placed),
            placed is null ? null : Fulfilment.AuthorizationEnds(placed)?.ToUnixTimeMilliseconds(),
            placed is null ? 0 : OrderMoney.Shipped(placed),
            placed is null ? totals.Due.Amount : OrderMoney.Now(placed).Due.Amount);
    }

    // Found by the beginning of its number, the recipient's last name, a SKU, or a word of a product's name (ORD-26).
    private static IEnumerable<string> WordsOf(OrderCore core, Placed? placed) =>
        Words(core.Delivery.Address?.Name ?? "").TakeLast(1)
            .Prepend(core.Number.ToString(CultureInfo.InvariantCulture))
            .Concat((placed?.Items.Select(item => item.Bought) ?? core.Quote.Items)
                .SelectMany(bought => Words(bought.Sku.Value).Concat(Words(bought.Name))))
            .Distinct(StringComparer.Ordinal)
            .Take(WordsMost);

    private static string[] Words(string text) =>
        text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<object> ItemRows(OrderCore core, OrderState state) => state is Placed placed
        ? placed.Items.Select(item => Row(item, OrderViews.NameOf(item.State)))
        : core.Quote.Items.Select(bought =>
            Row(new(bought.Id, bought, ItemState.ToBeShipped), state is Expired ? "expired" : "in_basket"));

    private static OrderItemRow Row(OrderItem item, string state)
    {
        var bought = item.Bought;
        return new(
            item.Id,
            bought.Sku.Value,
            bought.Product.Value,
            bought.Name,
            bought.Options,
            bought.Quantity,
            state,
            bought.UnitPrice.Amount,
            bought.UnitShipping.Amount,
            bought.UnitPriceTax.Amount,
            bought.UnitShippingTax.Amount,
            bought.UnitPrice.Currency,
            bought.SoftGood,
            bought.Tracked,
            item.ShipmentId);
    }
}

/// <summary>One order.</summary>
internal sealed record OrderRow(
    long Number,
    string Status,
    string CartId,
    string? Name,
    string? NameKey,
    string Email,
    string Method,
    int UnitCount,
    long Items,
    long Shipping,
    long Tax,
    long Certificates,
    long Due,
    string Currency,
    long ConfirmedAt,
    long? AuthorizedAt,
    long? VoidedAt,
    long ChangedAt,
    string? CustomerId,
    string StatusText,
    long? InBasketAt,
    long? ExpiredAt,
    string? ShipGroup,
    long? AuthorizationEnds,
    long Shipped,
    long DueNow);

/// <summary>A word by which an order is found.</summary>
internal sealed record OrderWordRow(string Word);

/// <summary>Equal units of an order.</summary>
internal sealed record OrderItemRow(
    string ItemId,
    string Sku,
    string ProductId,
    string Name,
    string Options,
    int Quantity,
    string State,
    long UnitPrice,
    long UnitShipping,
    long UnitPriceTax,
    long UnitShippingTax,
    string Currency,
    bool SoftGood,
    bool Tracked,
    string? ShipmentId);
