using System.Globalization;

namespace Commerce.Grains.Payments;

/// <summary>How money that must not stay is given back, whoever it was for (G3, G5): pure. No answer is no failure: the
/// same try is asked about until it is known. What failed is tried anew an hour later; after the last try it is for a
/// person.</summary>
internal static class MoneyReturns
{
    /// <summary>So many tries are made.</summary>
    public const int Most = 3;

    /// <summary>Between a try that failed and the next.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private static readonly TimeSpan FirstAsk = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    /// <summary>The next try, of a payment with money on it.</summary>
    public static MoneyReturn Next(
        MoneyReturn? before, string payment, PaymentFact.Approved fact, DateTimeOffset now)
    {
        var number = (before?.Number ?? 0) + 1;
        var reference = number == 1
            ? $"{payment}/return"
            : string.Create(CultureInfo.InvariantCulture, $"{payment}/return/{number}");
        return new(number, fact.PaymentId, reference, fact.Captured - fact.Refunded, fact.Captured, now)
        {
            AskAt = now + FirstAsk,
        };
    }

    /// <summary>Whether the next try may be made: there was none, or the last failed and the time has come.</summary>
    public static bool MayTry(MoneyReturn? last, DateTimeOffset now) =>
        last is null || (last.Status == MoneyReturnStatus.Failed && last.AskAt <= now);

    /// <summary>Whether a failed try waits for its next.</summary>
    public static bool Waits(MoneyReturn? last, DateTimeOffset now) =>
        last is { Status: MoneyReturnStatus.Failed } && !(last.AskAt <= now);

    /// <summary>The try as it stands after a word from the gateway; null: that is nothing new.</summary>
    public static MoneyReturn? After(MoneyReturn tried, RefundFact fact, DateTimeOffset now)
    {
        var isUnderWay = tried.Status == MoneyReturnStatus.UnderWay;
        return fact switch
        {
            _ when tried.Status == MoneyReturnStatus.Failed => null,
            RefundFact.Made { Succeeded: true } made
                when tried.Status != MoneyReturnStatus.Settled || tried.AskAt is not null =>
                    tried with { Status = MoneyReturnStatus.Settled, RefundId = made.RefundId, AskAt = null },
            RefundFact.Made { Succeeded: false } made when isUnderWay || tried.AskAt <= now =>
                tried with { Status = MoneyReturnStatus.Made, RefundId = made.RefundId, AskAt = now + Daily },
            RefundFact.Failed failed => Failed(tried, failed.Reason, now),
            RefundFact.Rejected rejected when isUnderWay => Failed(tried, rejected.Reason, now),
            RefundFact.Absent when isUnderWay => Failed(tried, "absent", now),

            // A gateway that does not know what it made: the account or the key is another's. It is asked daily.
            RefundFact.Absent when tried.AskAt <= now => tried with { AskAt = now + Daily },
            RefundFact.Unknown when isUnderWay
                && Breakdown.After(tried.Broke, BreakdownHeard.In(fact), now) is { } broke =>
                    tried with { Broke = broke },
            _ => null,
        };
    }

    /// <summary>A payment that was given back has money on it again: the refund is asked about now. Null: it says
    /// nothing new.</summary>
    public static MoneyReturn? Doubted(MoneyReturn? tried, PaymentFact fact, DateTimeOffset now) =>
        tried is { Status: MoneyReturnStatus.Made or MoneyReturnStatus.Settled } && !(tried.AskAt <= now)
            && fact is PaymentFact.Approved approved && approved.Refunded < approved.Captured
            ? tried with { AskAt = now }
            : null;

    /// <summary>Once none of the money is left, nothing is tried any more.</summary>
    public static MoneyReturn? Closed(MoneyReturn? last) =>
        last is { Status: MoneyReturnStatus.Failed } ? last with { AskAt = null } : last;

    /// <summary>Whether no money is left on a payment.</summary>
    public static bool IsGone(PaymentFact fact) => fact is PaymentFact.Cancelled
        || (fact is PaymentFact.Approved approved && approved.Captured.IsPositive
            && approved.Refunded >= approved.Captured);

    /// <summary>What staff are told when no try was left.</summary>
    public static string TextOf(string whose, MoneyReturn last) =>
        $"{last.Amount} of {whose} could not be given back in {last.Number} tries ({last.Reason}). Give it back at "
            + $"the gateway: POST /v1/refunds payment_intent={last.PaymentId}; the shop hears of it.";

    private static MoneyReturn Failed(MoneyReturn tried, string reason, DateTimeOffset now) => tried with
    {
        Status = MoneyReturnStatus.Failed,
        Reason = reason,
        AskAt = tried.Number < Most ? now + Pause : null,
    };
}
