using System.Text.Json;
using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Commerce.Silo.Gateways.Simulated;
using Status = Commerce.Silo.Gateways.Simulated.PaymentStatus;

namespace Commerce.Kit;

/// <summary>A card gateway in memory that keeps its promises: one effect and one answer a key. Each call can be made to
/// fail before or after it did its work.</summary>
internal sealed class CountedGateway(TimeProvider clock) : ICardGateway
{
    private readonly Dictionary<string, SimulatedPayment> payments = [];
    private readonly Dictionary<string, SimulatedRefund> refunds = [];
    private readonly Dictionary<string, (string What, LedgerRequest Request)> requests = [];

    /// <summary>Says for each call what it comes to.</summary>
    public Func<string, Fault> Plan { get; set; } = _ => Fault.None;

    /// <summary>How many payments hold money.</summary>
    public int Promises => payments.Values.Count(payment => payment.Status == Status.RequiresCapture);

    /// <summary>How many payments hold money, promised or taken.</summary>
    public int Holding => payments.Values.Count(payment => payment.HoldsMoney);

    /// <summary>Every payment ever made.</summary>
    public IReadOnlyList<SimulatedPayment> Payments => [.. payments.Values];

    /// <summary>Every key ever sent.</summary>
    public IReadOnlyList<LedgerRequest> Requests => [.. requests.Values.Select(known => known.Request)];

    public Task<PaymentFact> Authorize(AuthorizeRequest request, CancellationToken stop) => Answer("authorize", () =>
    {
        Receive(request.Key, "authorize", JsonSerializer.Serialize(request, KernelJson.Options));
        var id = $"pi_{request.Key}";
        if (!payments.ContainsKey(id)) payments[id] = Made(id, request);
        return payments[id].Fact(clock.GetUtcNow().ToUnixTimeMilliseconds());
    });

    public Task<PaymentFact> Read(string paymentId, CancellationToken stop) =>
        Answer("read", () => FactOf(payments.GetValueOrDefault(paymentId)));

    public Task<PaymentFact> Find(string reference, DateTimeOffset from, DateTimeOffset to, CancellationToken stop) =>
        Answer("find", () => FactOf(payments.Values.FirstOrDefault(payment => payment.Attempt == reference)));

    public Task<PaymentFact> Cancel(string paymentId, string key, CancellationToken stop) => Answer("cancel", () =>
    {
        Receive(key, "cancel", paymentId);
        if (payments.TryGetValue(paymentId, out var open)
            && open.Status is Status.RequiresAction or Status.RequiresCapture)
            payments[paymentId] = open with { Status = Status.Cancelled };
        return FactOf(payments.GetValueOrDefault(paymentId));
    });

    public Task<PaymentFact> Capture(CaptureRequest request, CancellationToken stop) => Answer("capture", () =>
    {
        Receive(request.Key, "capture", $"{request.PaymentId} {request.Amount} {request.Final}");
        if (payments.TryGetValue(request.PaymentId, out var open) && open.Status == Status.RequiresCapture)
            payments[open.Id] = Taken(open, request.Amount.Amount);
        return FactOf(payments.GetValueOrDefault(request.PaymentId));
    });

    public Task<RefundFact> Refund(RefundRequest request, CancellationToken stop) => Answer("refund", () =>
    {
        Receive(request.Key, "refund", $"{request.PaymentId} {request.Reference} {request.Amount}");
        var id = $"re_{request.Key}";
        if (refunds.TryGetValue(id, out var made)) return made.Fact();
        if (!payments.TryGetValue(request.PaymentId, out var payment) || payment.Rest < request.Amount.Amount)
            return new RefundFact.Rejected("amount_invalid");
        payments[payment.Id] = payment with { Refunded = payment.Refunded + request.Amount.Amount };
        refunds[id] = new()
        {
            Id = id,
            Payment = payment.Id,
            Reference = request.Reference,
            Amount = request.Amount.Amount,
            Currency = request.Amount.Currency,
            Status = Commerce.Silo.Gateways.Simulated.RefundStatus.Succeeded,
            CreatedAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        return refunds[id].Fact();
    });

    public Task<RefundFact> ReadRefund(string refundId, CancellationToken stop) =>
        Answer("read-refund", () => refunds.GetValueOrDefault(refundId)?.Fact() ?? new RefundFact.Absent());

    public Task<RefundFact> FindRefund(string paymentId, string reference, CancellationToken stop) => Answer(
        "find-refund",
        () => refunds.Values.FirstOrDefault(refund => refund.Payment == paymentId && refund.Reference == reference)
            ?.Fact() ?? new RefundFact.Absent());

    public Task<MethodFact> KeepMethod(KeepMethodRequest request, CancellationToken stop) => Answer<MethodFact>(
        "keep",
        () =>
        {
            Receive(request.Key, "keep", $"{request.Owner} {request.Method} {request.Customer}");
            return new MethodFact.Kept(request.Method, $"cus_{request.Owner}");
        });

    public Task<MethodFact> ForgetMethod(string method, string key, CancellationToken stop) => Never<MethodFact>();

    public Task<GatewayPage<ListedPayment>?> ListPayments(
        DateTimeOffset from, DateTimeOffset to, string? after, CancellationToken stop) =>
        Never<GatewayPage<ListedPayment>?>();

    public Task<GatewayPage<ListedRefund>?> ListRefunds(
        DateTimeOffset from, DateTimeOffset to, string? after, CancellationToken stop) =>
        Never<GatewayPage<ListedRefund>?>();

    private static Task<T> Never<T>() => throw new NotSupportedException("Nobody lists anything here.");

    private async Task<T> Answer<T>(string name, Func<T> work)
    {
        var fault = Plan(name);
        if (fault == Fault.HangsBefore) await new TaskCompletionSource().Task;
        if (fault == Fault.ThrowsBefore) throw new HttpRequestException("It was not reached.");
        var fact = work();
        if (fault == Fault.HangsAfter) await new TaskCompletionSource().Task;
        return fault == Fault.ThrowsAfter ? throw new HttpRequestException("Its answer was lost.") : fact;
    }

    private void Receive(string key, string operation, string what)
    {
        var (first, request) = requests.GetValueOrDefault(
            key, (what, new LedgerRequest { RequestKey = key, Operation = operation }));
        requests[key] = (first, request with
        {
            Sends = request.Sends + 1,
            Conflicts = request.Conflicts + (first == what ? 0 : 1),
        });
    }

    private SimulatedPayment Made(string id, AuthorizeRequest request)
    {
        var isDeclined = request.Method == "pm_card_chargeDeclined";
        var made = new SimulatedPayment
        {
            Id = id,
            Attempt = request.Reference,
            RequestKey = request.Key,
            Status = isDeclined ? Status.Declined : Status.RequiresCapture,
            Amount = request.Amount.Amount,
            Currency = request.Amount.Currency,
            AddressMatches = true,
            Last4 = "4242",
            DeclineCode = isDeclined ? "card_declined" : null,
            Method = request.KeepForLater ? request.Method : null,
            CreatedAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        return request.CaptureNow && !isDeclined ? Taken(made, made.Amount) : made;
    }

    private SimulatedPayment Taken(SimulatedPayment payment, long amount) => payment with
    {
        Status = Status.Succeeded,
        Captured = amount,
        SettledAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
    };

    private PaymentFact FactOf(SimulatedPayment? payment) =>
        payment?.Fact(clock.GetUtcNow().ToUnixTimeMilliseconds()) ?? new PaymentFact.Absent();
}
