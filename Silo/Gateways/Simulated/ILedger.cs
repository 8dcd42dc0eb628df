namespace Commerce.Silo.Gateways.Simulated;

/// <summary>What the simulated gateway knows, inside one transaction.</summary>
internal interface ILedger
{
    /// <summary>Notes that a request came under a key, and gives what is known of that key.</summary>
    KnownRequest Receive(string key, string operation, string hash, long now);

    /// <summary>The key has grown too old: what was answered under it is no longer known.</summary>
    void Forget(string key, long now);

    /// <summary>Keeps what a request made and, once decided, its answer.</summary>
    void Keep(string key, string made, string? answer);

    /// <summary>A payment by its id.</summary>
    SimulatedPayment? Payment(string id);

    /// <summary>A payment as the shopper knows it: by its id, its client secret, or the attempt it pays.</summary>
    SimulatedPayment? PaymentOf(string name);

    /// <summary>The payments of an attempt made in a span of time.</summary>
    IEnumerable<SimulatedPayment> PaymentsOf(string attempt, long from, long to);

    /// <summary>Payments created in a span of time, newest first.</summary>
    List<SimulatedPayment> Payments(Span span, int most);

    /// <summary>Writes a new payment down.</summary>
    void Add(SimulatedPayment payment);

    /// <summary>Writes down what became of a payment.</summary>
    void Change(SimulatedPayment payment);

    /// <summary>A refund by its id.</summary>
    SimulatedRefund? Refund(string id);

    /// <summary>The refunds of a payment under one reference, newest first.</summary>
    IEnumerable<SimulatedRefund> RefundsOf(string payment, string reference);

    /// <summary>Refunds created in a span of time, newest first.</summary>
    List<SimulatedRefund> Refunds(Span span, int most);

    /// <summary>Writes a refund down, or what became of it.</summary>
    void Put(SimulatedRefund refund);

    /// <summary>A method that was used or kept.</summary>
    SimulatedMethod? Method(string id);

    /// <summary>Writes a method down, or what became of it.</summary>
    void Put(SimulatedMethod method);

    /// <summary>Logs a call: time, what was asked about which key or payment, and what was said (PAY-08).</summary>
    void Log(long now, string operation, string subject, string answer);
}
