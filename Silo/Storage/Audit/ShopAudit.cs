using Commerce.Grains.Orders;
using Commerce.Silo.Gateways.Simulated;

namespace Commerce.Silo.Storage.Audit;

/// <summary>Checks the invariants I1 to I7 on a running or a stopped shop, from outside.</summary>
/// <param name="database">Where the shop's book is.</param>
/// <param name="ledger">The simulated gateway's book; null: the gateway is another, whose book is not here. Then I7 is
/// for the reconciliation .</param>
internal sealed class ShopAudit(IDatabase database, LedgerReader? ledger)
{
    /// <summary>What is said of I7 where it is not checked.</summary>
    public const string GatewayUnchecked = "I7 gateway payments: not checked here (see reconcile)";

    /// <summary>Looks once or, since database and gateway cannot be read at one moment, once more when something seems
    /// wrong: only what both looks see is.</summary>
    public async Task<AuditReport> Run()
    {
        var first = await Look();
        if (first.Violations.IsEmpty) return first;
        var second = await Look();
        return second with { Violations = [.. second.Violations.Intersect(first.Violations)] };
    }

    private async Task<AuditReport> Look()
    {
        // The gateway first: what it knows is asked for only after the order was stored.
        var payments = ledger?.Payments().ToList();
        var requests = ledger?.Requests().ToList();
        var shop = await FactReader.Read(database);
        var looked = new Dictionary<string, long>
        {
            ["I1 stock items"] = shop.Stocks.Length,
            ["I2 payments"] = shop.Orders.Sum(order => (long)order.Payments.Length),
            ["I3 orders"] = shop.Orders.Length,
            ["I4 certificates"] = shop.Certificates.Length,
            ["I5 due entries"] = shop.Due.Count,
            ["I6 mails"] = shop.MailsStored.Sum(mail => mail.Count),
        };
        if (payments is not null) looked["I7 gateway payments"] = payments.Count;
        var attempts = shop.Orders.SelectMany(order => order.Payments)
            .GroupBy(payment => OrderViews.NameOf(payment.Status))
            .ToImmutableSortedDictionary(group => group.Key, group => group.LongCount());
        return new(
            looked.ToImmutableSortedDictionary(),
            attempts.SetItem("frozen carts", shop.FrozenCarts.Length)
                .SetItem("open holds", shop.Stocks.Sum(stock => (long)stock.State.Open.Length))
                .SetItem("with errands", shop.WithErrands.Count),
            [
                .. Invariants.Stock(shop),
                .. Invariants.Card(shop),
                .. Invariants.Books(shop),
                .. CertificateInvariants.Certificates(shop),
                .. Invariants.Rest(shop),
                .. Invariants.Mail(shop),
                .. payments is null ? [] : Invariants.Gateway(shop, payments, requests ?? []),
            ])
        {
            Unchecked = payments is null ? [GatewayUnchecked] : [],
        };
    }
}
