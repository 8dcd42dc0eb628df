using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
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
        Call(desk => desk.Authorize(request), stop);

    public Task<PaymentFact> Read(string paymentId, CancellationToken stop) => Call(desk => desk.Read(paymentId), stop);

    public Task<PaymentFact> Find(AttemptId attempt, DateTimeOffset from, DateTimeOffset to, CancellationToken stop) =>
        Call(desk => desk.Find(attempt.Value, from, to), stop);

    public Task<PaymentFact> Cancel(string paymentId, string key, CancellationToken stop) =>
        Call(desk => desk.Cancel(paymentId, key), stop);

    public Task<PaymentFact> Refund(string paymentId, Money amount, string key, CancellationToken stop) =>
        Call(desk => desk.Refund(paymentId, amount, key), stop);

    /// <summary>Takes promised money, as somebody at the gateway's own console may.</summary>
    public Task<PaymentFact> Capture(string paymentId, Money amount, string key, CancellationToken stop) =>
        Call(desk => desk.Capture(paymentId, amount, key), stop);

    public Task<PaymentFact> Authenticate(string payment, bool succeed, CancellationToken stop) =>
        Call(desk => desk.Authenticate(payment, succeed), stop);

    public void Dispose()
    {
        if (closing.IsCancellationRequested) return;
        closing.Cancel();
        closing.Dispose();
    }

    // The caller's patience ends the waiting only: a gateway does not hear that nobody waits any more.
    private async Task<PaymentFact> Call(Func<GatewayDesk, GatewayReply> work, CancellationToken stop)
    {
        try
        {
            return await Effect(work).WaitAsync(shop.GatewayPatience, clock, stop);
        }
        catch (Exception failure) when (failure is TimeoutException or OperationCanceledException)
        {
            return new PaymentFact.Unknown("timeout");
        }
        catch (Exception failure) when (failure is SqliteException or ObjectDisposedException)
        {
            LogFailed(logger, failure.GetType().Name);
            return new PaymentFact.Unknown("unavailable");
        }
    }

    // ConfigureAwait(false): this outlives its caller, and must not run on the scheduler of a grain that is gone.
    private async Task<PaymentFact> Effect(Func<GatewayDesk, GatewayReply> work)
    {
        var leaving = closing.Token;
        if (settings.DelayBeforeWork > TimeSpan.Zero)
            await Task.Delay(settings.DelayBeforeWork, clock, leaving).ConfigureAwait(false);

        var reply = await file.Write(ledger => work(new(ledger, settings, clock.Now()))).ConfigureAwait(false);
        if (reply.Lost) return await new TaskCompletionSource<PaymentFact>().Task.ConfigureAwait(false);

        if (settings.DelayBeforeAnswer > TimeSpan.Zero)
            await Task.Delay(settings.DelayBeforeAnswer, clock, leaving).ConfigureAwait(false);

        return reply.Fact;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The simulated gateway's ledger failed: {Kind}")]
    private static partial void LogFailed(ILogger logger, string kind);
}
