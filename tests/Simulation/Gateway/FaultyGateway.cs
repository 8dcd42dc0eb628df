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
    private static readonly SimulatorSettings Settings = new() { SettlementTime = TimeSpan.FromHours(3), PageSize = 5 };

    private readonly HashSet<string> sent = [];
    private readonly HashSet<string> refused = [];
    private readonly List<Request> onTheWay = [];

    public MemoryLedger Ledger { get; } = new();

    /// <summary>The shop's process dies.</summary>
    public required Action Crash { get; init; }

    /// <summary>Told of every call that arrives.</summary>
    public Action<string>? Heard { get; set; }

    public Task<PaymentFact> Authorize(AuthorizeRequest request, CancellationToken stop) =>
        OnPayment(StepOf(request), request.Reference, desk => desk.Authorize(request), stop);

    public Task<PaymentFact> Read(string paymentId, CancellationToken stop) =>
        OnPayment(GatewaySteps.Read, paymentId, desk => desk.Read(paymentId), stop);

    public Task<PaymentFact> Find(string reference, DateTimeOffset from, DateTimeOffset to, CancellationToken stop) =>
        OnPayment(GatewaySteps.List, reference, desk => desk.Find(reference, from, to), stop);

    public Task<PaymentFact> Capture(CaptureRequest request, CancellationToken stop) =>
        OnPayment(GatewaySteps.Capture, request.Key, desk => Capture(desk, request), stop);

    public Task<PaymentFact> Cancel(string paymentId, string key, CancellationToken stop) =>
        OnPayment(GatewaySteps.Cancel, key, desk => desk.Cancel(paymentId, key), stop);

    public Task<RefundFact> Refund(RefundRequest request, CancellationToken stop) =>
        OnRefund(GatewaySteps.Refund, request.Key, desk => Refund(desk, request), stop);

    public Task<RefundFact> ReadRefund(string refundId, CancellationToken stop) =>
        OnRefund(GatewaySteps.ReadRefund, refundId, desk => desk.Read(refundId), stop);

    public Task<RefundFact> FindRefund(string paymentId, string reference, CancellationToken stop) =>
        OnRefund(GatewaySteps.ListRefunds, reference, desk => desk.Find(paymentId, reference), stop);

    public Task<MethodFact> KeepMethod(KeepMethodRequest request, CancellationToken stop) => Call(
        GatewaySteps.KeepMethod,
        request.Key,
        desk => new MethodDesk(desk).Keep(request),
        why => new MethodFact.Unknown(why),
        stop);

    public Task<MethodFact> ForgetMethod(string method, string key, CancellationToken stop) => Call(
        GatewaySteps.ForgetMethod,
        key,
        desk => new MethodDesk(desk).Forget(method, key),
        why => new MethodFact.Unknown(why),
        stop);

    public Task<GatewayPage<ListedPayment>?> ListPayments(
        DateTimeOffset from, DateTimeOffset to, string? after, CancellationToken stop) =>
        Call<GatewayPage<ListedPayment>?>(
            GatewaySteps.Compare,
            "payments",
            desk => Maybe(new PaymentDesk(desk).List(Span.Of(from, to, after))),
            _ => null,
            stop);

    public Task<GatewayPage<ListedRefund>?> ListRefunds(
        DateTimeOffset from, DateTimeOffset to, string? after, CancellationToken stop) =>
        Call<GatewayPage<ListedRefund>?>(
            GatewaySteps.CompareRefunds,
            "refunds",
            desk => Maybe(new RefundDesk(desk).List(Span.Of(from, to, after))),
            _ => null,
            stop);

    /// <summary>The network does not stand still when the shop's machine does: what is on its way arrives.</summary>
    public void ArriveAll()
    {
        foreach (var request in onTheWay.ToList()) request.Arrive();
    }

    /// <summary>The shopper takes the step of their own at the gateway, or fails to.</summary>
    public void Authenticate(string attempt, bool succeed) => new PaymentDesk(DeskNow()).Authenticate(attempt, succeed);

    private Task<PaymentFact> OnPayment(
        string step, string subject, Func<PaymentDesk, GatewayReply<PaymentFact>> work, CancellationToken stop) =>
        Call(step, subject, desk => work(new(desk)), why => new PaymentFact.Unknown(why), stop);

    private Task<RefundFact> OnRefund(
        string step, string subject, Func<RefundDesk, GatewayReply<RefundFact>> work, CancellationToken stop) =>
        Call(step, subject, desk => work(new(desk)), why => new RefundFact.Unknown(why), stop);

    private Task<T> Call<T>(
        string step,
        string subject,
        Func<Desk, GatewayReply<T>> work,
        Func<string, T> unknown,
        CancellationToken stop)
    {
        var answer = new TaskCompletionSource<T>();
        stop.Register(() => answer.TrySetResult(unknown("timeout")));
        var fault = weather.OfCall(step);
        if (step is GatewaySteps.Capture or GatewaySteps.Refund && sent.Add(subject)
            && fault == GatewayFault.Declined) refused.Add(subject);
        void Arrive(bool heard)
        {
            var reply = work(DeskNow());
            if (IsNo(reply.Fact)) weather.Declines(step);
            Heard?.Invoke($"{step} {subject} ({fault}): {reply.Fact}");
            if (fault == GatewayFault.CrashAfter) steps.Add(Crash);
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
            case GatewayFault.CrashBefore:
                steps.Add(Crash);
                return;
            case GatewayFault.BrokenBefore:
                clock.After(weather.Latency(), () => fail("http_500"));
                return;
            case GatewayFault.Busy:
                clock.After(weather.Latency(), () => fail("http_429"));
                return;
            case GatewayFault.KeyInUse:
                clock.After(weather.Latency(), () => fail("http_409"));
                return;
            case GatewayFault.Late:
                ArriveLate(arrive);
                return;
            case GatewayFault.Twice:
                ArriveLate(arrive);
                break;
        }

        var heard = fault is not (GatewayFault.AnswerLost or GatewayFault.CrashAfter);
        var request = Sent(() => arrive(heard));
        if (fault == GatewayFault.None && chance.Percent(80)) steps.Add(request.Arrive);
        else clock.After(weather.Latency(), request.Arrive);
    }

    private void ArriveLate(Action<bool> arrive) =>
        clock.After(weather.Lateness(), Sent(() => arrive(false)).Arrive);

    private Request Sent(Action arrive)
    {
        var request = new Request(arrive);
        onTheWay.RemoveAll(static one => one.IsThere);
        onTheWay.Add(request);
        return request;
    }

    private string StepOf(AuthorizeRequest request) =>
        request.OffSession ? GatewaySteps.Charge
        : sent.Add(request.Key) ? GatewaySteps.Authorize
        : GatewaySteps.Refresh;

    // The same key is refused again each time.
    private GatewayReply<PaymentFact> Capture(PaymentDesk desk, CaptureRequest request) => refused.Contains(request.Key)
        ? new(new PaymentFact.Declined(request.PaymentId, "generic_decline"))
        : desk.Capture(request);

    private GatewayReply<RefundFact> Refund(RefundDesk desk, RefundRequest request)
    {
        if (!refused.Contains(request.Key) || !request.Reference.Contains("/refund-", StringComparison.Ordinal))
            return desk.Refund(request);
        if (!Ledger.RefundsOf(request.PaymentId, request.Reference).Any())
        {
            Ledger.Put(new SimulatedRefund
            {
                Id = $"re_{chance.Next():x16}",
                Payment = request.PaymentId,
                Reference = request.Reference,
                Amount = request.Amount.Amount,
                Currency = request.Amount.Currency,
                Status = RefundStatus.Failed,
                CreatedAt = clock.Now.ToUnixTimeMilliseconds(),
            });
        }

        return desk.Find(request.PaymentId, request.Reference);
    }

    private static GatewayReply<T?> Maybe<T>(GatewayReply<T> reply) where T : class => new(reply.Fact, reply.Lost);

    private static bool IsNo<T>(T fact) => fact is PaymentFact.Declined or RefundFact.Failed;

    private Desk DeskNow() => new(Ledger, Settings, ShopClock.FromMilliseconds(clock.Now.ToUnixTimeMilliseconds()))
    {
        Chance = () => chance.Next().ToString("x16", System.Globalization.CultureInfo.InvariantCulture),
    };

    private sealed class Request(Action arrive)
    {
        public bool IsThere { get; private set; }

        public void Arrive()
        {
            if (IsThere) return;
            IsThere = true;
            arrive();
        }
    }
}
