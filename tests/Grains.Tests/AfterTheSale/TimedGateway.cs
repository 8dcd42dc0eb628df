using Commerce.Grains.Payments;

namespace Commerce.Grains.Tests.AfterTheSale;

/// <summary>A gateway in memory that lives for weeks: promises end, money settles late, refunds fail, and whatever is
/// asked can go unanswered, before or after it was done.</summary>
internal sealed class TimedGateway(TimeProvider clock) : ICardGateway
{
    private readonly Dictionary<string, Held> payments = [];
    private readonly Dictionary<string, Given> refunds = [];
    private readonly Dictionary<string, object> answers = [];

    /// <summary>What becomes of a call: <c>before</c>: not done, no answer; <c>after</c>: done, no answer; a decline
    /// code, or <c>rejected</c> for a capture, or <c>stays</c> for a cancel that changes nothing; null:
    /// answered.</summary>
    public Func<string, string?> Plan { get; set; } = _ => null;

    /// <summary>What is heard instead of an answer.</summary>
    public string Silence { get; set; } = "timeout";

    /// <summary>For how long promises hold, as the gateway says; null: it does not say, and they hold.</summary>
    public TimeSpan? PromiseTime { get; set; } = TimeSpan.FromDays(7);

    public bool ManyCaptures { get; init; }

    public TimeSpan SettlementTime { get; set; }

    /// <summary>Whether it takes the money with the promise itself, whatever is asked for.</summary>
    public bool TakesAtOnce { get; init; }

    /// <summary>Whether refunds are only under way at first.</summary>
    public bool RefundsPending { get; set; }

    /// <summary>Every call: what was asked, under which key or about what, when.</summary>
    public List<(string Operation, string Subject, DateTimeOffset At)> Calls { get; } = [];

    public IEnumerable<string> Posts(string operation) =>
        Calls.Where(call => call.Operation == operation).Select(call => call.Subject);

    public PaymentFact.Approved this[string reference] => (PaymentFact.Approved)FactOf(payments["pi_" + reference]);

    /// <summary>The bank takes a part back.</summary>
    public void Dispute(string reference, long amount) => payments["pi_" + reference].Disputed = amount;

    /// <summary>Refunds that were made do not arrive; or they do.</summary>
    public void Refunded(string reference, string status) => refunds["re_" + reference].Status = status;

    public Task<PaymentFact> Authorize(AuthorizeRequest request, CancellationToken stop) =>
        Post("authorize", request.Key, fault => payments["pi_" + request.Reference] = Made(request, fault), FactOf);

    public Task<PaymentFact> Read(string paymentId, CancellationToken stop) => Get(
        "read", paymentId, () => FactOf(payments.GetValueOrDefault(paymentId)));

    public Task<PaymentFact> Find(string reference, DateTimeOffset from, DateTimeOffset to, CancellationToken stop) =>
        Get("find", reference, () => FactOf(payments.Values.FirstOrDefault(
            one => one.Request.Reference == reference && one.At >= from && one.At <= to)));

    public Task<PaymentFact> Capture(CaptureRequest request, CancellationToken stop)
    {
        if (Plan("capture") is not { } no || no is "before" or "after") return Taken(request);
        Note("capture", request.Key);
        return Task.FromResult<PaymentFact>(no == "rejected"
            ? new PaymentFact.Rejected("amount_invalid")
            : new PaymentFact.Declined(request.PaymentId, no));
    }

    public Task<PaymentFact> Cancel(string paymentId, string key, CancellationToken stop)
    {
        if (Plan("cancel") != "stays") return Ended(paymentId, key);
        Note("cancel", key);
        return Task.FromResult(FactOf(payments[paymentId]));
    }

    public Task<RefundFact> Refund(RefundRequest request, CancellationToken stop) => Post(
        "refund",
        request.Key,
        _ =>
        {
            payments[request.PaymentId].Refunded += request.Amount.Amount;
            return refunds["re_" + request.Reference] = new(request, RefundsPending ? "pending" : "succeeded");
        },
        FactOf);

    public Task<RefundFact> ReadRefund(string refundId, CancellationToken stop) => Get(
        "read-refund",
        refundId,
        () => refunds.TryGetValue(refundId, out var one) ? FactOf(one) : new RefundFact.Absent());

    public Task<RefundFact> FindRefund(string paymentId, string reference, CancellationToken stop) => Get(
        "find-refund",
        reference,
        () => refunds.TryGetValue("re_" + reference, out var one) ? FactOf(one) : new RefundFact.Absent());

    public Task<MethodFact> KeepMethod(KeepMethodRequest request, CancellationToken stop)
    {
        Note("keep", request.Key);
        return Task.FromResult<MethodFact>(Plan("keep") is null
            ? new MethodFact.Kept(request.Method, "cus_" + request.Owner)
            : new MethodFact.Unknown("timeout"));
    }

    public Task<MethodFact> ForgetMethod(string method, string key, CancellationToken stop)
    {
        Note("forget", $"{method} {key}");
        return Task.FromResult<MethodFact>(
            Plan("forget") is null ? new MethodFact.Forgotten() : new MethodFact.Unknown("timeout"));
    }

    public Task<GatewayPage<ListedPayment>?> ListPayments(
        DateTimeOffset from, DateTimeOffset to, string? after, CancellationToken stop) =>
        Task.FromResult<GatewayPage<ListedPayment>?>(null);

    public Task<GatewayPage<ListedRefund>?> ListRefunds(
        DateTimeOffset from, DateTimeOffset to, string? after, CancellationToken stop) =>
        Task.FromResult<GatewayPage<ListedRefund>?>(null);

    private Task<PaymentFact> Ended(string paymentId, string key) => Post(
        "cancel",
        key,
        _ =>
        {
            payments[paymentId].Over = true;
            return payments[paymentId];
        },
        FactOf);

    private Task<PaymentFact> Taken(CaptureRequest request) => Post(
        "capture",
        request.Key,
        _ =>
        {
            var payment = payments[request.PaymentId];
            if (!IsOpen(payment)) return payment;
            payment.Captured += request.Amount.Amount;
            payment.Over = request.Final || !ManyCaptures;
            payment.TakenAt = clock.GetUtcNow();
            return payment;
        },
        FactOf);

    private void Note(string operation, string subject) => Calls.Add((operation, subject, clock.GetUtcNow()));

    private Task<TFact> Post<TThing, TFact>(
        string operation, string key, Func<string?, TThing> work, Func<TThing, TFact> say)
        where TThing : class
    {
        Note(operation, key);
        var fault = Plan(operation);
        if (fault == "before") return Task.FromResult(Nothing<TFact>());
        if (!answers.TryGetValue(key, out var made)) answers[key] = made = work(fault);
        return Task.FromResult(fault == "after" ? Nothing<TFact>() : say((TThing)made));
    }

    private Task<TFact> Get<TFact>(string operation, string subject, Func<TFact> read)
    {
        Note(operation, subject);
        return Task.FromResult(Plan(operation) is null ? read() : Nothing<TFact>());
    }

    private TFact Nothing<TFact>() => typeof(TFact) == typeof(PaymentFact)
        ? (TFact)(object)new PaymentFact.Unknown(Silence)
        : (TFact)(object)new RefundFact.Unknown(Silence);

    private Held Made(AuthorizeRequest request, string? fault)
    {
        var made = new Held(request, clock.GetUtcNow()) { Declined = fault is null or "after" ? null : fault };
        if (!(request.CaptureNow || TakesAtOnce) || made.Declined is not null) return made;
        made.Captured = request.Amount.Amount;
        made.Over = true;
        made.TakenAt = made.At;
        return made;
    }

    private DateTimeOffset? EndOf(Held payment) => payment.At + PromiseTime;

    private bool IsOpen(Held payment) => !payment.Over && !(EndOf(payment) <= clock.GetUtcNow());

    private PaymentFact FactOf(Held? payment)
    {
        if (payment is null) return new PaymentFact.Absent();
        var id = "pi_" + payment.Request.Reference;
        if (payment.Declined is { } code) return new PaymentFact.Declined(id, code);
        if (!IsOpen(payment) && payment.Captured == 0) return new PaymentFact.Cancelled(id);
        var currency = payment.Request.Amount.Currency;
        return new PaymentFact.Approved(
            id, payment.Request.Amount, new(payment.Captured, currency), new(payment.Refunded, currency), true,
            TheCast.Visa, EndOf(payment))
        {
            Open = IsOpen(payment),
            ManyCaptures = ManyCaptures && payment.Request.ManyCaptures,
            Disputed = payment.Disputed,
            Method = "pm_kept",
            Settlement = payment.TakenAt + SettlementTime <= clock.GetUtcNow()
                ? new("txn_" + id, clock.GetUtcNow())
                : null,
        };
    }

    private static RefundFact FactOf(Given refund) => refund.Status == "failed"
        ? new RefundFact.Failed("re_" + refund.Request.Reference, refund.Request.PaymentId, "expired_or_canceled_card")
        : new RefundFact.Made(
            "re_" + refund.Request.Reference, refund.Request.PaymentId, refund.Request.Amount,
            refund.Status == "succeeded");

    private sealed class Held(AuthorizeRequest request, DateTimeOffset at)
    {
        public AuthorizeRequest Request => request;

        public DateTimeOffset At => at;

        public string? Declined { get; init; }

        public long Captured { get; set; }

        public long Refunded { get; set; }

        public long Disputed { get; set; }

        public bool Over { get; set; }

        public DateTimeOffset? TakenAt { get; set; }
    }

    private sealed class Given(RefundRequest request, string status)
    {
        public RefundRequest Request => request;

        public string Status { get; set; } = status;
    }
}
