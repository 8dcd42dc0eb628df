using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Commerce.Silo.Gateways.Simulated;
using Commerce.Simulation.Running;
using Commerce.Simulation.World;

namespace Commerce.Simulation.Gateway;

/// <summary>The card gateway, outside of every process: what it does is decided by the simulated gateway's own desks;
/// between it and the shop lies a network that loses, delays and doubles.</summary>
internal sealed class FaultyGateway(Steps steps, VirtualClock clock, Weather weather, Chance chance) : ICardGateway
{
    private static readonly SimulatorSettings Settings = new() { SettlementTime = TimeSpan.FromHours(3) };

    public MemoryLedger Ledger { get; } = new();

    /// <summary>Told of every call that arrives.</summary>
    public Action<string>? Heard { get; set; }

    public Task<PaymentFact> Authorize(AuthorizeRequest request, CancellationToken stop) =>
        OnPayment("authorize", request.Reference, desk => desk.Authorize(request), stop);

    public Task<PaymentFact> Read(string paymentId, CancellationToken stop) =>
        OnPayment("read", paymentId, desk => desk.Read(paymentId), stop);

    public Task<PaymentFact> Find(string reference, DateTimeOffset from, DateTimeOffset to, CancellationToken stop) =>
        OnPayment("find", reference, desk => desk.Find(reference, from, to), stop);

    public Task<PaymentFact> Capture(CaptureRequest request, CancellationToken stop) =>
        OnPayment("capture", request.Key, desk => desk.Capture(request), stop);

    public Task<PaymentFact> Cancel(string paymentId, string key, CancellationToken stop) =>
        OnPayment("cancel", key, desk => desk.Cancel(paymentId, key), stop);

    public Task<RefundFact> Refund(RefundRequest request, CancellationToken stop) =>
        OnRefund("refund", request.Key, desk => desk.Refund(request), stop);

    public Task<RefundFact> ReadRefund(string refundId, CancellationToken stop) =>
        OnRefund("read-refund", refundId, desk => desk.Read(refundId), stop);

    public Task<RefundFact> FindRefund(string paymentId, string reference, CancellationToken stop) =>
        OnRefund("find-refund", reference, desk => desk.Find(paymentId, reference), stop);

    public Task<MethodFact> KeepMethod(KeepMethodRequest request, CancellationToken stop) => Call(
        "keep-method",
        request.Key,
        desk => new MethodDesk(desk).Keep(request),
        why => new MethodFact.Unknown(why),
        stop);

    public Task<MethodFact> ForgetMethod(string method, string key, CancellationToken stop) => Call(
        "forget-method",
        key,
        desk => new MethodDesk(desk).Forget(method, key),
        why => new MethodFact.Unknown(why),
        stop);

    public Task<GatewayPage<ListedPayment>?> ListPayments(
        DateTimeOffset from, DateTimeOffset to, string? after, CancellationToken stop) =>
        throw new NotSupportedException("Nobody reconciles here.");

    public Task<GatewayPage<ListedRefund>?> ListRefunds(
        DateTimeOffset from, DateTimeOffset to, string? after, CancellationToken stop) =>
        throw new NotSupportedException("Nobody reconciles here.");

    /// <summary>The shopper takes the step of their own at the gateway, or fails to.</summary>
    public void Authenticate(string attempt, bool succeed) => new PaymentDesk(DeskNow()).Authenticate(attempt, succeed);

    private Task<PaymentFact> OnPayment(
        string operation, string subject, Func<PaymentDesk, GatewayReply<PaymentFact>> work, CancellationToken stop) =>
        Call(operation, subject, desk => work(new(desk)), why => new PaymentFact.Unknown(why), stop);

    private Task<RefundFact> OnRefund(
        string operation, string subject, Func<RefundDesk, GatewayReply<RefundFact>> work, CancellationToken stop) =>
        Call(operation, subject, desk => work(new(desk)), why => new RefundFact.Unknown(why), stop);

    private Task<T> Call<T>(
        string operation,
        string subject,
        Func<Desk, GatewayReply<T>> work,
        Func<string, T> unknown,
        CancellationToken stop)
    {
        var answer = new TaskCompletionSource<T>();
        stop.Register(() => answer.TrySetResult(unknown("timeout")));
        var fault = weather.OfCall(operation);
        void Arrive(bool heard)
        {
            var reply = work(DeskNow());
            Heard?.Invoke($"{operation} {subject} ({fault}): {reply.Fact}");
            if (!heard || reply.Lost) return;
            var back = fault == GatewayFault.LateAnswer ? weather.SlowAnswer() : weather.Latency();
            clock.After(back, () => answer.TrySetResult(
                fault == GatewayFault.BrokenAfter ? unknown("http_500") : reply.Fact));
        }

        Send(fault, Arrive, why => answer.TrySetResult(unknown(why)));
        return answer.Task;
    }

    private void Send(GatewayFault fault, Action<bool> arrive, Action<string> fail)
    {
        switch (fault)
        {
            case GatewayFault.Lost:
                return;
            case GatewayFault.BrokenBefore:
                clock.After(weather.Latency(), () => fail("http_500"));
                return;
            case GatewayFault.Busy:
                clock.After(weather.Latency(), () => fail("http_429"));
                return;
            case GatewayFault.Late:
                clock.After(weather.Lateness(), () => arrive(false));
                return;
            case GatewayFault.Twice:
                clock.After(weather.Lateness(), () => arrive(false));
                break;
        }

        if (fault == GatewayFault.None && chance.Percent(80)) steps.Add(() => arrive(true));
        else clock.After(weather.Latency(), () => arrive(fault != GatewayFault.AnswerLost));
    }

    private Desk DeskNow() => new(Ledger, Settings, ShopClock.FromMilliseconds(clock.Now.ToUnixTimeMilliseconds()))
    {
        Chance = () => chance.Next().ToString("x16", System.Globalization.CultureInfo.InvariantCulture),
    };
}
