using Commerce.Grains.Carts;
using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>How a customer pays the rest of an order anew (C7, ORD-22): pure. The link is good for one payment and
/// seven days; what is promised by it is captured as shipments leave, and its method is used from then on.</summary>
internal static class LinkRules
{
    /// <summary>How long a link is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>What is still to be charged: for everything that can be shipped, and what left before it was
    /// charged.</summary>
    public static long Open(Placed order)
    {
        ImmutableArray<ShippedItem> free = [.. order.Items.Where(item => item.IsFree).Select(ItemRules.Whole)];
        var owed = order.Shipments.Sum(shipment => shipment.Owed);
        return free.IsEmpty ? owed : OrderMoney.CostOf(order, free).Charged + owed;
    }

    public static Decision<OrderEvent> Make(Placed order, MakeLink make, DateTimeOffset now)
    {
        if (order.Link is { } link && (link.Opens(LinkToken.HashOf(make.Token))
            || (make is { ShipmentId: { } shipment, Failed: null } && link.ShipmentId == shipment)))
            return Already.Done;
        if (make.Failed is { } failed && !IsLastTry(order, failed)) return Already.Done;
        if (make.Renews && !IsOutdated(order, now)) return Already.Done;
        if (order.Void is not null) return NotAllowed.When(order.Void, make);
        if (make.ShipmentId is { } unpaid && IsPaidSince(order, unpaid)) return Already.Done;
        if (FaultOf(order) is { } fault) return fault;
        var again = make.Failed is not null || make.Renews;
        var shipmentId = again ? order.Link!.ShipmentId : make.ShipmentId;
        return new LinkMade(make.Token, MoneyOf(order), now + Lifetime, shipmentId, now)
        {
            KeepsLast = again,
        };
    }

    public static Decision<OrderEvent> Pay(Placed order, PayByLink pay, ShopSettings settings, DateTimeOffset now)
    {
        // Wrong, used and over sound the same.
        if (order.Link is not { Used: false } link || !link.Opens(LinkToken.HashOf(pay.Token)))
            return new NotFound("payment link");

        // A repeat goes on where the first was cut short.
        if (link.UnderWay is { } attempt)
        {
            return order.Core.PaymentOf(attempt)!.Request!.Method == pay.Method
                ? Already.Done
                : new AttemptUnfinished(attempt);
        }

        if (link.Until <= now) return new NotFound("payment link");
        if (link.Tries >= settings.AttemptsMost) return new TooManyAttempts(settings.AttemptsMost);
        if (FaultOf(order) is { } fault) return fault;
        return new PaymentOffered(
            OwnAttempts.Next(order), RequestOf(order, pay, settings), pay.Transaction, now, now + settings.DoubtTime);
    }

    /// <summary>Whether a payment of a placed order is being made by link.</summary>
    public static bool IsUnderWay(OrderState state, AttemptId attempt) =>
        state is Placed { Link.UnderWay: { } underWay } && underWay == attempt;

    /// <summary>When the gateway is asked next what became of it.</summary>
    public static DateTimeOffset? AskAt(Placed order) =>
        order.Link?.UnderWay is { } attempt ? order.Core.PaymentOf(attempt)!.AskAt : null;

    /// <summary>What the gateway says of a payment that is made by link, as far as it is believed.</summary>
    public static Decision<OrderEvent> Learn(Placed order, Learn learn, ShopSettings settings, DateTimeOffset now)
    {
        var attempt = learn.Attempt;
        var payment = order.Core.PaymentOf(attempt)!;
        return learn.Fact switch
        {
            PaymentFact.Approved fact => Accepted(order, new(attempt, fact, now)),
            PaymentFact.ActionNeeded fact when payment.Status == PaymentStatus.ActionRequired
                && payment.GatewayId == fact.PaymentId => Already.Done,
            PaymentFact.ActionNeeded fact =>
                new ActionRequested(attempt, fact.PaymentId, fact.ClientSecret, now + settings.ActionTime),
            PaymentFact.Declined fact => Refused(
                learn, new(attempt, PaymentStatus.Declined, fact.PaymentId, fact.DeclineCode, now)),
            PaymentFact.Cancelled fact => Refused(
                learn, new(attempt, PaymentStatus.Dead, fact.PaymentId, "cancelled", now)),
            PaymentFact.Rejected fact => Refused(
                learn, new(attempt, PaymentStatus.Dead, null, fact.Reason, now) { OurFault = true }),
            PaymentFact.Absent => Refused(
                learn, new(attempt, PaymentStatus.Dead, null, PaymentRules.Absent, now) { OurFault = true }),
            PaymentFact.Unknown fact when PaymentRules.IsNewBreakdown(payment, fact) =>
                PaymentRules.Unanswered(payment, fact, now),
            PaymentFact.Unknown fact => PaymentRules.Unsaid(payment, fact, settings, now),
            _ => Already.Done,
        };
    }

    public static Placed Evolve(Placed order, OrderEvent happened) => happened switch
    {
        LinkMade e => order with
        {
            Core = order.Core with { ChangedAt = e.At },
            Link = new(LinkToken.HashOf(e.Token), e.Until, e.ShipmentId)
            {
                Earlier = e.KeepsLast ? order.Link!.Hash : null,
                Told = e.Amount.Amount,
            },
        },
        PaymentOffered e => order with
        {
            Core = order.Core with
            {
                Payments = order.Core.Payments.Add(
                    new(e.Attempt, e.Request, PaymentStatus.Confirmed, e.At, e.AskAt) { Number = e.Number }),
                ChangedAt = e.At,
            },
            Link = order.Link! with { UnderWay = e.Attempt, Tries = order.Link.Tries + 1 },
        },
        ActionRequested e => order with
        {
            Core = order.Core.With(
                order.Core.PaymentOf(e.Attempt)! with
                {
                    Status = PaymentStatus.ActionRequired,
                    GatewayId = e.GatewayId,
                    ClientSecret = e.ClientSecret,
                    AskAt = e.Until,
                },
                order.Core.ChangedAt),
        },
        OfferAccepted e => order with
        {
            Core = order.Core.With(Promised(order.Core.PaymentOf(e.Attempt)!, e), e.At),
            Link = order.Link! with { UnderWay = null, Used = true },
        },
        OfferRefused e => order with
        {
            Core = order.Core.With(
                order.Core.PaymentOf(e.Attempt)! with
                {
                    Status = e.Status,
                    GatewayId = e.GatewayId ?? order.Core.PaymentOf(e.Attempt)!.GatewayId,
                    ClientSecret = null,
                    Reason = e.Reason,
                },
                e.At),
            Link = order.Link! with { UnderWay = null },
        },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    // Promises of before are not needed any more, unless one is being taken right now.
    private static ImmutableArray<OrderEvent> Accepted(Placed order, OfferAccepted accepted) =>
    [
        accepted,
        .. order.Core.Payments
            .Where(payment => payment is { IsOpen: true, EndingAt: null }
                && PaymentMatters.ChargeOf(order, payment.Attempt) is null)
            .Select(payment => PaymentFacts.Unwanted(payment, accepted.At)),
    ];

    private static Decision<OrderEvent> Refused(Learn learn, OfferRefused refused)
    {
        Refusal answer = refused.OurFault ? new PaymentUnavailable() : new PaymentDeclined("card_declined");
        return new Decision<OrderEvent>.Accepted(
            [refused with { Unseen = !learn.Present }], learn.Present ? answer : null);
    }

    private static Payment Promised(Payment payment, OfferAccepted accepted) =>
        PaymentFacts.Taken(
            payment with
            {
                Status = PaymentStatus.Authorized,
                ClientSecret = null,
                Captured = accepted.Fact.Captured.Amount,
                Ahead = accepted.Fact.Captured.Amount,
            },
            accepted.Fact,
            accepted.At) with
        {
            CaptureBefore = PaymentFacts.EndOf(payment, accepted.Fact, accepted.At),
            Method = accepted.Fact.Method,
        };

    /// <summary>Whether a customer may still pay by the link that they were sent.</summary>
    public static bool IsSent(OrderState state) => state is Placed { Link: { Used: false, UnderWay: null } };

    // The customer has a mail that names another amount than the one that they would pay now.
    private static bool IsOutdated(Placed order, DateTimeOffset now) =>
        IsSent(order) && order.Link!.Until > now && order.Link.Told != Open(order);

    // While the mail waited, the customer paid by another link, and that pays this shipment too.
    private static bool IsPaidSince(Placed order, string shipmentId)
    {
        if (order is not { Link.Used: true, Core.Last: { IsOpen: true } last } || last.Promised < Open(order))
            return false;
        return order.Charges.LastOrDefault(charge => charge.ShipmentId == shipmentId) is { } charge
            ? charge.Attempt.Number < last.Attempt.Number
            : order.Shipments.Any(shipment =>
                shipment.Id == shipmentId && shipment.RecordedAt <= last.AuthorizedAt);
    }

    // A link that was made since has no tries yet.
    private static bool IsLastTry(Placed order, AttemptId attempt) =>
        order.Link is { Used: false, Tries: > 0 } && order.Core.Payments
            .LastOrDefault(payment => payment.Request is { OffSession: false })?.Attempt == attempt;

    private static Refusal? FaultOf(Placed order)
    {
        if (order.Link?.UnderWay is { } attempt) return new AttemptUnfinished(attempt);
        if (order.Shipments.FirstOrDefault(one => one.Status == ShipmentStatus.AwaitingPayment) is { } awaiting)
            return new ShipmentUnsettled(awaiting.Id);
        return Open(order) is > 0 and var open && AheadRules.PayerOf(order, open) is null
            ? null
            : new NothingToCharge();
    }

    private static AuthorizeRequest RequestOf(Placed order, PayByLink pay, ShopSettings settings)
    {
        var attempt = OwnAttempts.Next(order);
        return new(
            attempt.Value, $"{attempt.Value}/authorize", MoneyOf(order), pay.Method, pay.ReturnUrl,
            order.Core.Delivery.Address)
        {
            KeepForLater = settings.ShipInParts,
            ManyCaptures = settings.ManyCaptures,
        };
    }

    private static Money MoneyOf(Placed order) => new(Open(order), order.Core.Quote.Totals.Due.Currency);
}
