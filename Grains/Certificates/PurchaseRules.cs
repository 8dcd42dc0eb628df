using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using static Commerce.Grains.Certificates.CertificateCommand;
using static Commerce.Grains.Certificates.CertificateEvent;
using static Commerce.Grains.Certificates.CertificateState;

namespace Commerce.Grains.Certificates;

/// <summary>How a certificate is bought (GC-04..07, SCH-09): pure. It is valid once its money is promised, and only
/// then is the money taken; it fails only when its payment is known to be dead.</summary>
internal static class PurchaseRules
{
    /// <summary>Why a payment is dead that the gateway never heard of.</summary>
    public const string Absent = "absent";

    public static Decision<CertificateEvent> Decide(
        CertificateId id, ShopSettings settings, CertificateState state, CertificateCommand command,
        DateTimeOffset now) => (state, command) switch
        {
            (Blank, Purchase purchase) => Decide(purchase, settings, now),
            (Blank, _) => new NotFound("gift certificate"),
            (_, Purchase purchase) => Again(state, purchase),
            (Confirmed s, Learn learn) => LearnOfTheLive(s.Core.PaidWith!, learn, settings, now),
            (Confirmed s, AskCancel ask) => s.Core.PaidWith!.CancelAskedAt is null
                ? new CancelAsked(now, ask.PaymentId, now + settings.LookAgain)
                : Already.Done,
            (Failed s, Learn learn) => LearnOfTheDead(s.Core.PaidWith!, learn, now),
            (Valid or CertificateState.Voided, Learn learn) =>
                LearnOfTheTaken(CertificateMachine.CoreOf(state)!.PaidWith, learn, now),
            (Failed or Valid or CertificateState.Voided, Settle settle) =>
                ReturnedPurchase.Settle(CertificateMachine.CoreOf(state)!.PaidWith, settle, settings, now),
            (Valid or CertificateState.Voided, TakeMoney taken) =>
                PromisedMoney.Heard(CertificateMachine.CoreOf(state)!, taken.Fact, settings, now),
            (_, Learn or TakeMoney or Settle) => Already.Done,
            _ => NotAllowed.When(state, command),
        };

    public static CertificateState Evolve(CertificateState state, CertificateEvent happened) => (state, happened) switch
    {
        (Blank, Purchased e) => new Confirmed(Bought(e)),
        (Confirmed, PaymentUnanswered e) => Paid(state, e, payment => payment with
        {
            Reason = e.Why,
            BrokenAt = e.Broken ? e.At : null,
        }),
        (_, CaptureBroke e) => Paid(state, e, payment => payment with { CaptureBroke = e.Broke }),
        (_, CaptureRepeated e) => Paid(state, e, payment => PromisedMoney.Repeated(payment, e)),
        (_, PaymentSilent e) => Paid(state, e, payment => payment with { IsSilent = true }),
        (Confirmed, ActionRequested e) => Paid(state, e, payment => payment with
        {
            Status = PurchaseStatus.ActionRequired,
            GatewayId = e.GatewayId,
            ClientSecret = e.ClientSecret,
            AskAt = e.Until,
        }),
        (Confirmed, CancelAsked e) => Paid(state, e, payment => payment with
        {
            GatewayId = e.GatewayId,
            ClientSecret = null,
            AskAt = e.AskAt,
            CancelAskedAt = e.At,
        }),
        (Confirmed s, PaymentAuthorized e) => new Valid(s.Core with
        {
            AuthorizedAt = e.At,
            ChangedAt = e.At,
            PaidWith = s.Core.PaidWith! with
            {
                Status = PurchaseStatus.Authorized,
                GatewayId = e.GatewayId,
                ClientSecret = null,
                AddressMatches = e.AddressMatches,
                Card = e.Card,
                IsSilent = false,
                Captured = e.Captured,
            },
        }),
        (Confirmed s, PaymentRefused e) => new Failed(s.Core with
        {
            ChangedAt = e.At,
            PaidWith = s.Core.PaidWith! with
            {
                Status = PurchaseStatus.Dead,
                GatewayId = e.GatewayId ?? s.Core.PaidWith.GatewayId,
                ClientSecret = null,
                Reason = e.Reason,
            },
        }),
        (_, MoneyTaken e) => Paid(state, e, payment => payment.With(
            payment.Trail.Heard(isTaken: true, e.Settlement, e.Disputed, e.At)) with
        {
            Status = PurchaseStatus.Captured,
            Captured = e.Amount.Amount,
        }),
        (_, PaymentSeen e) => Paid(state, e, payment => payment.With(
            payment.Trail.Heard(isTaken: true, e.Settlement, e.Disputed, e.At))),
        (_, MoneyLost e) => Paid(state, e, payment => (PromisedMoney.MayStand(e.Why)
            ? ReturnedPurchase.Let(payment, e.At)
            : payment with { Status = PurchaseStatus.Dead }) with
        {
            Reason = e.Why,
        }),
        (_, StrayMoneyFound e) => Paid(state, e, payment => ReturnedPurchase.Let(payment, e.At) with
        {
            GatewayId = e.GatewayId,
            Card = e.Card ?? payment.Card,
        }),
        (_, ReturnMoved or ReturnGivenUp or MoneyReturned or MoneyStays) =>
            Paid(state, happened, payment => ReturnedPurchase.Evolve(payment, happened)),
        _ => throw new ImpossibleHistoryException(state, happened),
    };

    /// <summary>What asking the gateway about it is for.</summary>
    public static InquiryPurpose PurposeOf(CertificateState state, DateTimeOffset now) => state switch
    {
        Confirmed { Core.PaidWith: { } payment } when payment.CancelAskedAt is not null
            || (payment.Status == PurchaseStatus.ActionRequired && now >= payment.AskAt) => InquiryPurpose.EndAction,
        Confirmed => InquiryPurpose.Learn,
        _ => ReturnedPurchase.IsToBeAsked(CertificateMachine.CoreOf(state)?.PaidWith, now)
            ? InquiryPurpose.ReturnMoney
            : InquiryPurpose.None,
    };

    private static Decision<CertificateEvent> Decide(Purchase purchase, ShopSettings settings, DateTimeOffset now)
    {
        if (!settings.CertificatesSold) return new CertificatesNotSold();
        if (PurchaseLimits.FaultOf(purchase, settings) is { } fault) return fault;
        return new Purchased(
            now,
            purchase.Number,
            purchase.Buyer,
            now.AddMonths(settings.CertificateMonths),
            purchase.BuyerEmail,
            purchase.Letter,
            purchase.ClaimCheck,
            purchase.Request,
            now + settings.DoubtTime)
        {
            Transaction = purchase.Transaction,
        };
    }

    // A repeat hears what became of the first; no number is drawn for it.
    private static Decision<CertificateEvent> Again(CertificateState state, Purchase purchase)
    {
        var core = CertificateMachine.CoreOf(state)!;
        if (core.PurchasedBy is null) return NotAllowed.When(state, purchase);
        // Whose the method is may have changed since (CHK-12).
        var request = core.PaidWith!.Request;
        if (core.PurchasedBy != purchase.Buyer || request != purchase.Request with { Customer = request.Customer }
            || core.Letter != purchase.Letter)
            return new IdempotencyKeyUsed();
        return state is Failed ? new Already(AnswerTo(core.PaidWith!.Reason != "card_declined")) : Already.Done;
    }

    private static CertificateCore Bought(Purchased bought) =>
        new(bought.Number, bought.Amount, bought.At, bought.ExpiresAt, bought.At)
        {
            PurchasedBy = bought.Buyer,
            ClaimCheck = bought.ClaimCheck,
            Letter = bought.Letter,
            PaidWith = new(bought.Request, bought.BuyerEmail, PurchaseStatus.InDoubt, bought.At, bought.AskAt)
            {
                Number = bought.Transaction,
            },
        };

    private static CertificateState Paid(
        CertificateState state, CertificateEvent happened, Func<CertificatePayment, CertificatePayment> change) =>
        CertificateMachine.With(state, core => core with
        {
            PaidWith = change(core.PaidWith!),
            ChangedAt = happened.At,
        });

    private static Decision<CertificateEvent> LearnOfTheLive(
        CertificatePayment live, Learn learn, ShopSettings settings, DateTimeOffset now) =>
        CancelledPayment.Believed(learn.Fact, live.CancelAskedAt) switch
        {
            PaymentFact.Approved f => new PaymentAuthorized(now, f.PaymentId, f.AddressMatches, f.Captured.Amount)
            {
                Card = f.Card,
            },
            PaymentFact.ActionNeeded f when live.GatewayId == f.PaymentId => Already.Done,
            PaymentFact.ActionNeeded f =>
                new ActionRequested(now, f.PaymentId, f.ClientSecret, now + settings.ActionTime),
            PaymentFact.Unknown f =>
                (learn.Present && live.Reason is null) || (live.BrokenAt is null && BreakdownHeard.In(f) is not null)
                    ? new PaymentUnanswered(now, f.Why)
                    {
                        Broken = Breakdown.IsTwice(live.Reason, BreakdownHeard.In(f)),
                    }
                    : Unsaid(live, f, settings, now),
            PaymentFact.Rejected f => Refused(new(now, null, f.Reason, learn.Present, OurFault: true)),
            PaymentFact.Declined f => Refused(
                new(now, f.PaymentId, "card_declined", learn.Present, OurFault: false) { Declined = f.DeclineCode }),
            PaymentFact.Cancelled f => Refused(new(now, f.PaymentId, "cancelled", learn.Present, OurFault: false)),
            _ => Refused(new(now, null, Absent, learn.Present, OurFault: true)),
        };

    private static Decision<CertificateEvent> Unsaid(
        CertificatePayment live, PaymentFact.Unknown fact, ShopSettings settings, DateTimeOffset now) =>
        live.IsSilent || now < live.FirstSentAt + settings.GatewaySilence
            ? Already.Done
            : new PaymentSilent(now, fact.Why);

    private static Decision<CertificateEvent> Refused(PaymentRefused refused) =>
        new Decision<CertificateEvent>.Accepted([refused], refused.Present ? AnswerTo(refused.OurFault) : null);

    // G5: its buyer was told that it failed.
    private static Decision<CertificateEvent> LearnOfTheDead(CertificatePayment dead, Learn learn, DateTimeOffset now)
    {
        if (ReturnedPurchase.Late(dead, learn.Fact, now) is { } late) return late;
        if (learn.Fact is PaymentFact.Approved fact && dead.Status == PurchaseStatus.Dead
            && fact.Refunded < fact.Amount)
            return new StrayMoneyFound(now, fact.PaymentId, fact.Amount) { Card = fact.Card };
        return new Already(learn.Present ? AnswerTo(dead.Reason is not ("card_declined" or "cancelled")) : null);
    }

    // What was taken is followed like an order's: until it settled, and when it is disputed (PAY-21).
    private static Decision<CertificateEvent> LearnOfTheTaken(
        CertificatePayment? paid, Learn learn, DateTimeOffset now) =>
        paid is not null && ReturnedPurchase.Late(paid, learn.Fact, now) is { } late ? late
        : paid is { Status: PurchaseStatus.Captured } && learn.Fact is PaymentFact.Approved fact
            && (paid.Trail.AskAt <= now || paid.Trail.IsNews(fact.Settlement, fact.Disputed))
            ? new PaymentSeen(now, fact.Settlement, fact.Disputed)
            : Already.Done;

    private static Refusal AnswerTo(bool ourFault) =>
        ourFault ? new PaymentUnavailable() : new PaymentDeclined("card_declined");
}
