using System.Text.Json;
using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Commerce.Silo.Gateways.Simulated;
using RefundStatus = Commerce.Silo.Gateways.Simulated.RefundStatus;
using Status = Commerce.Silo.Gateways.Simulated.PaymentStatus;

namespace Commerce.Kit;

/// <summary>A card gateway in memory that keeps its promises: one effect and one answer a key. Each call can be made to
/// fail before or after it did its work.</summary>
internal sealed class CountedGateway(TimeProvider clock) : ICardGateway
{
    private readonly Dictionary<string, SimulatedPayment> payments = [];
    private readonly Dictionary<string, SimulatedRefund> refunds = [];
    private readonly Dictionary<string, (string What, LedgerRequest Request)> requests = [];
    private readonly HashSet<string> declined = [];
    private readonly HashSet<string> captured = [];
    private readonly List<string> heard = [];

    /// <summary>Says for each call what it comes to.</summary>
    public Func<string, Fault> Plan { get; set; } = _ => Fault.None;

    /// <summary>Says for each call what is heard of it instead of its answer.</summary>
    public Func<string, Silence> Silences { get; set; } = _ => Silence.None;

    /// <summary>Says for each new movement of money whether the customer's bank refuses it.</summary>
    public Func<string, bool> Declines { get; set; } = _ => false;

    /// <summary>Whether it takes the money with the promise itself, whatever is asked for.</summary>
    public bool TakesAtOnce { get; set; }

    /// <summary>How long it takes until what was taken is in the balance.</summary>
    public TimeSpan SettlementTime { get; set; }

    /// <summary>What was promised, taken and given back, payment by payment.</summary>
    public IReadOnlyList<GatewayBook> Books =>
    [
        .. payments.Values.Select(payment => new GatewayBook(
            payment.Id, payment.Attempt, payment.Amount, payment.Captured, payment.Refunded, payment.HoldsMoney)),
    ];

    /// <summary>Every refund ever made, by id.</summary>
    public IReadOnlyList<string> RefundIds => [.. refunds.Keys];

    /// <summary>Keys that were sent with more than one request.</summary>
    public IEnumerable<string> Conflicts =>
        requests.Where(one => one.Value.Request.Conflicts > 0).Select(one => one.Key);

    /// <summary>How many payments hold money.</summary>
    public int Promises => payments.Values.Count(payment => payment.Status == Status.RequiresCapture);

    /// <summary>How often more was to be given back than there was.</summary>
    public int Rejections { get; private set; }

    /// <summary>How many payments hold money, promised or taken.</summary>
    public int Holding => payments.Values.Count(payment => payment.HoldsMoney);

    /// <summary>Every payment ever made.</summary>
    public IReadOnlyList<SimulatedPayment> Payments => [.. payments.Values];

    /// <summary>Every call that reached it, in order.</summary>
    public IReadOnlyList<string> Heard => heard;

    /// <summary>Every key ever sent.</summary>
    public IReadOnlyList<LedgerRequest> Requests => [.. requests.Values.Select(known => known.Request)];

    public Task<PaymentFact> Authorize(AuthorizeRequest request, CancellationToken stop) => Answer(
        request.OffSession ? "charge" : "authorize", () =>
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
            payments[paymentId] = open.Ended();
        return FactOf(payments.GetValueOrDefault(paymentId));
    });

    public Task<PaymentFact> Capture(CaptureRequest request, CancellationToken stop) => Answer("capture", () =>
    {
        if (Receive(request.Key, "capture", $"{request.PaymentId} {request.Amount} {request.Final}")
            && Declines("capture"))
            declined.Add(request.Key);
        if (declined.Contains(request.Key)) return new PaymentFact.Declined(request.PaymentId, "lost_card");
        if (payments.TryGetValue(request.PaymentId, out var open) && open.Status == Status.RequiresCapture
            && captured.Add(request.Key))
        {
            Check(1, request.Amount.Amount, open.Amount - open.Captured, "capture");
            var taken = Taken(open, request.Amount.Amount);
            payments[open.Id] = request.Final || !open.ManyCaptures ? taken.Ended() : taken;
        }

        return FactOf(payments.GetValueOrDefault(request.PaymentId));
    });

    public Task<RefundFact> Refund(RefundRequest request, CancellationToken stop) => Answer("refund", () =>
    {
        Receive(request.Key, "refund", $"{request.PaymentId} {request.Reference} {request.Amount}");
        var id = $"re_{request.Key}";
        if (refunds.TryGetValue(id, out var made)) return made.Fact();
        if (!payments.TryGetValue(request.PaymentId, out var payment) || payment.Rest < request.Amount.Amount)
        {
            Rejections++;
            return new RefundFact.Rejected("amount_invalid");
        }

        Check(1, request.Amount.Amount, payment.Rest, "refund");
        var isRefused = Declines("refund");
        if (!isRefused) payments[payment.Id] = payment with { Refunded = payment.Refunded + request.Amount.Amount };
        refunds[id] = new()
        {
            Id = id,
            Payment = payment.Id,
            Reference = request.Reference,
            Amount = request.Amount.Amount,
            Currency = request.Amount.Currency,
            Status = isRefused ? RefundStatus.Failed : RefundStatus.Succeeded,
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

    /// <summary>A browser that still had the secret paid what was declined.</summary>
    public void PayAnyway(string paymentId)
    {
        if (payments[paymentId] is { Status: Status.Declined } declined)
            payments[paymentId] = declined with { Status = Status.RequiresCapture, DeclineCode = null };
    }

    /// <summary>A promise ends at the gateway.</summary>
    public void Lapse(string paymentId)
    {
        if (payments[paymentId] is { Status: Status.RequiresCapture } open)
            payments[paymentId] = open.Ended();
    }

    /// <summary>The customer's bank takes a part of the captured back.</summary>
    public PaymentFact Dispute(string paymentId, long amount) =>
        FactOf(payments[paymentId] = payments[paymentId] with { Disputed = amount });

    /// <summary>A refund that was made did not reach the customer: the money is with the shop again.</summary>
    public void FailRefund(string refundId)
    {
        var refund = refunds[refundId];
        if (refund.Status == RefundStatus.Failed) return;
        refunds[refundId] = refund with { Status = RefundStatus.Failed };
        payments[refund.Payment] = payments[refund.Payment] with
        {
            Refunded = payments[refund.Payment].Refunded - refund.Amount,
        };
    }

    private static Task<T> Never<T>() => throw new NotSupportedException("Nobody lists anything here.");

    private async Task<T> Answer<T>(string name, Func<T> work)
    {
        var fault = Plan(name);
        if (fault == Fault.HangsBefore) await new TaskCompletionSource().Task;
        if (fault == Fault.ThrowsBefore) throw new HttpRequestException("It was not reached.");
        var silence = Silences(name);
        if (silence is Silence.TimeoutBefore or Silence.BreakdownBefore or Silence.KeyInUse or Silence.TooMany)
            return Unheard<T>(silence);
        heard.Add(name);
        var fact = work();
        if (silence != Silence.None) return Unheard<T>(silence);
        if (fault == Fault.HangsAfter) await new TaskCompletionSource().Task;
        return fault == Fault.ThrowsAfter ? throw new HttpRequestException("Its answer was lost.") : fact;
    }

    private static T Unheard<T>(Silence silence)
    {
        var why = silence switch
        {
            Silence.KeyInUse => "http_409",
            Silence.TooMany => "http_429",
            Silence.BreakdownBefore or Silence.BreakdownAfter => "http_500",
            _ => "timeout",
        };
        object fact = typeof(T) == typeof(PaymentFact) ? new PaymentFact.Unknown(why)
            : typeof(T) == typeof(RefundFact) ? new RefundFact.Unknown(why)
            : new MethodFact.Unknown(why);
        return (T)fact;
    }

    // A promise gives no more than it is, and refunds no more than was taken.
    private static void Check(long least, long amount, long most, string what)
    {
        if (amount < least || amount > most)
            throw new InvalidOperationException($"{what}: {amount} is not {least} to {most}.");
    }

    private bool Receive(string key, string operation, string what)
    {
        var isNew = !requests.ContainsKey(key);
        var (first, request) = requests.GetValueOrDefault(
            key, (what, new LedgerRequest { RequestKey = key, Operation = operation }));
        requests[key] = (first, request with
        {
            Sends = request.Sends + 1,
            Conflicts = request.Conflicts + (first == what ? 0 : 1),
        });
        return isNew;
    }

    private SimulatedPayment Made(string id, AuthorizeRequest request)
    {
        Check(1, request.Amount.Amount, long.MaxValue, "authorize");
        var isDeclined = request.Method == "pm_card_chargeDeclined"
            || Declines(request.OffSession ? "charge" : "authorize");
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
            ManyCaptures = request.ManyCaptures,
            CreatedAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        return (request.CaptureNow || TakesAtOnce) && !isDeclined ? Taken(made, made.Amount).Ended() : made;
    }

    private SimulatedPayment Taken(SimulatedPayment payment, long amount) => payment with
    {
        Captured = payment.Captured + amount,
        SettledAt = (clock.GetUtcNow() + SettlementTime).ToUnixTimeMilliseconds(),
    };

    private PaymentFact FactOf(SimulatedPayment? payment) =>
        payment?.Fact(clock.GetUtcNow().ToUnixTimeMilliseconds()) ?? new PaymentFact.Absent();
}
