using Commerce.Grains.Certificates;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Silo.Reconciling;
using Commerce.Silo.Storage;
using Commerce.Simulation.World;
using Payment = Commerce.Grains.Orders.Payment;

namespace Commerce.Simulation.Store;

/// <summary>The tables <c>payments</c> and <c>refunds</c> in memory: who has which is kept up with every write, the
/// rows themselves are made when somebody reads them.</summary>
internal sealed class Books(Weather weather, HashSet<string> problems) : IShopBook
{
    private readonly Dictionary<string, string> ownerOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> referenceOf = new(StringComparer.Ordinal);
    private readonly SortedSet<(long At, string Reference)> payments = [];
    private readonly SortedSet<(long At, string Reference)> refunds = [];
    private readonly Dictionary<string, object> owners = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> usersOf = new(StringComparer.Ordinal);
    private DateTimeOffset? cursor;

    /// <summary>Copies one write.</summary>
    public void Take(IEnvelope write)
    {
        switch (write.State)
        {
            case OrderState order when OrderMachine.CoreOf(order) is { } core:
                owners[write.Id] = order;
                foreach (var payment in core.Payments) Take(write.Id, payment);
                if (order is OrderState.Placed placed) Take(write.Id, placed);
                break;
            case CertificateState bought when CertificateMachine.CoreOf(bought)?.PaidWith is { } paid:
                owners[write.Id] = bought;
                Take(write.Id, paid.Request.Reference, paid.FirstSentAt.ToUnixTimeMilliseconds(), paid.GatewayId);
                break;
        }
    }

    /// <summary>Orders that were ever to be paid by a method.</summary>
    public IEnumerable<(string Id, OrderState State)> UsersOf(string method) =>
        usersOf.GetValueOrDefault(method)?.Select(id => (id, (OrderState)owners[id])) ?? [];

    /// <summary>Whose payment it is that the gateway knows by this id.</summary>
    public string? ReferenceOf(string paymentId) => referenceOf.GetValueOrDefault(paymentId);

    public async Task<DateTimeOffset?> Cursor()
    {
        await Read();
        return cursor ?? (payments.Count == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(payments.Min.At));
    }

    public async Task Save(DateTimeOffset at)
    {
        await Read();
        cursor = at;
    }

    /// <summary>Everything is to be compared once more.</summary>
    public void Forget() => cursor = null;

    public async Task<KnownPayments> Of(IReadOnlyCollection<string> ids, IReadOnlyCollection<string> references)
    {
        await Read();
        return new(
            [.. ids.Select(referenceOf.GetValueOrDefault).OfType<string>().SelectMany(PaymentOf)],
            [.. references.SelectMany(PaymentOf)]);
    }

    public async Task<List<KnownPayment>> Between(DateTimeOffset from, DateTimeOffset to)
    {
        await Read();
        return [.. Within(payments, from, to).SelectMany(PaymentOf).Where(row => row.GatewayId is not null)];
    }

    public async Task<List<KnownRefund>> RefundsOf(IReadOnlyCollection<string> names)
    {
        await Read();
        return
        [
            .. names.Select(referenceOf.GetValueOrDefault).OfType<string>()
                .Select(ownerOf.GetValueOrDefault).OfType<string>().Distinct(StringComparer.Ordinal)
                .SelectMany(AllRefundsOf).Where(row => names.Contains(row.PaymentId)),
        ];
    }

    public async Task<List<KnownRefund>> RefundsBetween(DateTimeOffset from, DateTimeOffset to)
    {
        await Read();
        return [.. Within(refunds, from, to).SelectMany(reference =>
            AllRefundsOf(ownerOf[reference]).Where(row => row.Reference == reference))];
    }

    public async Task Report(FoundProblem problem)
    {
        await Task.Yield();
        problems.Add(problem.Key);
    }

    private async Task Read()
    {
        await Task.Yield();
        if (weather.OfRead("payments")) throw new StoreUnavailableException("Nothing was read.");
    }

    private void Take(string owner, Payment payment)
    {
        if (payment.Method is { } method)
        {
            if (!usersOf.TryGetValue(method, out var users)) usersOf[method] = users = [];
            users.Add(owner);
        }

        if (payment.Request is not null)
            Take(owner, payment.Attempt.Value, payment.FirstSentAt.ToUnixTimeMilliseconds(), payment.GatewayId);
    }

    private void Take(string owner, string reference, long at, string? gatewayId)
    {
        if (ownerOf.TryAdd(reference, owner)) payments.Add((at, reference));
        if (gatewayId is not null) referenceOf.TryAdd(gatewayId, reference);
    }

    private void Take(string owner, OrderState.Placed order)
    {
        foreach (var refund in order.Refunds)
        {
            foreach (var part in refund.Parts)
            {
                if (ownerOf.TryAdd(part.Reference, owner))
                    refunds.Add((part.FirstSentAt.ToUnixTimeMilliseconds(), part.Reference));
            }
        }
    }

    private static List<string> Within(
        SortedSet<(long At, string Reference)> some, DateTimeOffset from, DateTimeOffset to) =>
        [
            .. some.GetViewBetween((from.ToUnixTimeMilliseconds(), ""), (to.ToUnixTimeMilliseconds() + 1, ""))
                .Select(one => one.Reference),
        ];

    private IEnumerable<KnownPayment> PaymentOf(string reference) =>
        ownerOf.GetValueOrDefault(reference) is not { } owner
            ? []
            : from row in PaymentsOf(owner)
              where row.Payment == reference
              select new KnownPayment
              {
                  EntityId = owner,
                  Payment = row.Payment,
                  Status = row.Status,
                  Amount = row.Amount,
                  Captured = row.Captured,
                  Refunded = row.Refunded,
                  Disputed = row.Disputed,
                  Moving = row.Moving,
                  Currency = row.Currency,
                  GatewayId = row.GatewayId,
              };

    private IEnumerable<KnownRefund> AllRefundsOf(string owner) =>
        MoneyRows.Refunds(owners[owner] as OrderState.Placed).Cast<RefundRow>().Select(row => new KnownRefund
        {
            EntityId = owner,
            Reference = row.Reference,
            PaymentId = row.PaymentGatewayId,
            Status = row.Status,
            Amount = row.Amount,
            Currency = row.Currency,
            GatewayId = row.GatewayId,
        });

    private IEnumerable<PaymentRow> PaymentsOf(string owner) => owners[owner] switch
    {
        OrderState order => MoneyRows.Payments(OrderMachine.CoreOf(order)!, order as OrderState.Placed)
            .Cast<PaymentRow>(),
        CertificateState bought => CertificateRows.Of(bought)["payments"].Cast<PaymentRow>(),
        _ => [],
    };
}
