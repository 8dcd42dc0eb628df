using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using static Commerce.Grains.Certificates.CertificateCommand;
using static Commerce.Grains.Certificates.CertificateEvent;

namespace Commerce.Grains.Certificates;

/// <summary>Money on a purchase that is over (G5), by the rules of <see cref="MoneyReturns"/>: pure.</summary>
internal static class ReturnedPurchase
{
    public static Decision<CertificateEvent> Settle(
        CertificatePayment? dead, Settle settle, ShopSettings settings, DateTimeOffset now)
    {
        if (dead is null) return Already.Done;
        var steps = MoneyReturns.Settle(
            Of(dead), new(settle.Fact, settle.Reference, settle.Said), settings.GatewaySilence, now);
        return steps.IsEmpty
            ? Already.Done
            : (ImmutableArray<CertificateEvent>)[.. steps.Select(step => Event(step, now))];
    }

    /// <summary>A late word on it; null: it says nothing of money that was or is to be given back.</summary>
    public static CertificateEvent? Late(CertificatePayment payment, PaymentFact fact, DateTimeOffset now) =>
        MoneyReturns.Late(Of(payment), fact, now) is { } step ? Event(step, now) : null;

    /// <summary>Whether the gateway is to be asked about it now.</summary>
    public static bool IsToBeAsked(CertificatePayment? payment, DateTimeOffset now) =>
        payment is not null && MoneyReturns.IsToBeAsked(Of(payment), now);

    /// <summary>The payment from when on its money is to be let go.</summary>
    public static CertificatePayment Let(CertificatePayment payment, DateTimeOffset at) =>
        payment with { Status = PurchaseStatus.Ending, EndingAt = at, Stays = false };

    public static CertificatePayment Evolve(CertificatePayment payment, CertificateEvent happened)
    {
        MoneyStep step = happened switch
        {
            ReturnMoved e => new MoneyStep.Moved(e.Return),
            ReturnGivenUp e => new MoneyStep.GivenUp(e.Last),
            MoneyReturned e => new MoneyStep.Gone(e.How, e.Refunded),
            MoneyStays e => new MoneyStep.Held(e.Why),
            _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
        };
        var money = MoneyReturns.Evolve(Of(payment), step, happened.At);
        return payment with
        {
            Status = money.Status switch
            {
                UnwantedStatus.Ending => PurchaseStatus.Ending,
                UnwantedStatus.Ended => PurchaseStatus.Ended,
                UnwantedStatus.ReturnFailed => PurchaseStatus.ReturnFailed,
                _ => payment.Status,
            },
            Return = money.Return,
            Captured = money.Captured,
            Refunded = money.Refunded,
            EndingAt = money.Since,
            Stays = money.Stays,
            Reason = money.Reason,
        };
    }

    private static UnwantedMoney Of(CertificatePayment payment) => new(
        payment.Request.Reference,
        payment.Status switch
        {
            PurchaseStatus.Ending => UnwantedStatus.Ending,
            PurchaseStatus.Ended => UnwantedStatus.Ended,
            PurchaseStatus.ReturnFailed => UnwantedStatus.ReturnFailed,
            _ => UnwantedStatus.None,
        },
        payment.Return,
        payment.Captured,
        payment.Refunded,
        payment.EndingAt ?? payment.FirstSentAt,
        payment.Stays,
        payment.Reason);

    private static CertificateEvent Event(MoneyStep step, DateTimeOffset now) => step switch
    {
        MoneyStep.Moved(var moved) => new ReturnMoved(now, moved),
        MoneyStep.GivenUp(var last) => new ReturnGivenUp(now, last),
        MoneyStep.Gone gone => new MoneyReturned(now, gone.How, gone.Refunded),
        MoneyStep.Held held => new MoneyStays(now, held.Why),
        _ => throw new System.Diagnostics.UnreachableException(step.GetType().Name),
    };
}
