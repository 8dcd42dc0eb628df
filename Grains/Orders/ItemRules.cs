using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Stock;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>What may be done with the items of a placed order: pure.</summary>
internal static class ItemRules
{
    /// <summary>Records a shipment of all unshipped units or of some (FUL-04, FUL-05).</summary>
    public static Decision<OrderEvent> Ship(Placed order, Ship ship, DateTimeOffset now)
    {
        // A repeat is answered first (FUL-06).
        if (order.Shipments.Any(shipment => shipment.Id == ship.ShipmentId)) return Already.Done;
        if (order.Void is not null) return NotAllowed.When(order.Void, ship);
        if (FaultOf(order, ship, now) is { } fault) return fault;
        if (!order.Items.Any(item => item.State == ItemState.ToBeShipped)) return new NothingToShip();
        if (Choose(order, ship.Items, out var chosen) is { } refusal) return refusal;

        return new ItemsShipped(
            ship.ShipmentId, chosen, ship.Carrier, ship.Tracking, ship.ShippedAt ?? now, CostOf(order, chosen), now,
            ship.ExpectedAt);
    }

    private static InvalidValue? FaultOf(Placed order, Ship ship, DateTimeOffset now)
    {
        if (ship.Tracking?.Length > OrderLimits.TrackingMost) return TooLong("/tracking", OrderLimits.TrackingMost);
        if (ship.Carrier?.Length > OrderLimits.CarrierMost) return TooLong("/carrier", OrderLimits.CarrierMost);
        var left = ship.ShippedAt ?? now;
        if (left > now + OrderLimits.ShippedAhead)
            return new("A shipment is recorded at most a day before it leaves.") { Param = "/shippedAt" };
        if (ship.ExpectedAt < left) return new("It cannot arrive before it left.") { Param = "/expectedAt" };

        // Nobody carries what is fetched or has nothing to carry (FUL-05).
        if (order.Core.Delivery.IsCarried()) return null;
        var carried = !string.IsNullOrEmpty(ship.Carrier) ? "/carrier"
            : !string.IsNullOrEmpty(ship.Tracking) ? "/tracking"
            : ship.ExpectedAt is not null ? "/expectedAt"
            : null;
        return carried is null ? null : new("Nobody carries this order, so this stays blank.") { Param = carried };
    }

    /// <summary>Void while the payment is in doubt: the gateway is told first, and no money stays.</summary>
    public static Decision<OrderEvent> Void(Confirmed order, VoidOrder command, DateTimeOffset now)
    {
        if (ReasonFault(command) is { } fault) return fault;
        return order.Core.Last.Ending == Ending.ByVoid
            ? Already.Done
            : new EndWanted(order.Core.Last.Attempt, Ending.ByVoid, command.Reason, now);
    }

    /// <summary>Void of what has not shipped; what has is undone by a return (deviation from ORD-23).</summary>
    public static Decision<OrderEvent> Void(Placed order, VoidOrder command, DateTimeOffset now)
    {
        if (ReasonFault(command) is { } fault) return fault;
        ImmutableArray<ShippedItem> open =
            [.. order.Items.Where(item => item.State == ItemState.ToBeShipped).Select(Whole)];
        var hasShipped =
            order.Items.Any(item => item.State is ItemState.Shipped or ItemState.Arrived or ItemState.ReceivedBack);
        if (hasShipped && !command.UnshippedOnly) return new OrderHasShipped();
        if (open.IsEmpty) return Already.Done;

        var ordinal = order.Items.Count(item => item.State == ItemState.Void) + 1;
        var voided = new ItemsVoided(ordinal, open, now);
        return hasShipped ? voided : (ImmutableArray<OrderEvent>)[voided, new OrderVoided(command.Reason, now)];
    }

    /// <summary>The items of an order that was voided before it was paid.</summary>
    public static ImmutableArray<OrderItem> AllVoid(Quote quote, DateTimeOffset at) =>
        [.. quote.Items.Select(bought => new OrderItem(bought.Id, bought, ItemState.Void, VoidedAt: at))];

    /// <summary>What a person must hear when the stock does not know what it promised (PRB-04).</summary>
    public static Problem ProblemOf(PromiseLost lost) => new(
        $"promise/{lost.Attempt}/{StockKey.Of(lost.Sku)}",
        $"The stock of '{lost.Sku}' does not know its promise to {lost.Attempt} ({lost.Answer}): count it and set it.",
        lost.Attempt.Order.Value);

    public static Placed Shipped(Placed order, ItemsShipped happened) => order with
    {
        Core = order.Core with { ChangedAt = happened.At },
        Items = Split(order.Items, happened.Items, item => item with
        {
            State = ItemState.Shipped,
            ShipmentId = happened.ShipmentId,
        }, out var moved),

        // Until shipments are charged, all that they come to is booked as uncollected (invariant I3).
        Shipments = order.Shipments.Add(new(
            happened.ShipmentId, moved, happened.Carrier, happened.Tracking, happened.ShippedAt, happened.Cost,
            Uncollected: happened.Cost, happened.ExpectedAt)),
    };

    public static Placed Voided(Placed order, ItemsVoided happened) => order with
    {
        Core = order.Core with { ChangedAt = happened.At },
        Items = Split(order.Items, happened.Items, item => item with
        {
            State = ItemState.Void,
            VoidedAt = happened.At,
        }, out _),
    };

    private static Refusal? Choose(
        Placed order, ImmutableArray<ItemChoice> wanted, out ImmutableArray<ShippedItem> chosen)
    {
        var open = order.Items.Where(item => item.State == ItemState.ToBeShipped).ToDictionary(item => item.Id);
        chosen = [.. open.Values.Select(Whole)];
        if (wanted.IsDefaultOrEmpty) return null;
        if (wanted.GroupBy(choice => choice.ItemId).FirstOrDefault(group => group.Count() > 1) is { } twice)
            return new InvalidValue($"Item '{twice.Key}' is named twice.") { Param = "/items" };

        var picked = ImmutableArray.CreateBuilder<ShippedItem>(wanted.Length);
        foreach (var choice in wanted)
        {
            if (!open.TryGetValue(choice.ItemId, out var item)) return new ItemUnknown(choice.ItemId);
            var quantity = choice.Quantity ?? item.Bought.Quantity;
            if (quantity < 1 || quantity > item.Bought.Quantity) return new ItemUnknown(choice.ItemId);
            picked.Add(new(item.Id, item.Bought.Sku, quantity));
        }

        chosen = picked.ToImmutable();
        return null;
    }

    // The order's own shipping and its tax belong to its first shipment (FUL-08).
    private static Money CostOf(Placed order, ImmutableArray<ShippedItem> chosen)
    {
        var quote = order.Core.Quote;
        var first = order.Shipments.IsEmpty
            ? quote.BaseShipping + quote.BaseShippingTax
            : Money.Zero(quote.BaseShipping.Currency);
        return chosen.Aggregate(first, (sum, part) =>
            sum + order.Items.First(item => item.Id == part.ItemId).Bought.UnitTotal() * part.Quantity);
    }

    // A part that goes its own way becomes an item of its own, with the next number.
    private static ImmutableArray<OrderItem> Split(
        ImmutableArray<OrderItem> items,
        ImmutableArray<ShippedItem> parts,
        Func<OrderItem, OrderItem> change,
        out ImmutableArray<ShippedItem> moved)
    {
        var movedParts = ImmutableArray.CreateBuilder<ShippedItem>(parts.Length);
        foreach (var part in parts)
        {
            var place = items.IndexOf(items.First(item => item.Id == part.ItemId));
            var item = items[place];
            if (part.Quantity == item.Bought.Quantity)
            {
                items = items.SetItem(place, change(item));
                movedParts.Add(part);
                continue;
            }

            var id = (items.Length + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
            var rest = item with { Bought = item.Bought with { Quantity = item.Bought.Quantity - part.Quantity } };
            var own = item with { Id = id, Bought = item.Bought with { Id = id, Quantity = part.Quantity } };
            items = items.SetItem(place, rest).Add(change(own));
            movedParts.Add(part with { ItemId = id });
        }

        moved = movedParts.ToImmutable();
        return items;
    }

    private static ShippedItem Whole(OrderItem item) => new(item.Id, item.Bought.Sku, item.Bought.Quantity);

    private static InvalidValue? ReasonFault(VoidOrder command) =>
        command.Reason.Trim().Length is < 1 or > OrderLimits.ReasonMost
            ? new InvalidValue($"A reason of 1 to {OrderLimits.ReasonMost} characters is needed.") { Param = "/reason" }
            : null;

    private static InvalidValue TooLong(string param, int most) => new($"At most {most} characters.") { Param = param };
}
