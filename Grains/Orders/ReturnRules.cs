using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>How goods come back and money goes back (REF, MON-10): pure.</summary>
internal static class ReturnRules
{
    private static readonly TimeSpan FirstAsk = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    /// <summary>Goods come back; what is given back for them is decided and stored in the same write.</summary>
    public static Decision<OrderEvent> Return(
        Placed order, Return command, ShopSettings settings, DateTimeOffset now)
    {
        // A refund is recorded once (REF-07).
        if (order.Refunds.Any(refund => refund.Id == command.RefundId)) return Already.Done;
        if (ItemRules.ReasonFault(command.Reason) is { } fault) return fault;
        if (command.ReceivedAt > now) return new InvalidValue("It came back already.") { Param = "/receivedAt" };
        if (command.Items.IsDefaultOrEmpty && command.BaseShipping is null)
            return new InvalidValue("Name what came back, or what is given back.") { Param = "/items" };
        if (Unsettled(order) is { } waiting) return new ShipmentUnsettled(waiting);
        if (ReturnAmounts.Of(order, command, settings, out var items) is { } refusal) return refusal;
        if (ReturnAmounts.OfBase(order, command.BaseShipping, out var shipping, out var tax) is { } wrong) return wrong;

        var total = items.Sum(item => item.Back.Total) + shipping + tax;
        ImmutableArray<OwedPart> owed = [.. OwedRules.Less(order, items, shipping + tax)];
        if (RefundPlan.Of(order, total - owed.Sum(part => part.Amount)) is not { } plan)
        {
            return new Decision<OrderEvent>.Accepted(
                [new RefundRefused(command.RefundId, new(total, CurrencyOf(order)), now)], new RefundTooLarge());
        }

        var refund = new Refund(
            command.RefundId, now, command.Reason, items, shipping, tax,
            plan.Certificates.Sum(part => part.Amount), plan.Uncollected,
            [.. plan.Cash.Select((cash, place) => PartOf(order, command, cash, place, now))])
        {
            Owed = owed,
            By = command.By,
        };
        var returned = new ItemsReturned(refund, command.Restock, command.ReceivedAt ?? now, now);
        return (ImmutableArray<OrderEvent>)
        [
            returned,
            .. plan.Certificates.IsEmpty
                ? Array.Empty<OrderEvent>()
                : [new CertificatesReinstated(command.RefundId, plan.Certificates, now)],
        ];
    }

    /// <summary>What the gateway says of a refund. Also late, twice, and other than before.</summary>
    public static Decision<OrderEvent> Learn(
        Placed order, LearnRefund learn, ShopSettings settings, DateTimeOffset now)
    {
        if (Find(order, learn.RefundId, learn.Reference) is not { } part) return new NotFound("refund");
        if (part.Status == RefundStatus.Failed) return Already.Done;
        return learn.Fact switch
        {
            RefundFact.Made { Succeeded: true } fact when part.Status != RefundStatus.Settled =>
                new RefundMade(learn.RefundId, part.Reference, part.Amount, fact.RefundId, true, now),
            RefundFact.Made { Succeeded: false } fact when part.Status == RefundStatus.UnderWay || part.AskAt <= now =>
                new RefundMade(learn.RefundId, part.Reference, part.Amount, fact.RefundId, false, now),
            RefundFact.Failed fact => new RefundFailed(
                learn.RefundId, part.Reference, part.Amount, fact.Reason, now),
            RefundFact.Rejected fact when part.Status == RefundStatus.UnderWay =>
                new RefundFailed(learn.RefundId, part.Reference, part.Amount, fact.Reason, now),
            RefundFact.Absent when part.Status == RefundStatus.UnderWay =>
                new RefundFailed(learn.RefundId, part.Reference, part.Amount, "absent", now),

            // A gateway that does not know what it made: the account or the key is another's. It is asked daily.
            RefundFact.Absent when part.AskAt <= now =>
                new RefundMade(learn.RefundId, part.Reference, part.Amount, part.GatewayId!, false, now),
            RefundFact.Unknown when part.Status == RefundStatus.UnderWay
                && Breakdown.After(part.Broke, BreakdownHeard.In(learn.Fact), now) is { } broke =>
                new RefundBroke(learn.RefundId, part.Reference, broke),

            // It is asked on; after long a person hears, once (PAY-14).
            RefundFact.Unknown fact when part is { Status: RefundStatus.UnderWay, IsSilent: false }
                && now >= part.FirstSentAt + settings.GatewaySilence =>
                new RefundSilent(learn.RefundId, part.Reference, part.Amount, fact.Why, now),
            _ => Already.Done,
        };
    }

    public static Placed Broken(Placed order, RefundBroke happened) => order with
    {
        Refunds = Changed(order, happened.RefundId, happened.Reference, part => part with { Broke = happened.Broke }),
    };

    public static Placed Silent(Placed order, RefundSilent happened) => order with
    {
        Refunds = Changed(order, happened.RefundId, happened.Reference, part => part with { IsSilent = true }),
    };

    /// <summary>A refund that failed is made again: a new transaction, off another payment if others have used up what
    /// was left of the first.</summary>
    public static Decision<OrderEvent> Repeat(Placed order, RepeatRefund repeat, DateTimeOffset now)
    {
        if (Find(order, repeat.RefundId, repeat.Reference) is not { } part) return new NotFound("refund");
        if (part.RepeatedBy is not null) return Already.Done;
        if (part.Status != RefundStatus.Failed) return NotAllowed.When(part, repeat);
        if (RefundPlan.PayerOf(order, part) is not { GatewayId: { } paymentId } from) return new RefundTooLarge();
        var refund = order.Refunds.First(one => one.Id == repeat.RefundId);
        var reference = $"{order.PaidBy!.Value.Order.Value}/{refund.Id}/{refund.Parts.Length + 1}";
        return new RefundRepeated(refund.Id, part.Reference, part with
        {
            Number = repeat.Transaction,
            Attempt = from.Attempt,
            PaymentId = paymentId,
            Reference = reference,
            FirstSentAt = now,
            AskAt = now + FirstAsk,
            Status = RefundStatus.UnderWay,
            GatewayId = null,
            MadeAt = null,
            SettledAt = null,
            Reason = null,
            IsSilent = false,
            Broke = null,
        }, now);
    }

    public static Placed Returned(Placed order, ItemsReturned happened)
    {
        var refund = happened.Refund;
        var parts = ImmutableArray.CreateBuilder<ItemBack>(refund.Items.Length);
        var items = order.Items;
        foreach (var back in refund.Items)
        {
            var sku = items.First(item => item.Id == back.ItemId).Bought.Sku;
            items = ItemRules.Split(items, [new(back.ItemId, sku, back.Quantity)], item => item with
            {
                State = ItemState.ReceivedBack,
                Back = back.Back,
                RefundId = refund.Id,
                ReceivedBackAt = happened.ReceivedAt,
            }, out var moved);
            parts.Add(back with { ItemId = moved[0].ItemId });
        }

        return order with
        {
            Core = order.Core with { ChangedAt = happened.At },
            Items = items,
            Shipments =
            [
                .. order.Shipments.Select(shipment => shipment with
                {
                    Owed = shipment.Owed
                        - refund.Owed.Where(part => part.ShipmentId == shipment.Id).Sum(part => part.Amount),
                }),
            ],
            Refunds = order.Refunds.Add(refund with { Items = parts.ToImmutable() }),
            BaseBack = order.BaseBack + refund.Base,
            BaseTaxBack = order.BaseTaxBack + refund.BaseTax,
        };
    }

    public static Placed Made(Placed order, RefundMade happened)
    {
        var part = Find(order, happened.RefundId, happened.Reference)!;
        var isNew = part.Status == RefundStatus.UnderWay;
        return Paid(order, part, isNew ? happened.Amount.Amount : 0, happened.At) with
        {
            Refunds = Changed(order, happened.RefundId, happened.Reference, one => one with
            {
                Status = happened.Settled ? RefundStatus.Settled : RefundStatus.Made,
                GatewayId = happened.GatewayId,
                MadeAt = one.MadeAt ?? happened.At,
                SettledAt = happened.Settled ? one.SettledAt ?? happened.At : null,
                AskAt = happened.Settled ? null : happened.At + Daily,
            }),
        };
    }

    public static Placed Failed(Placed order, RefundFailed happened)
    {
        var part = Find(order, happened.RefundId, happened.Reference)!;
        var wasMade = part.Status != RefundStatus.UnderWay;
        return Paid(order, part, wasMade ? -happened.Amount.Amount : 0, happened.At) with
        {
            Refunds = Changed(order, happened.RefundId, happened.Reference, one => one with
            {
                Status = RefundStatus.Failed,
                AskAt = null,
                Reason = happened.Reason,
            }),
        };
    }

    public static Placed Repeated(Placed order, RefundRepeated happened)
    {
        var marked = Changed(order, happened.RefundId, happened.Reference, one => one with
        {
            RepeatedBy = happened.Part.Reference,
        });
        var refund = marked.First(one => one.Id == happened.RefundId);
        return order with
        {
            Core = order.Core with { ChangedAt = happened.At },
            Refunds = marked.Replace(refund, refund with { Parts = refund.Parts.Add(happened.Part) }),
        };
    }

    /// <summary>What is to be asked of the gateway for a refund; null: nothing.</summary>
    public static RefundInquiry? InquiryOf(OrderState state, string refundId, string reference) =>
        state is Placed order && Find(order, refundId, reference) is { Status: not RefundStatus.Failed } part
            ? new(new(part.PaymentId, part.Reference, part.Amount, part.Reference), part.FirstSentAt, part.GatewayId)
            {
                BrokenAt = part.Broke?.TwiceAt,
            }
            : null;

    private static RefundPart? Find(Placed order, string refundId, string reference) => order.Refunds
        .FirstOrDefault(refund => refund.Id == refundId)?.Parts.FirstOrDefault(part => part.Reference == reference);

    private static string? Unsettled(Placed order) =>
        order.Charges.FirstOrDefault(charge => charge.Status == ChargeStatus.UnderWay)?.ShipmentId;

    private static RefundPart PartOf(
        Placed order, Return command, (Payment From, long Amount) cash, int place, DateTimeOffset now) => new(
        command.Transactions.Length > place ? command.Transactions[place] : 0,
        cash.From.Attempt,
        cash.From.GatewayId!,
        $"{cash.From.Attempt.Order.Value}/{command.RefundId}/{place + 1}",
        new(cash.Amount, CurrencyOf(order)),
        now,
        now + FirstAsk);

    private static Placed Paid(Placed order, RefundPart part, long amount, DateTimeOffset at)
    {
        var payment = order.Core.PaymentOf(part.Attempt)!;
        return order with { Core = order.Core.With(payment with { Refunded = payment.Refunded + amount }, at) };
    }

    private static ImmutableArray<Refund> Changed(
        Placed order, string refundId, string reference, Func<RefundPart, RefundPart> change) =>
    [
        .. order.Refunds.Select(refund => refund.Id == refundId
            ? refund with
            {
                Parts = [.. refund.Parts.Select(part => part.Reference == reference ? change(part) : part)],
            }
            : refund),
    ];

    private static string CurrencyOf(Placed order) => order.Core.Quote.Totals.Due.Currency;
}
