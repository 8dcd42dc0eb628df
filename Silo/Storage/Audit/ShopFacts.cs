using System.Runtime.InteropServices;
using Commerce.Grains.Checkout;
using Commerce.Grains.Orders;
using Commerce.Grains.Stock;

namespace Commerce.Silo.Storage.Audit;

/// <summary>What one look at the database saw, all at the same moment.</summary>
internal sealed record ShopFacts
{
    public required ImmutableArray<StockFacts> Stocks { get; init; }

    public required ImmutableArray<HoldFacts> Holds { get; init; }

    public required ImmutableArray<OrderFacts> Orders { get; init; }

    public ImmutableArray<CertificateFacts> Certificates { get; init; } = [];

    /// <summary>Entities that have an entry in <c>due</c>, as <c>entity/key</c>.</summary>
    public required ImmutableHashSet<string> Due { get; init; }

    /// <summary>Entities with errands that wait for an answer, as <c>entity/key</c>.</summary>
    public required ImmutableHashSet<string> WithErrands { get; init; }

    public required ImmutableArray<string> FrozenCarts { get; init; }

    /// <summary>Mails that events call for, and those in the outbox, per order, version and template.</summary>
    public required ImmutableArray<MailFacts> MailsWanted { get; init; }

    public required ImmutableArray<MailFacts> MailsStored { get; init; }
}

/// <summary>A stock item.</summary>
internal sealed record StockFacts(string Key, StockState State);

/// <summary>A promise beyond its time limit.</summary>
internal sealed record HoldFacts
{
    public required string StockKey { get; init; }

    public required string Attempt { get; init; }

    public long Remaining { get; init; }
}

/// <summary>An order, reduced to what the invariants speak of.</summary>
internal sealed record OrderFacts(
    OrderId Id,
    AttemptId? Live,
    AttemptId? PaidBy,
    ImmutableArray<Payment> Payments,
    ImmutableArray<int> GivenUp,
    IReadOnlyDictionary<string, long> Wanted,
    IReadOnlyDictionary<(string StockKey, AttemptId Holder), long> Unshipped,
    OrderBooks Books,
    ImmutableHashSet<AttemptId> Moving)
{
    /// <summary>What certificates pay of it.</summary>
    public ImmutableArray<CertificateUse> Certificates { get; init; } = [];

    /// <summary>What it comes to, whoever pays.</summary>
    public long Total { get; init; }

    /// <summary>What its charges took of each payment.</summary>
    public IReadOnlyDictionary<AttemptId, long> Charged { get; init; } = Sums<AttemptId>.None;

    /// <summary>Shipments for which another amount is captured than is charged (C2).</summary>
    public ImmutableArray<string> Miscaptured { get; init; } = [];

    /// <summary>What its refunds gave back of each payment.</summary>
    public IReadOnlyDictionary<AttemptId, long> GivenBack { get; init; } = Sums<AttemptId>.None;

    /// <summary>How many mails tell those who keep its products (EML-07).</summary>
    public int Notices { get; init; }

    /// <summary>Whom its goods are promised to: the attempt that paid, and what was added or was to be.</summary>
    public ImmutableArray<AttemptId> Holders { get; init; } = [];

    /// <summary>The numbers of its transactions.</summary>
    public ImmutableArray<long> Numbers { get; init; } = [];

    /// <summary>Reads them off the stored state; null for one that was never confirmed.</summary>
    public static OrderFacts? Of(OrderId id, OrderState state)
    {
        if (OrderMachine.CoreOf(state) is not { } core) return null;
        var placed = state as OrderState.Placed;
        return new(
            id,
            state is OrderState.Confirmed ? core.Last.Attempt : null,
            placed?.PaidBy,
            core.Payments,
            core.GivenUp,
            state is OrderState.Confirmed ? WantedOf(core.Quote.Items) : Sums<string>.None,
            UnshippedOf(placed),
            placed is null ? OrderBooks.None : OrderBooks.Of(placed),
            [.. placed is null ? [] : MovingOf(placed)])
        {
            Certificates = placed?.Certificates ?? [],
            Total = TotalOf(placed is null ? core.Quote.Totals : OrderMoney.Totals(placed)),
            Notices = core.Notices.Length,
            Holders = placed is { PaidBy: { } paid }
                ? [.. placed.Items.Select(item => item.AddedBy ?? paid).Append(paid).Concat(placed.AdditionsGivenUp)
                    .Distinct()]
                : [],
            Charged = Sums<AttemptId>.Of(placed?.Charges
                .Where(charge => charge is { Status: ChargeStatus.Done, Ahead: false })
                .Select(charge => (charge.Attempt, charge.Amount))
                .Concat(placed.Core.Payments.Select(payment => (payment.Attempt, payment.Ahead))) ?? []),
            Miscaptured =
            [
                .. (placed?.Charges ?? [])
                    .Where(charge => charge.Capture is { } capture && capture.Amount.Amount != charge.Amount)
                    .Select(charge => charge.ShipmentId),
            ],
            GivenBack = Sums<AttemptId>.Of(PartsOf(placed)
                .Where(part => part.Status is RefundStatus.Made or RefundStatus.Settled)
                .Select(part => (part.Attempt, part.Amount.Amount))),
            Numbers =
            [
                .. core.Payments.Select(payment => payment.Number)
                    .Concat(PartsOf(placed).Select(part => part.Number))
                    .Where(number => number != 0),
            ],
        };
    }

    private static long TotalOf(Totals totals) => (totals.Due + totals.Certificates).Amount;

    // What was bought is promised to the attempt that paid, what was added to its addition.
    private static IReadOnlyDictionary<(string, AttemptId), long> UnshippedOf(OrderState.Placed? order) =>
        Sums<(string, AttemptId)>.Of((order?.Items ?? [])
            .Where(item => item.State == ItemState.ToBeShipped && item.Bought.Tracked)
            .Select(item => ((StockKey.Of(item.Bought.Sku), item.AddedBy ?? order!.PaidBy!.Value),
                (long)item.Bought.Quantity)));

    private static IEnumerable<RefundPart> PartsOf(OrderState.Placed? order) =>
        (order?.Refunds ?? []).SelectMany(refund => refund.Parts);

    private static IReadOnlyDictionary<string, long> WantedOf(IEnumerable<QuoteItem> bought) =>
        Sums<string>.Of(bought.Where(item => item.Tracked)
            .Select(item => (StockKey.Of(item.Sku), (long)item.Quantity)));

    // Payments that the gateway may know more of already.
    private static IEnumerable<AttemptId> MovingOf(OrderState.Placed order) => order.Charges
        .Where(charge => charge.Status == ChargeStatus.UnderWay)
        .Select(charge => charge.Attempt)
        .Concat(order.Refunds.SelectMany(refund => refund.Parts)
            .Where(part => part.Status is RefundStatus.UnderWay or RefundStatus.Made)
            .Select(part => part.Attempt));
}

/// <summary>Adds up by key.</summary>
internal static class Sums<TKey> where TKey : notnull
{
    public static IReadOnlyDictionary<TKey, long> None { get; } = new Dictionary<TKey, long>();

    public static IReadOnlyDictionary<TKey, long> Of(IEnumerable<(TKey Key, long Amount)> some)
    {
        Dictionary<TKey, long>? sums = null;
        foreach (var (key, amount) in some)
            CollectionsMarshal.GetValueRefOrAddDefault(sums ??= [], key, out _) += amount;
        return sums ?? None;
    }
}

/// <summary>What an order's goods came to, and what became of the money for them, in minor units.</summary>
/// <param name="Left">Everything that left the house, as charged, the order's own shipping included.</param>
/// <param name="Shipments">The same as it was written down with each shipment.</param>
/// <param name="Back">What was given back of it, in whatever way.</param>
/// <param name="BackAsMoney">What of that goes back as money, arrived or not.</param>
/// <param name="Refunded">What of that the gateway has made.</param>
/// <param name="Certificates">What certificates pay of what left, less what they got back.</param>
/// <param name="Uncollected">What was not charged and will not be.</param>
/// <param name="Owed">What is still to be charged.</param>
/// <param name="Ahead">What the gateway took with its promises and no shipment has used yet.</param>
internal sealed record OrderBooks(
    long Left, long Shipments, long Back, long BackAsMoney, long Refunded, long Certificates, long Uncollected,
    long Owed, long Ahead)
{
    public static OrderBooks None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0);

    public static OrderBooks Of(OrderState.Placed order)
    {
        var left = order.Shipments.Where(shipment => shipment.HasLeft).ToList();
        var parts = order.Refunds.SelectMany(refund => refund.Parts).Where(part => part.RepeatedBy is null).ToList();
        return new(
            order.Items.Where(OrderMoney.HasLeft).Sum(item => Amounts.Of(item.Bought).Total)
                + left.Count(shipment => shipment.CarriesBase) * OrderMoney.Base(order.Core.Quote),
            left.Sum(shipment => shipment.Cost.Amount + shipment.Certificates),
            OrderMoney.Refunded(order),
            parts.Sum(part => part.Amount.Amount),
            parts.Where(part => part.Status is RefundStatus.Made or RefundStatus.Settled)
                .Sum(part => part.Amount.Amount),
            left.Sum(shipment => shipment.Certificates) - order.Refunds.Sum(refund => refund.CertificatesBack),
            left.Sum(shipment => shipment.Uncollected.Amount) - order.Refunds.Sum(refund => refund.UncollectedBack),
            left.Sum(shipment => shipment.Owed),
            order.Core.Payments.Sum(payment => AheadRules.Of(order, payment)));
    }
}

/// <summary>So many mails of one kind.</summary>
internal sealed record MailFacts
{
    public required string OrderId { get; init; }

    public long Version { get; init; }

    public required string Template { get; init; }

    public long Count { get; init; }
}
