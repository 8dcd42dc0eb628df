using Commerce.Grains.Carts;
using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Stock;

namespace Commerce.Grains.Orders;

/// <summary>What staff set right on an order; the same entity as <see cref="IOrderGrain"/>.</summary>
[Alias("order-staff")]
public interface IOrderStaffGrain : IGrainWithStringKey
{
    /// <summary>Notes something, in any state (ORD-17).</summary>
    /// <remarks>Refusals: <see cref="InvalidValue"/>.</remarks>
    /// <param name="command">The note.</param>
    /// <param name="call">Who asks.</param>
    [Alias("comment")]
    Task<Outcome<OrderView>> Comment(OrderCommand.Comment command, Call call);

    /// <summary>Sends what has not left elsewhere (ORD-20).</summary>
    /// <remarks>Refusals: <see cref="NotAllowed"/>, <see cref="InvalidValue"/>.</remarks>
    /// <param name="command">Where to.</param>
    /// <param name="call">Who asks.</param>
    [Alias("change-address")]
    Task<Outcome<OrderView>> ChangeAddress(OrderCommand.ChangeAddress command, Call call);

    /// <summary>Sends the customer a link by which the rest can be paid.</summary>
    /// <remarks>Refusals: <see cref="NotAllowed"/>, <see cref="NothingToCharge"/>, <see cref="ShipmentUnsettled"/>,
    /// <see cref="AttemptUnfinished"/>.</remarks>
    /// <param name="command">Its secret.</param>
    /// <param name="call">Who asks.</param>
    [Alias("make-link")]
    Task<Outcome<OrderView>> MakeLink(OrderCommand.MakeLink command, Call call);

    /// <summary>Stores what the gateway is about to be asked for the rest.</summary>
    /// <remarks>Refusals: those of <see cref="IPaymentLinkGrain.Pay"/>.</remarks>
    /// <param name="command">The link's secret, and how it is paid.</param>
    /// <param name="call">Who asks.</param>
    [Alias("pay-by-link")]
    Task<Outcome<OrderView>> PayByLink(OrderCommand.PayByLink command, Call call);

    /// <summary>Says whether something may be added as things stand now, before it is held; nothing
    /// happens.</summary>
    /// <remarks>Refusals: those of <see cref="AddItems"/>.</remarks>
    /// <param name="command">What.</param>
    [Alias("may-add")]
    Task<Outcome<OrderView>> MayAdd(OrderCommand.AddItems command);

    /// <summary>Takes what is held for an addition over (ORD-19).</summary>
    /// <remarks>Refusals: <see cref="NotAllowed"/>, <see cref="NoReusableMethod"/>, <see cref="AttemptUnfinished"/>,
    /// <see cref="TooManyAdditions"/>, <see cref="QuantityOutOfRange"/>, <see cref="InvalidValue"/>, <see
    /// cref="TooManyUnits"/>, <see cref="OrderTotalTooHigh"/>, <see cref="AttemptDead"/>.</remarks>
    /// <param name="command">What.</param>
    /// <param name="call">Who asks.</param>
    [Alias("add-items")]
    Task<Outcome<OrderView>> AddItems(OrderCommand.AddItems command, Call call);

    /// <summary>Corrects who carries a shipment, and its number (ORD-29).</summary>
    /// <remarks>Refusals: <see cref="NotFound"/>, <see cref="NotAllowed"/>, <see cref="InvalidValue"/>.</remarks>
    /// <param name="command">Which, and what is right.</param>
    /// <param name="call">Who asks.</param>
    [Alias("correct-tracking")]
    Task<Outcome<OrderView>> CorrectTracking(OrderCommand.CorrectTracking command, Call call);
}
