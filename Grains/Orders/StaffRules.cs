using Commerce.Grains.Kernel;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>What staff may set right on an order, and when (ORD-18): pure.</summary>
internal static class StaffRules
{
    public static Decision<OrderEvent> Decide(
        OrderState state, OrderCommand command, ShopSettings settings, DateTimeOffset now) => (state, command) switch
        {
            (_, Comment comment) => Note(OrderMachine.CoreOf(state)!, comment, now),
            (Confirmed s, ChangeAddress change) => Readdress(s.Core, change, now),
            (Placed s, ChangeAddress change) when s.Items.Any(item => item.State == ItemState.ToBeShipped) =>
                Readdress(s.Core, change, now),
            (Placed s, ChangeAddress) => new NotAllowed(OrderStatus.Of(s), "change_address"),
            (Placed s, MakeLink make) => LinkRules.Make(s, make, now),
            (Placed s, PayByLink pay) => LinkRules.Pay(s, pay, settings, now),
            (Placed s, AddItems add) => AdditionRules.Add(s, add, settings, now),
            (Placed s, CorrectTracking correct) => Correct(s, correct, now),
            _ => NotAllowed.When(state, command),
        };

    public static OrderCore Noted(OrderCore core, OrderEvent happened) => happened switch
    {
        CommentsChanged e => core with { Comments = e.Text, ChangedAt = e.At },
        AddressChanged e => core with
        {
            Delivery = core.Delivery with { Address = e.Address },
            FormerAddresses = core.Delivery.Address is { } former
                ? [.. core.FormerAddresses.Append(new(former, e.At)).TakeLast(OrderLimits.FormerAddressesMost)]
                : core.FormerAddresses,
            ChangedAt = e.At,
        },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static Placed Corrected(Placed order, TrackingCorrected happened) => order with
    {
        Core = order.Core with { ChangedAt = happened.At },
        Shipments = ItemRules.Changed(order, happened.ShipmentId, shipment => shipment with
        {
            Carrier = happened.Carrier,
            Tracking = happened.Tracking,
        }),
    };

    private static Decision<OrderEvent> Note(OrderCore core, Comment comment, DateTimeOffset now)
    {
        if (comment.Text?.Length > OrderLimits.CommentsMost)
            return new InvalidValue($"At most {OrderLimits.CommentsMost} characters.") { Param = "/comments" };
        var text = Said(comment.Text);
        return text == core.Comments ? Already.Done : new CommentsChanged(text, now);
    }

    // Shipments that left keep the copy of the address that they left with.
    private static Decision<OrderEvent> Readdress(OrderCore core, ChangeAddress change, DateTimeOffset now)
    {
        if (change.Address.Fault() is { } fault) return fault;
        var address = change.Address.Settled();
        return address == core.Delivery.Address ? Already.Done : new AddressChanged(address, now);
    }

    private static Decision<OrderEvent> Correct(Placed order, CorrectTracking correct, DateTimeOffset now)
    {
        if (order.Shipments.FirstOrDefault(one => one.Id == correct.ShipmentId) is not { } shipment)
            return new NotFound("shipment");
        if (!shipment.IsLive) return new NotAllowed(OrderViews.NameOf(shipment.Status), "correct_tracking");
        if (shipment.Soft || !order.Core.Delivery.IsCarried())
            return new InvalidValue("Nobody carries this shipment, so this stays blank.") { Param = "/carrier" };
        if (correct.Carrier?.Length > OrderLimits.CarrierMost)
            return ItemRules.TooLong("/carrier", OrderLimits.CarrierMost);
        if (correct.Tracking?.Length > OrderLimits.TrackingMost)
            return ItemRules.TooLong("/tracking", OrderLimits.TrackingMost);
        var (carrier, tracking) = (Said(correct.Carrier), Said(correct.Tracking));
        return carrier == shipment.Carrier && tracking == shipment.Tracking
            ? Already.Done
            : new TrackingCorrected(shipment.Id, carrier, tracking, now);
    }

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
