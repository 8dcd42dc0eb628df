using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>What the gateway's words mean for shipments that wait for their money (C2, C3, C8, G3): pure.</summary>
internal static class ChargeRules
{
    /// <summary>Why a charge failed: the promise stands, and the gateway never took of it what it was asked
    /// for.</summary>
    public const string Untaken = "untaken";

    public static Decision<OrderEvent> Learn(
        Placed order, LearnCharge learn, ShopSettings settings, DateTimeOffset now)
    {
        if (order.Charges.LastOrDefault(charge => charge.ShipmentId == learn.ShipmentId) is not { } charge)
            return new NotFound("shipment");

        // What is said of another payment answers a charge of before: two asked, and the first answer began this one.
        if (IsOfAnother(order, charge, learn.Fact)) return Already.Done;
        if (charge.Status == ChargeStatus.Failed) return LearnOfTheDead(order, charge, learn, now);
        if (charge.Status == ChargeStatus.Done) return Already.Done;

        var payment = order.Core.PaymentOf(charge.Attempt)!;
        return learn.Fact switch
        {
            PaymentFact.Approved fact when fact.Captured.Amount >= payment.Captured + charge.Amount =>
                Charged(order, charge, fact, now),
            PaymentFact.Approved { Open: false } fact when charge.Capture is not null =>
                Again(order, charge, PaymentFacts.Ended(payment, fact, now), learn, now),
            PaymentFact.Approved when now < CaptureTries.LastWord(charge.Broke, charge.FirstSentAt, settings) =>
                Broken(charge, learn.Fact, now) ?? Unsaid(order, charge, "open", settings, now),
            PaymentFact.Approved => Failed(order, charge, null, Untaken, now, isOurs: true),
            PaymentFact.Cancelled when charge.Capture is not null =>
                Again(order, charge, PaymentFacts.Lapsed(payment, now), learn, now),
            PaymentFact.Cancelled fact => Failed(order, charge, fact.PaymentId, "cancelled", now),
            PaymentFact.Declined fact => Failed(order, charge, fact.PaymentId, fact.DeclineCode, now),
            PaymentFact.Rejected fact => Failed(order, charge, null, fact.Reason, now, isOurs: true),
            PaymentFact.Absent => Failed(order, charge, null, "absent", now, isOurs: true),
            PaymentFact.Unknown fact when charge.Capture is null && PaymentRules.IsNewBreakdown(payment, fact) =>
                PaymentRules.Unanswered(payment, fact, now),
            PaymentFact.Unknown fact =>
                Broken(charge, fact, now) ?? Unsaid(order, charge, fact.Why, settings, now),
            _ => Already.Done,
        };
    }

    private static bool IsOfAnother(Placed order, Charge charge, PaymentFact fact) =>
        GatewayInquiry.IdOf(fact) is { } id && order.Core.Payments.Any(payment =>
            payment.GatewayId == id && payment.Attempt != charge.Attempt);

    // The write that says so keeps later asks from sending the capture again.
    private static Decision<OrderEvent>? Broken(Charge charge, PaymentFact fact, DateTimeOffset now) =>
        charge.Capture is not null && Breakdown.After(charge.Broke, fact.Broke, now) is { } broke
            ? (Decision<OrderEvent>)new ChargeBroke(charge.ShipmentId, broke)
            : null;

    // It is asked on; after long a person hears, once however often it was tried (PAY-14).
    private static Decision<OrderEvent> Unsaid(
        Placed order, Charge charge, string why, ShopSettings settings, DateTimeOffset now)
    {
        var tries = order.Charges.Where(one =>
            one.ShipmentId == charge.ShipmentId && one.Attempt == charge.Attempt).ToList();
        if (tries.Exists(one => one.IsSilent) || now < tries[0].FirstSentAt + settings.GatewaySilence)
            return Already.Done;
        return new ChargeSilent(
            charge.ShipmentId, new(charge.Amount, order.Core.Quote.Totals.Due.Currency), why, now);
    }

    public static Placed Broken(Placed order, ChargeBroke happened)
    {
        var charge = order.Charges.Last(one => one.ShipmentId == happened.ShipmentId);
        return order with { Charges = order.Charges.Replace(charge, charge with { Broke = happened.Broke }) };
    }

    public static Placed Silent(Placed order, ChargeSilent happened)
    {
        var charge = order.Charges.Last(one => one.ShipmentId == happened.ShipmentId);
        return order with { Charges = order.Charges.Replace(charge, charge with { IsSilent = true }) };
    }

    /// <summary>What is to be asked of the gateway for a shipment; null: nothing.</summary>
    public static ChargeInquiry? InquiryOf(OrderState state, string shipmentId)
    {
        if (state is not Placed order) return null;
        var charge = order.Charges.LastOrDefault(one => one.ShipmentId == shipmentId);
        if (charge is not { Status: ChargeStatus.UnderWay }) return null;
        var payment = order.Core.PaymentOf(charge.Attempt)!;
        var capture = charge.Capture is { } stored
            ? new CaptureRequest(stored.PaymentId, stored.Amount, stored.Final, stored.Key)
            : null;
        return new(payment.Request!, capture, charge.FirstSentAt, payment.GatewayId)
        {
            BrokenAt = capture is null ? payment.BrokenAt : charge.Broke?.TwiceAt,
        };
    }

    public static Placed Asked(Placed order, ChargeAsked happened)
    {
        var core = order.Core with { ChangedAt = happened.At };
        if (happened.Request is { } request)
        {
            core = core with
            {
                Payments = core.Payments.Add(new(
                    happened.Charge.Attempt, request, PaymentStatus.Confirmed, happened.At, happened.Charge.AskAt)
                {
                    Number = happened.Number,
                }),
            };
        }

        return order with { Core = core, Charges = order.Charges.Add(happened.Charge) };
    }

    /// <summary>The money is there: the payment says how much, and every shipment that it pays is paid.</summary>
    public static Placed Charged(Placed order, ShipmentCharged happened)
    {
        var charge = order.Charges.Last(one => one.ShipmentId == happened.ShipmentId);
        var fact = happened.Fact;
        var payment = order.Core.PaymentOf(happened.Attempt)!;
        return order with
        {
            Core = order.Core.With(
                PaymentFacts.Taken(
                    payment with
                    {
                        Status = PaymentStatus.Authorized,
                        Captured = payment.Captured + charge.Amount,
                    },
                    fact,
                    happened.At),
                happened.At),
            Charges = order.Charges.Replace(charge, charge with { Status = ChargeStatus.Done }),
            Shipments =
            [
                .. order.Shipments.Select(shipment => charge.Covers.Contains(shipment.Id)
                    ? shipment with
                    {
                        PaidBy = happened.Attempt,
                        Owed = 0,
                        Uncollected = shipment.Uncollected with { Amount = 0 },
                    }
                    : shipment),
            ],
        };
    }

    public static Placed Failed(Placed order, ChargeFailed happened)
    {
        var charge = order.Charges.Last(one => one.ShipmentId == happened.ShipmentId);
        var payment = order.Core.PaymentOf(happened.Attempt)!;
        var core = charge.Capture is null
            ? FailedMethods.Noted(order.Core, happened).With(
                payment with
                {
                    Status = PaymentStatus.Declined,
                    GatewayId = happened.GatewayId ?? payment.GatewayId,
                    Reason = happened.Reason,
                },
                happened.At)
            : order.Core with { ChangedAt = happened.At };
        return order with
        {
            Core = core,
            Charges = order.Charges.Replace(charge, charge with
            {
                Status = ChargeStatus.Failed,
                AnewAt = happened.Reason == Untaken ? happened.At + CaptureTries.Pause : null,
            }),
        };
    }

    private static Decision<OrderEvent> Charged(
        Placed order, Charge charge, PaymentFact.Approved fact, DateTimeOffset now)
    {
        var events = ImmutableArray.CreateBuilder<OrderEvent>();
        events.Add(new ShipmentCharged(charge.ShipmentId, charge.Attempt, charge.Amount, fact, now));
        var paid = order.Core.PaymentOf(charge.Attempt)!;
        if (PaymentFacts.More(paid with { Captured = paid.Captured + charge.Amount }, fact) is { } more)
            events.Add(new MoneyFound(charge.Attempt, more, fact, now));
        foreach (var shipment in Waiting(order, charge))
            events.Add(new ItemsShipped(shipment.Id, shipment.Items, shipment.Cost, now));

        // C3: a promise that was too small is not needed any more, unless another shipment is being paid of it now.
        if (charge.Capture is null) events.AddRange(TooSmall(order, charge, now));
        return events.ToImmutable();
    }

    private static IEnumerable<OrderEvent> TooSmall(Placed order, Charge charge, DateTimeOffset now) =>
        order.Core.Payments
            .Where(payment => payment is { IsOpen: true, EndingAt: null } && payment.Promised < charge.Amount
                && PaymentMatters.ChargeOf(order, payment.Attempt) is null)
            .Select(small => PaymentFacts.Unwanted(small, now));

    private static Decision<OrderEvent> Failed(
        Placed order, Charge charge, string? gatewayId, string reason, DateTimeOffset now, bool isOurs = false)
    {
        var waiting = Waiting(order, charge).ToList();
        ImmutableArray<OrderEvent> events =
        [
            new ChargeFailed(charge.ShipmentId, charge.Attempt, gatewayId, reason, now)
            {
                ByGateway = gatewayId is not null,
            },
            .. waiting.Select(
                shipment => new ShipmentUnpaid(shipment.Id, shipment.Cost, reason, now) { IsOurs = isOurs }),
        ];
        return new Decision<OrderEvent>.Accepted(
            events, waiting.Count == 0 ? null : new ShipmentPaymentFailed(charge.ShipmentId, reason));
    }

    // The promise, or its rest, was over before it was taken: the shipment is charged by itself (C3).
    private static Decision<OrderEvent> Again(
        Placed order, Charge charge, OrderEvent lapsed, LearnCharge learn, DateTimeOffset now)
    {
        var paymentId = charge.Capture!.PaymentId;
        var failed = new ChargeFailed(charge.ShipmentId, charge.Attempt, paymentId, "lapsed", now);
        var after = (Placed)OrderMachine.Evolve(OrderMachine.Evolve(order, lapsed), failed);
        var wish = new ChargeWish(charge.ShipmentId, charge.Covers, charge.Amount, learn.Transaction);
        var plan = ChargePlan.Of(after, wish, now);
        if (plan is ChargePlan.Covered(var from))
            return (ImmutableArray<OrderEvent>)[lapsed, failed, .. AheadRules.Cover(after, from, wish, now)];
        if (plan is not ChargePlan.Anew)
        {
            var over = (Placed)OrderMachine.Evolve(order, lapsed);
            return Failed(over, charge, paymentId, "no_method", now) is Decision<OrderEvent>.Accepted ended
                ? new Decision<OrderEvent>.Accepted([lapsed, .. ended.Events], ended.Answer)
                : throw new System.Diagnostics.UnreachableException();
        }

        return (ImmutableArray<OrderEvent>)[lapsed, failed, ShipmentRules.Asked(plan, wish, now)];
    }

    // G5: nothing leaves for it any more, so it does not stay.
    private static Decision<OrderEvent> LearnOfTheDead(
        Placed order, Charge charge, LearnCharge learn, DateTimeOffset now)
    {
        var payment = order.Core.PaymentOf(charge.Attempt)!;

        // What others are taking of it now is theirs. Of a promise that was captured after all the next shipment is
        // paid; a payment of its own was for this one only.
        if (learn.Fact is PaymentFact.Approved fact && PaymentMatters.ChargeOf(order, charge.Attempt) is null)
        {
            var counts = payment.Status is PaymentStatus.Authorized or PaymentStatus.Lapsed;
            if (counts && PaymentFacts.More(payment, fact) is { } more)
                return new MoneyFound(charge.Attempt, more, fact, now);
            if (!counts && fact.Captured.IsPositive && payment.Captured == 0
                && payment.Status is not (PaymentStatus.Ending or PaymentStatus.Ended or PaymentStatus.ReturnFailed))
                return new StrayMoneyFound(charge.Attempt, fact, now);
        }

        var unpaid = order.Shipments.Any(shipment =>
            shipment.Id == charge.ShipmentId && shipment.Status == ShipmentStatus.PaymentFailed);
        return new Already(unpaid ? new ShipmentPaymentFailed(charge.ShipmentId, payment.Reason ?? "declined") : null);
    }

    private static IEnumerable<Shipment> Waiting(Placed order, Charge charge) => order.Shipments.Where(
        shipment => charge.Covers.Contains(shipment.Id) && shipment.Status == ShipmentStatus.AwaitingPayment);
}
