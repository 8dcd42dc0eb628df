using Commerce.Grains.Carts;
using Commerce.Grains.Certificates;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Stock;
using Commerce.Silo.Gateways.Simulated;
using Commerce.Silo.Storage.Audit;
using Commerce.Simulation.World;

namespace Commerce.Simulation.Audit;

/// <summary>What the audit knows of everything stored, kept up with every write, and the shop's own invariants over the
/// part of it that one entity is about.</summary>
internal sealed class Ledgers(Town town)
{
    private readonly Dictionary<string, CertificateFacts> certificates = [];
    private readonly Dictionary<AttemptId, HashSet<string>> openHolds = [];
    private readonly HashSet<(string Entity, string Id)> unfinished = [];
    private readonly Changes changes = new();

    public Dictionary<OrderId, OrderFacts> Orders { get; } = [];

    public Dictionary<string, StockState> Stocks { get; } = [];

    public HashSet<string> WithErrands { get; } = [];

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
        if (write.Errands.IsEmpty) WithErrands.Remove($"{entity}/{write.Id}");
        else WithErrands.Add($"{entity}/{write.Id}");
        switch (write.State)
        {
            case OrderState order:
                var id = OrderId.Of(write.Id);
                if (OrderFacts.Of(id, order) is { } facts)
                {
                    changes.Order(Orders.GetValueOrDefault(id), facts);
                    Orders[id] = facts;
                }

                return Mails(order, write);
            case StockState stock:
                changes.Stock(Stocks.GetValueOrDefault(write.Id), stock, write);
                Index(write.Id, stock);
                return Oversold(stock, write);
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

    /// <summary>What is wrong with one entity, and with what it is bound to.</summary>
    public IEnumerable<Violation> Of(string entity, string id)
    {
        var rest = Rest(entity, id);
        return entity switch
        {
            "order" => [.. rest, .. OfOrder(OrderId.Of(id))],
            "stock" => [.. rest, .. OfStock(id)],
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
        foreach (var key in Stocks.Keys) found.AddRange(Of("stock", key));
        foreach (var id in changes.Orders) found.AddRange(OfOrder(id));
        foreach (var id in changes.Certificates) found.AddRange(OfCertificate(id));
        foreach (var attempt in changes.Attempts.Where(IsUnknown))
        {
            found.AddRange(town.Gateway.Ledger.Of(attempt).Where(payment => payment.HoldsMoney)
                .Select(payment => new Violation("I7", payment.Id, $"holds money for {attempt}, which is unknown here")));
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
            Holds = [.. Stocks.Keys.SelectMany(HoldsOf)],
            Certificates = [.. certificates.Values],
            Due = [.. town.Tables.Due.Entries.Select(entry => $"{entry.Entity}/{entry.Id}")],
            WithErrands = [.. WithErrands],
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
                shop with { Orders = [.. shop.Orders.Select(AsOfNow)] }, [.. town.Gateway.Ledger.All], []),
            .. Conflicts(),
        ];
    }

    private IEnumerable<Violation> Conflicts() =>
        town.Gateway.Ledger.Conflicts.Select(key => new Violation("I7", key, "was sent with two requests"));

    private bool IsUnknown(string attempt)
    {
        var owner = attempt[..attempt.LastIndexOf('/')];
        if (certificates.GetValueOrDefault(owner) is { Payment: { } payment }) return payment.Request.Reference != attempt;
        return Orders.GetValueOrDefault(OrderId.Of(owner)) is not { } order
            || !order.Payments.Any(one => one.Attempt.Value == attempt);
    }

    private IEnumerable<(string Entity, string Id)> Unfinished()
    {
        foreach (var name in WithErrands) yield return Named(name);
        foreach (var cart in FrozenCarts) yield return ("cart", cart);
        foreach (var one in unfinished) yield return one;
    }

    private static (string Entity, string Id) Named(string name)
    {
        var end = name.IndexOf('/', StringComparison.Ordinal);
        return (name[..end], name[(end + 1)..]);
    }

    // Only what can be wrong is looked at: a live attempt, a paid one, promises, certificates.
    private IEnumerable<Violation> OfOrder(OrderId id)
    {
        if (!Orders.TryGetValue(id, out var order)) return [];
        List<Violation> found = [.. Invariants.CardOf(order), .. Invariants.BooksOf(order), .. OfGateway(order)];
        ImmutableArray<HoldFacts> holds = order.PaidBy is { } paid ? [.. town.Tables.HoldsFor(paid).Select(Fact)] : [];
        var wants = order.Live is not null || !order.Unshipped.IsEmpty;
        if (!wants && holds.IsEmpty && order.Certificates.IsEmpty) return found;
        var held = order.Live is { } live ? openHolds.GetValueOrDefault(live) ?? [] : [];
        var shop = Facts([order]) with
        {
            Stocks = wants
                ? [.. held.Union(order.Wanted.Keys).Where(Stocks.ContainsKey)
                    .Select(key => Only(new(key, Stocks[key]), order.Live ?? order.PaidBy))]
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
        Orders.TryGetValue(id, out var order) ? OfGateway(order) : [];

    private IEnumerable<Violation> OfGateway(OrderFacts order)
    {
        List<SimulatedPayment> there = [];
        foreach (var payment in order.Payments) town.Gateway.Ledger.AddTo(there, payment.Attempt.Value);
        return Invariants.GatewayOf(AsOfNow(order, there), there);
    }

    private OrderFacts AsOfNow(OrderFacts order) =>
        AsOfNow(order, [.. order.Payments.SelectMany(payment => town.Gateway.Ledger.Of(payment.Attempt.Value))]);

    // A promise whose time is over has ended at the gateway, and a refund that had succeeded may fail there: the order
    // hears of it later, of the last by a webhook or when the books are compared.
    private OrderFacts AsOfNow(OrderFacts order, List<SimulatedPayment> there)
    {
        var moving = order.Moving;
        foreach (var payment in order.Payments)
        {
            if ((payment.IsOpen && payment.CaptureBefore <= town.Clock.Now) || there.Exists(one =>
                one.RefundManner == RefundManner.Fails && one.Attempt == payment.Attempt.Value))
                moving = moving.Add(payment.Attempt);
        }

        return ReferenceEquals(moving, order.Moving) ? order : order with { Moving = moving };
    }

    private IEnumerable<Violation> OfStock(string key)
    {
        ImmutableArray<HoldFacts> holds = [.. HoldsOf(key)];
        var orders = holds.Select(hold => AttemptId.Of(hold.Attempt).Order).Distinct()
            .Select(order => Orders.GetValueOrDefault(order)).OfType<OrderFacts>();
        var shop = Facts([.. orders]) with { Stocks = [new(key, Stocks[key])], Holds = holds };
        return [.. Invariants.Numbers(shop), .. Invariants.Promises(shop)];
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
        var name = $"{entity}/{id}";
        if (town.Tables.Due.Contains(entity, id) || !IsUnfinished(entity, id, name)) return [];
        return [new("I5", name, "is unfinished, and nobody will look at it again")];
    }

    private bool IsUnfinished(string entity, string id, string name) =>
        WithErrands.Contains(name) || (entity == "cart" && FrozenCarts.Contains(id)) || IsUnfinishedItself(entity, id);

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
            : [.. orders.Select(order => $"order/{order.Id}").Where(WithErrands.Contains)],
        FrozenCarts = [],
        MailsStored = [],
        MailsWanted = [],
    };

    private static StockFacts Only(StockFacts stock, AttemptId? attempt) => stock with
    {
        State = stock.State with { Open = stock.State.Open.RemoveAll(hold => hold.Attempt != attempt) },
    };

    private IEnumerable<HoldFacts> HoldsOf(string key) =>
        town.Tables.HoldsOf(key).Select(row => Fact((key, row)));

    private static HoldFacts Fact((string StockKey, StockHoldRow Row) hold) => new()
    {
        StockKey = hold.StockKey,
        Attempt = hold.Row.Attempt,
        Remaining = hold.Row.Remaining,
    };

    // I1: a hold is accepted only within what is there and may be sold beyond it.
    private static Violation? Oversold(StockState stock, IEnvelope write)
    {
        var most = stock.OnHand + (long)stock.Backorder.Most;
        var onlyHolds = write.Events.All(happened => happened is StockEvent.Held or StockEvent.Released);
        return onlyHolds && stock.Held > most && write.Events.Any(happened => happened is StockEvent.Held)
            ? new("I1", write.Id, $"{stock.Held} held after a hold, {most} permitted")
            : null;
    }

    private void Index(string key, StockState stock)
    {
        if (Stocks.TryGetValue(key, out var before))
        {
            foreach (var gone in before.Open.Where(hold => stock.OpenOf(hold.Attempt) is null))
            {
                if (openHolds.TryGetValue(gone.Attempt, out var keys) && keys.Remove(key) && keys.Count == 0)
                    openHolds.Remove(gone.Attempt);
            }
        }

        foreach (var hold in stock.Open)
        {
            if (!openHolds.TryGetValue(hold.Attempt, out var keys)) openHolds[hold.Attempt] = keys = [];
            keys.Add(key);
        }

        Stocks[key] = stock;
    }

    // EML-01 to -03: which events write to the buyer.
    private static Violation? Mails(OrderState order, IEnvelope write)
    {
        var method = OrderMachine.CoreOf(order)?.Delivery.Method;
        var notices = OrderMachine.CoreOf(order)?.Notices.Length ?? 0;
        var wanted = write.Events.SelectMany(happened => happened switch
        {
            OrderEvent.PaymentAuthorized =>
                Enumerable.Repeat("product-ordered", notices).Prepend("new-order"),
            OrderEvent.LinkMade => ["payment-wanted"],
            OrderEvent.ItemsShipped { Soft: false } when method is not ("none" or "pickup") =>
                ["order-shipped"],
            OrderEvent.PaymentRefused { Present: false } => ["delayed-credit-denied"],
            _ => (IEnumerable<string>)[],
        }).Order(StringComparer.Ordinal);
        var stored = write.Outgoing.Select(mail => mail.Template).Order(StringComparer.Ordinal);
        return wanted.SequenceEqual(stored)
            ? null
            : new("I6", write.Id, $"mails {string.Join(',', stored)}, {string.Join(',', wanted)} wanted");
    }
}
