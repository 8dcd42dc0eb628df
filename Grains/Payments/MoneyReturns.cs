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

    /// <summary>What follows of what the gateway said; none: that is nothing new.</summary>
    /// <param name="money">How the money stands.</param>
    /// <param name="heard">What was heard of its payment, or of a try to give it back.</param>
    /// <param name="silence">After how long a person hears that it is still there.</param>
    /// <param name="now">When it was heard.</param>
    public static ImmutableArray<MoneyStep> Settle(
        UnwantedMoney money, MoneyHeard heard, TimeSpan silence, DateTimeOffset now)
    {
        if (heard.Said is { } refund) return Hear(money, heard.Reference, refund, silence, now);
        if (money.Status != UnwantedStatus.Ending) return [];
        return heard.Fact switch
        {
            PaymentFact.Approved fact when IsGone(fact) => [new MoneyStep.Gone("refunded", fact.Refunded.Amount)],
            PaymentFact.Cancelled or PaymentFact.Absent or PaymentFact.Declined => [new MoneyStep.Gone("cancelled", 0)],
            PaymentFact.Approved { Captured.IsPositive: true } fact => MayTry(money.Return, now)
                ? [new MoneyStep.Moved(Next(money.Return, money.Payment, fact, now))]
                : [],
            PaymentFact.Unknown fact => Stuck(money, fact.Why, silence, now),
            PaymentFact.Rejected fact => Stuck(money, fact.Reason, silence, now),
            _ => Stuck(money, "still there", silence, now),
        };
    }

    /// <summary>It is still there: the gateway is told on, and after long a person hears, once (PAY-14,
    /// PRB-04).</summary>
    public static ImmutableArray<MoneyStep> Stuck(
        UnwantedMoney money, string why, TimeSpan silence, DateTimeOffset now) =>
        money.Stays || now < money.Since + silence ? [] : [new MoneyStep.Held(why)];

    /// <summary>What a late word on its payment comes to; null: it says nothing of money that was or is to be given
    /// back.</summary>
    public static MoneyStep? Late(UnwantedMoney money, PaymentFact fact, DateTimeOffset now) => money.Status switch
    {
        UnwantedStatus.Ended when Doubted(money.Return, fact, now) is { } doubted => new MoneyStep.Moved(doubted),
        UnwantedStatus.ReturnFailed when IsGone(fact) =>
            new MoneyStep.Gone("refunded", money.Return!.Whole.Amount),
        _ => null,
    };

    /// <summary>Whether the gateway is to be asked about it now.</summary>
    public static bool IsToBeAsked(UnwantedMoney money, DateTimeOffset now) => money.Status switch
    {
        UnwantedStatus.Ending => !Waits(money.Return, now),
        UnwantedStatus.Ended => money.Return?.AskAt <= now,
        _ => false,
    };

    /// <summary>How it stands after a step.</summary>
    public static UnwantedMoney Evolve(UnwantedMoney money, MoneyStep step, DateTimeOffset at) => step switch
    {
        MoneyStep.Moved(var moved) => Moved(money, moved, at),
        MoneyStep.GivenUp(var last) => money with { Status = UnwantedStatus.ReturnFailed, Reason = last.Reason },
        MoneyStep.Gone gone => money with
        {
            Status = UnwantedStatus.Ended,
            Refunded = gone.Refunded,
            Reason = gone.How,
            Return = Closed(money.Return),
        },
        _ => money with { Stays = true },
    };

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

    /// <summary>Whether no money is left on a payment.</summary>
    public static bool IsGone(PaymentFact fact) => fact is PaymentFact.Cancelled
        || (fact is PaymentFact.Approved approved && approved.Captured.IsPositive
            && approved.Refunded >= approved.Captured);

    /// <summary>What staff are told when no try was left.</summary>
    public static string TextOf(string whose, MoneyReturn last) =>
        $"{last.Amount} of {whose} could not be given back in {last.Number} tries ({last.Reason}). Give it back at "
            + $"the gateway: POST /v1/refunds payment_intent={last.PaymentId}; the shop hears of it.";

    private static ImmutableArray<MoneyStep> Hear(
        UnwantedMoney money, string? reference, RefundFact refund, TimeSpan silence, DateTimeOffset now)
    {
        if (money.Return is not { } tried || tried.Reference != reference) return [];
        var isEnding = money.Status == UnwantedStatus.Ending;
        if (After(tried, refund, now) is not { } moved)
            return isEnding && refund is RefundFact.Unknown unknown ? Stuck(money, unknown.Why, silence, now) : [];
        var said = new MoneyStep.Moved(moved);
        return moved switch
        {
            { Status: MoneyReturnStatus.Failed, AskAt: null } => [said, new MoneyStep.GivenUp(moved)],
            { Status: MoneyReturnStatus.Made or MoneyReturnStatus.Settled } when isEnding =>
                [said, new MoneyStep.Gone("refunded", moved.Whole.Amount)],
            _ => [said],
        };
    }

    // What was given back and came back is on the payment again.
    private static UnwantedMoney Moved(UnwantedMoney money, MoneyReturn moved, DateTimeOffset at)
    {
        var after = money with { Return = moved, Captured = Math.Max(money.Captured, moved.Whole.Amount) };
        return moved.Status == MoneyReturnStatus.Failed && money.Status == UnwantedStatus.Ended
            ? after with
            {
                Status = UnwantedStatus.Ending,
                Since = at,
                Stays = false,
                Refunded = money.Refunded - moved.Amount.Amount,
            }
            : after;
    }

    // Once none of the money is left, nothing is tried any more.
    private static MoneyReturn? Closed(MoneyReturn? last) =>
        last is { Status: MoneyReturnStatus.Failed } ? last with { AskAt = null } : last;

    private static MoneyReturn Failed(MoneyReturn tried, string reason, DateTimeOffset now) => tried with
    {
        Status = MoneyReturnStatus.Failed,
        Reason = reason,
        AskAt = tried.Number < Most ? now + Pause : null,
    };
}
