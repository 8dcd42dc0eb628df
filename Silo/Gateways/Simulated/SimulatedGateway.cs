using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Commerce.Silo.Gateways.Simulated;

/// <summary>A card gateway with a ledger of its own, committed before it answers and never in the shop's transaction.
/// Its payment methods behave as <see cref="SimulatedCard"/> says.</summary>
internal sealed partial class SimulatedGateway(
    LedgerFile file,
    SimulatorSettings settings,
    ShopSettings shop,
    TimeProvider clock,
    ILogger<SimulatedGateway> logger) : ICardGateway, IPaymentSimulator, IDisposable
{
    private readonly CancellationTokenSource closing = new();

    public Task<PaymentFact> Authorize(AuthorizeRequest request, CancellationToken stop) =>
        OnPayment(desk => desk.Authorize(request), stop);

    public Task<PaymentFact> Read(string paymentId, CancellationToken stop) =>
        OnPayment(desk => desk.Read(paymentId), stop);

    public Task<PaymentFact> Find(string reference, DateTimeOffset from, DateTimeOffset to, CancellationToken stop) =>
        OnPayment(desk => desk.Find(reference, from, to), stop);

    public Task<PaymentFact> Capture(CaptureRequest request, CancellationToken stop) =>
        OnPayment(desk => desk.Capture(request), stop);

    public Task<PaymentFact> Cancel(string paymentId, string key, CancellationToken stop) =>
        OnPayment(desk => desk.Cancel(paymentId, key), stop);

    public Task<RefundFact> Refund(RefundRequest request, CancellationToken stop) =>
        OnRefund(desk => desk.Refund(request), stop);

    public Task<RefundFact> ReadRefund(string refundId, CancellationToken stop) =>
        OnRefund(desk => desk.Read(refundId), stop);

    public Task<RefundFact> FindRefund(string paymentId, string reference, CancellationToken stop) =>
        OnRefund(desk => desk.Find(paymentId, reference), stop);

    public Task<MethodFact> KeepMethod(KeepMethodRequest request, CancellationToken stop) =>
        OnMethod(desk => desk.Keep(request), stop);

    public Task<MethodFact> ForgetMethod(string method, string key, CancellationToken stop) =>
        OnMethod(desk => desk.Forget(method, key), stop);

    public Task<GatewayPage<ListedPayment>?> ListPayments(
        DateTimeOffset from, DateTimeOffset to, string? after, CancellationToken stop) =>
        Call<GatewayPage<ListedPayment>?>(
            desk => Maybe(new PaymentDesk(desk).List(Span.Of(from, to, after))), _ => null, stop);

    public Task<GatewayPage<ListedRefund>?> ListRefunds(
        DateTimeOffset from, DateTimeOffset to, string? after, CancellationToken stop) =>
        Call<GatewayPage<ListedRefund>?>(
            desk => Maybe(new RefundDesk(desk).List(Span.Of(from, to, after))), _ => null, stop);

    public Task<PaymentFact> Authenticate(string payment, bool succeed, CancellationToken stop) =>
        OnPayment(desk => desk.Authenticate(payment, succeed), stop);

    public Task<PaymentFact> Dispute(string paymentId, Money amount, CancellationToken stop) =>
        OnPayment(desk => desk.Dispute(paymentId, amount), stop);

    public void Dispose()
    {
        if (closing.IsCancellationRequested) return;
        closing.Cancel();
        closing.Dispose();
    }

    private Task<PaymentFact> OnPayment(
        Func<PaymentDesk, GatewayReply<PaymentFact>> work, CancellationToken stop) =>
        Call(desk => work(new(desk)), why => new PaymentFact.Unknown(why), stop);

    private Task<RefundFact> OnRefund(Func<RefundDesk, GatewayReply<RefundFact>> work, CancellationToken stop) =>
        Call(desk => work(new(desk)), why => new RefundFact.Unknown(why), stop);

    private Task<MethodFact> OnMethod(Func<MethodDesk, GatewayReply<MethodFact>> work, CancellationToken stop) =>
        Call(desk => work(new(desk)), why => new MethodFact.Unknown(why), stop);

    private static GatewayReply<T?> Maybe<T>(GatewayReply<T> reply) where T : class => new(reply.Fact, reply.Lost);

    // The caller's patience ends the waiting only: a gateway does not hear that nobody waits any more.
    private async Task<T> Call<T>(
        Func<Desk, GatewayReply<T>> work, Func<string, T> unknown, CancellationToken stop)
    {
        try
        {
            return await Effect(work).WaitAsync(shop.GatewayPatience, clock, stop);
        }
        catch (Exception failure) when (failure is TimeoutException or OperationCanceledException)
        {
            return unknown("timeout");
        }
        catch (Exception failure) when (failure is SqliteException or ObjectDisposedException)
        {
            LogFailed(logger, failure.GetType().Name);
            return unknown("unavailable");
        }
    }

    // ConfigureAwait(false): this outlives its caller, and must not run on the scheduler of a grain that is gone.
    private async Task<T> Effect<T>(Func<Desk, GatewayReply<T>> work)
    {
        var leaving = closing.Token;
        if (settings.DelayBeforeWork > TimeSpan.Zero)
            await Task.Delay(settings.DelayBeforeWork, clock, leaving).ConfigureAwait(false);

        var reply = await file.Write(ledger => work(new(ledger, settings, clock.Now()))).ConfigureAwait(false);
        if (reply.Lost) return await new TaskCompletionSource<T>().Task.ConfigureAwait(false);

        if (settings.DelayBeforeAnswer > TimeSpan.Zero)
            await Task.Delay(settings.DelayBeforeAnswer, clock, leaving).ConfigureAwait(false);

        return reply.Fact;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The simulated gateway's ledger failed: {Kind}")]
    private static partial void LogFailed(ILogger logger, string kind);
}
