using Commerce.Grains.Kernel;
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
    ImmutableDictionary<string, long> Wanted,
    ImmutableDictionary<string, long> Unshipped,
    Money ShippedUnits,
    Money ShipmentCosts,
    Money Uncollected)
{
    /// <summary>What certificates pay of it.</summary>
    public ImmutableArray<CertificateUse> Certificates { get; init; } = [];

    /// <summary>What it comes to, whoever pays.</summary>
    public long Total { get; init; }

    /// <summary>Reads them off the stored state; null for one that was never confirmed.</summary>
    public static OrderFacts? Of(OrderId id, OrderState state)
    {
        if (OrderMachine.CoreOf(state) is not { } core) return null;
        var none = Money.Zero(core.Quote.BaseShipping.Currency);
        var placed = state as OrderState.Placed;
        var items = placed?.Items ?? [];
        var shipped = items.Where(item => item.ShipmentId is not null)
            .Aggregate(none, (sum, item) => sum + item.Bought.UnitTotal() * item.Bought.Quantity);
        var shipments = placed?.Shipments ?? [];
        return new(
            id,
            state is OrderState.Confirmed ? core.Last.Attempt : null,
            placed?.PaidBy,
            core.Payments,
            core.GivenUp,
            core.Quote.Items.Where(bought => bought.Tracked)
                .GroupBy(bought => StockKey.Of(bought.Sku))
                .ToImmutableDictionary(group => group.Key, group => group.Sum(bought => (long)bought.Quantity)),
            items.Where(item => item.State == ItemState.ToBeShipped && item.Bought.Tracked)
                .GroupBy(item => StockKey.Of(item.Bought.Sku))
                .ToImmutableDictionary(group => group.Key, group => group.Sum(item => (long)item.Bought.Quantity)),
            shipments.IsEmpty ? shipped : shipped + core.Quote.BaseShipping + core.Quote.BaseShippingTax,
            shipments.Aggregate(none, (sum, shipment) => sum + shipment.Cost),
            shipments.Aggregate(none, (sum, shipment) => sum + shipment.Uncollected))
        {
            Certificates = placed?.Certificates ?? [],
            Total = (core.Quote.Totals.Due + core.Quote.Totals.Certificates).Amount,
        };
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
