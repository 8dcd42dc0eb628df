using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Stock;
using Commerce.Silo.Storage.Audit;

namespace Commerce.Simulation.Audit;

/// <summary>What an invariant must be checked of again, because it changed or something that it is bound to did. An
/// order is bound to its holds, its certificates and its payments; a certificate to its orders and its payment. Of
/// whatever is not here, nothing that any invariant reads has changed.</summary>
internal sealed class Changes
{
    private readonly Dictionary<long, string> numbers = [];

    public HashSet<OrderId> Orders { get; } = [];

    public HashSet<string> Certificates { get; } = [];

    /// <summary>Attempts whose money moved, or which their order says nothing of any more.</summary>
    public HashSet<string> Attempts { get; } = [];

    /// <summary>I2: transactions that have another's number.</summary>
    public List<Violation> SharedNumbers { get; } = [];

    /// <summary>Everything was looked at.</summary>
    public void Clear()
    {
        Orders.Clear();
        Certificates.Clear();
        Attempts.Clear();
        SharedNumbers.Clear();
    }

    public void Order(OrderFacts? before, OrderFacts now)
    {
        Orders.Add(now.Id);
        foreach (var use in now.Certificates) Certificates.Add(use.Certificate);
        foreach (var number in now.Numbers) Claim(number, now.Id.Value);
        if (now.Numbers.Distinct().Count() != now.Numbers.Length)
            SharedNumbers.Add(new("I2", now.Id.Value, "two of its transactions have one number"));
        if (before is null) return;
        foreach (var use in before.Certificates) Certificates.Add(use.Certificate);
        foreach (var payment in before.Payments)
        {
            if (!now.Payments.Any(one => one.Attempt == payment.Attempt)) Attempts.Add(payment.Attempt.Value);
        }
    }

    public void Stock(StockState? before, StockState now, IEnvelope write)
    {
        foreach (var hold in before?.Open ?? []) Orders.Add(hold.Attempt.Order);
        foreach (var hold in now.Open) Orders.Add(hold.Attempt.Order);
        foreach (StockHoldRow row in write.Changes?["stock_holds"] ?? []) Orders.Add(AttemptId.Of(row.Attempt).Order);
    }

    public void Certificate(CertificateFacts? before, CertificateFacts now)
    {
        Certificates.Add(now.Id.Value);
        foreach (var use in now.Uses) Orders.Add(use.Attempt.Order);
        foreach (var use in before?.Uses ?? []) Orders.Add(use.Attempt.Order);
        if (now.Payment is { Number: > 0 } payment) Claim(payment.Number, now.Id.Value);
    }

    public void Payment(string attempt)
    {
        Attempts.Add(attempt);
        var owner = attempt[..attempt.LastIndexOf('/')];
        if (owner.StartsWith(OrderId.Prefix, StringComparison.Ordinal)) Orders.Add(OrderId.Of(owner));
        else Certificates.Add(owner);
    }

    private void Claim(long number, string owner)
    {
        if (numbers.TryAdd(number, owner) || numbers[number] == owner) return;
        SharedNumbers.Add(new("I2", owner, $"a transaction has the number {number} of {numbers[number]}"));
    }
}
