using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;

namespace Commerce.Silo.Gateways.Calls;

/// <summary>Writes every call of the gateway into the log of calls (PAY-08), and what it came to. Neither the method
/// nor anything of the person is in it.</summary>
internal sealed class LoggedGateway(ICardGateway inner, CallLog log, TimeProvider clock) : ICardGateway
{
    public Task<PaymentFact> Authorize(AuthorizeRequest request, CancellationToken stop) =>
        Noted(new("authorize", request.Key, request.Amount), inner.Authorize(request, stop), CallText.Of);

    public Task<PaymentFact> Read(string paymentId, CancellationToken stop) =>
        Noted(new("read", paymentId), inner.Read(paymentId, stop), CallText.Of);

    public Task<PaymentFact> Find(string reference, DateTimeOffset from, DateTimeOffset to, CancellationToken stop) =>
        Noted(new("find", reference), inner.Find(reference, from, to, stop), CallText.Of);

    public Task<PaymentFact> Capture(CaptureRequest request, CancellationToken stop) =>
        Noted(new("capture", request.Key, request.Amount), inner.Capture(request, stop), CallText.Of);

    public Task<PaymentFact> Cancel(string paymentId, string key, CancellationToken stop) =>
        Noted(new("cancel", key), inner.Cancel(paymentId, key, stop), CallText.Of);

    public Task<RefundFact> Refund(RefundRequest request, CancellationToken stop) =>
        Noted(new("refund", request.Key, request.Amount), inner.Refund(request, stop), CallText.Of);

    public Task<RefundFact> ReadRefund(string refundId, CancellationToken stop) =>
        Noted(new("read-refund", refundId), inner.ReadRefund(refundId, stop), CallText.Of);

    public Task<RefundFact> FindRefund(string paymentId, string reference, CancellationToken stop) =>
        Noted(new("find-refund", reference), inner.FindRefund(paymentId, reference, stop), CallText.Of);

    public Task<MethodFact> KeepMethod(KeepMethodRequest request, CancellationToken stop) =>
        Noted(new("keep", request.Key), inner.KeepMethod(request, stop), CallText.Of);

    public Task<MethodFact> ForgetMethod(string method, string key, CancellationToken stop) =>
        Noted(new("forget", key), inner.ForgetMethod(method, key, stop), CallText.Of);

    public Task<GatewayPage<ListedPayment>?> ListPayments(
        DateTimeOffset from, DateTimeOffset to, string? after, CancellationToken stop) =>
        Noted(new("list", "payments"), inner.ListPayments(from, to, after, stop), CallText.Of);

    public Task<GatewayPage<ListedRefund>?> ListRefunds(
        DateTimeOffset from, DateTimeOffset to, string? after, CancellationToken stop) =>
        Noted(new("list", "refunds"), inner.ListRefunds(from, to, after, stop), CallText.Of);

    private async Task<T> Noted<T>(Asked asked, Task<T> call, Func<T, string> say)
    {
        var at = clock.GetUtcNow();
        var answer = "failed";
        try
        {
            var fact = await call;
            answer = say(fact);
            return fact;
        }
        finally
        {
            log.Add(new()
            {
                At = at.ToUnixTimeMilliseconds(),
                Operation = asked.Operation,
                Subject = asked.Subject,
                Answer = answer,
                Amount = asked.Amount?.Amount,
                Currency = asked.Amount?.Currency,
                Milliseconds = (long)(clock.GetUtcNow() - at).TotalMilliseconds,
            });
        }
    }

    private sealed record Asked(string Operation, string Subject, Money? Amount = null);
}
