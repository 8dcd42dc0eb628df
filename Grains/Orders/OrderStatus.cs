using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>What people call the state of an order: pure functions of its items.</summary>
internal static class OrderStatus
{
    /// <summary>The states of ORD-01 by name.</summary>
    public static string Of(OrderState state) => state switch
    {
        Blank => "in_basket",
        InBasket => "in_basket",
        Confirmed => "confirmed",
        Expired => "expired",
        Placed s => OfItems(s.Items.Select(item => item.State))
            ?? (s.AddressMatches ? "authorized_plus_avs" : "authorized_minus_avs"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>ORD-09: derived from the items; null while the order stands as it was paid. Void items never change
    /// what the others say (ORD-10).</summary>
    public static string? OfItems(IEnumerable<ItemState> items)
    {
        bool any = false, toBeShipped = false, gone = false, back = false;
        foreach (var state in items)
        {
            if (state == ItemState.Void) continue;
            any = true;
            toBeShipped |= state == ItemState.ToBeShipped;
            back |= state == ItemState.ReceivedBack;
            gone |= state is ItemState.Shipped or ItemState.Arrived;
        }

        if (!any) return "void";
        if (back && !gone && !toBeShipped) return "returned";
        if (!toBeShipped) return "fulfilled";
        return gone || back ? "partially_fulfilled" : null;
    }

    /// <summary>For the customer (ORD-15); void items are not counted.</summary>
    public static string TextOf(OrderState state)
    {
        if (state is not Placed placed) return state switch
        {
            Confirmed => "Order Received",
            Expired => "Expired",
            _ => "In Basket",
        };

        var rest = placed.Items.Where(item => item.State != ItemState.Void).ToList();
        if (rest.Count == 0) return "Void";
        var back = rest.Count(item => item.State == ItemState.ReceivedBack);
        var gone = rest.Count(item => item.State is ItemState.Shipped or ItemState.Arrived);
        if (back == rest.Count) return "All Items Returned";
        if (back > 0) return "Some Items Returned";
        if (gone == 0) return "In Progress";
        if (gone < rest.Count) return "Partial Shipment Made";
        return rest.All(item => item.Bought.SoftGood) ? "All Items Fulfilled" : "All Items Shipped";
    }
}
