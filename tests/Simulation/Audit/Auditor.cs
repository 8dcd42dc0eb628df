using Commerce.Grains.Carts;
using Commerce.Grains.Certificates;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Stock;
using Commerce.Silo.Storage.Audit;
using Commerce.Simulation.Covering;
using Commerce.Simulation.World;
using OrderPaymentStatus = Commerce.Grains.Orders.PaymentStatus;

namespace Commerce.Simulation.Audit;

/// <summary>Checks the shop's invariants I1 to I7: of what was touched after every step, of everything every 1,000
/// steps and at the end.</summary>
internal sealed class Auditor
{
    private const int EveryStep = 1_000;
    private const int SweepsToOneOfAll = 64;

    private readonly Town town;
    private readonly HashSet<(string Entity, string Id)> touched = [];
    private readonly HashSet<string> touchedAttempts = [];
    private readonly Ledgers books;
    private long steps;

    public Auditor(Town town)
    {
        this.town = town;
        books = new(town);
        Log = new(said => Report("log", "shop", said));
        town.Store.Wrote = Heard;
        town.Store.RoundTrip.Differs = (subject, what) => Report("storage", subject, what);
        town.Gateway.Ledger.Changed = (before, now) =>
        {
            touchedAttempts.Add(now.Attempt);
            books.Moved(now.Attempt);
            town.Hints.Tell(before, now);
        };
        town.Gateway.Ledger.Refunded = town.Hints.Tell;
    }

    /// <summary>What is wrong.</summary>
    public List<Violation> Found { get; } = [];

    public WatchedLog Log { get; }

    /// <summary>Told when an order was paid for.</summary>
    public Action<OrderId>? Paid { get; set; }

    /// <summary>Told of every write.</summary>
    public Action<string, IEnvelope>? Stored { get; set; }

    /// <summary>Orders that were ever submitted.</summary>
    public int Orders => books.Orders.Count;

    public long Looks { get; private set; }

    /// <summary>Claim checks that nobody used yet.</summary>
    public IEnumerable<string> Unclaimed => books.Unclaimed.Values;

    /// <summary>A state met a command.</summary>
    public void Witness(object state, object command)
    {
        town.Names.Hear(command);
        foreach (var cell in Meetings.Of(state, command, town.Clock.Shown)) town.Coverage.Count("cell", cell);
    }

    /// <summary>Writes down what was counted.</summary>
    public void Count() => town.Coverage.Count("world", "orders", Orders);

    public void Report(string invariant, string subject, string what)
    {
        if (Found.Count < 20) Found.Add(new(invariant, subject, what));
    }

    /// <summary>A client met a failure: one that no fault of the world explains is wrong.</summary>
    public void Weigh(Exception failure)
    {
        if (WatchedLog.IsBug(failure)) Report("failure", "client", failure.ToString());
    }

    /// <summary>Looks at what the last step touched.</summary>
    public void Look()
    {
        if (++steps % EveryStep == 0) Add(steps % (EveryStep * SweepsToOneOfAll) == 0 ? books.All() : books.Changed());
        if (touched.Count > 0)
        {
            foreach (var (entity, id) in touched) Add(books.Of(entity, id));
            touched.Clear();
        }

        if (touchedAttempts.Count == 0) return;
        foreach (var attempt in touchedAttempts) Add(books.OfAttempt(attempt));
        touchedAttempts.Clear();
    }

    /// <summary>Looks at everything.</summary>
    public void LookAtAll() => Add(books.All());

    /// <summary>At the end nothing is left to do.</summary>
    public void LookAtRest()
    {
        foreach (var entry in town.Tables.Due.Entries)
            Report("I5", $"{entry.Entity}/{entry.Id}", $"is still due at {entry.At}");
        foreach (var (entity, id) in books.WithErrands) Report("I5", $"{entity}/{id}", "still has errands");
        if (town.Tables.Outbox.Open > 0) Report("I6", "outbox", $"{town.Tables.Outbox.Open} mails were never sent");
        if (town.Tables.Inbox.Open > 0) Report("I5", "inbox", $"{town.Tables.Inbox.Open} hints were never heeded");
        foreach (var cart in books.FrozenCarts) Report("I5", cart, "is still frozen");
        foreach (var order in books.Orders.Values)
        {
            if (order.Live is not null) Report("I5", order.Id.Value, "still has a live attempt");
            if (order.Payments.Any(payment => payment.Status == OrderPaymentStatus.Ending))
                Report("I5", order.Id.Value, "still has a payment that is being ended");
            if (!order.Moving.IsEmpty) Report("I5", order.Id.Value, "still has money under way");
        }

        foreach (var certificate in books.Certificates.Where(one => one.IsUnfinished))
            Report("I5", certificate.Id.Value, "is unfinished");
        foreach (var (key, stock) in books.Stocks)
        {
            if (stock.Held != 0) Report("I5", key, $"{stock.Held} are still held");
        }
    }

    private void Add(IEnumerable<Violation> violations)
    {
        Looks++;
        foreach (var violation in violations) Report(violation.Invariant, violation.Subject, violation.What);
    }

    private void Heard(string entity, IEnvelope write)
    {
        if (town.Trace is { } trace) Tell(trace, entity, write);
        Stored?.Invoke(entity, write);
        if (write.State is not (OrderState or StockState or CertificateState or CartState) && write.Errands.IsEmpty
            && !books.WithErrands.Contains((entity, write.Id))) return;
        if (books.Take(entity, write) is { } wrong) Report(wrong.Invariant, wrong.Subject, wrong.What);
        touched.Add((entity, write.Id));
        if (write.State is OrderState.Placed && write.Events.OfType<OrderEvent.PaymentAuthorized>().Any())
            Paid?.Invoke(OrderId.Of(write.Id));
    }

    // One line a write: when, who, what.
    private void Tell(List<string> trace, string entity, IEnvelope write)
    {
        var events = string.Join("; ", write.Events.Select(happened => $"{happened.GetType().Name} {Short(happened)}"));
        var errands = string.Join(", ", write.Errands.Select(one => one.Errand.GetType().Name));
        var about = write.Errands.IsEmpty ? events : $"{events} [errands: {errands}]";
        trace.Add($"{town.Clock.Shown:MM-dd HH:mm:ss.fff} {entity} {write.Id} v{write.Version}: {about}");
    }

    private static string Short(object happened)
    {
        var said = happened.ToString()!;
        return said.Length > 300 ? said[..300] : said;
    }
}
