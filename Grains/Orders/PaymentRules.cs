using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Commerce.Grains.Stock;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>How an order judges its attempts (G1–G5): pure.</summary>
internal static class PaymentRules
{
    /// <summary>Why an attempt is dead that the gateway never heard of.</summary>
    public const string Absent = "absent";

    private const string OnlyOneMayLive = "A payment must not stay on an attempt that is over";

    public static Decision<OrderEvent> Confirm(
        OrderState state, Confirm confirm, ShopSettings settings, DateTimeOffset now)
    {
        var attempt = confirm.Attempt;
        var core = OrderMachine.CoreOf(state);

        // A repeat is answered first: an attempt that was confirmed must hear yes again, whatever became of it.
        if (core?.PaymentOf(attempt) is not null) return Already.Done;
        if (IsGivenUp(state, attempt)) return new AttemptDead(attempt);
        if (state is Placed) return Dead(attempt, new AlreadyPlaced(attempt.Order));
        if (state is Expired) return Dead(attempt, new AttemptDead(attempt));
        if (state is Confirmed s) return Dead(attempt, new AttemptUnfinished(s.Core.Last.Attempt));
        if (core?.Payments.Any(payment => payment.Attempt.Number > attempt.Number) == true)
            return Dead(attempt, new AttemptDead(attempt));
        if (confirm.HoldsUntil is { } until && until - now < settings.HoldMargin)
            return Dead(attempt, new AttemptDead(attempt));

        var submitted = new CheckoutSubmitted(
            attempt, core?.Number
                ?? confirm.Number, confirm.Quote, confirm.Delivery, confirm.Request, now, now + settings.DoubtTime,
            confirm.Customer)
        {
            Transaction = confirm.Transaction,
            Notices = confirm.Notices,
            InBasketAt = confirm.InBasketAt,
        };

        // Nothing to pay by card: the same write is also the authorisation (CHK-17).
        return confirm.Request is null
            ? (ImmutableArray<OrderEvent>)
                [submitted, .. Authorized(OrderMachine.Evolve(state, submitted), new(attempt, null, now))]
            : submitted;
    }

    public static Decision<OrderEvent> Judge(OrderId id, OrderState state, AttemptId attempt)
    {
        if (attempt.Order != id) return new NotFound("attempt");
        if (attempt.IsAddition) return AdditionRules.Judge(state, attempt);
        var known = IsGivenUp(state, attempt) || OrderMachine.CoreOf(state)?.PaymentOf(attempt) is not null;
        return known ? Already.Done : new AttemptGivenUp(attempt);
    }

    /// <summary>What an attempt is, once it was judged.</summary>
    public static Verdict VerdictOn(OrderState state, AttemptId attempt) => state switch
    {
        Placed s when s.PaidBy == attempt || AdditionRules.IsDone(s, attempt) => Verdict.Paid,
        Confirmed s when s.Core.Last.Attempt == attempt => Verdict.Alive,
        _ => Verdict.Dead,
    };

    public static Decision<OrderEvent> Learn(OrderState state, Learn learn, ShopSettings settings, DateTimeOffset now)
    {
        if (OrderMachine.CoreOf(state)?.PaymentOf(learn.Attempt) is not { } payment)
            return new AttemptDead(learn.Attempt);
        if (IsInDoubt(state, payment))
        {
            var heard = learn with { Fact = CancelledPayment.Believed(learn.Fact, payment.CancelAskedAt) };
            return state is Placed placed
                ? LinkRules.Learn(placed, heard, settings, now)
                : LearnOfTheLive(state, heard, settings, now);
        }

        // What a placed order counts on, or is being charged, is no attempt in doubt: others judge it.
        var isJudged = state is Placed && payment.Status is PaymentStatus.Authorized or PaymentStatus.Lapsed
            or PaymentStatus.Confirmed;
        return isJudged ? Already.Done : LearnOfTheDead(payment, learn, now);
    }

    /// <summary>The shopper gives it up.</summary>
    public static Decision<OrderEvent> Abandon(Payment live, DateTimeOffset now) =>
        live.Ending == Ending.None
            ? new EndWanted(live.Attempt, Ending.ByShopper, null, now)
            : Already.Done;

    /// <summary>From now on no promise of it is believed; one that counts already is not cancelled (G4).</summary>
    public static Decision<OrderEvent> AskCancel(
        OrderState state, AskCancel ask, ShopSettings settings, DateTimeOffset now)
    {
        if (OrderMachine.CoreOf(state)?.PaymentOf(ask.Attempt) is not { } payment || !IsInDoubt(state, payment))
            return new AttemptDead(ask.Attempt);
        return payment.CancelAskedAt is null
            ? new CancelAsked(ask.Attempt, ask.PaymentId, now, now + settings.LookAgain)
            : Already.Done;
    }

    /// <summary>C6: the method can be used again.</summary>
    public static Decision<OrderEvent> Keep(Placed order, KeepMethod kept, DateTimeOffset now) =>
        order.Core.PaymentOf(kept.Attempt) switch
        {
            null => new AttemptDead(kept.Attempt),
            { Customer: not null } => Already.Done,
            _ => new MethodKept(kept.Attempt, kept.Method, kept.Customer, now),
        };

    /// <summary>What is to be asked so that a payment's method can be used again; null: nothing (C6).</summary>
    public static MethodToKeep? MethodOf(OrderState state, AttemptId attempt) =>
        OrderMachine.CoreOf(state) is { } core
            && core.PaymentOf(attempt) is { Method: { } method, Customer: null } payment
            ? new(
                new(core.Customer?.Value ?? attempt.Order.Value, method, null, $"{attempt.Value}/keep"),
                core.Customer, payment.Card)
            {
                FirstSentAt = payment.FirstSentAt,
            }
            : null;

    /// <summary>What asking the gateway about an attempt is for. One that is over is never sent again (G3).</summary>
    public static InquiryPurpose PurposeOf(OrderState state, Payment payment, DateTimeOffset now)
    {
        if (StrayMoney.IsToBeAsked(payment, now)) return InquiryPurpose.ReturnMoney;
        if (payment.Status == PaymentStatus.Ending) return InquiryPurpose.None;
        if (payment.Request is null || !IsInDoubt(state, payment)) return InquiryPurpose.None;
        return payment.Ending switch
        {
            _ when payment.CancelAskedAt is not null => InquiryPurpose.EndAction,
            Ending.ByVoid => InquiryPurpose.Void,
            Ending.ByShopper => InquiryPurpose.Abandon,
            _ when payment.Status == PaymentStatus.ActionRequired && now >= payment.AskAt => InquiryPurpose.EndAction,
            _ => InquiryPurpose.Learn,
        };
    }

    /// <summary>What a person must hear of stray money (G5).</summary>
    public static Problem ProblemOf(StrayMoneyFound found) => new(
        $"payment/{found.Fact.PaymentId}/stray",
        $"{OnlyOneMayLive}: {found.Fact.Amount} on {found.Attempt} is being cancelled or given back.",
        found.Attempt.Order.Value);

    private static Decision<OrderEvent> LearnOfTheLive(
        OrderState state, Learn learn, ShopSettings settings, DateTimeOffset now)
    {
        var live = OrderMachine.CoreOf(state)!.Last;
        var attempt = learn.Attempt;
        switch (learn.Fact)
        {
            case PaymentFact.Approved fact when live.Ending == Ending.ByVoid:
                return (ImmutableArray<OrderEvent>)
                [
                    new PaymentRefused(attempt, PaymentStatus.Dead, fact.PaymentId, "void", true, false, now),
                    new OrderVoided(WhyOf(live), now) { By = live.EndedBy },
                    new StrayMoneyFound(attempt, fact, now),
                ];
            case PaymentFact.Approved fact:
                return Authorized(state, new(attempt, fact, now));
            case PaymentFact.ActionNeeded fact when live.Status == PaymentStatus.ActionRequired
                && live.GatewayId == fact.PaymentId:
                return Already.Done;
            // Somebody wants it ended: no step is offered, and it is ended now.
            case PaymentFact.ActionNeeded fact when live.Ending != Ending.None:
                return new ActionRequested(attempt, fact.PaymentId, fact.ClientSecret, now);
            case PaymentFact.ActionNeeded fact:
                return new ActionRequested(attempt, fact.PaymentId, fact.ClientSecret, now + settings.ActionTime);
            case PaymentFact.Unknown fact:
                return (learn.Present && live.Reason is null) || IsNewBreakdown(live, fact)
                    ? Unanswered(live, fact, now)
                    : Unsaid(live, fact, settings, now);
            case PaymentFact.Rejected fact:
                return Ended(
                    live, learn, new(attempt, PaymentStatus.Dead, null, fact.Reason, learn.Present, true, now));
            case PaymentFact.Declined fact:
                return Ended(live, learn, new(
                    attempt, PaymentStatus.Declined, fact.PaymentId, fact.DeclineCode, learn.Present, false, now));
            case PaymentFact.Cancelled fact:
                return Ended(live, learn, new(
                    attempt, PaymentStatus.Dead, fact.PaymentId, "cancelled", learn.Present, false, now));
            default:
                return Ended(live, learn, new(attempt, PaymentStatus.Dead, null, Absent, learn.Present, true, now));
        }
    }

    /// <summary>Whether the gateway broke down over the request, and it is not known yet that it did twice. The write
    /// that says so keeps later asks from sending it again.</summary>
    public static bool IsNewBreakdown(Payment payment, PaymentFact.Unknown fact) =>
        payment is { BrokenAt: null, GatewayId: null } && BreakdownHeard.In(fact) is not null;

    /// <summary>What is written down when nothing is known.</summary>
    public static PaymentUnanswered Unanswered(Payment payment, PaymentFact.Unknown fact, DateTimeOffset now) =>
        new(payment.Attempt, fact.Why)
        {
            BrokenAt = Breakdown.IsTwice(payment.Reason, BreakdownHeard.In(fact)) ? now : null,
        };

    /// <summary>A payment stays in doubt: it is asked on, and after long a person hears, once (SCH-08).</summary>
    public static Decision<OrderEvent> Unsaid(
        Payment payment, PaymentFact.Unknown fact, ShopSettings settings, DateTimeOffset now) =>
        payment.IsSilent || now < payment.FirstSentAt + settings.GatewaySilence
            ? Already.Done
            : new PaymentSilent(payment.Attempt, payment.Request!.Amount, fact.Why, now);

    // What needs no parcel leaves in the same write (FUL-03).
    private static ImmutableArray<OrderEvent> Authorized(OrderState state, PaymentAuthorized authorized) =>
        [authorized, .. ShipmentRules.ShipSoft((Placed)OrderMachine.Evolve(state, authorized), authorized.At)];

    private static Decision<OrderEvent> Ended(Payment live, Learn learn, PaymentRefused refused) => live.Ending switch
    {
        Ending.ByVoid => (ImmutableArray<OrderEvent>)
            [
                refused with { Present = true },
                new OrderVoided(WhyOf(live), refused.At) { By = live.EndedBy },
            ],
        _ => new Decision<OrderEvent>.Accepted(
            [refused with { Present = learn.Present || live.Ending == Ending.ByShopper }],
            learn.Present ? AnswerTo(refused.OurFault) : null),
    };

    // G5: never adopted, its holds are gone.
    private static Decision<OrderEvent> LearnOfTheDead(Payment dead, Learn learn, DateTimeOffset now)
    {
        if (StrayMoney.Late(dead, learn.Fact, now) is { } late) return late;
        var settled = dead.Status is PaymentStatus.Ending or PaymentStatus.Ended or PaymentStatus.ReturnFailed;
        if (learn.Fact is PaymentFact.Approved fact && fact.Refunded < fact.Amount && !settled)
            return new StrayMoneyFound(learn.Attempt, fact, now);
        return new Already(learn.Present
            ? AnswerTo(dead.Status == PaymentStatus.Dead && dead.Reason != "cancelled")
            : null);
    }

    // What an earlier version stored stands in the payment's own reason.
    private static string WhyOf(Payment voided) => voided.EndReason ?? voided.Reason ?? "";

    private static Refusal AnswerTo(bool ourFault) =>
        ourFault ? new PaymentUnavailable() : new PaymentDeclined("card_declined");

    private static bool IsInDoubt(OrderState state, Payment payment) =>
        (state is Confirmed s && payment.Attempt == s.Core.Last.Attempt)
        || LinkRules.IsUnderWay(state, payment.Attempt);

    private static bool IsGivenUp(OrderState state, AttemptId attempt) =>
        (state is Blank s ? s.GivenUp : OrderMachine.CoreOf(state)!.GivenUp).Contains(attempt.Number);

    private static Decision<OrderEvent>.Accepted Dead(AttemptId attempt, Refusal why) =>
        new([new AttemptGivenUp(attempt)], why);
}
