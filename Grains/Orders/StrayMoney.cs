using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Commerce.Grains.Stock;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;

namespace Commerce.Grains.Orders;

/// <summary>Money on a payment of an order where none must stay (G5, void), by the rules of <see cref="MoneyReturns"/>:
/// pure.</summary>
internal static class StrayMoney
{
    /// <summary>It is settled when the gateway says that none is left.</summary>
    public static Decision<OrderEvent> Settle(
        OrderState state, Settle settle, ShopSettings settings, DateTimeOffset now) =>
        OrderMachine.CoreOf(state)?.PaymentOf(settle.Attempt) is { } payment
            ? Told(payment, now, MoneyReturns.Settle(
                Of(payment), new(settle.Fact, settle.Reference, settle.Said), settings.GatewaySilence, now))
            : new AttemptDead(settle.Attempt);

    /// <summary>Money that is to be let go is still there: after long a person hears, once (PRB-04).</summary>
    public static Decision<OrderEvent> Stuck(
        Payment payment, string why, ShopSettings settings, DateTimeOffset now) =>
        Told(payment, now, MoneyReturns.Stuck(Of(payment), why, settings.GatewaySilence, now));

    /// <summary>A late word on a payment that is over; null: it says nothing of money that was or is to be given
    /// back.</summary>
    public static OrderEvent? Late(Payment payment, PaymentFact fact, DateTimeOffset now) =>
        MoneyReturns.Late(Of(payment), fact, now) is { } step ? Event(payment.Attempt, step, now) : null;

    /// <summary>Whether the gateway is to be asked about it now.</summary>
    public static bool IsToBeAsked(Payment payment, DateTimeOffset now) =>
        MoneyReturns.IsToBeAsked(Of(payment), now);

    /// <summary>When something of it is due again; null: nothing is.</summary>
    public static DateTimeOffset? AskAt(OrderState state) =>
        OrderMachine.CoreOf(state)?.Payments.Min(payment => payment.Return?.AskAt);

    /// <summary>What is to be asked now.</summary>
    public static IEnumerable<OrderErrand> Questions(OrderState state, DateTimeOffset now) =>
        OrderMachine.CoreOf(state)?.Payments.Where(payment => payment.Return?.AskAt <= now)
            .Select(payment => new OrderErrand.ReturnMoney(payment.Attempt)) ?? [];

    /// <summary>The order after a step; tries and silence do not change it for its readers.</summary>
    public static OrderCore Evolve(OrderCore core, OrderEvent happened)
    {
        (AttemptId attempt, MoneyStep step, DateTimeOffset at) = happened switch
        {
            ReturnMoved e => (e.Attempt, (MoneyStep)new MoneyStep.Moved(e.Return), e.At),
            ReturnGivenUp e => (e.Attempt, new MoneyStep.GivenUp(e.Last), e.At),
            MoneyReturned e => (e.Attempt, new MoneyStep.Gone(e.How, e.Refunded), e.At),
            MoneyStays e => (e.Attempt, new MoneyStep.Held(e.Why), e.At),
            _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
        };
        var payment = core.PaymentOf(attempt)!;
        return core.With(
            With(payment, MoneyReturns.Evolve(Of(payment), step, at)),
            step is MoneyStep.Moved or MoneyStep.Held ? core.ChangedAt : at);
    }

    private static Payment With(Payment payment, UnwantedMoney money) => payment with
    {
        Status = money.Status switch
        {
            UnwantedStatus.Ending => PaymentStatus.Ending,
            UnwantedStatus.Ended => PaymentStatus.Ended,
            UnwantedStatus.ReturnFailed => PaymentStatus.ReturnFailed,
            _ => payment.Status,
        },
        Return = money.Return,
        Captured = money.Captured,
        Refunded = money.Refunded,
        EndingAt = money.Since,
        Stays = money.Stays,
        Reason = money.Reason,
    };

    private static UnwantedMoney Of(Payment payment) => new(
        payment.Attempt.Value,
        payment.Status switch
        {
            PaymentStatus.Ending => UnwantedStatus.Ending,
            PaymentStatus.Ended => UnwantedStatus.Ended,
            PaymentStatus.ReturnFailed => UnwantedStatus.ReturnFailed,
            _ => UnwantedStatus.None,
        },
        payment.Return,
        payment.Captured,
        payment.Refunded,
        payment.EndingAt ?? payment.FirstSentAt,
        payment.Stays,
        payment.Reason);

    private static Decision<OrderEvent> Told(Payment payment, DateTimeOffset now, ImmutableArray<MoneyStep> steps) =>
        steps.IsEmpty
            ? Already.Done
            : (ImmutableArray<OrderEvent>)[.. steps.Select(step => Event(payment.Attempt, step, now))];

    private static OrderEvent Event(AttemptId attempt, MoneyStep step, DateTimeOffset now) => step switch
    {
        MoneyStep.Moved(var moved) => new ReturnMoved(attempt, moved, now),
        MoneyStep.GivenUp(var last) => new ReturnGivenUp(attempt, last, now),
        MoneyStep.Gone gone => new MoneyReturned(attempt, gone.How, gone.Refunded, now),
        MoneyStep.Held held => new MoneyStays(attempt, held.Why, now),
        _ => throw new System.Diagnostics.UnreachableException(step.GetType().Name),
    };
}
