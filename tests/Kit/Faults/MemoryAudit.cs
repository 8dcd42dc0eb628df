using Commerce.Grains.Certificates;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Stock;
using Commerce.Silo.Storage.Audit;

namespace Commerce.Kit;

/// <summary>The shop's own audit over a store and a gateway in memory: I1 to I7.</summary>
internal static class MemoryAudit
{
    /// <summary>Everything that is wrong.</summary>
    public static ImmutableArray<Violation> Run(MemoryStorage store, CountedGateway gateway)
    {
        var shop = Look(store);
        return
        [
            .. Invariants.Stock(shop),
            .. Invariants.Card(shop),
            .. Invariants.Books(shop),
            .. CertificateInvariants.Certificates(shop),
            .. Invariants.Rest(shop),
            .. Invariants.Mail(shop),
            .. Invariants.Gateway(shop, gateway.Payments, gateway.Requests),
        ];
    }

    /// <summary>What is wrong with the money of one order (I2, I3).</summary>
    public static IEnumerable<Violation> OfOrder(OrderId id, OrderState state)
    {
        var shop = new ShopFacts
        {
            Orders = [OrderFacts.Of(id, state)!],
            Stocks = [],
            Holds = [],
            Due = [],
            WithErrands = [],
            FrozenCarts = [],
            MailsStored = [],
            MailsWanted = [],
        };
        return Invariants.Card(shop).Concat(Invariants.Books(shop));
    }

    private static ShopFacts Look(MemoryStorage store)
    {
        var writes = store.Envelopes.Where(IsOrder).Select(KernelText.Read<Stored<OrderState, OrderEvent>>).ToList();
        return new()
        {
            Orders = [.. store.All<OrderState, OrderEvent>("order")
                .Select(order => OrderFacts.Of(OrderId.Of(order.Key), order.Stored.State!)).OfType<OrderFacts>()],
            Certificates = [.. store.All<CertificateState, CertificateEvent>("certificate")
                .Select(one => CertificateFacts.Of(CertificateId.Of(one.Key), one.Stored.State!))
                .OfType<CertificateFacts>()],
            Stocks = [.. store.All<StockState, StockEvent>("stock")
                .Select(stock => new StockFacts(stock.Key, stock.Stored.State!))],
            Holds = [.. store.Holds.Where(hold => hold.Row.Remaining > 0).Select(hold => new HoldFacts
            {
                StockKey = hold.StockKey,
                Attempt = hold.Row.Attempt,
                Remaining = hold.Row.Remaining,
            })],
            Due = [.. store.Due.Select(entry => $"{entry.Entity}/{entry.Id}")],
            WithErrands = [.. store.WithErrands.Select(one => $"{one.Entity}/{one.Id}")],
            FrozenCarts = store.FrozenCarts,
            MailsStored = Counted(writes.SelectMany(write => write.Outgoing.Select(mail => (write, mail.Template)))),
            MailsWanted = Counted(writes.SelectMany(
                write => write.Events.Select(happened => (write, TemplateOf(happened.Event)))
                    .Where(mail => mail.Item2 is not null)
                    .Select(mail => (mail.write, mail.Item2!)))),
        };
    }

    private static bool IsOrder(System.Text.Json.JsonElement envelope) =>
        envelope.GetProperty("id").GetString()!.StartsWith(OrderId.Prefix, StringComparison.Ordinal);

    // EML-01 to -03, for goods that are sent by post.
    private static string? TemplateOf(OrderEvent happened) => happened switch
    {
        OrderEvent.PaymentAuthorized => "new-order",
        OrderEvent.ItemsShipped { Soft: false } => "order-shipped",
        OrderEvent.PaymentRefused { Present: false, Reason: not "void" } => "delayed-credit-denied",
        _ => null,
    };

    private static ImmutableArray<MailFacts> Counted(
        IEnumerable<(Stored<OrderState, OrderEvent> Write, string Template)> mails) =>
    [
        .. mails.GroupBy(mail => (mail.Write.Id, mail.Write.Version, mail.Template)).Select(group => new MailFacts
        {
            OrderId = group.Key.Id,
            Version = group.Key.Version,
            Template = group.Key.Template,
            Count = group.Count(),
        }),
    ];
}
