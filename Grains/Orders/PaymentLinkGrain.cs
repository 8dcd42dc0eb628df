using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Commerce.Grains.Orders;

/// <summary>Walks a payment by link through its steps: stored first, then the gateway is asked, then the order
/// learns.</summary>
[StatelessWorker, Reentrant, GrainType("payment-link")]
internal sealed class PaymentLinkGrain(IGrainFactory grains, GatewayInquiry gateway, IIdSource ids)
    : Grain, IPaymentLinkGrain
{
    public Task<Outcome<OrderView>> Send(OrderId order, Call call) =>
        Staff(order).MakeLink(new(LinkToken.Fresh(ids), null), call);

    public async Task<Outcome<OrderView>> Pay(OrderId order, LinkPayment payment, Call call)
    {
        if (call.Key is { } key && await Order(order).Recall(key) is { } answered) return answered;
        var offered = await Staff(order).PayByLink(
            new(payment.Token, payment.Method, payment.ReturnUrl, 0), call with { Key = null });
        if (offered is not Outcome<OrderView>.Done({ PaymentLink.UnderWay: { } attempt }, _)) return offered;

        // The answer is kept with the write that gives it.
        return await Order(order).Inquiry(attempt) is { Purpose: not InquiryPurpose.None } inquiry
            ? await Order(order).Learn(
                new(attempt, await gateway.Ask(Order(order), inquiry), Present: true), call with { IfVersion = null })
            : await Order(order).View();
    }

    private IOrderStaffGrain Staff(OrderId order) => grains.GetGrain<IOrderStaffGrain>(order.Value);

    private IOrderGrain Order(OrderId order) => grains.GetGrain<IOrderGrain>(order.Value);
}
