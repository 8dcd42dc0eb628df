using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using static Commerce.Grains.Certificates.CertificateCommand;
using static Commerce.Grains.Certificates.CertificateEvent;

namespace Commerce.Grains.Certificates;

/// <summary>Money on a purchase that is over (G5), given back as an order's is: pure.</summary>
internal static class ReturnedPurchase
{
    public static Decision<CertificateEvent> Settle(CertificatePayment? dead, Settle settle, DateTimeOffset now)
    {
        if (dead is not null && settle.Said is { } refund) return Hear(dead, settle.Reference, refund, now);
        if (dead is not { Status: PurchaseStatus.Ending }) return Already.Done;
        return settle.Fact switch
        {
            PaymentFact.Approved fact when MoneyReturns.IsGone(fact) =>
                new MoneyReturned(now, "refunded", fact.Refunded.Amount),
            PaymentFact.Cancelled or PaymentFact.Absent or PaymentFact.Declined =>
                new MoneyReturned(now, "cancelled", 0),
            PaymentFact.Approved { Captured.IsPositive: true } fact when MoneyReturns.MayTry(dead.Return, now) =>
                new ReturnMoved(now, MoneyReturns.Next(dead.Return, dead.Request.Reference, fact, now)),
            _ => Already.Done,
        };
    }

    /// <summary>A late word on it; null: it says nothing of money that was or is to be given back.</summary>
    public static CertificateEvent? Late(CertificatePayment payment, PaymentFact fact, DateTimeOffset now) =>
        payment.Status switch
        {
            PurchaseStatus.Ended when MoneyReturns.Doubted(payment.Return, fact, now) is { } doubted =>
                new ReturnMoved(now, doubted),
            PurchaseStatus.ReturnFailed when MoneyReturns.IsGone(fact) =>
                new MoneyReturned(now, "refunded", payment.Return!.Whole.Amount),
            _ => null,
        };

    /// <summary>Whether the gateway is to be asked about it now.</summary>
    public static bool IsToBeAsked(CertificatePayment? payment, DateTimeOffset now) => payment?.Status switch
    {
        PurchaseStatus.Ending => !MoneyReturns.Waits(payment.Return, now),
        PurchaseStatus.Ended => payment.Return?.AskAt <= now,
        _ => false,
    };

    public static CertificatePayment Evolve(CertificatePayment payment, ReturnMoved happened)
    {
        var moved = payment with
        {
            Return = happened.Return,
            Captured = Math.Max(payment.Captured, happened.Return.Whole.Amount),
        };
        return happened.Return.Status == MoneyReturnStatus.Failed && payment.Status == PurchaseStatus.Ended
            ? moved with
            {
                Status = PurchaseStatus.Ending,
                Refunded = payment.Refunded - happened.Return.Amount.Amount,
            }
            : moved;
    }

    private static Decision<CertificateEvent> Hear(
        CertificatePayment payment, string? reference, RefundFact refund, DateTimeOffset now)
    {
        if (payment.Return is not { } tried || tried.Reference != reference) return Already.Done;
        if (MoneyReturns.After(tried, refund, now) is not { } moved) return Already.Done;
        var said = new ReturnMoved(now, moved);
        return moved switch
        {
            { Status: MoneyReturnStatus.Failed, AskAt: null } =>
                (ImmutableArray<CertificateEvent>)[said, new ReturnGivenUp(now, moved)],
            { Status: MoneyReturnStatus.Made or MoneyReturnStatus.Settled }
                when payment.Status == PurchaseStatus.Ending => (ImmutableArray<CertificateEvent>)
                    [said, new MoneyReturned(now, "refunded", moved.Whole.Amount)],
            _ => said,
        };
    }
}
