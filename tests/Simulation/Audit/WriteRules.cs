using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Stock;
using Commerce.Silo.Storage.Audit;

namespace Commerce.Simulation.Audit;

/// <summary>What can be wrong with a write by itself.</summary>
internal static class WriteRules
{
    // I1: a hold is accepted only within what is there and may be sold beyond it.
    public static Violation? Oversold(StockState stock, IEnvelope write)
    {
        var most = stock.OnHand + (long)stock.Backorder.Most;
        var onlyHolds = write.Events.All(happened => happened is StockEvent.Held or StockEvent.Released);
        return onlyHolds && stock.Held > most && write.Events.Any(happened => happened is StockEvent.Held)
            ? new("I1", write.Id, $"{stock.Held} held after a hold, {most} permitted")
            : null;
    }

    // EML-01 to -03: which events write to the buyer.
    public static Violation? Mails(OrderState order, IEnvelope write)
    {
        if (!write.Sends && !write.Events.Any(MayMail)) return null;
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

    private static bool MayMail(object happened) => happened is OrderEvent.PaymentAuthorized or OrderEvent.LinkMade
        or OrderEvent.ItemsShipped or OrderEvent.PaymentRefused;
}
