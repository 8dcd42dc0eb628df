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
            (state, command) switch
            {
                (_, Confirm confirm) => PaymentRules.Confirm(state, confirm, settings, now),
                (_, Judge judge) => PaymentRules.Judge(id, state, judge.Attempt),
                (_, Learn learn) => PaymentRules.Learn(state, learn, settings, now),
                (_, Settle settle) => PaymentRules.Settle(state, settle, now),
                (Confirmed s, Abandon) => PaymentRules.Abandon(s.Core.Last, now),
                (InBasket or Expired, Abandon) => Already.Done,
                (Placed, Abandon) => Already.Done,
                (Placed s, Ship ship) => ItemRules.Ship(s, ship, now),
                (Confirmed s, VoidOrder voiding) => ItemRules.Void(s, voiding, now),
                (Placed s, VoidOrder voiding) => ItemRules.Void(s, voiding, now),
                (InBasket or Confirmed or Placed or Expired, ReportLost lost) =>
                    CoreOf(state)!.Lost.Contains(lost.Sku)
                        ? Already.Done
                        : new PromiseLost(lost.Attempt, lost.Sku, lost.Answer),
                (InBasket s, Lapse) => new Lapsed(now),
                (Blank or Placed or Confirmed or Expired, Lapse) => Already.Done,
                (Blank, _) => new NotFound("order"),
                _ => NotAllowed.When(state, command),
            };

    public static OrderState Evolve(OrderState state, OrderEvent happened) => (state, happened) switch
    {
        (Blank s, AttemptGivenUp e) => s with { GivenUp = s.GivenUp.Add(e.Attempt.Number) },
        (_, AttemptGivenUp e) => WithCore(state, core => core with { GivenUp = core.GivenUp.Add(e.Attempt.Number) }),
        (Blank s, CheckoutSubmitted e) => new Confirmed(
            new(e.Number, e.Quote, e.Delivery, [PaymentOf(e)], s.GivenUp, e.At, e.At, e.Customer)),
        (InBasket s, CheckoutSubmitted e) => new Confirmed(s.Core with
        {
            Quote = e.Quote,
            Delivery = e.Delivery,
            Customer = e.Customer,
            Payments = s.Core.Payments.Add(PaymentOf(e)),
            ConfirmedAt = e.At,
            ChangedAt = e.At,
        }),
        (Confirmed s, PaymentUnanswered e) =>
            new Confirmed(s.Core.With(s.Core.Last with { Reason = e.Why }, s.Core.ChangedAt)),
        (Confirmed s, ActionRequested e) => new Confirmed(s.Core.With(
            s.Core.Last with
            {
                Status = PaymentStatus.ActionRequired,
                GatewayId = e.GatewayId,
                ClientSecret = e.ClientSecret,
                AskAt = e.Until,
            },
            s.Core.ChangedAt)),
        (Confirmed s, EndWanted e) => new Confirmed(
            s.Core.With(s.Core.Last with { Ending = e.Ending, AskAt = e.At, Reason = e.Reason }, e.At)),
        (Confirmed s, PaymentAuthorized e) => Authorized(s.Core, e),
        (Confirmed s, PaymentRefused e) => new InBasket(s.Core.With(
            s.Core.Last with
            {
                Status = e.Status,
                GatewayId = e.GatewayId ?? s.Core.Last.GatewayId,
                Reason = e.Reason,
            },
            e.At)),
        (InBasket s, OrderVoided e) => new Placed(
            s.Core with { ChangedAt = e.At }, null, false, null, ItemRules.AllVoid(s.Core.Quote, e.At), [],
            new(e.At, e.Reason)),
        (Placed s, OrderVoided e) => s with
        {
            Core = Unwanted(s.Core, s.PaidBy, e.At),
            Void = new(e.At, e.Reason),
        },
        (Placed s, ItemsShipped e) => ItemRules.Shipped(s, e),
        (Placed s, ItemsVoided e) => ItemRules.Voided(s, e),
        (_, StrayMoneyFound e) => WithCore(state, core => core.With(core.PaymentOf(e.Attempt)! with
        {
            Status = PaymentStatus.Ending,
            GatewayId = e.Fact.PaymentId,
            Captured = e.Fact.Captured.Amount,
            Refunded = e.Fact.Refunded.Amount,
            Card = e.Fact.Card,
        }, e.At)),
        (_, MoneyReturned e) => WithCore(state, core => core.With(
            core.PaymentOf(
                e.Attempt)! with
            { Status = PaymentStatus.Ended, Refunded = e.Refunded, Reason = e.How }, e.At)),
        (_, PromiseLost e) => WithCore(state, core => core with { Lost = core.Lost.Add(e.Sku) }),
        (InBasket s, Lapsed e) => new Expired(s.Core with { ChangedAt = e.At }),
        _ => throw new ImpossibleHistoryException(state, happened),
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
        submitted.Attempt, submitted.Request, PaymentStatus.Confirmed, FirstSentAt: submitted.At, submitted.AskAt);

    private static Placed Authorized(OrderCore core, PaymentAuthorized happened)
    {
        var paid = core.Last with { Status = PaymentStatus.Authorized, ClientSecret = null };
        if (happened.Fact is { } fact)
        {
            paid = paid with
            {
                GatewayId = fact.PaymentId,
                Captured = fact.Captured.Amount,
                Refunded = fact.Refunded.Amount,
                Card = fact.Card,
                CaptureBefore = fact.CaptureBefore,
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

    // Nothing of it has been captured by us, and none of it may stay at the gateway.
    private static OrderCore Unwanted(OrderCore core, AttemptId? paidBy, DateTimeOffset at) =>
        paidBy is { } attempt
            && core.PaymentOf(attempt) is { Status: PaymentStatus.Authorized, Request: not null } payment
            ? core.With(payment with { Status = PaymentStatus.Ending }, at)
            : core;

    private static OrderState WithCore(OrderState state, Func<OrderCore, OrderCore> change) => state switch
    {
        InBasket s => new InBasket(change(s.Core)),
        Confirmed s => new Confirmed(change(s.Core)),
        Placed s => s with { Core = change(s.Core) },
        Expired s => new Expired(change(s.Core)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
