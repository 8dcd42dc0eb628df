using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Commerce.Grains.Stock;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>What a payment is once the gateway said something of it: pure.</summary>
internal static class PaymentFacts
{
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    /// <summary>What the gateway says of a payment between its movements: it settled, is disputed (PAY-21), or its
    /// promise is over. What is being charged is judged by its charge.</summary>
    public static Decision<OrderEvent> Learn(Placed order, OrderCommand.LearnPayment learn, DateTimeOffset now)
    {
        if (order.Core.PaymentOf(learn.Attempt) is not { } payment) return new AttemptDead(learn.Attempt);
        if (payment.Status != PaymentStatus.Authorized || IsMoving(order, payment)) return Already.Done;
        return learn.Fact switch
        {
            PaymentFact.Cancelled when payment.IsOpen => new AuthorizationLapsed(payment.Attempt, now),
            PaymentFact.Approved fact when fact.Captured.Amount != payment.Captured => Already.Done,
            PaymentFact.Approved fact when payment.SettleAskAt <= now || fact.Disputed != payment.Disputed =>
                new PaymentSeen(payment.Attempt, fact, now),
            _ => Already.Done,
        };
    }

    /// <summary>When a payment is to be asked about: daily until it settled, and when its promise ends.</summary>
    public static DateTimeOffset? AskAt(Placed order, Payment payment) =>
        payment.Status != PaymentStatus.Authorized || payment.GatewayId is null || IsMoving(order, payment) ? null
            : payment.IsOpen ? payment.CaptureBefore
            : payment.SettleAskAt;

    private static bool IsMoving(Placed order, Payment payment) => order.Charges.Any(charge =>
        charge.Status == ChargeStatus.UnderWay && charge.Attempt == payment.Attempt);

    /// <summary>The payment as the gateway tells of it. What was given back is counted by our own refunds.</summary>
    public static Payment Taken(Payment payment, PaymentFact.Approved fact, DateTimeOffset at)
    {
        var captured = Math.Max(payment.Captured, fact.Captured.Amount);
        var closed = !fact.Open;
        return payment with
        {
            GatewayId = fact.PaymentId,
            Card = fact.Card,
            Captured = captured,
            Closed = closed,
            Released = closed && payment.Request is { } request ? request.Amount.Amount - captured : 0,
            MarkedAt = payment.MarkedAt ?? (captured > 0 ? at : null),
            Settlement = payment.Settlement ?? fact.Settlement,
            SettleAskAt = captured == 0 || (payment.Settlement ?? fact.Settlement) is not null ? null : at + Daily,
            Disputed = fact.Disputed,
            DisputedAt = payment.DisputedAt ?? (fact.Disputed > 0 ? at : null),
        };
    }
}
