using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Commerce.Silo.Storage;
using Microsoft.Extensions.Logging;

namespace Commerce.Silo.Reconciling;

/// <summary>Compares the shop's book with the gateway's, both ways. Whoever the payment is for hears of a
/// difference first, and what then still differs is a problem. Safe to run twice, and to be cut short.</summary>
internal sealed partial class Reconciliation(
    IShopBook book,
    ICardGateway gateway,
    RefundBooks books,
    ShopSettings shop,
    TimeProvider clock,
    ILogger<Reconciliation> logger)
{
    /// <summary>So much is compared again each time.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    /// <summary>What is younger may still be under way.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(5);

    /// <summary>The most that is compared at once.</summary>
    public static readonly TimeSpan SpanMost = TimeSpan.FromDays(1);

    /// <summary>After so long without an answer a person must know.</summary>
    public static readonly TimeSpan SilenceMost = TimeSpan.FromDays(1);

    /// <summary>Compares everything since the last time.</summary>
    public async Task<Outcome<Reconciled>> Run()
    {
        var end = clock.Now() - Rest;
        var known = await book.Cursor();
        var start = known ?? end;
        var all = new Reconciled(start - Overlap, end, 0, 0, []);
        for (var from = start; ;)
        {
            var to = from + SpanMost < end ? from + SpanMost : end;
            if (await Span(from - Overlap, to) is not { } part) return await Unreachable(from);
            if (to > from || known is null) await book.Save(to);
            all = all with
            {
                Payments = all.Payments + part.Payments,
                Refunds = all.Refunds + part.Refunds,
                Differences = [.. all.Differences, .. part.Differences],
            };
            if (to >= end || to <= from) break;
            from = to;
        }

        LogDone(logger, all.Payments, all.Refunds, all.Differences.Length);
        return new Outcome<Reconciled>.Done(all);
    }

    /// <summary>Compares one payment.</summary>
    public async Task<Outcome<Reconciled>> Run(string paymentId)
    {
        var there = await Read(paymentId);
        if (there.Fact is PaymentFact.Unknown { Unreadable: false }) return new GatewayUnreachable();
        if (await Compare([there]) is not { } found) return new GatewayUnreachable();
        if (await books.CompareAll(await book.RefundsOf([paymentId]), []) is not { } given)
            return new GatewayUnreachable();
        return new Outcome<Reconciled>.Done(new(null, null, 1, 0, [.. found, .. given]));
    }

    // The payments made in a span, those refunded in it, and those that the gateway should have had in it.
    private async Task<Reconciled?> Span(DateTimeOffset from, DateTimeOffset to)
    {
        if (await Pages((after, stop) => gateway.ListPayments(from, to, after, stop)) is not { } payments)
            return null;
        if (await Pages((after, stop) => gateway.ListRefunds(from, to, after, stop)) is not { } refunds)
            return null;

        var there = payments.DistinctBy(payment => payment.PaymentId)
            .ToDictionary(
                payment => payment.PaymentId,
                payment => new GatewayPayment(payment.PaymentId, payment.Reference, payment.Fact));
        var here = await book.Between(from, to);
        var others = refunds.Select(refund => refund.PaymentId).Concat(here.Select(known => known.GatewayId!));
        foreach (var id in others.Where(id => id.Length > 0).Distinct().ToList())
        {
            if (there.ContainsKey(id)) continue;
            there[id] = await Read(id);
            if (there[id].Fact is PaymentFact.Unknown { Unreadable: false }) return null;
        }

        if (await Compare([.. there.Values]) is not { } found) return null;
        if (await books.CompareAll(await book.RefundsBetween(from, to), refunds) is not { } given) return null;
        return new(from, to, payments.Count, refunds.Count, [.. found, .. given]);
    }

    // Null: of a payment that seemed to differ nothing was heard the second time. The others are told of all the same.
    private async Task<ImmutableArray<MoneyDifference>?> Compare(IReadOnlyCollection<GatewayPayment> all)
    {
        var isHeard = true;
        var found = ImmutableArray.CreateBuilder<MoneyDifference>();
        foreach (var some in all.Chunk(100))
        {
            var known = await Known(some);
            foreach (var there in some.Where(there => Comparison.Of(there, known.Of(there)) is not null))
            {
                var again = await AfterHeeding(there, known.Of(there));
                isHeard &= again.Fact is not PaymentFact.Unknown { Unreadable: false };
                if (Comparison.Of(again, (await Known([again])).Of(again)) is not { } difference) continue;
                await book.Report(ProblemOf(difference));
                found.Add(difference);
            }
        }

        return isHeard ? found.ToImmutable() : null;
    }

    // A webhook may have been missed: the owner learns of it now, and both books are read again.
    private async Task<GatewayPayment> AfterHeeding(GatewayPayment seen, KnownPayment? known)
    {
        if ((known?.Payment ?? seen.Reference) is { } reference) await books.Tell(reference, seen.PaymentId);
        return seen with { Fact = (await Read(seen.PaymentId)).Fact };
    }

    private static FoundProblem ProblemOf(MoneyDifference found) =>
        new($"payment/{found.PaymentId}/{found.Kind}", found.Details, found.Owner, found.Action);

    private Task<KnownPayments> Known(IReadOnlyCollection<GatewayPayment> some) => book.Of(
        [.. some.Select(there => there.PaymentId)],
        [.. some.Select(there => there.Reference).OfType<string>()]);

    private async Task<GatewayPayment> Read(string paymentId)
    {
        using var patience = new CancellationTokenSource(shop.GatewayPatience, clock);
        return new(paymentId, null, await gateway.Read(paymentId, patience.Token));
    }

    private async Task<List<T>?> Pages<T>(Func<string?, CancellationToken, Task<GatewayPage<T>?>> list)
    {
        List<T> items = [];
        string? after = null;
        do
        {
            using var patience = new CancellationTokenSource(shop.GatewayPatience, clock);
            if (await list(after, patience.Token) is not { } page) return null;
            items.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        return items;
    }

    private async Task<Outcome<Reconciled>> Unreachable(DateTimeOffset since)
    {
        LogUnreachable(logger);
        if (clock.Now() - since > SilenceMost)
        {
            await book.Report(new(
                "reconciliation/silent",
                "The gateway has not answered for a day, so the books were not compared. Money that moved meanwhile is "
                    + "compared when it answers again.",
                null,
                "POST /v1/admin/reconciliations {}"));
        }

        return new GatewayUnreachable();
    }

    [LoggerMessage(LogLevel.Information,
        "Compared {Payments} payments and {Refunds} refunds with the gateway: {Differences} differ.")]
    private static partial void LogDone(ILogger logger, int payments, int refunds, int differences);

    [LoggerMessage(LogLevel.Warning, "The gateway did not answer; the books are compared later.")]
    private static partial void LogUnreachable(ILogger logger);
}
