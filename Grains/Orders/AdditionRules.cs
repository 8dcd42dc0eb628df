using System.Globalization;
using Commerce.Grains.Carts;
using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Stock;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>How staff add items to a placed order (ORD-18, ORD-19, PRC-12): pure. What is added is held before the
/// order hears of it; by the order's one write it belongs to the order, or never will.</summary>
internal static class AdditionRules
{
    public static Decision<OrderEvent> Add(Placed order, AddItems add, ShopSettings settings, DateTimeOffset now)
    {
        // A repeat is answered first: what was added stays added, whatever became of it.
        if (IsDone(order, add.Addition)) return Already.Done;
        if (order.AdditionsGivenUp.Contains(add.Addition)) return new AttemptDead(add.Addition);
        if (FaultOf(order) is { } fault) return fault;
        if (FaultOf(add.Terms, settings) is { } wrong) return wrong;
        if (add.HeldUntil - now < settings.HoldMargin)
        {
            return new Decision<OrderEvent>.Accepted(
                [new AttemptGivenUp(add.Addition)], new AttemptDead(add.Addition));
        }

        var line = add.Terms.Line;
        var added = new ItemsAdded(
            add.Addition, line.Item.Sku, line.Quantity, line.UnitPrice().Amount, ItemsOf(order, add, settings), now);
        return LimitOf(Added(order, added)) is { } limit ? limit : added;
    }

    public static Placed Added(Placed order, ItemsAdded happened) => order with
    {
        Core = order.Core with { ChangedAt = happened.At },
        Items =
        [
            .. order.Items,
            .. happened.Items.Select(item => new OrderItem(item.Id, item, ItemState.ToBeShipped)
            {
                AddedBy = happened.Addition,
                AddedAt = happened.At,
            }),
        ],
    };

    /// <summary>An addition that the order has not heard of never will be one.</summary>
    public static Decision<OrderEvent> Judge(OrderState state, AttemptId addition) =>
        state is Placed order && !IsDone(order, addition) && !order.AdditionsGivenUp.Contains(addition)
            ? new AttemptGivenUp(addition)
            : Already.Done;

    public static Placed GivenUp(Placed order, AttemptGivenUp happened) =>
        order with { AdditionsGivenUp = order.AdditionsGivenUp.Add(happened.Attempt) };

    /// <summary>Whether the order has what was held for an addition.</summary>
    public static bool IsDone(Placed order, AttemptId addition) => order.Items.Any(item => item.AddedBy == addition);

    // ORD-18: while something of it is still to leave; and only what can be charged without the customer (C3).
    private static Refusal? FaultOf(Placed order)
    {
        if (order.Void is not null || !order.Items.Any(item => item.State == ItemState.ToBeShipped))
            return new NotAllowed(OrderStatus.Of(order), "add_items");
        if (order.Link?.UnderWay is { } attempt) return new AttemptUnfinished(attempt);
        if (ChargePlan.MethodOf(order) is null) return new NoReusableMethod();
        var tried = order.AdditionsGivenUp.Length + order.Items.Select(item => item.AddedBy).OfType<AttemptId>()
            .Distinct().Count();
        return tried >= OrderLimits.AdditionsMost ? new TooManyAdditions(OrderLimits.AdditionsMost) : null;
    }

    private static Refusal? FaultOf(AdditionTerms terms, ShopSettings settings) =>
        terms.Line.Quantity is < 1 or > OrderLimits.AddedMost
            ? new QuantityOutOfRange(terms.Line.Quantity, 1, OrderLimits.AddedMost) { Param = "/quantity" }
            : terms.PriceFault(settings.Currency);

    // The first unit of its product has been decided if the order ever had one, and a void does not move it (SHP-01).
    private static ImmutableArray<QuoteItem> ItemsOf(Placed order, AddItems add, ShopSettings settings)
    {
        var product = add.Terms.Line.Item.Product;
        var isFirst = order.Items.All(item => item.Bought.Product != product || item.Bought.SoftGood);
        var items = add.Terms.ItemsFor(order.Core.Delivery, isFirst, settings);
        return
        [
            .. items.Select((item, place) => item with
            {
                Id = (order.Items.Length + place + 1).ToString(CultureInfo.InvariantCulture),
            }),
        ];
    }

    private static Refusal? LimitOf(Placed order) => AdditionTerms.LimitOf(
        order.Items.Where(item => item.State != ItemState.Void).Sum(item => (long)item.Bought.Quantity),
        new(OrderMoney.Gross(order), order.Core.Quote.Totals.Due.Currency));
}
