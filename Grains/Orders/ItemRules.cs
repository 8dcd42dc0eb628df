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
    /// <summary>What is wrong with a shipment as it is told.</summary>
    public static InvalidValue? FaultOf(Placed order, Ship ship, DateTimeOffset now)
    {
        if (ship.Tracking?.Length > OrderLimits.TrackingMost) return TooLong("/tracking", OrderLimits.TrackingMost);
        if (ship.Carrier?.Length > OrderLimits.CarrierMost) return TooLong("/carrier", OrderLimits.CarrierMost);
        var left = ship.ShippedAt ?? now;
        if (left > now + OrderLimits.ShippedAhead)
            return new("A shipment is recorded at most a day before it leaves.") { Param = "/shippedAt" };
        if (ship.ExpectedAt < left) return new("It cannot arrive before it left.") { Param = "/expectedAt" };

        // Nobody carries what is fetched or has nothing to carry (FUL-05).
        if (order.Core.Delivery.IsCarried()) return ship.Address?.Fault();
        var carried = !string.IsNullOrEmpty(ship.Carrier) ? "/carrier"
            : !string.IsNullOrEmpty(ship.Tracking) ? "/tracking"
            : ship.ExpectedAt is not null ? "/expectedAt"
            : ship.Address is not null ? "/address"
            : null;
        return carried is null ? null : new("Nobody carries this order, so this stays blank.") { Param = carried };
    }

    /// <summary>Void while the payment is in doubt: the gateway is told first, and no money stays.</summary>
    public static Decision<OrderEvent> Void(Confirmed order, VoidOrder command, DateTimeOffset now)
    {
        if (ReasonFault(command.Reason) is { } fault) return fault;
        return order.Core.Last.Ending == Ending.ByVoid
            ? Already.Done
            : new EndWanted(order.Core.Last.Attempt, Ending.ByVoid, command.Reason, now) { By = command.By };
    }

    /// <summary>Void of what has not shipped, all of it or some (ORD-24); what has is undone by a return (deviation
    /// from ORD-23).</summary>
    public static Decision<OrderEvent> Void(Placed order, VoidOrder command, DateTimeOffset now)
    {
        if (ReasonFault(command.Reason) is { } fault) return fault;
        if (order.Shipments.FirstOrDefault(one => one.Status == ShipmentStatus.AwaitingPayment) is { } awaiting)
            return new ShipmentUnsettled(awaiting.Id);
        if (order.Link?.UnderWay is { } attempt) return new AttemptUnfinished(attempt);
        var hasShipped = order.Items.Any(OrderMoney.HasLeft);
        if (hasShipped && !command.UnshippedOnly && command.Items.IsDefaultOrEmpty) return new OrderHasShipped();
        if (!order.Items.Any(item => item.IsFree) && command.Items.IsDefaultOrEmpty) return Already.Done;
        if (Choose(order, command.Items, out var open) is { } refusal) return refusal;

        var ordinal = order.Items.Count(item => item.State == ItemState.Void) + 1;
        var events = ImmutableArray.CreateBuilder<OrderEvent>();
        events.Add(new ItemsVoided(ordinal, open, now));
        if (Reinstating.Over(order.Certificates, Reinstating.OnVoid(order, open)) is { IsEmpty: false } parts)
            events.Add(new CertificatesReinstated($"void-{order.Reinstatements + 1}", parts, now));
        var isAll = !hasShipped && order.Items.Where(item => item.IsFree).Sum(item => item.Bought.Quantity)
            == open.Sum(part => part.Quantity);
        if (isAll) events.Add(new OrderVoided(command.Reason, now) { By = command.By });
        return events.ToImmutable();
    }

    /// <summary>The items of an order that was voided before it was paid.</summary>
    public static ImmutableArray<OrderItem> AllVoid(Quote quote, DateTimeOffset at) =>
        [.. quote.Items.Select(bought => new OrderItem(bought.Id, bought, ItemState.Void, VoidedAt: at))];

    /// <summary>What a person must hear when the stock does not know what it promised (PRB-04).</summary>
    public static Problem ProblemOf(PromiseLost lost) => new(
        $"promise/{lost.Attempt}/{StockKey.Of(lost.Sku)}",
        $"The stock of '{lost.Sku}' does not know its promise to {lost.Attempt} ({lost.Answer}): count it and set it.",
        lost.Attempt.Order.Value);

    public static Placed Recorded(Placed order, ShipmentRecorded happened) => order with
    {
        Core = order.Core with { ChangedAt = happened.At },
        Items = Split(
            order.Items, happened.Items, item => item with { ShipmentId = happened.ShipmentId }, out var moved),
        Shipments = order.Shipments.Add(new(
            happened.ShipmentId, moved, happened.Carrier, happened.Tracking, happened.ShippedAt, happened.Cost,
            Uncollected: happened.Cost with { Amount = 0 }, happened.ExpectedAt)
        {
            Status = ShipmentStatus.AwaitingPayment,
            RecordedAt = happened.At,
            Certificates = happened.Certificates,
            CarriesBase = happened.CarriesBase,
            Soft = happened.Soft,
            Address = happened.Address ?? order.Core.Delivery.Address,
        }),
    };

    public static Placed Shipped(Placed order, ItemsShipped happened) => order with
    {
        Core = order.Core with { ChangedAt = happened.At },
        Items =
        [
            .. order.Items.Select(item => item.ShipmentId == happened.ShipmentId
                ? item with { State = ItemState.Shipped }
                : item),
        ],
        Shipments = Changed(order, happened.ShipmentId, shipment => shipment with
        {
            Status = ShipmentStatus.Shipped,
            Owed = happened.Owed,
            Uncollected = shipment.Uncollected with { Amount = happened.Uncollected },
        }),
    };

    /// <summary>Its items are free again.</summary>
    public static Placed Unbound(Placed order, string shipmentId, ShipmentStatus status, string reason) => order with
    {
        Items =
        [
            .. order.Items.Select(item => item.ShipmentId == shipmentId ? item with { ShipmentId = null } : item),
        ],
        Shipments = Changed(
            order, shipmentId, shipment => shipment with { Status = status, Owed = 0, Reason = reason }),
    };

    /// <summary>Its items are bound to it, again if they were not, for what it comes to now.</summary>
    public static Placed Released(Placed order, ShipmentReleased happened)
    {
        var shipment = order.Shipments.First(one => one.Id == happened.ShipmentId);
        var moved = shipment.Items;
        var items = shipment.Status == ShipmentStatus.PaymentFailed
            ? Split(order.Items, moved, item => item with { ShipmentId = shipment.Id }, out moved)
            : order.Items;
        return order with
        {
            Items = items,
            Shipments = order.Shipments.Replace(shipment, shipment with
            {
                Items = moved,
                Cost = happened.Cost,
                Certificates = happened.Certificates,
                CarriesBase = happened.CarriesBase,
                Reason = happened.Reason,
            }),
        };
    }

    public static ImmutableArray<Shipment> Changed(
        Placed order, string shipmentId, Func<Shipment, Shipment> change) =>
        [.. order.Shipments.Select(shipment => shipment.Id == shipmentId ? change(shipment) : shipment)];

    public static Placed Voided(Placed order, ItemsVoided happened) => order with
    {
        Core = order.Core with { ChangedAt = happened.At },
        Items = Split(order.Items, happened.Items, item => item with
        {
            State = ItemState.Void,
            VoidedAt = happened.At,
        }, out _),
    };

    /// <summary>The units that are wanted, or all that are free.</summary>
    public static Refusal? Choose(
        Placed order, ImmutableArray<ItemChoice> wanted, out ImmutableArray<ShippedItem> chosen)
    {
        var open = order.Items.Where(item => item.IsFree).ToDictionary(item => item.Id);
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

    // A part that goes its own way becomes an item of its own, with the next number.
    public static ImmutableArray<OrderItem> Split(
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

    public static ShippedItem Whole(OrderItem item) => new(item.Id, item.Bought.Sku, item.Bought.Quantity);

    public static InvalidValue? ReasonFault(string reason) =>
        reason.Trim().Length is < 1 or > OrderLimits.ReasonMost
            ? new InvalidValue($"A reason of 1 to {OrderLimits.ReasonMost} characters is needed.") { Param = "/reason" }
            : null;

    public static InvalidValue TooLong(string param, int most) => new($"At most {most} characters.") { Param = param };
}
