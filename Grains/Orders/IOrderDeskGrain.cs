using Commerce.Grains.Kernel;

namespace Commerce.Grains.Orders;

/// <summary>Walks staff's orders through their steps: records first, asks the gateway then, and tells what came of
/// it. It owns nothing and may die anywhere.</summary>
[Alias("order-desk")]
public interface IOrderDeskGrain : IGrainWithStringKey
{
    /// <summary>Records a shipment and waits for its money as long as a gateway may take (C8). The answer is the order
    /// with the shipment shipped, or awaiting its payment.</summary>
    /// <remarks>Refusals: those of <see cref="IOrderGrain.Ship"/>, and <see cref="ShipmentPaymentFailed"/>.</remarks>
    /// <param name="order">Which order.</param>
    /// <param name="command">What leaves, how.</param>
    /// <param name="call">Who asks.</param>
    [Alias("ship")]
    Task<Outcome<OrderView>> Ship(OrderId order, OrderCommand.Ship command, Call call);

    /// <summary>Asks the gateway now what became of a shipment's money.</summary>
    /// <remarks>Refusals: <see cref="ShipmentPaymentFailed"/>.</remarks>
    /// <param name="order">Which order.</param>
    /// <param name="shipmentId">Which shipment.</param>
    /// <param name="call">In whose name.</param>
    [Alias("charge")]
    Task<Outcome<OrderView>> Charge(OrderId order, string shipmentId, Call call);

    /// <summary>Records what came back and gives the money back, as far as the gateway answers in time.</summary>
    /// <remarks>Refusals: those of <see cref="IOrderMoneyGrain.Return"/>.</remarks>
    /// <param name="order">Which order.</param>
    /// <param name="command">What came back.</param>
    /// <param name="call">Who asks.</param>
    [Alias("return")]
    Task<Outcome<OrderView>> Return(OrderId order, OrderCommand.Return command, Call call);

    /// <summary>Makes a refund again that failed.</summary>
    /// <remarks>Refusals: those of <see cref="IOrderMoneyGrain.RepeatRefund"/>.</remarks>
    /// <param name="order">Which order.</param>
    /// <param name="command">Which.</param>
    /// <param name="call">Who asks.</param>
    [Alias("repeat")]
    Task<Outcome<OrderView>> Repeat(OrderId order, OrderCommand.RepeatRefund command, Call call);
}
