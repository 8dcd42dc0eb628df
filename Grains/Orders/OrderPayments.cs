using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;

namespace Commerce.Grains.Orders;

/// <summary>Orders as owners of payments: what the gateway hints at is asked about, and the order judges the
/// fact.</summary>
internal sealed class OrderPayments(
    IGrainFactory grains, GatewayInquiry gateway, StrayMoneyTill till, EntityTools tools) : IPaymentOwner
{
    /// <summary>Added to the gateway's patience: so long the call of whoever asked may still be under way.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    // They say no more than that a promise was made, which whoever is paid for knows already.
    private static readonly ImmutableArray<string> SayOnlyPromised =
    [
        "payment_intent.created", "payment_intent.processing", "payment_intent.requires_action",
        "payment_intent.amount_capturable_updated", "charge.succeeded",
    ];

    public bool Owns(string reference) => OrderId.IsOne(reference.Split('/')[0]);

    public async Task<Heeded> Heed(PaymentHint hint)
    {
        var key = hint.Reference.Split('/')[0];
        var told = new Told(grains.GetGrain<IOrderGrain>(key), grains.GetGrain<IOrderMoneyGrain>(key), hint);
        if (await told.Money.Matter(hint.Reference, hint.PaymentId) is not { } matter
            || await told.Order.Inquiry(matter.Attempt) is not { } inquiry)
            return new Heeded.Stranger();
        return inquiry.Purpose switch
        {
            InquiryPurpose.None when matter.ChargedNow is { } shipment => await AskCharge(told, shipment),
            InquiryPurpose.None when matter.IsMade => await HearOfWhatWasMade(told, matter),
            InquiryPurpose.None => await HearOfWhatIsOver(told, matter.Attempt),
            InquiryPurpose.ReturnMoney => await till.Return(matter.Attempt)
                ? new Heeded.Settled()
                : new Heeded.Later(null),
            _ when inquiry.PaymentId is null && AnswerMayCome(inquiry.FirstSentAt) is { } at => new Heeded.Later(at),
            _ => await Ask(told.Order, matter.Attempt, inquiry),
        };
    }

    private async Task<Heeded> Ask(IOrderGrain order, AttemptId attempt, Inquiry inquiry)
    {
        var fact = await gateway.Ask(order, inquiry);
        await order.Learn(new(attempt, fact, Present: false), Call.System);
        return Settled(fact);
    }

    private async Task<Heeded> AskCharge(Told told, string shipment)
    {
        if (await told.Money.ChargeInquiry(shipment) is not { } inquiry) return new Heeded.Later(null);
        if (AnswerMayCome(inquiry.FirstSentAt) is { } at) return new Heeded.Later(at);
        await told.Money.LearnCharge(new(shipment, await gateway.Collect(inquiry)), Call.System);
        return await told.Money.ChargeInquiry(shipment) is null ? new Heeded.Settled() : new Heeded.Later(null);
    }

    // Captured, settled, disputed, lapsed: the payment is read; and what was given back of it, refund by refund.
    private async Task<Heeded> HearOfWhatWasMade(Told told, PaymentMatter matter)
    {
        var payment = matter.PaymentId ?? told.Hint.PaymentId;
        if (payment is null) return new Heeded.Settled();
        if (told.Hint.PaymentId is { } named && named != payment) return new Heeded.Stranger();
        if (SayOnlyPromised.Contains(told.Hint.Kind)) return new Heeded.Settled();

        var fact = await gateway.Read(payment);
        await told.Money.LearnPayment(new(matter.Attempt, fact));
        Heeded? later = null;
        foreach (var refund in matter.Refunds) later = await AskRefund(told.Money, refund) ?? later;
        return later ?? Settled(fact);
    }

    private async Task<Heeded?> AskRefund(IOrderMoneyGrain order, RefundName refund)
    {
        if (await order.RefundInquiry(refund.RefundId, refund.Reference) is not { } inquiry) return null;
        if (inquiry.RefundId is null && AnswerMayCome(inquiry.FirstSentAt) is { } at) return new Heeded.Later(at);
        var fact = await gateway.GiveBack(inquiry);
        await order.LearnRefund(new(refund.RefundId, refund.Reference, fact));
        return fact is RefundFact.Unknown ? new Heeded.Later(null) : null;
    }

    // Late money on a dead attempt (G5).
    private async Task<Heeded> HearOfWhatIsOver(Told told, AttemptId attempt)
    {
        if (told.Hint.PaymentId is not { } payment) return new Heeded.Settled();
        var fact = await gateway.Read(payment);
        await told.Order.Learn(new(attempt, fact, Present: false), Call.System);
        return Settled(fact);
    }

    private static Heeded Settled(PaymentFact fact) =>
        fact is PaymentFact.Unknown ? new Heeded.Later(null) : new Heeded.Settled();

    // Whoever sent the request still waits: its answer is theirs, and is not asked for twice.
    private DateTimeOffset? AnswerMayCome(DateTimeOffset firstSentAt)
    {
        var until = firstSentAt + tools.Settings.GatewayPatience + Margin;
        return tools.Clock.Now() < until ? until : null;
    }

    private sealed record Told(IOrderGrain Order, IOrderMoneyGrain Money, PaymentHint Hint);
}
