using Commerce.Grains.Carts;
using Commerce.Grains.Certificates;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Stock;
using Commerce.Silo.Storage.Audit;
using Commerce.Simulation.World;

namespace Commerce.Simulation.Audit;

/// <summary>What the audit knows of everything stored, kept up with every write, and the shop's own invariants over the
/// part of it that one entity is about.</summary>
internal sealed class Ledgers(Town town)
{
    private readonly Dictionary<string, CertificateFacts> certificates = [];
    private readonly OpenHolds openHolds = new();
    private readonly GatewayBooks gateway = new(town);
    private readonly HashSet<(string Entity, string Id)> unfinished = [];
    private readonly Changes changes = new();
    private readonly PaidHolds paidHolds = new(town.Tables);

    public Dictionary<OrderId, OrderFacts> Orders { get; } = [];

    public Dictionary<string, StockState> Stocks { get; } = [];

    public HashSet<(string Entity, string Id)> WithErrands { get; } = [];

    public HashSet<string> FrozenCarts { get; } = [];

    public IReadOnlyCollection<CertificateFacts> Certificates => certificates.Values;

    /// <summary>Claim checks by certificate.</summary>
    public SortedDictionary<string, string> Unclaimed { get; } = new(StringComparer.Ordinal);

    /// <summary>Takes a write in; says what is wrong with the write itself (I6).</summary>
    public Violation? Take(string entity, IEnvelope write)
    {
        var wrong = TakeIn(entity, write);
        if (IsUnfinishedItself(entity, write.Id)) unfinished.Add((entity, write.Id));
        else unfinished.Remove((entity, write.Id));
        return wrong;
    }

    private Violation? TakeIn(string entity, IEnvelope write)
    {
        if (write.Errands.IsEmpty) WithErrands.Remove((entity, write.Id));
        else WithErrands.Add((entity, write.Id));
        switch (write.State)
        {
            case OrderState order:
                var id = OrderId.Of(write.Id);
                if (OrderFacts.Of(id, order) is { } facts)
                {
                    changes.Order(Orders.GetValueOrDefault(id), facts);
                    Orders[id] = facts;
                }

                return WriteRules.Mails(order, write);
            case StockState stock:
                changes.Stock(Stocks.GetValueOrDefault(write.Id), stock, write);
                openHolds.Take(write.Id, Stocks.GetValueOrDefault(write.Id), stock);
                Stocks[write.Id] = stock;
                paidHolds.Take(write);
                return WriteRules.Oversold(stock, write);
            case CertificateState certificate:
                if (CertificateFacts.Of(CertificateId.Of(write.Id), certificate) is { } worth)
                {
                    changes.Certificate(certificates.GetValueOrDefault(write.Id), worth);
                    certificates[write.Id] = worth;
                }

                Unclaimed.Remove(write.Id);
                if (certificate is CertificateState.Valid { Core: { Owner: null, ClaimCheck: { } check } })
                    Unclaimed[write.Id] = check;
                return null;
            case CartState cart:
                if (cart is CartState.Frozen) FrozenCarts.Add(write.Id);
                else FrozenCarts.Remove(write.Id);
                return null;
            default:
                return null;
        }
    }

    /// <summary>What is wrong with one entity that was written, and with what it is bound to. Promises of a stock item
    /// that this did not change were looked at when they, or their order, did.</summary>
    public IEnumerable<Violation> Of(string entity, string id)
    {
        var rest = Rest(entity, id);
        return entity switch
        {
            "order" => [.. rest, .. OfOrder(OrderId.Of(id))],
            "stock" => [.. rest, .. OfStock(id, paidHolds.ChangedOf(id))],
            "certificate" => [.. rest, .. OfCertificate(id)],
            _ => rest,
        };
    }

    /// <summary>What is wrong with the gateway's money for one attempt.</summary>
    public IEnumerable<Violation> OfAttempt(string attempt)
    {
        var owner = attempt[..attempt.LastIndexOf('/')];
        return owner.StartsWith(OrderId.Prefix, StringComparison.Ordinal)
            ? OfGateway(OrderId.Of(owner))
            : OfCertificatePayment(owner);
    }

    /// <summary>The gateway's money for an attempt changed.</summary>
    public void Moved(string attempt) => changes.Payment(attempt);

    /// <summary>What is wrong with anything, where nothing was wrong before: everything is looked at that has changed
    /// since, itself or something that it is bound to, and everything that is unfinished.</summary>
    public IEnumerable<Violation> Changed()
    {
        List<Violation> found = [];
        foreach (var key in Stocks.Keys) found.AddRange([.. Rest("stock", key), .. OfStock(key, paidHolds.Of(key))]);
        foreach (var id in changes.Orders) found.AddRange(OfOrder(id));
        foreach (var id in changes.Certificates) found.AddRange(OfCertificate(id));
        foreach (var attempt in changes.Attempts.Where(IsUnknown))
        {
            found.AddRange(town.Gateway.Ledger.Of(attempt).Where(payment => payment.HoldsMoney).Select(payment =>
                new Violation("I7", payment.Id, $"holds money for {attempt}, which is unknown here")));
        }

        found.AddRange(changes.SharedNumbers);
        found.AddRange(Unfinished().Where(one => !town.Tables.Due.Contains(one.Entity, one.Id))
            .Select(one => new Violation(
                "I5", $"{one.Entity}/{one.Id}", "is unfinished, and nobody will look at it again")));
        found.AddRange(Conflicts());
        changes.Clear();
        return found;
    }

    /// <summary>What is wrong with anything, whatever is known of before.</summary>
    public IEnumerable<Violation> All()
    {
        changes.Clear();
        var shop = new ShopFacts
        {
            Orders = [.. Orders.Values],
            Stocks = [.. Stocks.Select(stock => new StockFacts(stock.Key, stock.Value))],
            Holds = [.. Stocks.Keys.SelectMany(key => paidHolds.Of(key))],
            Certificates = [.. certificates.Values],
            Due = [.. town.Tables.Due.Entries.Select(entry => $"{entry.Entity}/{entry.Id}")],
            WithErrands = [.. WithErrands.Select(one => $"{one.Entity}/{one.Id}")],
            FrozenCarts = [.. FrozenCarts],
            MailsStored = [],
            MailsWanted = [],
        };
        return
        [
            .. Invariants.Stock(shop),
            .. Invariants.Card(shop),
            .. Invariants.Books(shop),
            .. CertificateInvariants.Certificates(shop),
            .. Invariants.Rest(shop),
            .. Invariants.Gateway(
                shop with { Orders = [.. shop.Orders.Select(gateway.AsOfNow)] }, [.. town.Gateway.Ledger.All], []),
            .. Conflicts(),
        ];
    }

    private IEnumerable<Violation> Conflicts() =>
        town.Gateway.Ledger.Conflicts.Select(key => new Violation("I7", key, "was sent with two requests"));

    private bool IsUnknown(string attempt)
    {
        var owner = attempt[..attempt.LastIndexOf('/')];
        if (certificates.GetValueOrDefault(owner) is { Payment: { } payment })
            return payment.Request.Reference != attempt;
        return Orders.GetValueOrDefault(OrderId.Of(owner)) is not { } order
            || !order.Payments.Any(one => one.Attempt.Value == attempt);
    }

    private IEnumerable<(string Entity, string Id)> Unfinished()
    {
        foreach (var one in WithErrands) yield return one;
        foreach (var cart in FrozenCarts) yield return ("cart", cart);
        foreach (var one in unfinished) yield return one;
    }

    private bool IsTelling(OrderId order) => WithErrands.Contains(("order", order.Value));

    // Only what can be wrong is looked at: a live attempt, a paid one, promises, certificates.
    private List<Violation> OfOrder(OrderId id)
    {
        if (!Orders.TryGetValue(id, out var order)) return [];
        List<Violation> found =
            [.. Invariants.CardOf(order), .. Invariants.BooksOf(order), .. gateway.Of(order, IsTelling(id))];
        ImmutableArray<HoldFacts> holds = [.. order.Holders.SelectMany(paidHolds.For)];
        var wants = order.Live is not null || order.Unshipped.Count > 0;
        if (!wants && holds.IsEmpty && order.Certificates.IsEmpty) return found;
        IEnumerable<string> held = order.Live is { } live ? openHolds.Of(live) : [];
        var shop = Facts([order]) with
        {
            Stocks = wants
                ? [.. held.Union(order.Wanted.Keys).Union(order.Unshipped.Keys.Select(one => one.StockKey))
                    .Where(Stocks.ContainsKey)
                    .Select(key => Only(new(key, Stocks[key]), order.Live is { } one ? [one] : order.Holders))]
                : [],
            Holds = holds,
            Certificates = [.. order.Certificates
                .Select(use => certificates.GetValueOrDefault(use.Certificate)).OfType<CertificateFacts>()],
        };
        if (order.Live is not null) found.AddRange(Invariants.OfLiveAttempts(shop));
        if (order.PaidBy is not null) found.AddRange(Invariants.OfPaidOrders(shop));
        if (!holds.IsEmpty) found.AddRange(Invariants.Promises(shop));
        if (!order.Certificates.IsEmpty) found.AddRange(CertificateInvariants.OfOrders(shop));
        return found;
    }

    private IEnumerable<Violation> OfGateway(OrderId id) =>
        Orders.TryGetValue(id, out var order) ? gateway.Of(order, IsTelling(id)) : [];

    private IEnumerable<Violation> OfStock(string key, ImmutableArray<HoldFacts> looked)
    {
        var numbers = Invariants.NumbersOf(new(key, Stocks[key]), town.Tables.PromisedOf(key));
        if (looked.IsEmpty) return numbers;
        HashSet<OrderId> ids = [.. looked.Select(hold => AttemptId.Of(hold.Attempt).Order)];
        var orders = ids.Select(order => Orders.GetValueOrDefault(order)).OfType<OrderFacts>();
        return [.. numbers, .. Invariants.Promises(Facts([.. orders]) with { Holds = looked })];
    }

    private IEnumerable<Violation> OfCertificate(string id)
    {
        if (!certificates.TryGetValue(id, out var certificate)) return [];
        var orders = certificate.Uses.Select(use => Orders.GetValueOrDefault(use.Attempt.Order)).OfType<OrderFacts>();
        return
        [
            .. CertificateInvariants.OfCertificates(
                Facts([.. orders.DistinctBy(order => order.Id)]) with { Certificates = [certificate] }),
            .. OfCertificatePayment(id),
        ];
    }

    private IEnumerable<Violation> OfCertificatePayment(string id) =>
        certificates.GetValueOrDefault(id) is { Payment: { } payment } certificate
            ? Invariants.Gateway(
                Facts([]) with { Certificates = [certificate] },
                [.. town.Gateway.Ledger.Of(payment.Request.Reference)],
                [])
            : [];

    private IEnumerable<Violation> Rest(string entity, string id)
    {
        if (town.Tables.Due.Contains(entity, id) || !IsUnfinished(entity, id)) return [];
        return [new("I5", $"{entity}/{id}", "is unfinished, and nobody will look at it again")];
    }

    private bool IsUnfinished(string entity, string id) =>
        WithErrands.Contains((entity, id)) || (entity == "cart" && FrozenCarts.Contains(id))
        || IsUnfinishedItself(entity, id);

    private bool IsUnfinishedItself(string entity, string id) => entity switch
    {
        "stock" => !Stocks[id].Open.IsEmpty,
        "certificate" => certificates.GetValueOrDefault(id) is { IsUnfinished: true },
        "order" => Orders.GetValueOrDefault(OrderId.Of(id)) is { } order && (order.Live is not null
            || !order.Moving.IsEmpty
            || order.Payments.Any(payment => payment.Status == Grains.Orders.PaymentStatus.Ending)),
        _ => false,
    };

    private ShopFacts Facts(ImmutableArray<OrderFacts> orders) => new()
    {
        Orders = orders,
        Stocks = [],
        Holds = [],
        Due = [],
        WithErrands = WithErrands.Count == 0
            ? []
            : [.. orders.Where(order => WithErrands.Contains(("order", order.Id.Value)))
                .Select(order => $"order/{order.Id}")],
        FrozenCarts = [],
        MailsStored = [],
        MailsWanted = [],
    };

    private static StockFacts Only(StockFacts stock, ImmutableArray<AttemptId> attempts) => stock with
    {
        State = stock.State with { Open = stock.State.Open.RemoveAll(hold => !attempts.Contains(hold.Attempt)) },
    };
}
