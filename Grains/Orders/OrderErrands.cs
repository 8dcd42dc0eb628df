using Commerce.Grains.Carts;
using Commerce.Grains.Kernel;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>What an order has to tell others.</summary>
/// <param name="Receiver">Who is told.</param>
[GenerateSerializer, Immutable, Alias("order-errand")]
internal abstract record OrderErrand(string Receiver) : Errand(Receiver)
{
    /// <summary>The attempt is paid: its units are promised for good.</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.commit-stock")]
    public sealed record CommitStock(Sku Sku, AttemptId Attempt) : OrderErrand(StockKey.Of(Sku));

    /// <summary>Units of an attempt can be sold again.</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.release-stock")]
    public sealed record ReleaseStock(Sku Sku, AttemptId Attempt, string Part, int? Quantity) : OrderErrand(
        StockKey.Of(Sku));

    /// <summary>Units left the house.</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.ship-stock")]
    public sealed record ShipStock(Sku Sku, AttemptId Attempt, string Part, int Quantity) : OrderErrand(
        StockKey.Of(Sku));

    /// <summary>The attempt is paid: what it holds of a certificate is used.</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.commit-certificate")]
    public sealed record CommitCertificate(string Certificate, AttemptId Attempt) : OrderErrand(Certificate);

    /// <summary>What an attempt holds of a certificate is its owner's again.</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.release-certificate")]
    public sealed record ReleaseCertificate(string Certificate, AttemptId Attempt) : OrderErrand(Certificate);

    /// <summary>The cart has become this order, or never will become one.</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.close-cart")]
    public sealed record CloseCart(AttemptId Attempt) : OrderErrand(CartId.Of(Attempt.Order).Value);

    /// <summary>The cart is open again.</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.thaw-cart")]
    public sealed record ThawCart(AttemptId Attempt) : OrderErrand(CartId.Of(Attempt.Order).Value);

    /// <summary>Money that must not stay is to be cancelled or given back.</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.return-money")]
    public sealed record ReturnMoney(AttemptId Attempt) : OrderErrand($"gateway/{Attempt.Value}");

    /// <summary>A question: what became of the attempt?</summary>
    [GenerateSerializer, Immutable, Alias("order-errand.ask-gateway")]
    public sealed record AskGateway(AttemptId Attempt) : OrderErrand($"gateway/{Attempt.Value}");
}

/// <summary>What the rest of the shop must hear when something happens to an order.</summary>
internal static class OrderErrands
{
    public static ImmutableArray<Errand> Of(OrderState state, OrderEvent happened)
    {
        var core = OrderMachine.CoreOf(state);
        return happened switch
        {
            AttemptGivenUp or CheckoutSubmitted or PaymentUnanswered or ActionRequested => [],
            EndWanted or Lapsed or MoneyReturned or PromiseLost => [],
            PaymentAuthorized e =>
            [
                .. Tracked(core!).Select(sku => new OrderErrand.CommitStock(sku, e.Attempt)),
                .. core!.Quote.Shares().Select(
                    share => new OrderErrand.CommitCertificate(share.Certificate, e.Attempt)),
                new OrderErrand.CloseCart(e.Attempt),
            ],
            PaymentRefused e =>
            [
                .. Tracked(core!).Select(sku => new OrderErrand.ReleaseStock(sku, e.Attempt, "ended", null)),
                .. core!.Quote.Shares().Select(
                    share => new OrderErrand.ReleaseCertificate(share.Certificate, e.Attempt)),
                state is Placed ? new OrderErrand.CloseCart(e.Attempt) : new OrderErrand.ThawCart(e.Attempt),
            ],
            StrayMoneyFound e => [new OrderErrand.ReturnMoney(e.Attempt)],
            ItemsShipped e => [.. Moved(state, e.Items).Select(part =>
                new OrderErrand.ShipStock(part.Sku, part.Attempt, e.ShipmentId, part.Quantity))],
            ItemsVoided e => [.. Moved(state, e.Items).Select(part =>
                new OrderErrand.ReleaseStock(part.Sku, part.Attempt, $"void-{e.Ordinal}", part.Quantity))],
            OrderVoided when core!.Last.Status == PaymentStatus.Ending =>
                [new OrderErrand.ReturnMoney(core.Last.Attempt)],
            OrderVoided => [],
            _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
        };
    }

    private static IEnumerable<Sku> Tracked(OrderCore core) =>
        core.Quote.Items.Where(item => item.Tracked).Select(item => item.Sku).Distinct();

    private static IEnumerable<(Sku Sku, AttemptId Attempt, int Quantity)> Moved(
        OrderState state, ImmutableArray<ShippedItem> parts)
    {
        if (state is not Placed { PaidBy: { } attempt } order) return [];
        var tracked = order.Items.Where(item => item.Bought.Tracked).Select(item => item.Bought.Sku).ToHashSet();
        return parts.Where(part => tracked.Contains(part.Sku))
            .GroupBy(part => part.Sku)
            .Select(group => (group.Key, attempt, group.Sum(part => part.Quantity)));
    }
}
