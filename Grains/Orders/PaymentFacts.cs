using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Commerce.Grains.Stock;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>What a payment is once the gateway said something of it: pure.</summary>
internal static class PaymentFacts
{
    private static readonly TimeSpan OffSessionTime = TimeSpan.FromDays(4);

    /// <summary>What the gateway says of a payment between its movements: it settled, is disputed (PAY-21), its promise
    /// is over, or more was taken of it than the shop asked for. What is being charged is judged by its
    /// charge.</summary>
    public static Decision<OrderEvent> Learn(
        Placed order, OrderCommand.LearnPayment learn, ShopSettings settings, DateTimeOffset now)
    {
        if (order.Core.PaymentOf(learn.Attempt) is not { } payment) return new AttemptDead(learn.Attempt);
        if (payment.Status is not (PaymentStatus.Authorized or PaymentStatus.Lapsed) || IsMoving(order, payment))
            return Already.Done;
        if (learn.Fact is PaymentFact.Approved taken && More(payment, taken) is { } found)
            return new MoneyFound(payment.Attempt, found, taken, now);
        if (IsToBeFree(payment))
        {
            if (learn.Fact is PaymentFact.Unknown unknown)
                return StrayMoney.Stuck(payment, unknown.Why, settings, now);
            if (learn.Fact is PaymentFact.Approved { Open: true })
                return StrayMoney.Stuck(payment, "still open", settings, now);
        }

        if (payment.Status == PaymentStatus.Lapsed) return Already.Done;
        return learn.Fact switch
        {
            PaymentFact.Cancelled when payment.IsOpen => Lapsed(payment, now),
            PaymentFact.Approved { Open: true } when payment.IsOpen && payment.CaptureBefore <= now =>
                Over(payment, now),
            PaymentFact.Approved fact when payment.SettleAskAt <= now || IsNews(payment, fact) =>
                new PaymentSeen(payment.Attempt, fact, now),
            _ => Already.Done,
        };
    }

    /// <summary>What the gateway took of a payment beside what the shop knows of, and has not given back; null:
    /// nothing.</summary>
    public static Money? More(Payment payment, PaymentFact.Approved fact)
    {
        var taken = fact.Captured.Amount - payment.Captured;
        var more = Math.Min(taken, taken - fact.Refunded.Amount + payment.Refunded);
        return more > 0 ? fact.Captured with { Amount = more } : null;
    }

    /// <summary>What is heard of a promise that nothing more can be taken of.</summary>
    public static OrderEvent Ended(Payment payment, PaymentFact.Approved fact, DateTimeOffset at) =>
        More(payment, fact) is { } more
            ? new MoneyFound(payment.Attempt, more, fact, at)
            : new PaymentSeen(payment.Attempt, fact, at);

    /// <summary>It is as if it had been taken with the promise itself.</summary>
    public static Payment Found(Payment payment, MoneyFound found) => Taken(
        payment with
        {
            Status = PaymentStatus.Authorized,
            Captured = payment.Captured + found.Amount.Amount,
            Ahead = payment.Ahead + found.Amount.Amount,
        },
        found.Fact,
        found.At);

    // What is left of it was not wanted any more, or its time was over, and the gateway was told.
    private static bool IsToBeFree(Payment payment) => payment.EndingAt is not null
        && (payment.IsOpen || payment is { Status: PaymentStatus.Lapsed, Captured: 0 });

    // Nothing is taken after its end. That the gateway still holds it – its clock is behind ours, or it names no end –
    // is told to it, so that the customer's money is free.
    private static ImmutableArray<OrderEvent> Over(Payment payment, DateTimeOffset now) => payment.Captured == 0
        ? [Lapsed(payment, now), new RestUnwanted(payment.Attempt, payment.Promised, now)]
        : [Lapsed(payment, now)];

    private static bool IsNews(Payment payment, PaymentFact.Approved fact) =>
        payment.Trail.IsNews(fact.Settlement, fact.Disputed)
        || (payment.IsOpen && !fact.Open);

    /// <summary>What was taken of it stays, and only its rest is over (C4).</summary>
    public static OrderEvent Lapsed(Payment payment, DateTimeOffset at) => payment.Captured == 0
        ? new AuthorizationLapsed(payment.Attempt, at)
        : new RestLapsed(payment.Attempt, payment.Promised, at);

    /// <summary>The payment once its rest is over.</summary>
    public static Payment WithoutRest(Payment payment) => payment with
    {
        Closed = true,
        Released = payment.Released + payment.Promised,
    };

    /// <summary>When a promise ends. A gateway that names no end keeps the first for six days, and one that was made
    /// without the customer for four.</summary>
    public static DateTimeOffset EndOf(Payment payment, PaymentFact.Approved fact, DateTimeOffset at) =>
        fact.CaptureBefore
            ?? at + (payment.Request is { OffSession: true } ? OffSessionTime : CaptureTries.PromiseTime);

    /// <summary>A promise that nothing more will be taken of: it is ended, or what is left of it.</summary>
    public static OrderEvent Unwanted(Payment payment, DateTimeOffset at) => payment.Captured == 0
        ? new AuthorizationUnwanted(payment.Attempt, at)
        : new RestUnwanted(payment.Attempt, payment.Promised, at);

    /// <summary>The promises that are to be set free, and the gateway was not told so yet.</summary>
    public static IEnumerable<OrderEvent> NotNeeded(Placed order, DateTimeOffset at) => order.Core.Payments
        .Where(payment => payment is { IsOpen: true, EndingAt: null })
        .Select(payment => Unwanted(payment, at));

    /// <summary>Whether something is left to be shipped or charged.</summary>
    public static bool IsNeeded(Placed order) => order.Items.Any(item => item.State == ItemState.ToBeShipped)
        || order.Shipments.Any(shipment => shipment.Owed > 0)
        || order.Charges.Any(charge => charge.Status == ChargeStatus.UnderWay);

    /// <summary>When a payment is to be asked about: daily until it settled, and when its promise ends.</summary>
    public static DateTimeOffset? AskAt(Placed order, Payment payment)
    {
        if (payment.Status != PaymentStatus.Authorized || payment.GatewayId is null) return null;
        if (IsMoving(order, payment)) return null;
        var end = payment.IsOpen ? payment.CaptureBefore : null;
        return payment.SettleAskAt is { } ask && !(end < ask) ? ask : end;
    }

    private static bool IsMoving(Placed order, Payment payment) =>
        PaymentMatters.ChargeOf(order, payment.Attempt) is not null;

    /// <summary>The payment as the gateway tells of it. What was taken and given back is counted by our own charges and
    /// refunds; that the gateway counts otherwise is for the reconciliation to tell.</summary>
    public static Payment Taken(Payment payment, PaymentFact.Approved fact, DateTimeOffset at)
    {
        var captured = payment.Captured;
        var closed = !fact.Open || payment.Closed;
        var trail = payment.Trail.Heard(captured > 0, fact.Settlement, fact.Disputed, at);
        return payment with
        {
            GatewayId = fact.PaymentId,
            Card = fact.Card,
            AuthorizedAt = payment.AuthorizedAt ?? at,
            Closed = closed,
            Released = closed && payment.Request is { } request ? request.Amount.Amount - captured : 0,
            MarkedAt = trail.TakenAt,
            ManyCaptures = payment.ManyCaptures || fact.ManyCaptures,
            Settlement = trail.Settlement,
            SettledAt = trail.SettledAt,
            SettleAskAt = trail.AskAt,
            Disputed = trail.Disputed,
            DisputedAt = trail.DisputedAt,
        };
    }
}
