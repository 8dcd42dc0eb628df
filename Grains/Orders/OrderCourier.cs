using Commerce.Grains.Carts;
using Commerce.Grains.Certificates;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;

namespace Commerce.Grains.Orders;

/// <summary>Delivers an order's errands and brings the gateway's facts back to it.</summary>
internal sealed class OrderCourier(
    IGrainFactory grains, GatewayInquiry gateway, StrayMoneyTill till, MethodCourier methods, IIdSource ids)
    : ICourier
{
    public bool Carries(Errand errand) => errand is OrderErrand;

    public async Task<bool> Deliver(Errand errand) => errand switch
    {
        OrderErrand.CommitStock e => await IsTold(e.Attempt, e.Sku, await Stock(e).Commit(e.Attempt)),
        OrderErrand.ReleaseStock e => await IsTold(
            e.Attempt, e.Sku, await Stock(e).Release(e.Attempt, e.Part, e.Quantity)),
        OrderErrand.ShipStock e => await IsTold(
            e.Attempt, e.Sku, await Stock(e).Ship(e.Attempt, e.Part, e.Quantity)),
        OrderErrand.CommitCertificate e => await IsTold(
            e.Attempt.Order, e.Certificate, await Certificate(e).Commit(e.Attempt)),
        OrderErrand.ReleaseCertificate e => IsTold(await Certificate(e).Release(e.Attempt)),
        OrderErrand.CloseCart e => IsTold(await Cart(e).Close(e.Attempt)),
        OrderErrand.ThawCart e => IsTold(await Cart(e).Thaw(e.Attempt)),
        OrderErrand.ReturnMoney e => await till.Return(e.Attempt),
        OrderErrand.AskGateway e => await Ask(e.Attempt),
        OrderErrand.AskCharge e => await AskCharge(e.Order, e.ShipmentId),
        OrderErrand.AskPayment e => await AskPayment(e.Attempt),
        OrderErrand.AskRefund e => await AskRefund(e),
        OrderErrand.ReturnStock e => await IsTold(
            e.Attempt, e.Sku, await Stock(e).Return(e.Attempt, e.Part, e.Quantity)),
        OrderErrand.CollectOwed e => IsTold(await Order(e.Order).CollectOwed()),
        OrderErrand.ReinstateCertificate e => await IsTold(
            e.Order, e.Certificate,
            await grains.GetGrain<ICertificateUses>(e.Certificate).Reinstate(e.Order, e.Part, e.Amount)),
        OrderErrand.AskForPayment e => IsOver(await grains.GetGrain<IOrderStaffGrain>(e.Order.Value)
            .MakeLink(new(LinkToken.Fresh(ids), e.ShipmentId), Call.System)),
        OrderErrand.AskOnceMore e => IsOver(await grains.GetGrain<IOrderStaffGrain>(e.Attempt.Order.Value)
            .MakeLink(new(LinkToken.Fresh(ids), null) { Failed = e.Attempt }, Call.System)),
        OrderErrand.TellAmount e => IsOver(await grains.GetGrain<IOrderStaffGrain>(e.Order.Value)
            .MakeLink(new(LinkToken.Fresh(ids), null) { Renews = true }, Call.System)),
        OrderErrand.KeepMethod e => await methods.Keep(e.Attempt),
        OrderErrand.MarkMethodFailed e => IsTold(
            await grains.GetGrain<ICustomerGrain>(e.Customer.Value).MarkFailed(new(e.Method), Call.System)),
        OrderErrand.ForgetMethod e => await methods.Forget(e.Attempt),
        OrderErrand.ReleaseRest e => await ReleaseRest(e.Attempt),
        _ => throw new System.Diagnostics.UnreachableException(errand.GetType().Name),
    };

    // A promise that the stock does not know is for a person to settle; the audit shows it too.
    private async Task<bool> IsTold(AttemptId attempt, Sku sku, Outcome<StockView> outcome)
    {
        if (outcome is Outcome<StockView>.Refused { Why: HoldUnknown or HoldTooSmall } refused)
            await grains.GetGrain<IOrderGrain>(attempt.Order.Value).ReportLost(new(attempt, sku, refused.Why.Detail));
        return IsTold(outcome);
    }

    // So is money of a certificate that knows nothing of the order.
    private async Task<bool> IsTold<T>(OrderId order, string certificate, Outcome<T> outcome)
    {
        if (outcome is Outcome<T>.Refused { Why: CertificateHoldUnknown or NotFound } refused)
            await Order(order).ReportCertificate(new(certificate, refused.Why.Detail));
        return IsTold(outcome);
    }

    // A refusal is the receiver's last word, unless it is only too busy now.
    private static bool IsTold<T>(Outcome<T> outcome) =>
        outcome is not Outcome<T>.Refused { Why.Kind: RefusalKind.Unavailable };

    // While something of the order is in doubt no link can be made: it is asked again.
    private static bool IsOver<T>(Outcome<T> outcome) =>
        outcome is not Outcome<T>.Refused { Why.Retryable: true };

    private async Task<bool> Ask(AttemptId attempt)
    {
        var order = grains.GetGrain<IOrderGrain>(attempt.Order.Value);
        if (await order.Inquiry(attempt) is not { Purpose: not InquiryPurpose.None } inquiry) return true;
        if (inquiry.Purpose == InquiryPurpose.ReturnMoney) return await till.Return(attempt);
        var fact = await gateway.Ask(order, inquiry);
        await order.Learn(new(attempt, fact, Present: false), Call.System);
        return true;
    }

    // What is not known yet is asked again when it is due.
    private async Task<bool> AskCharge(OrderId order, string shipmentId)
    {
        if (await Order(order).ChargeInquiry(shipmentId) is not { } inquiry) return true;
        await Order(order).LearnCharge(new(shipmentId, await gateway.Collect(inquiry)), Call.System);
        return true;
    }

    private async Task<bool> AskPayment(AttemptId attempt)
    {
        var seen = await grains.GetGrain<IOrderGrain>(attempt.Order.Value).Inquiry(attempt);
        if (seen?.PaymentId is not { } id) return true;
        await Order(attempt.Order).LearnPayment(new(attempt, await gateway.Read(id)));
        return true;
    }

    private async Task<bool> AskRefund(OrderErrand.AskRefund asked)
    {
        var order = Order(asked.Order);
        if (await order.RefundInquiry(asked.RefundId, asked.Reference) is not { } inquiry) return true;
        await order.LearnRefund(new(asked.RefundId, asked.Reference, await gateway.GiveBack(inquiry)));
        return true;
    }

    private async Task<bool> ReleaseRest(AttemptId attempt)
    {
        var seen = await grains.GetGrain<IOrderGrain>(attempt.Order.Value).Inquiry(attempt);
        if (seen is not { PaymentId: not null }) return true;
        var fact = await gateway.Cancel(seen);
        await Order(attempt.Order).LearnPayment(new(attempt, fact));
        return fact is not (PaymentFact.Unknown or PaymentFact.Approved { Open: true });
    }

    private IOrderMoneyGrain Order(OrderId order) => grains.GetGrain<IOrderMoneyGrain>(order.Value);

    private IStockGrain Stock(OrderErrand errand) => grains.GetGrain<IStockGrain>(errand.Receiver);

    private ICertificateGrain Certificate(OrderErrand errand) =>
        grains.GetGrain<ICertificateGrain>(errand.Receiver);

    private ICartGrain Cart(OrderErrand errand) => grains.GetGrain<ICartGrain>(errand.Receiver);
}
