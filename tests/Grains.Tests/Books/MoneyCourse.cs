using Commerce.Grains.Certificates;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Kit;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Books;

/// <summary>One order from its checkout to its end, with a purse of certificates.</summary>
internal sealed class MoneyCourse : Course<OrderState, OrderCommand, OrderEvent, OrderView, OrderErrand>
{
    private string? token;
    private long transactions = 4_000_000;
    private int links;

    public MoneyCourse(Random random, AnyPurchase purchase)
        : base(AdasOrder.Value, OrderBlueprint.Of(AdasOrder, purchase.Settings), purchase.Settings)
    {
        Purchase = purchase;
        Gateway.Plan = _ => !IsCalm && random.Next(8) == 0 ? (Fault)random.Next(1, 3) : Fault.None;
        Gateway.Declines = _ => !IsCalm && random.Next(6) == 0;
    }

    public AnyPurchase Purchase { get; }

    // What is due in weeks or while nobody asks is no part of it.
    protected override DateTimeOffset? NextLook =>
        State is not OrderState.Confirmed && base.NextLook is { } next && next <= Now.AddDays(30) ? next : null;

    /// <summary>Tries to pay, a few times if need be.</summary>
    public async Task Pay()
    {
        for (var number = 1; number <= 3 && State is not OrderState.Placed; number++)
        {
            var attempt = AttemptId.Of(AdasOrder, number);
            if (Purchase.Hold(attempt, Now) is not { } quote) return;
            var request = quote.Totals.Due.IsPositive
                ? new AuthorizeRequest(
                    attempt.Value, $"{attempt.Value}/authorize", quote.Totals.Due, "pm_card_visa", null, ToAda.Address)
                {
                    KeepForLater = Purchase.Settings.ShipInParts,
                    ManyCaptures = Purchase.Settings.ManyCaptures,
                }
                : null;
            Do(new OrderCommand.Confirm(
                attempt, 3_000_000, quote, ToAda, Now + Purchase.Settings.HoldTime, request));
            for (var tries = 0; State is OrderState.Confirmed && tries < 20; tries++) await Ask(attempt, true);
            while (HasErrands) await Deliver();
        }
    }

    /// <summary>Asks for a shipment's money, or what became of it.</summary>
    public Task Charge(string shipmentId) => Heard(async () =>
    {
        if (ChargeRules.InquiryOf(State, shipmentId) is { } inquiry)
            Do(new OrderCommand.LearnCharge(shipmentId, await Inquiries.Collect(inquiry)));
    });

    /// <summary>The customer pays the rest by the link that came last; if none came, staff send one (ORD-22).</summary>
    public async Task PayByLink(bool staysThere)
    {
        if (token is null && !IsLinked(new($"token-{++links}", null))) return;
        if (token is null) return;
        Do(new OrderCommand.PayByLink(token, "pm_card_visa", null, transactions++));
        if (State is OrderState.Placed { Link.UnderWay: { } attempt }) await Ask(attempt, staysThere);
    }

    /// <summary>The customer's bank takes a part of a payment back, and the gateway says so (PAY-21).</summary>
    public void Dispute(GatewayBook payment, Money amount)
    {
        var fact = Gateway.Dispute(payment.Id, amount.Amount);
        Do(new OrderCommand.LearnPayment(AttemptId.Of(payment.Attempt), fact));
    }

    /// <summary>A refund comes back, and the gateway says so.</summary>
    public void FailRefund(string refundId)
    {
        if (State is not OrderState.Placed order) return;
        Gateway.FailRefund(refundId);
        var (id, part) = order.Refunds.SelectMany(refund => refund.Parts.Select(part => (refund.Id, part)))
            .First(one => refundId.EndsWith(one.part.Reference, StringComparison.Ordinal));
        Do(new OrderCommand.LearnRefund(id, part.Reference, new RefundFact.Failed(refundId, part.PaymentId, "lost")));
    }

    // As a gateway does by itself.
    protected override void TimeWentBy()
    {
        foreach (var payment in OrderMachine.CoreOf(State)!.Payments.Where(payment => payment.CaptureBefore <= Now))
            Gateway.Lapse(payment.GatewayId!);
    }

    protected override async Task<bool> IsDelivered(OrderErrand errand)
    {
        switch (errand)
        {
            case OrderErrand.AskCharge e:
                await Charge(e.ShipmentId);
                return true;
            case OrderErrand.AskRefund e:
                return await Heard(async () =>
                {
                    if (ReturnRules.InquiryOf(State, e.RefundId, e.Reference) is { } inquiry)
                        Do(new OrderCommand.LearnRefund(e.RefundId, e.Reference, await Inquiries.GiveBack(inquiry)));
                });
            case OrderErrand.AskPayment e
                when OrderMachine.CoreOf(State)!.PaymentOf(e.Attempt) is { GatewayId: { } id }:
                return await Heard(async () =>
                    Do(new OrderCommand.LearnPayment(e.Attempt, await Inquiries.Read(id))));
            case OrderErrand.AskGateway e:
                return await Ask(e.Attempt, isPresent: false);
            case OrderErrand.AskForPayment e:
                return IsLinked(new($"token-{++links}", e.ShipmentId));
            case OrderErrand.AskOnceMore e:
                return IsLinked(new($"token-{++links}", null) { Failed = e.Attempt });
            case OrderErrand.ReleaseRest e when OrderMachine.CoreOf(State)!.PaymentOf(e.Attempt) is { } open:
                return await Heard(async () =>
                    Do(new OrderCommand.LearnPayment(e.Attempt, await Inquiries.Cancel(InquiryOf(open)))));
            case OrderErrand.CollectOwed:
                return Do(new OrderCommand.CollectOwed(transactions++));
            case OrderErrand.ReturnMoney e:
                return await ReturnMoney(e.Attempt);
            case OrderErrand.KeepMethod e when PaymentRules.MethodOf(State, e.Attempt) is { Request: { } request }:
                return await Heard(async () =>
                {
                    var kept = (MethodFact.Kept)await Inquiries.Keep(request);
                    Do(new OrderCommand.KeepMethod(e.Attempt, kept.Method, kept.Customer));
                });
            case OrderErrand.CommitCertificate e:
                Purchase.Of(e.Certificate).Do(new CertificateCommand.Commit(e.Attempt), Now);
                return true;
            case OrderErrand.ReleaseCertificate e:
                Purchase.Of(e.Certificate).Do(new CertificateCommand.Release(e.Attempt), Now);
                return true;
            case OrderErrand.ReinstateCertificate e:
                var paid = ((OrderState.Placed)State).PaidBy!.Value;
                Purchase.Of(e.Certificate).Do(new CertificateCommand.Reinstate(paid, e.Part, e.Amount), Now);
                return true;
            default:
                return true;
        }
    }

    private Task<bool> Ask(AttemptId attempt, bool isPresent) => Heard(async () =>
    {
        var payment = OrderMachine.CoreOf(State)!.PaymentOf(attempt)!;
        if (payment.Request is null) return;
        var fact = await Inquiries.Ask(
            InquiryOf(payment), id => Take(new OrderCommand.AskCancel(attempt, id)));
        Do(new OrderCommand.Learn(attempt, fact, isPresent));
    });

    private Inquiry InquiryOf(Payment payment) => new(
        payment.Request!, payment.FirstSentAt, payment.GatewayId, SecretGiven: false,
        PaymentRules.PurposeOf(State, payment, Now));

    // While something is in doubt it is asked again.
    private bool IsLinked(OrderCommand.MakeLink make)
    {
        if (Rules.Decide(State, make, Now) is Decision<OrderEvent>.Refused { Why.Retryable: true }) return false;
        if (Do(make)) token = make.Token;
        return true;
    }

    private async Task<bool> ReturnMoney(AttemptId attempt)
    {
        await Heard(async () =>
        {
            for (var step = 0; step < 2; step++)
            {
                var payment = OrderMachine.CoreOf(State)!.PaymentOf(attempt)!;
                if (!StrayMoney.IsToBeAsked(payment, Now)) return;
                var heard = await Inquiries.ReturnMoney(InquiryOf(payment) with { Return = payment.Return });
                Do(new OrderCommand.Settle(attempt, heard.Fact) { Reference = heard.Reference, Said = heard.Said });
            }
        });
        return !StrayMoney.IsToBeAsked(OrderMachine.CoreOf(State)!.PaymentOf(attempt)!, Now);
    }
}
