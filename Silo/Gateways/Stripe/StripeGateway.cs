using Commerce.Grains.Payments;

namespace Commerce.Silo.Gateways.Stripe;

/// <summary>The card gateway that is Stripe.</summary>
internal sealed class StripeGateway(IStripeCalls calls, StripeWire wire) : ICardGateway
{
    private readonly StripePayments payments = new(calls, wire);
    private readonly StripeRefunds refunds = new(calls);
    private readonly StripeMethods methods = new(calls);

    public Task<PaymentFact> Authorize(AuthorizeRequest request, CancellationToken stop) =>
        OnPayment(patience => payments.Authorize(request, patience), stop);

    public Task<PaymentFact> Read(string paymentId, CancellationToken stop) =>
        OnPayment(patience => payments.Read(paymentId, patience), stop);

    public Task<PaymentFact> Find(string reference, DateTimeOffset from, DateTimeOffset to, CancellationToken stop) =>
        OnPayment(patience => payments.Find(reference, from, to, patience), stop);

    public Task<PaymentFact> Capture(CaptureRequest request, CancellationToken stop) =>
        OnPayment(patience => payments.Capture(request, patience), stop);

    public Task<PaymentFact> Cancel(string paymentId, string key, CancellationToken stop) =>
        OnPayment(patience => payments.Cancel(paymentId, key, patience), stop);

    public Task<RefundFact> Refund(RefundRequest request, CancellationToken stop) =>
        OnRefund(patience => refunds.Refund(request, patience), stop);

    public Task<RefundFact> ReadRefund(string refundId, CancellationToken stop) =>
        OnRefund(patience => refunds.Read(refundId, patience), stop);

    public Task<RefundFact> FindRefund(string paymentId, string reference, CancellationToken stop) =>
        OnRefund(patience => refunds.Find(paymentId, reference, patience), stop);

    public Task<MethodFact> KeepMethod(KeepMethodRequest request, CancellationToken stop) =>
        OnMethod(patience => methods.Keep(request, patience), stop);

    public Task<MethodFact> ForgetMethod(string method, string key, CancellationToken stop) =>
        OnMethod(patience => methods.Forget(method, key, patience), stop);

    public Task<GatewayPage<ListedPayment>?> ListPayments(
        DateTimeOffset from, DateTimeOffset to, string? after, CancellationToken stop) =>
        wire.Within(patience => payments.List(from, to, after, patience), _ => null, stop);

    public Task<GatewayPage<ListedRefund>?> ListRefunds(
        DateTimeOffset from, DateTimeOffset to, string? after, CancellationToken stop) =>
        wire.Within(patience => refunds.List(from, to, after, patience), _ => null, stop);

    private Task<PaymentFact> OnPayment(Func<CancellationToken, Task<PaymentFact>> work, CancellationToken stop) =>
        wire.Within(work, why => new PaymentFact.Unknown(why), stop);

    private Task<RefundFact> OnRefund(Func<CancellationToken, Task<RefundFact>> work, CancellationToken stop) =>
        wire.Within(work, why => new RefundFact.Unknown(why), stop);

    private Task<MethodFact> OnMethod(Func<CancellationToken, Task<MethodFact>> work, CancellationToken stop) =>
        wire.Within(work, why => new MethodFact.Unknown(why), stop);
}
