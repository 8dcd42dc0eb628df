using Commerce.Grains.Kernel;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>The rules of an order: pure. How payments are judged stands in <see cref="PaymentRules"/>, what happens to
/// items in <see cref="ItemRules"/>.</summary>
internal static class OrderMachine
{
    public static Decision<OrderEvent> Decide(
        OrderId id, ShopSettings settings, OrderState state, OrderCommand command, DateTimeOffset now) =>
        Aftermath.Of(state, Judge(id, settings, state, command, now), now);

    private static Decision<OrderEvent> Judge(
        OrderId id, ShopSettings settings, OrderState state, OrderCommand command, DateTimeOffset now) =>
            (state, command) switch
            {
                (_, Confirm confirm) => PaymentRules.Confirm(state, confirm, settings, now),
                (_, Judge judge) => PaymentRules.Judge(id, state, judge.Attempt),
                (_, Learn learn) => PaymentRules.Learn(state, learn, settings, now),
                (_, Settle settle) => StrayMoney.Settle(state, settle, settings, now),
                (_, AskCancel ask) => PaymentRules.AskCancel(state, ask, settings, now),
                (Confirmed s, Abandon) => PaymentRules.Abandon(s.Core.Last, now),
                (InBasket or Expired, Abandon) => Already.Done,
                (Placed, Abandon) => Already.Done,
                (Placed s, Ship ship) => ShipmentRules.Ship(s, ship, settings, now),
                (Placed s, LearnCharge learn) => ChargeRules.Learn(s, learn, settings, now),
                (Placed s, ReleaseShipment release) => ShipmentRules.Release(s, release, now),
                (Placed s, AbortShipment abort) => ShipmentRules.Abort(s, abort, now),
                (Placed s, CollectOwed collect) => OwedRules.Collect(s, collect, now),
                (Placed s, Return returned) => ReturnRules.Return(s, returned, settings, now),
                (Placed s, LearnRefund learn) => ReturnRules.Learn(s, learn, settings, now),
                (Placed s, RepeatRefund repeat) => ReturnRules.Repeat(s, repeat, now),
                (Placed s, LearnPayment learn) => PaymentFacts.Learn(s, learn, settings, now),
                (Placed s, KeepMethod kept) => PaymentRules.Keep(s, kept, now),
                (Placed s, ForgetMethod forget) => MethodRules.Forget(s, forget, now),
                (Confirmed s, VoidOrder voiding) => ItemRules.Void(s, voiding, now),
                (Placed s, VoidOrder voiding) => ItemRules.Void(s, voiding, now),
                (InBasket or Confirmed or Placed or Expired, ReportLost lost) =>
                    CoreOf(state)!.Lost.Contains(lost.Sku)
                        ? Already.Done
                        : new PromiseLost(lost.Attempt, lost.Sku, lost.Answer),
                (InBasket or Confirmed or Placed or Expired, ReportCertificate lost) =>
                    CoreOf(state)!.LostCertificates.Contains(lost.Certificate)
                        ? Already.Done
                        : new CertificateLost(lost.Certificate, lost.Answer),
                (InBasket s, Lapse) => new Lapsed(now),
                (Blank or Placed or Confirmed or Expired, Lapse) => Already.Done,
                (Blank, _) => new NotFound("order"),
                _ => StaffRules.Decide(state, command, settings, now),
            };

    public static OrderState Evolve(OrderState state, OrderEvent happened) => (state, happened) switch
    {
        (Blank s, AttemptGivenUp e) => s with { GivenUp = s.GivenUp.Add(e.Attempt.Number) },
        (Placed s, AttemptGivenUp { Attempt.IsAddition: true } e) => AdditionRules.GivenUp(s, e),
        (_, AttemptGivenUp e) => WithCore(state, core => core with { GivenUp = core.GivenUp.Add(e.Attempt.Number) }),
        (Blank s, CheckoutSubmitted e) => new Confirmed(
            new(e.Number, e.Quote, e.Delivery, [PaymentOf(e)], s.GivenUp, e.At, e.At, e.Customer)
            {
                Notices = e.Notices,
                InBasketAt = e.InBasketAt,
            }),
        (InBasket s, CheckoutSubmitted e) => new Confirmed(s.Core with
        {
            Quote = e.Quote,
            Delivery = e.Delivery,
            Customer = e.Customer,
            Payments = s.Core.Payments.Add(PaymentOf(e)),
            Notices = e.Notices,
            ConfirmedAt = e.At,
            ChangedAt = e.At,
        }),
        (Confirmed or Placed, PaymentUnanswered e) => WithCore(state, core => core.With(
            core.PaymentOf(e.Attempt)! with { Reason = e.Why, BrokenAt = e.BrokenAt }, core.ChangedAt)),
        (Confirmed s, ActionRequested e) => new Confirmed(s.Core.With(
            s.Core.Last with
            {
                Status = PaymentStatus.ActionRequired,
                GatewayId = e.GatewayId,
                ClientSecret = e.ClientSecret,
                AskAt = e.Until,
            },
            s.Core.ChangedAt)),
        (Confirmed or Placed, CancelAsked e) => WithCore(state, core => core.With(
            core.PaymentOf(e.Attempt)! with { GatewayId = e.GatewayId, AskAt = e.AskAt, CancelAskedAt = e.At },
            core.ChangedAt)),
        (Confirmed s, EndWanted e) => new Confirmed(
            s.Core.With(s.Core.Last with
            {
                Ending = e.Ending,
                EndedBy = e.By,
                AskAt = e.At,
                EndReason = e.Reason,
            }, e.At)),
        (Confirmed s, PaymentAuthorized e) => Authorized(s.Core, e),
        (Confirmed s, PaymentRefused e) => new InBasket(s.Core.With(
            s.Core.Last with
            {
                Status = e.Status,
                GatewayId = e.GatewayId ?? s.Core.Last.GatewayId,
                Reason = e.Reason,
            },
            e.At) with
        {
            InBasketAt = e.At,
        }),
        (InBasket s, OrderVoided e) => new Placed(
            s.Core with { ChangedAt = e.At }, null, false, null, ItemRules.AllVoid(s.Core.Quote, e.At), [],
            new(e.At, e.Reason) { By = e.By }),
        (Placed s, OrderVoided e) => s with
        {
            Core = Unwanted(s.Core, e.At),
            Void = new(e.At, e.Reason) { By = e.By },
            Link = null,
        },
        (Placed s, ShipmentRecorded or ChargeAsked or ShipmentCharged or ShipmentCovered or ChargeFailed
            or ShipmentUnpaid or ItemsShipped or ShipmentReleased or ShipmentAborted or OwedUnpaid
            or OwedGivenUp) => Moved(s, happened),
        (Placed s, AheadReturned e) => AheadRules.Returned(s, e),
        (Placed s, ItemsReturned e) => ReturnRules.Returned(s, e),
        (Placed s, RefundMade e) => ReturnRules.Made(s, e),
        (Placed s, RefundFailed e) => ReturnRules.Failed(s, e),
        (Placed s, RefundRepeated e) => ReturnRules.Repeated(s, e),
        (_, RefundRefused) => state,
        (Placed s, RestUnwanted e) => s with
        {
            Core = s.Core.With(s.Core.PaymentOf(e.Attempt)! with { EndingAt = e.At }, e.At),
        },
        (Placed s, RefundSilent e) => ReturnRules.Silent(s, e),
        (Placed s, ChargeBroke e) => ChargeRules.Broken(s, e),
        (Placed s, RefundBroke e) => ReturnRules.Broken(s, e),
        (Placed s, ChargeSilent e) => ChargeRules.Silent(s, e),
        (Placed s, MethodForgotten e) => MethodRules.Forgotten(s, e),
        (Placed s, AuthorizationLapsed e) => s with
        {
            Core = s.Core.With(s.Core.PaymentOf(e.Attempt)! with
            {
                Status = PaymentStatus.Lapsed,
                LapsedAt = e.At,
            }, e.At),
        },
        (Placed s, RestLapsed e) => s with
        {
            Core = s.Core.With(PaymentFacts.WithoutRest(s.Core.PaymentOf(e.Attempt)!), e.At),
        },
        (Placed s, PaymentSeen e) => s with
        {
            Core = s.Core.With(PaymentFacts.Taken(s.Core.PaymentOf(e.Attempt)!, e.Fact, e.At), e.At),
        },
        (Placed s, MoneyFound e) => s with
        {
            Core = s.Core.With(PaymentFacts.Found(s.Core.PaymentOf(e.Attempt)!, e), e.At),
        },
        (Placed s, AuthorizationUnwanted e) => s with
        {
            Core = s.Core.With(Let(s.Core.PaymentOf(e.Attempt)!, e.At), e.At),
        },
        (Placed s, MethodKept e) => s with
        {
            Core = s.Core.With(
                s.Core.PaymentOf(e.Attempt)! with { Method = e.Method, Customer = e.Customer }, s.Core.ChangedAt),
        },
        (Placed s, ItemsVoided e) => ItemRules.Voided(s, e),
        (Placed s, CertificatesReinstated e) => s with
        {
            Core = s.Core with { ChangedAt = e.At },
            Certificates = Reinstating.Less(s.Certificates, e.Parts),
            Reinstatements = s.Reinstatements + 1,
        },
        (_, StrayMoneyFound e) => WithCore(state, core => core.With(Let(core.PaymentOf(e.Attempt)!, e.At) with
        {
            GatewayId = e.Fact.PaymentId,
            Captured = e.Fact.Captured.Amount,
            Refunded = e.Fact.Refunded.Amount,
            Card = e.Fact.Card,
        }, e.At)),
        (_, ReturnMoved or ReturnGivenUp or MoneyReturned or MoneyStays) =>
            WithCore(state, core => StrayMoney.Evolve(core, happened)),
        (_, PaymentSilent e) => WithCore(state, core => core.With(
            core.PaymentOf(e.Attempt)! with { IsSilent = true }, core.ChangedAt)),
        (_, PromiseLost e) => WithCore(state, core => core with { Lost = core.Lost.Add(e.Sku) }),
        (_, CertificateLost e) => WithCore(state, core => core with
        {
            LostCertificates = core.LostCertificates.Add(e.Certificate),
        }),
        (_, CommentsChanged or AddressChanged) => WithCore(state, core => StaffRules.Noted(core, happened)),
        (Placed s, TrackingCorrected e) => StaffRules.Corrected(s, e),
        (Placed s, ItemsAdded e) => AdditionRules.Added(s, e),
        (Placed s, LinkMade or PaymentOffered or ActionRequested or OfferAccepted or OfferRefused) =>
            LinkRules.Evolve(s, happened),
        (InBasket s, Lapsed e) => new Expired(s.Core with { ChangedAt = e.At, ExpiredAt = e.At }),
        _ => throw new ImpossibleHistoryException(state, happened),
    };

    private static Placed Moved(Placed order, OrderEvent happened) => happened switch
    {
        ShipmentRecorded e => ItemRules.Recorded(order, e),
        ChargeAsked e => ChargeRules.Asked(order, e),
        ShipmentCharged e => ChargeRules.Charged(order, e),
        ShipmentCovered e => AheadRules.Covered(order, e),
        ChargeFailed e => ChargeRules.Failed(order, e),
        ShipmentUnpaid e => ItemRules.Unbound(order, e.ShipmentId, ShipmentStatus.PaymentFailed, e.Reason),
        ItemsShipped e => ItemRules.Shipped(order, e),
        ShipmentReleased e => ItemRules.Released(order, e),
        ShipmentAborted e => ItemRules.Unbound(order, e.ShipmentId, ShipmentStatus.Aborted, e.Reason),
        OwedUnpaid or OwedGivenUp => OwedRules.Evolve(order, happened),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static OrderCore? CoreOf(OrderState state) => state switch
    {
        InBasket s => s.Core,
        Confirmed s => s.Core,
        Placed s => s.Core,
        Expired s => s.Core,
        _ => null,
    };

    private static Payment PaymentOf(CheckoutSubmitted submitted) => new(
        submitted.Attempt, submitted.Request, PaymentStatus.Confirmed, FirstSentAt: submitted.At, submitted.AskAt)
    {
        Number = submitted.Transaction,
    };

    private static Placed Authorized(OrderCore core, PaymentAuthorized happened)
    {
        var paid = core.Last with { Status = PaymentStatus.Authorized, ClientSecret = null };
        if (happened.Fact is { } fact)
        {
            paid = PaymentFacts.Taken(paid with { Captured = fact.Captured.Amount }, fact, happened.At) with
            {
                Ahead = fact.Captured.Amount,
                Refunded = fact.Refunded.Amount,
                CaptureBefore = PaymentFacts.EndOf(paid, fact, happened.At),
                Method = fact.Method,
                Customer = fact.Method is null ? null : paid.Request?.Customer,
            };
        }

        return new(
            core.With(paid, happened.At),
            happened.Attempt,
            happened.Fact is not { AddressMatches: false },
            happened.At,
            [.. core.Quote.Items.Select(bought => new OrderItem(bought.Id, bought, ItemState.ToBeShipped))],
            Shipments: [],
            Void: null)
        {
            Certificates = CertificateUse.Of(core.Quote),
        };
    }

    private static Payment Let(Payment payment, DateTimeOffset at) =>
        payment with { Status = PaymentStatus.Ending, EndingAt = at, Stays = false };

    // Nothing of them was captured for a shipment, and none of it may stay at the gateway.
    private static OrderCore Unwanted(OrderCore core, DateTimeOffset at) => core with
    {
        Payments =
        [
            .. core.Payments.Select(payment =>
                payment.IsOpen || payment is { Status: PaymentStatus.Authorized, Ahead: > 0 }
                    ? Let(payment, at)
                    : payment),
        ],
        ChangedAt = at,
    };

    private static OrderState WithCore(OrderState state, Func<OrderCore, OrderCore> change) => state switch
    {
        InBasket s => new InBasket(change(s.Core)),
        Confirmed s => new Confirmed(change(s.Core)),
        Placed s => s with { Core = change(s.Core) },
        Expired s => new Expired(change(s.Core)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
