using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Commerce.Grains.Orders;

/// <summary>The runner of staff's orders.</summary>
[StatelessWorker, Reentrant, GrainType("order-desk")]
internal sealed class OrderDeskGrain(IGrainFactory grains, GatewayInquiry gateway) : Grain, IOrderDeskGrain
{
    // A lapsed promise is followed by a charge of its own.
    private const int ChargesMost = 2;

    public async Task<Outcome<OrderView>> Ship(OrderId order, OrderCommand.Ship command, Call call) =>
        await Order(order).Ship(command, call) is Outcome<OrderView>.Refused(var why)
            ? why
            : await Charge(order, command.ShipmentId, call);

    public async Task<Outcome<OrderView>> Charge(OrderId order, string shipmentId, Call call)
    {
        // What the gateway says is written in the name of whoever asked, but is no request of theirs.
        var asked = new Call(call.Who, call.From);
        for (var tries = 0; tries < ChargesMost; tries++)
        {
            if (await Money(order).ChargeInquiry(shipmentId) is not { } inquiry) break;
            var learned = await Money(order).LearnCharge(new(shipmentId, await gateway.Collect(inquiry)), asked);
            if (learned is Outcome<OrderView>.Refused) return learned;
        }

        var seen = await Order(order).View();
        return seen is Outcome<OrderView>.Done(var view, _)
            && view.Shipments.FirstOrDefault(one => one.Id == shipmentId) is { Status: "payment_failed" } failed
            ? new ShipmentPaymentFailed(shipmentId, failed.Reason ?? "declined")
            : seen;
    }

    public async Task<Outcome<OrderView>> Return(OrderId order, OrderCommand.Return command, Call call)
    {
        var recorded = await Money(order).Return(command, call);
        if (recorded is Outcome<OrderView>.Refused { Why: ShipmentUnsettled waiting })
        {
            // What goes back depends on what was taken: the capture under way is asked about first.
            await Charge(order, waiting.ShipmentId, call);
            recorded = await Money(order).Return(command, call);
        }

        return recorded is Outcome<OrderView>.Refused(var why) ? why : await Refund(order, command.RefundId);
    }

    public async Task<Outcome<OrderView>> Repeat(OrderId order, OrderCommand.RepeatRefund command, Call call) =>
        await Money(order).RepeatRefund(command, call) is Outcome<OrderView>.Refused(var why)
            ? why
            : await Refund(order, command.RefundId);

    private async Task<Outcome<OrderView>> Refund(OrderId order, string refundId)
    {
        var seen = await Order(order).View();
        if (seen is not Outcome<OrderView>.Done(var view, _)) return seen;
        var refund = view.Refunds.FirstOrDefault(one => one.Id == refundId);
        foreach (var part in refund?.Parts.Where(part => part.Status == "under_way") ?? [])
        {
            if (await Money(order).RefundInquiry(refundId, part.Reference) is not { } inquiry) continue;
            await Money(order).LearnRefund(new(refundId, part.Reference, await gateway.GiveBack(inquiry)));
        }

        return await Order(order).View();
    }

    private IOrderMoneyGrain Money(OrderId order) => grains.GetGrain<IOrderMoneyGrain>(order.Value);

    private IOrderGrain Order(OrderId order) => grains.GetGrain<IOrderGrain>(order.Value);
}
