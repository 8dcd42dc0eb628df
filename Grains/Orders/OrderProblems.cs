using Commerce.Grains.Kernel;
using static Commerce.Grains.Orders.OrderEvent;

namespace Commerce.Grains.Orders;

/// <summary>What a person must hear of what happened to an order (PRB-04): one problem a matter (PRB-06).</summary>
internal static class OrderProblems
{
    public static ImmutableArray<Problem> Of(OrderId order, OrderEvent happened) => happened switch
    {
        StrayMoneyFound found => [PaymentRules.ProblemOf(found)],
        PromiseLost lost => [ItemRules.ProblemOf(lost)],
        ShipmentUnpaid e =>
        [
            new(
                $"shipment/{e.ShipmentId}/unpaid",
                $"{e.Cost} for {e.ShipmentId} could not be charged ({e.Reason}): its items are free again. Ask the "
                    + "customer for another way to pay, or release the shipment.",
                order.Value),
        ],
        OwedGivenUp e =>
        [
            new(
                $"shipment/{e.ShipmentId}/owed",
                $"{e.Amount} for {e.ShipmentId}, which left without a parcel, could not be charged ({e.Reason}).",
                order.Value),
        ],
        RefundFailed e =>
        [
            new(
                $"refund/{e.Reference}/failed",
                $"{e.Amount} of {e.RefundId} did not reach the customer ({e.Reason}): make {e.Reference} again.",
                order.Value),
        ],
        RefundRefused e =>
        [
            new(
                $"refund/{e.RefundId}/too-large",
                $"{e.Amount} were to be given back, which is more than was paid and is left: nothing was done.",
                order.Value),
        ],
        _ => [],
    };
}
