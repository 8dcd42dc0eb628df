using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Commerce.Grains.Stock;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;

namespace Commerce.Grains.Orders;

/// <summary>Money on a payment of an order where none must stay (G5, void): pure.</summary>
internal static class StrayMoney
{
    /// <summary>It is settled when the gateway says that none is left.</summary>
    public static Decision<OrderEvent> Settle(
        OrderState state, Settle settle, ShopSettings settings, DateTimeOffset now)
    {
        if (OrderMachine.CoreOf(state)?.PaymentOf(settle.Attempt) is not { } payment)
            return new AttemptDead(settle.Attempt);
        if (settle.Said is { } refund) return Hear(payment, settle.Reference, refund, settings, now);
        if (payment.Status != PaymentStatus.Ending) return Already.Done;
        return settle.Fact switch
        {
            PaymentFact.Approved fact when MoneyReturns.IsGone(fact) =>
                new MoneyReturned(settle.Attempt, "refunded", fact.Refunded.Amount, now),
            PaymentFact.Cancelled or PaymentFact.Absent or PaymentFact.Declined =>
                new MoneyReturned(settle.Attempt, "cancelled", 0, now),
            PaymentFact.Approved { Captured.IsPositive: true } fact => MoneyReturns.MayTry(payment.Return, now)
                ? new ReturnMoved(
                    payment.Attempt, MoneyReturns.Next(payment.Return, payment.Attempt.Value, fact, now), now)
                : Already.Done,
            PaymentFact.Unknown fact => Stuck(payment, fact.Why, settings, now),
            PaymentFact.Rejected fact => Stuck(payment, fact.Reason, settings, now),
            _ => Stuck(payment, "still there", settings, now),
        };
    }

    /// <summary>Money that is to be let go is still there: the gateway is told on, and after long a person hears, once
    /// (PRB-04).</summary>
    public static Decision<OrderEvent> Stuck(
        Payment payment, string why, ShopSettings settings, DateTimeOffset now) =>
        payment.Stays || now < (payment.EndingAt ?? payment.FirstSentAt) + settings.GatewaySilence
            ? Already.Done
            : new MoneyStays(payment.Attempt, why, now);

    /// <summary>A late word on a payment that is over; null: it says nothing of money that was or is to be given
    /// back.</summary>
    public static OrderEvent? Late(Payment payment, PaymentFact fact, DateTimeOffset now) => payment.Status switch
    {
        PaymentStatus.Ended when MoneyReturns.Doubted(payment.Return, fact, now) is { } doubted =>
            new ReturnMoved(payment.Attempt, doubted, now),
        PaymentStatus.ReturnFailed when MoneyReturns.IsGone(fact) =>
            new MoneyReturned(payment.Attempt, "refunded", payment.Return!.Whole.Amount, now),
        _ => null,
    };

    /// <summary>Whether the gateway is to be asked about it now.</summary>
    public static bool IsToBeAsked(Payment payment, DateTimeOffset now) => payment.Status switch
    {
        PaymentStatus.Ending => !MoneyReturns.Waits(payment.Return, now),
        PaymentStatus.Ended => payment.Return?.AskAt <= now,
        _ => false,
    };

    /// <summary>When something of it is due again; null: nothing is.</summary>
    public static DateTimeOffset? AskAt(OrderState state) =>
        OrderMachine.CoreOf(state)?.Payments.Min(payment => payment.Return?.AskAt);

    /// <summary>What is to be asked now.</summary>
    public static IEnumerable<OrderErrand> Questions(OrderState state, DateTimeOffset now) =>
        OrderMachine.CoreOf(state)?.Payments.Where(payment => payment.Return?.AskAt <= now)
            .Select(payment => new OrderErrand.ReturnMoney(payment.Attempt)) ?? [];

    public static Payment Evolve(Payment payment, ReturnMoved happened)
    {
        var moved = payment with
        {
            Return = happened.Return,
            Captured = Math.Max(payment.Captured, happened.Return.Whole.Amount),
        };
        if (happened.Return.Status != MoneyReturnStatus.Failed || payment.Status != PaymentStatus.Ended) return moved;
        return moved with
        {
            Status = PaymentStatus.Ending,
            EndingAt = happened.At,
            Stays = false,
            Refunded = payment.Refunded - happened.Return.Amount.Amount,
        };
    }

    public static Payment Evolve(Payment payment, ReturnGivenUp happened) => payment with
    {
        Status = PaymentStatus.ReturnFailed,
        Reason = happened.Last.Reason,
    };

    private static Decision<OrderEvent> Hear(
        Payment payment, string? reference, RefundFact refund, ShopSettings settings, DateTimeOffset now)
    {
        if (payment.Return is not { } tried || tried.Reference != reference) return Already.Done;
        if (MoneyReturns.After(tried, refund, now) is not { } moved)
        {
            return payment.Status == PaymentStatus.Ending && refund is RefundFact.Unknown unknown
                ? Stuck(payment, unknown.Why, settings, now)
                : Already.Done;
        }

        var said = new ReturnMoved(payment.Attempt, moved, now);
        return moved switch
        {
            { Status: MoneyReturnStatus.Failed, AskAt: null } =>
                (ImmutableArray<OrderEvent>)[said, new ReturnGivenUp(payment.Attempt, moved, now)],
            { Status: MoneyReturnStatus.Made or MoneyReturnStatus.Settled } when payment.Status == PaymentStatus.Ending
                => (ImmutableArray<OrderEvent>)
                    [said, new MoneyReturned(payment.Attempt, "refunded", moved.Whole.Amount, now)],
            _ => said,
        };
    }
}
