using Commerce.Silo.Gateways.Simulated;

namespace Commerce.Simulation.Gateway;

/// <summary>The simulated gateway's ledger in memory.</summary>
internal sealed class MemoryLedger : ILedger
{
    private readonly Dictionary<string, SimulatedPayment> payments = [];
    private readonly Dictionary<string, List<string>> byAttempt = [];
    private readonly Dictionary<string, SimulatedRefund> refunds = [];
    private readonly List<string> createdPayments = [];
    private readonly List<string> createdRefunds = [];
    private readonly Dictionary<string, SimulatedMethod> methods = [];
    private readonly Dictionary<string, Known> requests = [];

    /// <summary>Told of every payment that changed, with what it was.</summary>
    public Action<SimulatedPayment?, SimulatedPayment>? Changed { get; set; }

    /// <summary>Told of every refund that changed.</summary>
    public Action<SimulatedRefund>? Refunded { get; set; }

    /// <summary>Keys that were sent with more than one request.</summary>
    public List<string> Conflicts { get; } = [];

    public IReadOnlyCollection<SimulatedPayment> All => payments.Values;

    public KnownRequest Receive(string key, string operation, string hash, long now)
    {
        if (!requests.TryGetValue(key, out var known)) requests[key] = known = new(hash, now);
        known.Sends++;
        if (known.Hash != hash) Conflicts.Add(key);
        return new()
        {
            Hash = known.Hash,
            Sends = known.Sends,
            KnownSince = known.Since,
            Made = known.Made,
            Answer = known.Answer,
        };
    }

    public void Forget(string key, long now)
    {
        var known = requests[key];
        (known.Since, known.Made, known.Answer) = (now, null, null);
    }

    public void Keep(string key, string made, string? answer) =>
        (requests[key].Made, requests[key].Answer) = (made, answer);

    public SimulatedPayment? Payment(string id) => payments.GetValueOrDefault(id);

    public SimulatedPayment? PaymentOf(string name) => Payment(name) ?? Of(name).LastOrDefault();

    public IEnumerable<SimulatedPayment> PaymentsOf(string attempt, long from, long to) =>
        Of(attempt).Where(payment => payment.CreatedAt >= from && payment.CreatedAt <= to);

    public List<SimulatedPayment> Payments(Span span, int most) =>
        Newest(createdPayments, span, most, id => payments[id], payment => payment.CreatedAt);

    public void Add(SimulatedPayment payment)
    {
        payments.Add(payment.Id, payment);
        createdPayments.Add(payment.Id);
        if (!byAttempt.TryGetValue(payment.Attempt, out var of)) byAttempt[payment.Attempt] = of = [];
        of.Add(payment.Id);
        Changed?.Invoke(null, payment);
    }

    public void Change(SimulatedPayment payment)
    {
        var before = payments[payment.Id];
        payments[payment.Id] = payment;
        Changed?.Invoke(before, payment);
    }

    public SimulatedRefund? Refund(string id) => refunds.GetValueOrDefault(id);

    public IEnumerable<SimulatedRefund> RefundsOf(string payment, string reference) => refunds.Values
        .Where(refund => refund.Payment == payment && refund.Reference == reference).Reverse();

    public List<SimulatedRefund> Refunds(Span span, int most) =>
        Newest(createdRefunds, span, most, id => refunds[id], refund => refund.CreatedAt);

    public void Put(SimulatedRefund refund)
    {
        if (!refunds.ContainsKey(refund.Id)) createdRefunds.Add(refund.Id);
        refunds[refund.Id] = refund;
        Refunded?.Invoke(refund);
    }

    public SimulatedMethod? Method(string id) => methods.GetValueOrDefault(id);

    public void Put(SimulatedMethod method) => methods[method.Id] = method;

    public void Log(long now, string operation, string subject, string answer)
    {
        // Nobody reads it here.
    }

    /// <summary>Adds the payments of an attempt, oldest first.</summary>
    public void AddTo(List<SimulatedPayment> some, string attempt)
    {
        if (!byAttempt.TryGetValue(attempt, out var ids)) return;
        foreach (var id in ids) some.Add(payments[id]);
    }

    /// <summary>The payments of an attempt, oldest first.</summary>
    public IEnumerable<SimulatedPayment> Of(string attempt) =>
        byAttempt.GetValueOrDefault(attempt)?.Select(id => payments[id]) ?? [];

    // Ids are in the order of creation; those of a span are the last ones, nearly always.
    private static List<T> Newest<T>(
        List<string> ids, Span span, int most, Func<string, T> find, Func<T, long> createdAt)
    {
        List<T> found = [];
        var place = span.After is { } after ? ids.LastIndexOf(after) - 1 : ids.Count - 1;
        for (; place >= 0 && found.Count < most; place--)
        {
            var one = find(ids[place]);
            if (createdAt(one) < span.From) break;
            if (createdAt(one) <= span.To) found.Add(one);
        }

        return found;
    }

    private sealed class Known(string hash, long since)
    {
        public string Hash => hash;

        public long Since { get; set; } = since;

        public long Sends { get; set; }

        public string? Made { get; set; }

        public string? Answer { get; set; }
    }
}
